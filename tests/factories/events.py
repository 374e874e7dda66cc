"""Events as tests need them: told by wall hours in Athens, with nothing that surprises."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kalo.accounts.models import Person
from kalo.events import actions
from kalo.events.models import PUBLISHED, Event
from kalo.kit.clock import ATHENS
from kalo.kit.db import db, transaction

NOON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # 12:00 in Athens, a Monday


def at(wall: str) -> datetime:
    """The moment of a wall hour in Athens, "2026-12-03 18:00"."""
    return datetime.fromisoformat(wall).replace(tzinfo=ATHENS).astimezone(UTC)


def make_event(wall: str = "2026-12-03 18:00", hours: float = 2, **values: Any) -> Event:
    """A stored event, announced unless said otherwise; "wall" is when it starts."""
    start = datetime.fromisoformat(wall)
    end = start + timedelta(hours=hours)
    known: dict[str, Any] = {
        "uid": f"{wall}-{values.get('title_el', '')}@ekalo.example",
        "kind": "workshop",
        "state": PUBLISHED,
        "slug": "ergastirio",
        "title_el": "Εργαστήριο για το καταστατικό",
        "title_en": "Workshop on the statutes",
        "start_wall": start,
        "end_wall": end,
        "starts_at": start.replace(tzinfo=ATHENS),
        "ends_at": end.replace(tzinfo=ATHENS),
        "place": "Δημαρχείο Περιστερίου",
        "ical_stamp": NOON - timedelta(days=3),
        "created_at": NOON - timedelta(days=5),
        "changed_at": NOON - timedelta(days=3),
    }
    with transaction():
        event = Event(**{**known, **values})
        db.session.add(event)
    db.session.refresh(event)
    return event


def seat(event: Event, person: Person) -> None:
    """This person takes a seat, whatever else they have at these hours."""
    with transaction():
        there, who = db.session.get_one(Event, event.id), db.session.get_one(Person, person.id)
        actions.take_seat(there, who, knows=True)


def give_up(event: Event, person: Person) -> None:
    """This person gives their seat, or their turn, back."""
    with transaction():
        there, who = db.session.get_one(Event, event.id), db.session.get_one(Person, person.id)
        actions.give_up_seat(there, who)
