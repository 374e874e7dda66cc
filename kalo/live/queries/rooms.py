"""The door of an event's room, and what one person left behind in rooms."""

from typing import Any

from flask import abort
from sqlalchemy import exists, func, literal, select

from kalo.accounts.models import Person
from kalo.events.models import SEAT, Event, EventRole, Registration, Speaker
from kalo.events.queries import find_event, get_event
from kalo.kit.db import db
from kalo.live.doors import Door
from kalo.live.models import Entry, Guest, Presence, Room, Visitor
from kalo.live.queries.log import state_of


def get_door(event_id: int, person: Person | None, seat: int | None = None) -> Door:
    """The door to the room of an event that this visitor may see; 404 where there is none.

    `seat` is the registration of a guest who came by the letter of their seat.
    """
    event = get_event(event_id, person)
    if not event.has_room:
        abort(404)
    return door_of(event, person, seat)


def find_door(event_id: int, person: Person | None, seat: int | None = None) -> Door | None:
    """The same, or None where there is none."""
    event = find_event(event_id, person)
    return door_of(event, person, seat) if event is not None and event.has_room else None


def door_of(event: Event, person: Person | None, seat: int | None = None) -> Door:
    """The door of this event for this visitor, in two statements."""
    asked = _of_person(event.id, person.id) if person else _of_guest(event.id, seat or 0)
    # The number moves by UPDATE behind the session's back.
    row = db.session.execute(asked.execution_options(populate_existing=True)).one()
    room, guest, seated, been_in, does, speaks = row
    return Door(
        event,
        room,
        Visitor(person, guest),
        bool(seated),
        bool(been_in),
        frozenset((does or "").split(",")) - {""},
        bool(speaks),
        state_of(room),
    )


def _of_person(event_id: int, who: int) -> Any:
    seated = exists().where(
        Registration.event_id == event_id,
        Registration.person_id == who,
        Registration.state == SEAT,
    )
    been_in = exists().where(Presence.room_id == Room.id, Presence.person_id == who)
    speaks = exists().where(Speaker.event_id == event_id, Speaker.person_id == who)
    does = (
        select(func.aggregate_strings(EventRole.role, ","))
        .where(EventRole.event_id == event_id, EventRole.person_id == who)
        .scalar_subquery()
    )
    return (
        select(Room, literal(None), seated, been_in.correlate(Room), does, speaks)
        .select_from(Event)
        .outerjoin(Room, Room.event_id == Event.id)
        .where(Event.id == event_id)
    )


def _of_guest(event_id: int, seat: int) -> Any:
    seated = exists().where(
        Registration.id == seat,
        Registration.event_id == event_id,
        Registration.person_id.is_(None),
        Registration.state == SEAT,
    )
    been_in = exists().where(Presence.room_id == Room.id, Presence.guest_id == Guest.id)
    own = (Guest.room_id == Room.id) & (Guest.registration_id == seat)
    return (
        select(Room, Guest, seated, been_in.correlate(Room, Guest), literal(""), literal(False))
        .select_from(Event)
        .outerjoin(Room, Room.event_id == Event.id)
        .outerjoin(Guest, own)
        .where(Event.id == event_id)
    )


def find_room(event_id: int) -> Room | None:
    """The room of an event, if anybody was ever in."""
    return db.session.scalar(select(Room).where(Room.event_id == event_id))


def own_entries(person: Person) -> list[tuple[Entry, Event]]:
    """Everything a person did in rooms, with the event it was at."""
    mine = select(Entry, Event).join(Room, Room.id == Entry.room_id)
    with_event = mine.join(Event, Event.id == Room.event_id).where(Entry.actor_id == person.id)
    rows = db.session.execute(with_event.order_by(Entry.room_id, Entry.seq))
    return [(entry, event) for entry, event in rows]


def own_stays(person: Person) -> list[tuple[Presence, Event]]:
    """When a person was in which room."""
    mine = select(Presence, Event).join(Room, Room.id == Presence.room_id)
    with_event = mine.join(Event, Event.id == Room.event_id).where(Presence.person_id == person.id)
    rows = db.session.execute(with_event.order_by(Presence.entered_at, Presence.id))
    return [(stay, event) for stay, event in rows]
