"""Who was at which event, for the certificate of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from kalo.accounts.models import Person
from kalo.events.models import HELD, SEAT, Event, Registration
from kalo.kit import clock
from kalo.kit.db import db


def attended_by(person: Person) -> Sequence[Registration]:
    """Where a person was, of what is over, the latest first."""
    return db.session.scalars(_attended().where(Registration.person_id == person.id)).all()


def attended_since(moment: datetime) -> Sequence[Registration]:
    """Who was where, of what has ended since then."""
    return db.session.scalars(_attended().where(Event.ends_at >= moment)).all()


def event_with_place(event_id: int) -> Event:
    """An event with what is told of where it was; it stands, since somebody was there."""
    place = joinedload(Event.venue), joinedload(Event.venue_room)
    return db.session.get_one(Event, event_id, options=place)


def _attended() -> Any:
    query = select(Registration).join(Registration.event)
    over = Event.state.in_(HELD), Event.ends_at <= clock.now()
    noted = Registration.state == SEAT, Registration.attended_at.is_not(None)
    asked = query.options(contains_eager(Registration.event)).where(*over, *noted)
    return asked.order_by(Event.starts_at.desc(), Registration.id)
