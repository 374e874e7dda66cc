"""Who may do what in a room. Pure: no database, no request; asked again at every act."""

from datetime import datetime

from kalo.events.permissions import may_keep_materials
from kalo.live.doors import Door
from kalo.live.models import LEADS, OPEN, OVER, SHUT, SOON, TEAM


def may_lead(door: Door) -> bool:
    """The facilitator of the event, who helps them, and whom the house trusts with it."""
    return door.role in LEADS


def is_of_team(door: Door) -> bool:
    """Those who lead, and who takes notes: what they write neither waits nor is slowed down."""
    return door.role in TEAM


def is_silenced(door: Door, at: datetime) -> bool:
    """By the moderators of the house: for some days they write nothing that everybody reads."""
    person = door.visitor.person
    return person is not None and (person.silenced_until or at) > at


def may_put_down(door: Door, who: int) -> bool:
    """A hand or a turn: one's own, and for those who lead anybody's."""
    return may_lead(door) or door.visitor.who == who


def is_invited(door: Door) -> bool:
    """People with a seat or a role, and any member where seats are not counted."""
    return door.role is not None and not door.removed and door.visitor.who != 0


def may_wait(door: Door, at: datetime) -> bool:
    """Those invited, while the room is open: in the lobby, where there is one."""
    return door.phase(at) == OPEN and is_invited(door)


def may_enter(door: Door, at: datetime) -> bool:
    """While it is open those invited and let in; before, those who prepare; after, see below."""
    phase = door.phase(at)
    if phase == SHUT or door.removed:
        return False
    if phase == SOON:
        return door.role in TEAM
    if phase == OPEN:
        return is_invited(door) and not door.waits
    return phase == OVER and may_read_after(door)


def may_read_after(door: Door) -> bool:
    """What was said stays among those who were there."""
    return door.been_in or may_lead(door)


def may_be_here(door: Door, at: datetime) -> bool:
    """Count as present: in the room, while the session goes on."""
    return door.takes_words(at) and may_enter(door, at)


def may_do(door: Door, who: frozenset[str], at: datetime, from_lobby: bool = False) -> bool:
    """An act of those roles, by somebody in the room; the hours, the action asks."""
    inside = may_wait(door, at) if from_lobby else may_enter(door, at)
    return inside and door.role in who


def may_see_attendance(door: Door) -> bool:
    """Who came and went is for those who lead."""
    return may_lead(door)


def may_choose_name(door: Door, at: datetime) -> bool:
    """A guest with a seat says how they are called, before they come in or later."""
    open_or_soon = door.phase(at) in (SOON, OPEN)
    return door.visitor.person is None and door.seated and not door.removed and open_or_soon


def may_check(door: Door, at: datetime) -> bool:
    """Try one's line: whoever has a place there, also long before it opens."""
    return door.role is not None and not door.removed and door.phase(at) in (SOON, OPEN)


def may_take_minutes(door: Door, at: datetime) -> bool:
    """Minutes and results, with names or without: those who lead and who take notes."""
    return door.role in TEAM and may_enter(door, at)


def may_publish_minutes(door: Door, at: datetime) -> bool:
    """Lay them among the materials of the event, as whoever may lay out others."""
    person = door.visitor.person
    roles = {"facilitator"} if person and person.id == door.event.facilitator_id else set()
    held = roles | door.given.get(person.id if person else 0, frozenset())
    return may_take_minutes(door, at) and may_keep_materials(person, door.event, held, at)
