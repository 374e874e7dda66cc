"""Facts of law and money: what is stated, where it was seen, when, and how sure we are.

They come from `content/toolbox/<leaf>/facts/<set>.yaml` and are changed in the web by editors.
"""

from kalo.toolbox.facts.checks import checks_facts, what_is_wrong
from kalo.toolbox.facts.fact import GENERAL, MARKS, OLD, SEEN, Fact, Facts, said
from kalo.toolbox.facts.files import facts_in_file, read_fact_files

__all__ = [
    "GENERAL",
    "MARKS",
    "OLD",
    "SEEN",
    "Fact",
    "Facts",
    "checks_facts",
    "facts_in_file",
    "read_fact_files",
    "said",
    "what_is_wrong",
]
