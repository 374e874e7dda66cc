"""How a room says what of its own can be found, and by whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kalo.accounts.models import Person


@dataclass(frozen=True)
class Document:
    """One thing as the index keeps it, in one language.

    `audience` is "public" or "members" or another word that the room's `audiences` gives to
    those who may see it; `path` is the address without a language prefix; `language` is "el",
    "en", or "" for words that people wrote in whichever.
    """

    id: int
    title: str
    body: str
    path: str
    language: str = ""
    audience: str = "public"


@dataclass(frozen=True)
class Searchable:
    """A kind of thing that can be found; its subject is `kind:id`."""

    kind: str
    label: Any
    room: str
    documents: Callable[[list[int] | None], Iterable[Document]]
    visible: Callable[[Person | None, list[int]], set[int]]


kinds: dict[str, Searchable] = {}


def searchable(
    kind: str,
    label: Any,
    room: str,
    documents: Callable[[list[int] | None], Iterable[Document]],
    visible: Callable[[Person | None, list[int]], set[int]],
) -> None:
    """Declare a kind at import, in the room's `search.py`.

    `documents(ids)` gives the documents of these ids (those gone are simply missing), or all of
    them for None; `visible(person, ids)` answers which of them this person may see now, in one
    statement. A room sends `signals.thing_changed` with "kind:id" when a thing changes.
    """
    kinds[kind] = Searchable(kind, label, room, documents, visible)


_circles: list[Callable[[Person], Iterable[str]]] = []


def gives_audiences(circles: Callable[[Person], Iterable[str]]) -> Callable[..., Iterable[str]]:
    """Let a room say to which audiences of its own (`category-3`) a person belongs."""
    _circles.append(circles)
    return circles


def audiences(person: Person | None) -> frozenset[str]:
    """The audiences a person belongs to."""
    if person is None or person.confirmed_at is None:
        return frozenset({"public"})
    staff = {"staff"} if person.has_role("moderator") else set()
    own = {word for circles in _circles for word in circles(person)}
    return frozenset({"public", "members", *staff, *own})
