"""Who is here, and when people came and left."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import load_only

from kalo.accounts.models import Person
from kalo.events.models import HELD, IN_ROOM, SEAT, Attendance, Event, Registration
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.text import sort_key
from kalo.live.models import GRACE, STAYS_OPEN, Presence, Room, Stay

HANDED_OVER = timedelta(days=7)  # how long after its end a room is still looked at
# What a name and a face need; the rest of a person is nobody's business here.
_FACE = load_only(
    Person.handle, Person.name, Person.picture, Person.roles, Person.erased_at, raiseload=True
)


def _here(at: datetime) -> ColumnElement[bool]:
    return and_(Presence.left_at.is_(None), Presence.last_seen > at - GRACE)


def present_in(room: Room | None, at: datetime) -> list[Person]:
    """The people in a room, each once however many devices they have, by name."""
    if room is None:
        return []
    there = select(Presence.person_id).where(Presence.room_id == room.id, _here(at))
    people = db.session.scalars(select(Person).where(Person.id.in_(there)).options(_FACE))
    return sorted(people, key=lambda person: (sort_key(person.name), person.id))


def count_present(event_ids: Iterable[int], at: datetime) -> dict[int, int]:
    """How many people are in the rooms of these events."""
    counted = (
        select(Room.event_id, func.count(Presence.person_id.distinct()))
        .join(Presence, Presence.room_id == Room.id)
        .where(Room.event_id.in_(list(event_ids)), _here(at))
        .group_by(Room.event_id)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}


def people_by_id(ids: Iterable[int]) -> dict[int, Person]:
    """Whoever said something, by number."""
    wanted = select(Person).where(Person.id.in_(set(ids)))
    return {person.id: person for person in db.session.scalars(wanted.options(_FACE))}


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
    with_seat = exists().where(
        Presence.room_id == Room.id,
        Presence.person_id == Registration.person_id,
        Registration.event_id == Event.id,
        Registration.state == SEAT,
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
    """When each person came and left: stretches that touch, on any device, are one."""
    if room is None:
        return []
    rows = db.session.execute(
        select(Presence, Person)
        .join(Person, Person.id == Presence.person_id)
        .where(Presence.room_id == room.id)
        .options(_FACE)
        .order_by(Presence.entered_at, Presence.id)
    )
    stays: list[Stay] = []
    last: dict[int, int] = {}
    for presence, person in rows:
        _add_stay(stays, last, presence, person)
    return sorted(stays, key=lambda stay: (sort_key(stay.person.name), stay.entered_at))


def _add_stay(stays: list[Stay], last: dict[int, int], presence: Presence, person: Person) -> None:
    until = presence.left_at or presence.last_seen
    before = last.get(person.id)
    if before is not None and presence.entered_at <= stays[before].left_at + GRACE:
        kept = stays[before]
        stays[before] = Stay(person, kept.entered_at, max(kept.left_at, until))
        return
    last[person.id] = len(stays)
    stays.append(Stay(person, presence.entered_at, until))
