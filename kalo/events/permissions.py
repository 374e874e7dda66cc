"""Who may do what with events. Pure: no database, no request.

`roles` are what the person does at this one event, as `queries.roles_of` answers them.
"""

from collections.abc import Collection
from datetime import datetime

from kalo.accounts.models import Person
from kalo.events.models import DRAFT, HELD, PUBLISHED, UNCONFIRMED, Event, Registration
from kalo.events.states import may_become

HOLDING = frozenset({"organiser", "facilitator"})  # who hold an event do all that is to do there
NOBODY: frozenset[str] = frozenset()


def may_plan(person: Person | None) -> bool:
    """Facilitators and administrators make events, and see every draft."""
    return person is not None and person.has_role("facilitator")


def may_hold(person: Person | None, roles: Collection[str] = NOBODY) -> bool:
    """Those who plan, and for this event its organisers and facilitators."""
    return may_plan(person) or (person is not None and bool(HOLDING & set(roles)))


def may_see(person: Person | None, event: Event, roles: Collection[str] = NOBODY) -> bool:
    """Everybody sees what was announced, a draft whoever does something there.

    `queries.visible_events` says the same as a query.
    """
    return event.state != DRAFT or may_plan(person) or (person is not None and bool(roles))


def may_edit(person: Person | None, event: Event, roles: Collection[str], at: datetime) -> bool:
    """What was cancelled or archived stays as it was."""
    return may_hold(person, roles) and may_become(event, "change", at)


def may_publish(person: Person | None, event: Event, roles: Collection[str], at: datetime) -> bool:
    """A draft, once."""
    return may_hold(person, roles) and may_become(event, "publish", at)


def may_remove(person: Person | None, event: Event, roles: Collection[str], at: datetime) -> bool:
    """Only what nobody else has seen can go without a trace."""
    return may_hold(person, roles) and may_become(event, "remove", at)


def may_cancel(person: Person | None, event: Event, roles: Collection[str]) -> bool:
    """What was announced can be called off; that it is over already, the action says."""
    return may_hold(person, roles) and event.state == PUBLISHED


def may_report(person: Person | None, event: Event, roles: Collection[str], at: datetime) -> bool:
    """Those who hold it and who took notes say what came of it, once it is over."""
    writes = may_hold(person, roles) or (person is not None and "note-taker" in roles)
    return writes and may_become(event, "report", at)


def may_keep_materials(
    person: Person | None, event: Event, roles: Collection[str], at: datetime
) -> bool:
    """Add and take out materials: those who hold it, and once it is over who took notes."""
    return may_edit(person, event, roles, at) or may_report(person, event, roles, at)


def may_archive(person: Person | None, event: Event, roles: Collection[str], at: datetime) -> bool:
    """Put away what is over, so that nothing of it changes any more."""
    return may_hold(person, roles) and may_become(event, "archive", at)


def may_unarchive(
    person: Person | None, event: Event, roles: Collection[str], at: datetime
) -> bool:
    """And take it out again."""
    return may_hold(person, roles) and may_become(event, "unarchive", at)


def may_give_roles(person: Person | None, roles: Collection[str] = NOBODY) -> bool:
    """Those who hold an event say who else does something there."""
    return may_hold(person, roles)


def may_write_to_people(
    person: Person | None, event: Event, roles: Collection[str], at: datetime
) -> bool:
    """Letters to those who have, had or want a seat."""
    return may_hold(person, roles) and may_become(event, "write to people", at)


def may_say_whether_they_come(registration: Registration) -> bool:
    """Whoever holds the letter: its link is signed. A guest whose address is unsure has none."""
    return registration.state != UNCONFIRMED


def may_see_people(person: Person | None, roles: Collection[str] = NOBODY) -> bool:
    """The list of those who come: whoever holds it, checks in or takes notes; observers too."""
    return may_hold(person, roles) or (person is not None and bool(roles))


def may_decide_seats(person: Person | None, roles: Collection[str] = NOBODY) -> bool:
    """Say yes or no to a request, invite, take out: those who hold the event."""
    return may_hold(person, roles)


def may_note_attendance(
    person: Person | None, event: Event, roles: Collection[str], at: datetime
) -> bool:
    """Who was there, say those who hold the event and those at its door."""
    notes = may_hold(person, roles) or (person is not None and "check-in" in roles)
    return notes and may_become(event, "note who was there", at)


def may_say_here(event: Event) -> bool:
    """Whoever has a seat, account or not; the code in the room and the hour, the action says."""
    return event.state in HELD


def may_see_guide(person: Person | None, roles: Collection[str] = NOBODY) -> bool:
    """The facilitator's guide: whoever leads, takes notes or observes; never the participants."""
    work = {"facilitator", "organiser", "note-taker", "observer"}
    return may_plan(person) or (person is not None and bool(work & set(roles)))


def may_register(person: Person | None) -> bool:
    """Members with a confirmed address; whether there is a seat, the action says."""
    return person is not None and person.confirmed_at is not None


def may_register_as_guest(person: Person | None, event: Event) -> bool:
    """People without an account, where the event takes guests."""
    return person is None and event.takes_guests and event.state == PUBLISHED


def may_act_as_guest(registration: Registration) -> bool:
    """Whoever holds the letter of a guest; what is a member's, the member alone."""
    return registration.person_id is None


def may_see_link(
    person: Person | None, event: Event, has_seat: bool, at: datetime, roles: Collection[str] = ()
) -> bool:
    """The way in, shown from a quarter before the start, to those with a seat or a role."""
    inside = has_seat or may_plan(person) or (person is not None and bool(roles))
    return event.is_remote and event.door_is_open(at) and inside


def may_see_material(audience: str, has_seat: bool, attended: bool, holds: bool) -> bool:
    """A paper is for everybody, for those with a seat, or for those who were there."""
    return holds or {"everybody": True, "seated": has_seat, "attended": attended}[audience]


def may_open_as_guest(registration: Registration, audience: str) -> bool:
    """Whoever holds the letter of a guest opens what their seat opens, and nothing by a role.

    `queries.papers.open_to` says the same as a query.
    """
    attended = registration.is_seat and registration.attended_at is not None
    seen = may_see_material(audience, registration.is_seat, attended, holds=False)
    return may_act_as_guest(registration) and seen


def may_see_own_seats(person: Person | None) -> bool:
    """What they have at events, whoever is signed in: their own, and nobody else's."""
    return person is not None


def may_subscribe(person: Person | None) -> bool:
    """A calendar of one's own needs an account."""
    return person is not None
