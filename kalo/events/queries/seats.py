"""What somebody has at an event, who waits for what, and what is due."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Person
from kalo.events.models import (
    ASKED,
    HELD,
    INVITED,
    OFFERED,
    PUBLISHED,
    SEAT,
    UNCONFIRMED,
    WAITING,
    Event,
    EventRole,
    Registration,
)
from kalo.events.permissions import HOLDING
from kalo.events.queries.events import SHORT
from kalo.kit.db import db

HOPING = (OFFERED, WAITING, INVITED, ASKED)  # no seat yet, but it may become one
STANDING = (SEAT, *HOPING)  # what says most first


def belonging_to(person: Person) -> ColumnElement[bool]:
    """What is a person's: rows of their own, and what staff gave to their confirmed address."""
    return belongs(person.id, confirmed_address(person))


def belongs(person_id: Any, address: Any) -> ColumnElement[bool]:
    """The same of a number and an address, which may yet be open."""
    given = and_(
        Registration.person_id.is_(None),
        Registration.guest_email == address,
        Registration.state != UNCONFIRMED,
    )
    return or_(Registration.person_id == person_id, given)


def confirmed_address(person: Person) -> str:
    """Their address, once they opened its letter; before that "", which is nobody's."""
    return (person.confirmed_at and person.email) or ""


def latest_registration_of(event: Event, person: Person) -> Registration | None:
    """What a person has there at this moment: asked under the lock of the event."""
    return _latest(event, Registration.person_id == person.id)


def latest_of_guest(event: Event, email: str) -> Registration | None:
    """What somebody without an account has there, by their address."""
    return _latest(event, Registration.guest_email == email)


def latest_by_id(event: Event, registration_id: int) -> Registration | None:
    """A row of this event as it is at this moment."""
    return _latest(event, Registration.id == registration_id)


def registration_at(event: Event, registration_id: int) -> Registration | None:
    """One of the people of an event, for those who hold it."""
    asked = _with_person(event).where(Registration.id == registration_id)
    return db.session.scalar(asked)


def registration_behind_link(registration_id: int) -> Registration | None:
    """What the signed address of a guest's page is about, with its event; of a member too."""
    return with_event_and_place(Registration.id == registration_id)


def waiting_list(event: Event, limit: int | None = None) -> list[Registration]:
    """Those who wait, in the order in which they began to."""
    asked = _with_person(event).where(Registration.state == WAITING).order_by(*_IN_ORDER)
    fresh = asked.execution_options(populate_existing=True)
    return list(db.session.scalars(fresh.limit(limit) if limit is not None else fresh))


def first_waiting_since(event: Event) -> datetime | None:
    """Since when the first of the waiting list waits; None where nobody does."""
    first = select(Registration.queued_at).where(*_waits_for(event)).order_by(*_IN_ORDER)
    return db.session.scalar(first.limit(1))


def count_waiting(event: Event) -> int:
    """How many wait."""
    asked = select(func.count(Registration.id)).where(*_waits_for(event))
    return db.session.scalar(asked) or 0


def position_of(registration: Registration) -> int:
    """Which number somebody has on the waiting list."""
    since, number = registration.queued_at, registration.id
    ahead = or_(
        Registration.queued_at < since,
        and_(Registration.queued_at == since, Registration.id <= number),
    )
    waits = Registration.event_id == registration.event_id, Registration.state == WAITING
    return db.session.scalar(select(func.count(Registration.id)).where(*waits, ahead)) or 0


def clash_of(event: Event, person: Person | None, email: str | None = None) -> Event | None:
    """Another event in which this person, or this guest, has a seat, at the same hours."""
    if person is None and email is None:
        return None
    whose = belonging_to(person) if person else Registration.guest_email == email
    asked = select(Event).join(Registration, Registration.event_id == Event.id)
    at_once = asked.where(
        whose,
        Registration.state == SEAT,
        Event.id != event.id,
        Event.state.in_(HELD),
        Event.starts_at < event.ends_at,
        Event.ends_at > event.starts_at,
    )
    return db.session.scalar(at_once.options(SHORT).order_by(Event.starts_at).limit(1))


def offers_that_ended(event: Event, at: datetime) -> list[Registration]:
    """The offers of an event that nobody took in time."""
    ended = _with_person(event).where(
        Registration.state == OFFERED, Registration.offer_ends_at <= at
    )
    fresh = ended.order_by(*_IN_ORDER).execution_options(populate_existing=True)
    return list(db.session.scalars(fresh))


def open_offers(event: Event) -> list[Registration]:
    """The offers that somebody may still take."""
    open_ = _with_person(event).where(Registration.state == OFFERED)
    return list(db.session.scalars(open_.execution_options(populate_existing=True)))


def events_with_ended_offers(at: datetime) -> list[int]:
    """The events in which an offer has ended and still holds its seat."""
    ended = select(Registration.event_id).join(Registration.event)
    held = ended.where(
        Registration.state == OFFERED,
        Registration.offer_ends_at <= at,
        Event.state == PUBLISHED,
    )
    return list(db.session.scalars(held.distinct().order_by(Registration.event_id).limit(100)))


def events_with_seats_for_those_who_wait(at: datetime, event_id: int | None = None) -> list[int]:
    """The events (or whether this one is among them) that have offers to make at this moment."""
    free = Event.seats_taken + Event.seats_held < Event.capacity
    waited = select(Event.id).where(
        Event.id.in_(select(Registration.event_id).where(Registration.state == WAITING)),
        Event.state == PUBLISHED,
        Event.ends_at > at,
        or_(Event.entry_closes_at.is_(None), Event.entry_closes_at > at),
        or_(Event.capacity.is_(None), free),
    )
    if event_id is not None:
        waited = waited.where(Event.id == event_id)
    return list(db.session.scalars(waited.order_by(Event.id).limit(100)))


def count_people(event: Event) -> dict[str, int]:
    """How many there are in each state."""
    counted = select(Registration.state, func.count(Registration.id))
    rows = db.session.execute(
        counted.where(Registration.event_id == event.id).group_by(Registration.state)
    )
    return {row[0]: row[1] for row in rows}


def people_at(
    event: Event, states: Collection[str], first: int = 1, size: int = 50
) -> list[Registration]:
    """Some of the people of an event: those who wait in their order, others by when it changed."""
    some = _with_person(event).where(Registration.state.in_(states))
    latest = (Registration.changed_at.desc(), Registration.id.desc())
    by_name = (func.coalesce(Person.name_key, func.lower(Registration.guest_name)),)
    order: dict[Any, Any] = {
        (WAITING,): _IN_ORDER,
        (OFFERED,): (Registration.offer_ends_at, Registration.id),
        (ASKED,): (Registration.made_at, Registration.id),
        (SEAT,): (*by_name, Registration.id),
    }
    ordered = some.order_by(*order.get(tuple(states), latest))
    return list(db.session.scalars(ordered.offset(first - 1).limit(size)))


def holders_of(event: Event) -> list[int]:
    """Those who hold an event: who leads it, and who was given such a role there."""
    given = select(EventRole.person_id).where(
        EventRole.event_id == event.id, EventRole.role.in_(HOLDING)
    )
    leads = [event.facilitator_id] if event.facilitator_id is not None else []
    return sorted({*leads, *db.session.scalars(given)})


def events_with(person: Person) -> list[Event]:
    """Where a person or their address has anything, in the order in which events are locked."""
    given = Registration.guest_email == (person.email or "")  # nobody has this one
    return _events_with(or_(Registration.person_id == person.id, given))


def events_with_guest(emails: Collection[str]) -> list[Event]:
    """Where somebody without an account has anything, in the order in which events are locked."""
    return _events_with(Registration.guest_email.in_(emails))


def unconfirmed_before(moment: datetime) -> list[int]:
    """Guests who never opened their letter, since before this moment."""
    old = select(Registration.id).where(
        Registration.state == UNCONFIRMED, Registration.changed_at < moment
    )
    return list(db.session.scalars(old.order_by(Registration.id).limit(1000)))


def with_event_and_place(which: Any) -> Registration | None:
    """A registration with its person, its event and where that is."""
    asked = select(Registration).join(Registration.event).outerjoin(Registration.person)
    event = contains_eager(Registration.event)
    place = event.joinedload(Event.venue), event.joinedload(Event.venue_room)
    loaded = asked.options(event, *place, contains_eager(Registration.person))
    return db.session.scalar(loaded.where(which))


_IN_ORDER = (Registration.queued_at, Registration.id)


def _waits_for(event: Event) -> tuple[Any, ...]:
    return Registration.event_id == event.id, Registration.state == WAITING


def _with_person(event: Event) -> Select[Any]:
    asked = select(Registration).outerjoin(Registration.person)
    return asked.where(Registration.event_id == event.id).options(
        contains_eager(Registration.person)
    )


def _events_with(whose: Any) -> list[Event]:
    theirs = select(Event).join(Registration, Registration.event_id == Event.id).where(whose)
    return list(db.session.scalars(theirs.order_by(Event.id)).unique())


def _latest(event: Event, whose: Any) -> Registration | None:
    asked = _with_person(event).where(whose).execution_options(populate_existing=True)
    registration: Registration | None = db.session.scalar(asked)
    if registration is not None:
        registration.event = event
    return registration
