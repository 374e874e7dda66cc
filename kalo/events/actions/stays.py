"""What the live room saw of who was there: stretches, and from them who counts as present."""

from datetime import datetime, timedelta

from kalo.events import queries
from kalo.events.actions.attendance import Noted, mark
from kalo.events.models import (
    IN_ROOM,
    SEAT,
    UNKNOWN,
    Attendance,
    Event,
    Registration,
    measured_minutes,
)
from kalo.kit import clock
from kalo.kit.db import hold, insert_new

ENOUGH = 3  # whoever was there for a third of the time was there


def keep_stay(
    event: Event, registration: Registration, from_at: datetime, until_at: datetime, act: str
) -> bool:
    """Keep a stretch in the live room, told twice it is kept once; answers whether it is new."""
    row = {
        "event_id": event.id,
        "registration_id": registration.id,
        "client_id": act,
        "way": IN_ROOM,
        "from_at": from_at,
        "until_at": until_at,
        "kept_at": clock.now(),
    }
    return insert_new(Attendance, row, key=("event_id", "client_id")) is not None


def count_stays(event: Event) -> int:
    """Who was in the live room for a third of it is present, unless somebody said otherwise.

    Not where people meet in a hall: there a live room says nothing of who came. Answers how many.
    """
    if not event.is_remote:
        return 0
    hold(event, ["state", "starts_at", "ends_at"])
    stretches, counted = queries.stretches_of(event), 0
    needed = (event.ends_at - event.starts_at) / timedelta(minutes=ENOUGH)
    for seat in queries.some_seats_of(event, stretches):
        minutes = measured_minutes(event, stretches[seat.id])
        if seat.state == SEAT and seat.presence == UNKNOWN and (minutes or 0) >= needed:
            mark(event, seat, None, Noted(IN_ROOM, stretches[seat.id][0].from_at))
            counted += 1
    return counted
