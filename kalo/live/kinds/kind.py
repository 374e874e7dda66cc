"""What an entry of the log may be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from kalo.kit import clock
from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.models import TALKING, Entry
from kalo.live.permissions import is_silenced
from kalo.live.shapes import Nothing


def anything_goes(door: Door, said: Any) -> None:
    """There is nothing more to ask than who does it."""


def need_voice(door: Door, said: Any) -> None:
    """Whoever was silenced in the house has no words for everybody here; the team hears them."""
    person = door.visitor.person
    if is_silenced(door, clock.now()) and person and person.silenced_until:
        day = clock.moment_words(person.silenced_until)
        raise Refused(
            gettext(
                "You can read, but not write until %(day)s. "
                "Why stands in the decision that you were sent.",
                day=day,
            )
        )


def as_said(door: Door, said: Any) -> dict[str, Any]:
    """Nothing is added to what was said."""
    return {}


def nothing_more(door: Door, entry: Entry) -> None:
    """Nobody outside the room hears of it."""


@dataclass(frozen=True)
class Kind:
    """A kind of entry: its name, what it may say, who may, and what must be so.

    How it folds is said by the folds that have an `on_<name>`. `check` refuses what cannot be done
    now; `fill` adds facts of the database to the payload, so that folds need none. Both are called
    while the room is held: what they see stays so until the act is kept. `then` tells other rooms,
    by a signal, once it is.
    """

    name: str
    shape: type[Any] = Nothing
    who: frozenset[str] = TALKING
    after_hours: bool = False  # also before it opens and once it is over
    check: Callable[[Door, Any], None] = anything_goes
    fill: Callable[[Door, Any], dict[str, Any]] = as_said
    then: Callable[[Door, Entry], None] = nothing_more
    # Many do it at once: done together where they meet, told at most twice a second. What one does
    # must make no difference to whether another may; it has no `then` and no place in a staff log.
    calm: bool = False
    leads_to: str = ""  # the piece of the page that shows what was done, without scripts
    from_lobby: bool = False  # by somebody who is not in yet
    by_staff: bool = False  # kept in the log of what staff did, too
    may_veil: bool = False  # keeps whether it was said under a pseudonym
