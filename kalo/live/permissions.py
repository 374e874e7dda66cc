"""Who may do what in a room. Pure: no database, no request; asked again at every act."""

from datetime import datetime

from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.live.models import OPEN, OVER, Door


def may_lead(person: Person | None, event: Event) -> bool:
    """The facilitator of the event, and those whom the house trusts with conversations."""
    if person is None:
        return False
    return person.id == event.facilitator_id or person.has_role("facilitator", "moderator")


def is_invited(person: Person | None, door: Door) -> bool:
    """People with a seat, those who lead, and any member where seats are not counted."""
    if person is None or person.confirmed_at is None:
        return False
    return door.seated or not door.needs_seat or may_lead(person, door.event)


def may_enter(person: Person | None, door: Door, at: datetime) -> bool:
    """While it is open those invited; afterwards those who were in may read, and those who lead."""
    phase = door.phase(at)
    if phase == OPEN:
        return is_invited(person, door)
    return phase == OVER and person is not None and may_read_after(person, door)


def may_read_after(person: Person, door: Door) -> bool:
    """What was said stays among those who were there."""
    return door.been_in or may_lead(person, door.event)


def may_see_attendance(person: Person | None, event: Event) -> bool:
    """Who came and went is for those who lead."""
    return may_lead(person, event)
