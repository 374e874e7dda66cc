"""Facts that one room keeps and others show: a set of them by their keys, in a language.

Whoever keeps them says once `reads_facts(reader)`; whoever shows them asks `facts_of`. Where a set
is shown as a list, whatever is on it, whoever shows it says `lists_facts(name, draft)`: then
editors may add to it and retire from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    """A set that is shown as a list: what the `about` of a new one begins with, and a check."""

    draft: str
    check: Callable[[Mapping[str, Any]], str]
    pages: bool


def _nothing(_row: Mapping[str, Any]) -> str:
    return ""


_lists: dict[str, ListOfFacts] = {}


def lists_facts(
    name: str,
    draft: str,
    check: Callable[[Mapping[str, Any]], str] = _nothing,
    pages: bool = False,
) -> None:
    """Let facts be added to a set and retired from it.

    `draft` is YAML; its comments name what may stand there. `check` answers what is wrong with a
    fact, in both languages as files have it; empty where nothing is. With `pages` each has a page
    of its own, which whoever shows the list lets be found.
    """
    _lists[name] = ListOfFacts(draft, check, pages)


def list_called(name: str) -> ListOfFacts | None:
    """The list that a set is; None where rules ask for its facts by their keys."""
    return _lists.get(name)


def lists_with_pages() -> list[str]:
    """The sets whose facts are found by pages of their own."""
    return [name for name, each in _lists.items() if each.pages]
