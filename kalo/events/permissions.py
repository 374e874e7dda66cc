"""Who may do what with events. Pure: no database, no request."""

from datetime import datetime

from kalo.accounts.models import Person
from kalo.events.models import CANCELLED, DRAFT, PUBLISHED, Event


def may_plan(person: Person | None) -> bool:
    """Facilitators and administrators make events and see drafts."""
    return person is not None and person.has_role("facilitator")


def may_see(person: Person | None, event: Event) -> bool:
    """Everybody sees what was announced; `queries.visible_events` says the same as a query."""
    return event.state in {PUBLISHED, CANCELLED} or may_plan(person)


def may_edit(person: Person | None, event: Event) -> bool:
    """What was cancelled stays as it was."""
    return may_plan(person) and event.state != CANCELLED


def may_publish(person: Person | None, event: Event) -> bool:
    """A draft, once."""
    return may_plan(person) and event.state == DRAFT


def may_remove(person: Person | None, event: Event) -> bool:
    """Only what nobody else has seen can go without a trace."""
    return may_plan(person) and event.state == DRAFT


def may_cancel(person: Person | None, event: Event) -> bool:
    """What was announced can be called off."""
    return may_plan(person) and event.state == PUBLISHED


def may_register(person: Person | None) -> bool:
    """Members with a confirmed address; whether there is a seat, the action says."""
    return person is not None and person.confirmed_at is not None


def may_note_attendance(person: Person | None, event: Event) -> bool:
    """Who was there, those who plan say; a draft and what was cancelled have nobody."""
    return may_plan(person) and event.state == PUBLISHED


def may_see_link(person: Person | None, event: Event, has_seat: bool, at: datetime) -> bool:
    """The way in, shown from a quarter before the start, to those with a seat and to staff."""
    return event.is_remote and event.door_is_open(at) and (has_seat or may_plan(person))


def may_subscribe(person: Person | None) -> bool:
    """A calendar of one's own needs an account."""
    return person is not None
