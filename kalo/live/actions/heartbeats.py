"""Who is still here, written down together: in a full room a thousand say so every 25 seconds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from flask import current_app
from sqlalchemy import insert, select, update

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.sockets import hint_together, soon
from kalo.live.doors import Door
from kalo.live.models import GRACE, Presence

EACH = 5.0  # seconds; whoever is not heard of for 75 is gone
Beat = tuple[int | None, int | None, str]  # a person or a guest, and their device


def still_here(door: Door, device: str) -> None:
    """Somebody who came in has not gone; it is written within seconds."""
    if door.room is not None:
        _waiting()[door.room.id, door.event.id].add(_beat(door, device))
        soon("live heartbeats", write_down, rest=EACH)


def not_here(door: Door, device: str) -> None:
    """Somebody goes: what they said before is not written after it."""
    if door.room is not None:
        _waiting()[door.room.id, door.event.id].discard(_beat(door, device))


def arrival(door: Door, device: str) -> Beat:
    """Who comes in, to be written down with others who come in now."""
    return _beat(door, device)


def write_arrivals(room_id: int, event_id: int, beats: Iterable[Beat]) -> None:
    """All of these are here from now on, or still."""
    _write({(room_id, event_id): set(beats)})


def write_down() -> None:
    """Let the stretches of all who said that they are here grow; begin new ones where none is."""
    beats = {rooms: who for rooms, who in _waiting().items() if who}
    _waiting().clear()
    if beats:
        _write(beats)


def _write(beats: Mapping[tuple[int, int], set[Beat]]) -> None:
    with transaction():
        open_ones = _open_stretches([room_id for room_id, _event in beats])
        grown = [
            open_ones[room_id, beat]
            for (room_id, _event), who in beats.items()
            for beat in who
            if (room_id, beat) in open_ones
        ]
        for start in range(0, len(grown), 500):
            some = Presence.id.in_(grown[start : start + 500])
            db.session.execute(update(Presence).where(some).values(last_seen=clock.now()))
        for (room_id, event_id), who in beats.items():
            _begin(room_id, event_id, [b for b in who if (room_id, b) not in open_ones])


def _begin(room_id: int, event_id: int, who: list[Beat]) -> None:
    """New stretches, after a silence that was too long."""
    at = clock.now()
    alike = {"room_id": room_id, "entered_at": at, "last_seen": at}
    rows = [
        {**alike, "person_id": person_id, "guest_id": guest_id, "device": device}
        for person_id, guest_id, device in who
    ]
    if rows:
        db.session.execute(insert(Presence), rows)
        hint_together(f"live:{event_id}", "people", event=event_id)


def _open_stretches(room_ids: list[int]) -> dict[tuple[int, Beat], int]:
    asked = select(
        Presence.room_id, Presence.person_id, Presence.guest_id, Presence.device, Presence.id
    ).where(
        Presence.room_id.in_(room_ids),
        Presence.left_at.is_(None),
        Presence.last_seen > clock.now() - GRACE,
    )
    rows = db.session.execute(asked)
    return {(room_id, (person, guest, device)): key for room_id, person, guest, device, key in rows}


def _beat(door: Door, device: str) -> Beat:
    visitor = door.visitor
    if visitor.person is not None:
        return (visitor.person.id, None, device)
    return (None, visitor.guest.id if visitor.guest else None, device)


def _waiting() -> dict[Any, set[Beat]]:
    waiting: dict[Any, set[Beat]] = current_app.extensions.setdefault(
        "live_beats", defaultdict(set)
    )
    return waiting
