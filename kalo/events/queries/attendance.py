"""Who has a seat and who was there, for those who note it; and what serves a step of a path."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Person
from kalo.events.models import DRAFT, HELD, IN_ROOM, SEAT, Attendance, Event, Registration
from kalo.events.queries.events import SHORT
from kalo.events.queries.people import SAYS_MOST
from kalo.events.queries.seats import belonging_to, with_event_and_place
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.text import sort_key

UNSURE_KEPT = timedelta(days=90)  # how long a seat whose attendance nobody noted is spoken of
MOST = 60  # events of one page of a path


def seats_of(event: Event) -> list[Registration]:
    """The seats of an event, by name; each with its person, if it has one."""
    seats = db.session.scalars(_seats(event))
    return sorted(seats, key=lambda seat: (sort_key(seat.name), seat.id))


def some_seats_of(event: Event, ids: Collection[int]) -> list[Registration]:
    """Those of these seats that belong to the event, as they are at this moment."""
    asked = _seats(event).where(Registration.id.in_(ids)).order_by(Registration.id)
    return list(db.session.scalars(asked.execution_options(populate_existing=True)))


def count_present(event: Event) -> int:
    """How many people were noted as present."""
    here = select(func.count(Registration.id)).where(
        Registration.event_id == event.id, Registration.attended_at.is_not(None)
    )
    return db.session.scalar(here) or 0


def events_serving(
    subjects: Collection[str], person: Person | None
) -> list[tuple[Event, Registration | None]]:
    """What serves these steps: all that comes, and of what was or was called off, one's own."""
    at = clock.now()
    mine = and_(Registration.event_id == Event.id, belonging_to(person) if person else false())
    seated = and_(Registration.state == SEAT, Event.ends_at > at - UNSURE_KEPT)
    coming = and_(Event.state.in_(HELD), Event.ends_at > at)
    asked: Any = (
        select(Event, Registration)
        .outerjoin(Registration, mine)
        .where(Event.serves.in_(subjects), Event.state != DRAFT)
        .where(or_(coming, Registration.attended_at.is_not(None), seated))
    )
    latest = asked.order_by(Event.starts_at.desc(), Event.id.desc(), *SAYS_MOST).limit(MOST)
    found: dict[Event, Registration | None] = {}
    for row in db.session.execute(latest.options(SHORT)):
        found.setdefault(row[0], row[1])
    return list(found.items())[::-1]


def stretches_of(event: Event) -> dict[int, list[Attendance]]:
    """When each was there, by seat; what was taken back is left out."""
    return _by_seat(select(Attendance).where(Attendance.event_id == event.id))


def stretches_of_person(event: Event, person: Person) -> list[Attendance]:
    """When a person was there."""
    theirs = select(Attendance).join(Registration, Registration.id == Attendance.registration_id)
    asked = theirs.where(Attendance.event_id == event.id, Registration.person_id == person.id)
    return [row for rows in _by_seat(asked).values() for row in rows]


def every_stretch_of(person: Person) -> dict[int, list[Attendance]]:
    """When a person was at anything, by seat."""
    rows = select(Attendance).join(Registration, Registration.id == Attendance.registration_id)
    return _by_seat(rows.where(belonging_to(person)))


def people_of_acts(
    event: Event, ids: Collection[int], tickets: Collection[str]
) -> dict[int | str, Registration]:
    """Whom acts at a door are about, by number and by ticket, as they are at this moment.

    A number counts at this event alone; a ticket is found wherever it belongs to.
    """
    wanted = or_(
        and_(Registration.id.in_(ids), Registration.event_id == event.id),
        Registration.ticket.in_([code for code in tickets if code]),
    )
    asked = select(Registration).outerjoin(Registration.person).where(wanted)
    loaded = asked.options(contains_eager(Registration.person))
    rows = list(db.session.scalars(loaded.execution_options(populate_existing=True)))
    by_ticket: dict[int | str, Registration] = {row.ticket: row for row in rows if row.ticket}
    return by_ticket | {row.id: row for row in rows}


def acts_kept(event: Event, ids: Collection[str]) -> dict[str, Attendance]:
    """Which of these acts are stretches of this event already."""
    asked = select(Attendance).where(
        Attendance.event_id == event.id, Attendance.client_id.in_(list(ids))
    )
    fresh = asked.execution_options(populate_existing=True)
    return {row.client_id: row for row in db.session.scalars(fresh)}


def standing_acts(event: Event) -> dict[int, str]:
    """By seat, the act that made it present; for the phones at the door."""
    asked = select(Attendance.registration_id, Attendance.client_id).where(
        Attendance.event_id == event.id, Attendance.undone_at.is_(None), Attendance.way != IN_ROOM
    )
    return {row[0]: row[1] for row in db.session.execute(asked.order_by(Attendance.id))}


def event_of_seat(registration: Registration) -> Event:
    """The event that a seat is at."""
    return db.session.get_one(Event, registration.event_id)


def registration_with_ticket(code: str) -> Registration | None:
    """What somebody has whose ticket this is, with the event and the person."""
    return with_event_and_place(Registration.ticket == code)


def _by_seat(asked: Any) -> dict[int, list[Attendance]]:
    standing = asked.where(Attendance.undone_at.is_(None))
    found: dict[int, list[Attendance]] = {}
    for row in db.session.scalars(standing.order_by(Attendance.from_at, Attendance.id)):
        found.setdefault(row.registration_id, []).append(row)
    return found


def _seats(event: Event) -> Select[Any]:
    seats = select(Registration).outerjoin(Registration.person)
    return seats.where(Registration.event_id == event.id, Registration.state == SEAT).options(
        contains_eager(Registration.person)
    )
