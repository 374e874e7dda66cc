"""A panel of the room: a tab on a phone, a place beside others at a desk, with its pieces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kalo.live.models import EVERYBODY
from kalo.live.views.look import Look

MOST = 50  # things of a list that a page holds; the rest is a link away
MAIN, ASIDE, HEAD = "main", "aside", "head"
Finds = Callable[[Look, str], Any]


def no_words(look: Look) -> dict[str, Any]:
    """The template needs nothing but the look."""
    return {}


def always(look: Look) -> bool:
    """There is always something in it."""
    return True


@dataclass(frozen=True)
class Stretch:
    """As much of a list as a page holds."""

    things: list[Any]
    more: int  # how many come after these
    following: int  # the number of the first that comes after, by which the address asks for them
    is_first: bool


def stretch_of(look: Look, name: str, things: Sequence[Any]) -> Stretch:
    """The first things of a list, or those among which the one stands that the address names."""
    named = look.in_address(name)
    place = next((place for place, each in enumerate(things) if each.seq == named), 0)
    begin = place - place % MOST
    shown, rest = things[begin : begin + MOST], things[begin + MOST :]
    return Stretch(list(shown), len(rest), rest[0].seq if rest else 0, begin == 0)


@dataclass(frozen=True)
class Piece:
    """A part of a panel that is renewed alone: "said-17" is the piece "said" with the key "17".

    `find(look, key)` answers what its template is given as `thing`, or None where it is gone.
    Its template is `live/pieces/_<name>.html`; its root has the id `<name>-<key>`, and where new
    ones belong into a list, that list's id in `data-list`.
    """

    name: str
    find: Finds
    alone: bool = False  # there is one of its kind: it has no key, and stands in the panel itself


@dataclass(frozen=True)
class Panel:
    """What `kalo/live/views/panels/` declares, a file for each.

    Its template is `live/panels/_<name>.html`, given `look` and what `words(look)` answers; its
    root has the id `panel-<name>`. Its script, if any, is `frontend/js/live/parts/<name>.js`.
    """

    name: str
    title: Any  # lazy; on the tab and over the panel
    order: int  # among the tabs
    place: str = ASIDE  # at a desk
    roles: frozenset[str] = EVERYBODY  # whose page has it
    shown: Callable[[Look], bool] = always  # False: there is no tab as long as there is nothing
    words: Callable[[Look], dict[str, Any]] = no_words
    pieces: tuple[Piece, ...] = ()
    mine: Callable[[Look], dict[str, Any]] = no_words  # one's own, for scripts: votes, a hand
    news: Callable[[int], str] | None = None  # "3 new messages", said now and then
    key: str = ""  # a letter that leads to it
    script: bool = False
    lists_present: bool = False  # says who is here: that is no part of the log
