"""Who has a seat and who was there, for those who note it; and what serves a step of a path."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Person
from kalo.events.models import DRAFT, HELD, SEAT, Event, Registration
from kalo.events.queries.events import SHORT
from kalo.kit import clock
from kalo.kit.db import db

UNSURE_KEPT = timedelta(days=90)  # how long a seat whose attendance nobody noted is spoken of
MOST = 60  # events of one page of a path


def seats_of(event: Event, first: int = 1, size: int | None = None) -> list[Registration]:
    """The seats of an event, or a page of them, by name; each with its person."""
    seats = _seats(event).order_by(Person.name_key, Person.id).offset(first - 1)
    return list(db.session.scalars(seats.limit(size) if size else seats))


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
    mine = and_(
        Registration.event_id == Event.id,
        Registration.person_id == (person.id if person else 0),
    )
    seated = and_(Registration.state == SEAT, Event.ends_at > at - UNSURE_KEPT)
    coming = and_(Event.state.in_(HELD), Event.ends_at > at)
    asked: Any = (
        select(Event, Registration)
        .outerjoin(Registration, mine)
        .where(Event.serves.in_(subjects), Event.state != DRAFT)
        .where(or_(coming, Registration.attended_at.is_not(None), seated))
    )
    latest = asked.order_by(Event.starts_at.desc(), Event.id.desc()).limit(MOST)
    return [(row[0], row[1]) for row in db.session.execute(latest.options(SHORT))][::-1]


def _seats(event: Event) -> Select[Any]:
    seats = select(Registration).outerjoin(Registration.person)
    return seats.where(Registration.event_id == event.id, Registration.state == SEAT).options(
        contains_eager(Registration.person)
    )
