"""When somebody was in a room before: what they did not see lies between."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from kalo.kit.db import db
from kalo.live.doors import Door
from kalo.live.models import GRACE, Presence

AWAY = timedelta(minutes=3)  # who was away for less has the room before their eyes
FRESH = timedelta(minutes=15)  # so long after coming back they may still read what they missed
LAST = 200  # stretches of one person that are looked at


def missed_span(door: Door, at: datetime) -> tuple[datetime, datetime] | None:
    """From when until when this visitor was not here; None for whoever missed nothing.

    In one statement. Their devices are taken together; before the first stretch lies the beginning.
    """
    if door.room is None or not door.visitor.who:
        return None
    stretches = _stretches(door, door.room.id)
    came = at
    if stretches and stretches[-1][1] > at - GRACE:
        came = stretches.pop()[0]
    left = stretches[-1][1] if stretches else door.event.starts_at
    if came - left < AWAY or at - came > FRESH:
        return None
    return left, came


def _stretches(door: Door, room_id: int) -> list[tuple[datetime, datetime]]:
    who = door.visitor.who
    own = Presence.person_id == who if who > 0 else Presence.guest_id == -who
    until = func.coalesce(Presence.left_at, Presence.last_seen)
    rows = select(Presence.entered_at, until).where(Presence.room_id == room_id, own)
    latest = db.session.execute(rows.order_by(Presence.entered_at.desc()).limit(LAST))
    stretches: list[tuple[datetime, datetime]] = []
    for began, ended in sorted((row[0], row[1]) for row in latest):
        if stretches and began <= stretches[-1][1] + GRACE:
            first, last = stretches.pop()
            began, ended = first, max(last, ended)
        stretches.append((began, ended))
    return stretches
