"""Words that take a figure of law or money from its fact, so that it stands in one place only."""

from collections.abc import Mapping
from typing import Any

from flask_babel import format_decimal
from flask_babel.speaklater import LazyString

from kalo.toolbox.queries.facts import facts_of

UNKNOWN = "…"  # where an editor took the figure away


def with_figures(words: Any, name: str, **figures: str) -> LazyString:
    """Words with figures of a set of facts, as they stand when they are read.

    with_figures(_("More than %(share)s%%?"), "procurement", share="reserved-other"); of a fact
    whose value has several names, "weight-proposal.least".
    """

    def said() -> str:
        facts = facts_of(name)
        return str(words) % {each: _said(facts, which) for each, which in figures.items()}

    return LazyString(said)


def _said(facts: Mapping[str, Any], which: str) -> str:
    key, _dot, part = which.partition(".")
    value = facts[key].value if key in facts else None
    if part:
        value = value.get(part) if isinstance(value, Mapping) else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return format_decimal(value) if is_number else UNKNOWN
