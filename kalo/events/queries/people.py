"""Who has a seat, who is owed news, and whose calendar an address is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import String, case, or_, select, type_coerce
from sqlalchemy.orm import contains_eager, joinedload

from kalo.accounts.login import hash_of
from kalo.accounts.models import Person
from kalo.events.models import (
    SEAT,
    Announcement,
    CalendarToken,
    Event,
    Registration,
)
from kalo.events.queries.seats import STANDING, belonging_to
from kalo.kit.db import db

# Of two rows of a person the one that says more, and then their own.
SAYS_MOST = (
    case(
        {state: number for number, state in enumerate(STANDING)},
        value=Registration.state,
        else_=len(STANDING),
    ),
    Registration.person_id.is_(None),
)
OWED_AT_ONCE = 100  # events that the sweep takes up before it comes back for the next


def registration_of(event: Event, person: Person | None) -> Registration | None:
    """What a person has at an event: a seat, one given up, what their address was given.

    Of two rows the one that says more, as it would stay if they were made one.
    """
    if person is None:
        return None
    mine = select(Registration).where(Registration.event_id == event.id, belonging_to(person))
    return db.session.scalar(mine.order_by(*SAYS_MOST).limit(1))


def has_seat(event: Event, person: Person | None) -> bool:
    """True for a person with a seat at this event."""
    registration = registration_of(event, person)
    return registration is not None and registration.state == SEAT


def registrations_of(person: Person) -> list[Registration]:
    """Every seat a person has or had, and what their address was given, each with its event."""
    mine = select(Registration).where(belonging_to(person))
    with_events = mine.join(Registration.event).options(contains_eager(Registration.event))
    return list(db.session.scalars(with_events.order_by(Registration.id)))


def seats_ahead(person: Person, at: datetime) -> list[Registration]:
    """The seats a person has at what has not ended, soonest first, each with its event."""
    mine = select(Registration).where(belonging_to(person), Registration.state == SEAT)
    ahead = mine.join(Registration.event).where(Event.ends_at > at)
    loaded = ahead.options(contains_eager(Registration.event))
    return one_of_each(db.session.scalars(loaded.order_by(Event.starts_at, Event.id)))


def one_of_each(found: Iterable[Registration]) -> list[Registration]:
    """Of two rows of a person at one event, the one that `registration_of` answers."""
    said: dict[int, Registration] = {}
    for each in found:
        known = said.setdefault(each.event_id, each)
        if _weight(each) < _weight(known):
            said[each.event_id] = each
    return list(said.values())


def _weight(registration: Registration) -> tuple[int, bool]:
    """`SAYS_MOST`, of a row that is at hand."""
    state = registration.state
    rank = STANDING.index(state) if state in STANDING else len(STANDING)
    return rank, registration.person_id is None


def seats_to_tell(event_id: int) -> list[Registration]:
    """Whom a change of this event concerns: the seats, each with its person, if it has one."""
    seats = select(Registration).outerjoin(Registration.person)
    there = seats.where(Registration.event_id == event_id, Registration.state == SEAT)
    living = there.where(Person.erased_at.is_(None)).order_by(Registration.id)
    return list(db.session.scalars(living.options(contains_eager(Registration.person))))


def owed_events(after: int = 0) -> list[int]:
    """The next events, beyond this number, of which somebody is still owed news."""
    owed = select(Announcement.event_id).where(
        Announcement.told_at.is_(None), Announcement.event_id > after
    )
    in_order = owed.distinct().order_by(Announcement.event_id)
    return list(db.session.scalars(in_order.limit(OWED_AT_ONCE)))


def facilitators() -> list[Person]:
    """Who can be named as the one who leads an event."""
    roles: Any = type_coerce(Person.roles, String)
    trusted = or_(roles.like("%facilitator%"), roles.like("%administrator%"))
    living = select(Person).where(trusted, Person.erased_at.is_(None))
    return list(db.session.scalars(living.order_by(Person.name, Person.id)))


def token_by_secret(secret: str) -> CalendarToken | None:
    """The token an address carries, in use or replaced, with its person."""
    known = select(CalendarToken).where(CalendarToken.token_hash == hash_of(secret))
    living = known.join(CalendarToken.person).where(
        Person.erased_at.is_(None), Person.suspended_at.is_(None)
    )
    return db.session.scalar(living.options(contains_eager(CalendarToken.person)))


def event_with_facilitator(event_id: int) -> Event | None:
    """An event as letters speak of it."""
    query = select(Event).where(Event.id == event_id).options(joinedload(Event.facilitator))
    return db.session.scalar(query)
