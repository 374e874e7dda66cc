"""Facts that one room keeps and others show: a set of them by their keys, in a language.

Whoever keeps them says once `reads_facts(reader)`; whoever shows them asks `facts_of`. Where a set
is shown as a list, whatever is on it, whoever shows it says `lists_facts(name)`: then editors may
add to it and retire from it. What else its facts say, part by part, `shapes_facts` describes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import g, has_request_context
from flask_babel import gettext

Reader = Callable[[str, str], Mapping[str, Any]]
_readers: list[Reader] = []


def reads_facts(reader: Reader) -> Reader:
    """Let a function answer a set of facts by its name, in a language ("el", "en")."""
    _readers[:] = [reader]
    return reader


def facts_of(name: str, language: str) -> Mapping[str, Any]:
    """The facts of a set by their keys, in their order; none where nobody keeps any.

    Each has text, value, source, address, checked, mark, expires, about and is_expired.
    """
    return _readers[0](name, language) if _readers else {}


def read_already() -> dict[tuple[str, str], Mapping[str, Any]]:
    """Sets that this request has read, by name and language; outside of one nothing is kept."""
    if not has_request_context():
        return {}
    found: dict[tuple[str, str], Mapping[str, Any]] = g.setdefault("facts_read", {})
    return found


def forget_what_was_read() -> None:
    """A fact has changed: the rest of this request reads it anew."""
    read_already().clear()


class Wrong(str):
    """What is wrong with a fact: in English as a file is read, `spoken` as a page speaks."""

    words: str
    named: Mapping[str, Any]

    def spoken(self) -> str:
        """The same in the language of the page."""
        named = {name: spoken(each) for name, each in self.named.items()}
        return gettext(self.words) % named if named else gettext(self.words)


def wrong_with(words: str, /, **named: Any) -> Wrong:
    """A sentence of a check; `words` stand in the catalogue like those of `_()`."""
    made = Wrong(words % named if named else words)
    made.words, made.named = words, named
    return made


def spoken(said: Any) -> str:
    """What is wrong, in the language of the page, whoever said it."""
    return said.spoken() if isinstance(said, Wrong) else str(said)


@dataclass(frozen=True)
class ListOfFacts:
    """A set that is shown as a list: a check of its own, and whether one may leave it."""

    check: Callable[[Mapping[str, Any]], str]
    pages: bool
    retires: bool


def _nothing(_row: Mapping[str, Any]) -> str:
    return ""


_lists: dict[str, ListOfFacts] = {}


def lists_facts(
    name: str,
    check: Callable[[Mapping[str, Any]], str] = _nothing,
    pages: bool = False,
    retires: bool = True,
) -> None:
    """Let facts be added to a set and retired from it.

    `check` answers what is wrong with a fact, in both languages as files have it; empty where
    nothing is. With `pages` each has a page of its own, which whoever shows the list lets be
    found. Without `retires` what is on it stays: people's answers name it.
    """
    _lists[name] = ListOfFacts(check, pages, retires)


def list_called(name: str) -> ListOfFacts | None:
    """The list that a set is; None where rules ask for its facts by their keys."""
    return _lists.get(name)


def lists_with_pages() -> list[str]:
    """The sets whose facts are found by pages of their own."""
    return [name for name, each in _lists.items() if each.pages]


# The kinds of a part: words in both languages, one line, one of some, some of them, a whole number,
# a day, yes or no, lines in both languages, titles with their addresses.
BOTH, LINE, ONE, SOME, WHOLE, DAY, YES, LINES, LINKS = (
    *("both", "line", "one", "some", "whole", "day", "yes", "lines", "links"),
)
Options = Iterable[tuple[Any, Any]]  # a word that stays, and its label


@dataclass(frozen=True)
class Part:
    """A part of what a fact says besides its sentence (`about`), typed in fields of its own."""

    key: str
    label: Any
    kind: str = BOTH
    options: Options | Callable[[], Options] = ()
    needed: bool = False
    hint: Any = ""
    first: Any = None  # what a new one begins with

    def offered(self) -> list[tuple[Any, Any]]:
        """What there is to choose from."""
        return list(self.options() if callable(self.options) else self.options)


@dataclass(frozen=True)
class Shape:
    """What editors may say of the facts of a set besides sentence, source and days.

    `figures` names the numbers that a value of several may have, and with `any_figure` every fact
    may be given each of them. With `value` False rules reckon with none, and with `unit` False it
    has none either. `begins` is what each new one says of itself.
    """

    parts: tuple[Part, ...]
    figures: Mapping[str, Any] = field(default_factory=dict)
    any_figure: bool = False
    value: bool = True
    unit: bool = True
    begins: Mapping[str, Any] = field(default_factory=dict)


_shapes: dict[str, Shape] = {}


def shapes_facts(name: str, *parts: Part, **more: Any) -> None:
    """Let editors type what the facts of a set say part by part: `Shape` says what else."""
    _shapes[name] = Shape(parts, **more)


def shape_of(name: str) -> Shape | None:
    """How the facts of a set are typed; None where nobody said."""
    return _shapes.get(name)
