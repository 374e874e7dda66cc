"""One at a time for each event, and the two counters that the database itself guards."""

from typing import Any

from sqlalchemy import inspect, or_, true, update
from sqlalchemy.orm.attributes import set_committed_value

from kalo.events.models import (
    OFFERED,
    SEAT,
    Event,
    Registration,
    Theme,
    Venue,
    VenueRoom,
)
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.versions import bump

_COLUMNS = tuple(Event.__table__.columns.keys())  # letters say all of it; a row to lock alone
_BESIDE = {"theme": Theme, "venue": Venue, "venue_room": VenueRoom}


def lock(event: Event) -> None:
    """One at a time for this event; on SQLite whoever writes is alone already."""
    hold(event, _COLUMNS)
    for name, noun in _BESIDE.items():
        _point_anew(event, name, noun, getattr(event, f"{name}_id"))


def become(registration: Registration, state: str) -> bool:
    """Bring what somebody has into another state, and the counters with it.

    False, and nothing done, where there is no seat for it. The caller holds the lock.
    """
    event, before = registration.event, registration.state
    taken = (state == SEAT) - (before == SEAT)
    held = (state == OFFERED) - (before == OFFERED)
    if (taken or held) and not _count(event, taken, held):
        return False
    registration.state, registration.changed_at = state, clock.now()
    if registration.made_at is None:
        registration.made_at = registration.changed_at
    db.session.add(registration)
    db.session.flush()  # receivers need its number
    bump(event.subject)  # its page says how many wait
    return True


def _point_anew(event: Event, name: str, noun: type[Any], key: int | None) -> None:
    """Let go of a place that it had when it was loaded, and have the one of now at hand."""
    if name in inspect(event).unloaded or getattr(getattr(event, name), "id", None) == key:
        return
    set_committed_value(event, name, db.session.get(noun, key) if key is not None else None)


def _count(event: Event, taken: int, held: int) -> bool:
    """Move the counters, if there is a seat: the database decides, whatever was read before."""
    both = Event.seats_taken + Event.seats_held + taken + held
    fits = or_(Event.capacity.is_(None), both <= Event.capacity) if taken + held > 0 else true()
    counted = (
        update(Event)
        .where(Event.id == event.id, fits)
        .values(seats_taken=Event.seats_taken + taken, seats_held=Event.seats_held + held)
        .returning(Event.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(counted) is None:
        return False
    db.session.refresh(event, ["seats_taken", "seats_held"])
    bump("seats")  # lists say how many are left
    return True
