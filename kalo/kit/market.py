"""Organisations that could answer a call: whoever knows some says so, whoever buys asks.

A room that knows organisations says `knows_market(find, words)`; a room that looks for some asks
`could_answer`, and `market_words` for what can be chosen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty asks for nothing.

    `cpv` is a code of the common procurement vocabulary, of which the first two digits count;
    the others are words of `market_words`. A municipality only puts who is there first.
    """

    cpv: str = ""
    sectors: frozenset[str] = NOTHING
    services: frozenset[str] = NOTHING
    forms: frozenset[str] = NOTHING
    municipality: str = ""


@dataclass(frozen=True)
class Answering:
    """An organisation as a list names it, in the language of the page."""

    name: str
    path: str  # without a language prefix
    form: str  # the word for its legal form, and its label
    form_label: str
    place: str
    sectors: tuple[str, ...]
    near: bool


Find = Callable[[Wanted, int], Sequence[Answering]]
Choices = Callable[[str, str], Sequence[tuple[str, str]]]
_known: list[tuple[Find, Choices]] = []


def knows_market(find: Find, words: Choices) -> None:
    """Let a room answer who could do something, and in what words it is asked."""
    _known[:] = [(find, words)]


def could_answer(wanted: Wanted, person: Any = None, most: int = 20) -> list[Answering]:
    """Organisations that everybody may see and that fit, those nearby first; one statement."""
    return list(_known[0][0](wanted, most)) if _known else []


def market_words(kind: str, language: str) -> list[tuple[str, str]]:
    """What can be chosen of a kind ("form", "municipality", "sector", "service"): word, label."""
    return list(_known[0][1](kind, language)) if _known else []
