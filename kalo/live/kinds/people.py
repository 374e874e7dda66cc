"""Roles that are given in the room, the lobby, removal, and taking part under a pseudonym."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.folds import People
from kalo.live.kinds.kind import Kind
from kalo.live.models import EVERYBODY, GIVEN, LEADS, PARTICIPANT
from kalo.live.queries import everybody_in, is_leading
from kalo.live.shapes import HIGHEST, flag, one_of, some_number, some_words, someone


@dataclass(frozen=True, kw_only=True)
class Someone:
    """Somebody in the room, by their number."""

    who: int = someone()


@dataclass(frozen=True, kw_only=True)
class GiveRole:
    """What somebody is from now on."""

    who: int = someone()
    role: str = one_of(GIVEN)


@dataclass(frozen=True, kw_only=True)
class Admit:
    """One of those who wait, or all of them."""

    who: int | None = some_number(least=-HIGHEST)


@dataclass(frozen=True, kw_only=True)
class Remove:
    """Who has to leave, and why; they are told."""

    who: int = someone()
    reason: str = some_words(200)


@dataclass(frozen=True, kw_only=True)
class Veil:
    """To take part under a pseudonym, or no longer."""

    off: bool = flag()


def has_been_in(door: Door, said: Any) -> None:
    """Whoever is spoken of was in this room."""
    if said.who not in everybody_in(door.room):
        raise Refused(_("Nobody of that name is in the room."))


def does_not_lead(door: Door, said: Any) -> None:
    """Those who lead by the event cannot be put out or made less."""
    has_been_in(door, said)
    if is_leading(door.event, said.who):
        raise Refused(_("They lead this event: what they are is said on its own page."))


def waits(door: Door, said: Admit) -> None:
    """They are in the lobby."""
    if said.who and said.who not in door.state.of(People).waiting:
        raise Refused(_("They do not wait any more."))


def is_removed(door: Door, said: Someone) -> None:
    """They had to leave."""
    if said.who not in door.state.of(People).removed:
        raise Refused(_("They may come in already."))


def those_inside(door: Door, said: Any) -> dict[str, Any]:
    """Whoever was in by now need not wait."""
    return {"inside": sorted(everybody_in(door.room))}


KINDS = (
    Kind("role_given", GiveRole, who=LEADS, after_hours=True, check=does_not_lead, by_staff=True),
    Kind("lobby_opened", who=LEADS, after_hours=True, fill=those_inside),
    Kind("lobby_closed", who=LEADS, after_hours=True),
    Kind("admitted", Admit, who=LEADS, check=waits),
    Kind("removed", Remove, who=LEADS, check=does_not_lead, by_staff=True),
    Kind("let_back", Someone, who=LEADS, after_hours=True, check=is_removed, by_staff=True),
    Kind("veiled", Veil, who=EVERYBODY),
    Kind("knocked", who=frozenset({PARTICIPANT}), from_lobby=True),
)
