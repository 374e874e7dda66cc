"""The editor's eye: what docs/style-of-lessons.md asks of our programmes, looked at file by file.

    for found in faults_of(CONTENT):
        print(found)

`corpus.py` reads the files, each other module holds the rules of one matter. A rule is a function
that yields `Fault`s; adding one is adding it to `RULES`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.learning.editor.alike import no_two_alike
from tests.learning.editor.corpus import Corpus, Fault, Programme, read_corpus
from tests.learning.editor.links import links_lead_somewhere
from tests.learning.editor.parts import (
    drawings_are_sound,
    everything_is_read,
    law_has_its_sources,
    lengths_fit,
    lessons_have_their_parts,
    nothing_is_left_to_write,
)
from tests.learning.editor.programmes import (
    programmes_have_their_parts,
    tasks_can_be_judged,
    workshops_can_be_held,
)
from tests.learning.editor.questions import (
    banks_are_full,
    checks_give_nothing_away,
    questions_answer_back,
)
from tests.learning.editor.words import (
    capitals_have_no_accents,
    sentences_are_short,
    terms_are_ours,
)

Rule = Callable[[Corpus, Programme], Iterator[Fault]]
RULES: tuple[Rule, ...] = (
    lessons_have_their_parts,
    lengths_fit,
    nothing_is_left_to_write,
    links_lead_somewhere,
    questions_answer_back,
    banks_are_full,
    checks_give_nothing_away,
    law_has_its_sources,
    terms_are_ours,
    sentences_are_short,
    capitals_have_no_accents,
    no_two_alike,
    tasks_can_be_judged,
    workshops_can_be_held,
    programmes_have_their_parts,
    drawings_are_sound,
)


def faults_in(corpus: Corpus, slug: str) -> list[Fault]:
    """Everything that the style does not allow in one programme."""
    programme = corpus.programmes[slug]
    unread = list(everything_is_read(corpus, programme))
    try:
        return unread + [fault for rule in RULES for fault in rule(corpus, programme)]
    except (KeyError, TypeError, AttributeError):
        if unread:  # what the importer refuses may lack what a rule looks for
            return unread
        raise


__all__ = ["RULES", "Corpus", "Fault", "Path", "faults_in", "read_corpus"]
