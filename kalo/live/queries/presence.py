"""Who is here, and when people came and left."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from kalo.events.models import HELD, IN_ROOM, SEAT, Attendance, Event, Registration
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.text import sort_key
from kalo.live.doors import Door
from kalo.live.folds import People
from kalo.live.models import GRACE, STAYS_OPEN, Guest, Presence, Room, Stay
from kalo.live.queries.people import names_of

HANDED_OVER = timedelta(days=7)  # how long after its end a room is still looked at
# One number for a person or, below zero, a guest.
WHO = func.coalesce(Presence.person_id, -Presence.guest_id)


def _here(at: datetime) -> ColumnElement[bool]:
    return and_(Presence.left_at.is_(None), Presence.last_seen > at - GRACE)


def who_is_in(room: Room | None, at: datetime) -> list[int]:
    """The numbers of those in a room, each once however many devices they have, in order."""
    if room is None:
        return []
    there = select(WHO).where(Presence.room_id == room.id, _here(at)).distinct()
    return sorted(db.session.scalars(there))


def seen_in(door: Door, at: datetime) -> list[int]:
    """The same without those who were put out a moment ago: nobody sees them any more."""
    out = door.state.of(People).removed
    return [who for who in who_is_in(door.room, at) if who not in out]


def count_present(event_ids: Iterable[int], at: datetime) -> dict[int, int]:
    """How many people are in the rooms of these events."""
    counted = (
        select(Room.event_id, func.count(WHO.distinct()))
        .join(Presence, Presence.room_id == Room.id)
        .where(Room.event_id.in_(list(event_ids)), _here(at))
        .group_by(Room.event_id)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}


def everybody_in(room: Room | None) -> set[int]:
    """The numbers of all who were ever in a room."""
    if room is None:
        return set()
    there = select(WHO).where(Presence.room_id == room.id).distinct()
    return set(db.session.scalars(there))


def stretches_of(person_ids: list[int]) -> list[Any]:
    """Rows of ((person, room), from, until), in their order: where these people were, and when."""
    until = func.coalesce(Presence.left_at, Presence.last_seen)
    rows = select(Presence.person_id, Presence.room_id, Presence.entered_at, until)
    theirs = rows.where(Presence.person_id.in_(person_ids))
    found = db.session.execute(theirs.order_by(Presence.entered_at, Presence.id))
    return [((who, room), began, ended) for who, room, began, ended in found]


def rooms_to_hand_over() -> list[int]:
    """The events whose room is shut by now, where somebody with a seat was, untold to the event."""
    shut = clock.now() - STAYS_OPEN
    theirs = or_(
        Presence.person_id == Registration.person_id,
        exists().where(Guest.id == Presence.guest_id, Guest.registration_id == Registration.id),
    )
    with_seat = exists().where(
        Presence.room_id == Room.id,
        Registration.event_id == Event.id,
        Registration.state == SEAT,
        theirs,
    )
    told = exists().where(Attendance.event_id == Event.id, Attendance.way == IN_ROOM)
    asked = (
        select(Event.id)
        .join(Room, Room.event_id == Event.id)
        .where(Event.state.in_(HELD), Event.ends_at <= shut, Event.ends_at > shut - HANDED_OVER)
        .where(with_seat, ~told)
    )
    return list(db.session.scalars(asked.order_by(Event.id).limit(100)))


def attendance(room: Room | None) -> list[Stay]:
    """When each came and left, by name: stretches that touch, on any device, are one."""
    stays = intervals(room)
    names = names_of({who for who, _began, _ended in stays})
    told = [Stay(who, names[who].name, began, ended) for who, began, ended in stays]
    return sorted(told, key=lambda stay: (sort_key(stay.name), stay.entered_at))


def intervals(room: Room | None) -> list[tuple[int, datetime, datetime]]:
    """The same as numbers: (who, from, until)."""
    if room is None:
        return []
    until = func.coalesce(Presence.left_at, Presence.last_seen)
    rows = select(WHO, Presence.entered_at, until).where(Presence.room_id == room.id)
    stays: list[tuple[int, datetime, datetime]] = []
    last: dict[int, int] = {}
    for who, began, ended in db.session.execute(rows.order_by(Presence.entered_at, Presence.id)):
        before = last.get(who)
        if before is not None and began <= stays[before][2] + GRACE:
            stays[before] = (who, stays[before][1], max(stays[before][2], ended))
            continue
        last[who] = len(stays)
        stays.append((who, began, ended))
    return stays


def guests_of_seats(room: Room) -> dict[int, int]:
    """The seats of a room's guests, by their numbers there."""
    seats = select(Guest.id, Guest.registration_id).where(Guest.room_id == room.id)
    rows = db.session.execute(seats.where(Guest.registration_id.is_not(None)))
    return {-guest_id: seat for guest_id, seat in rows if seat}
