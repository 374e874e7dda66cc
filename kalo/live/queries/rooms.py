"""The door of an event's room, and what one person left behind in rooms."""

from typing import Any

from flask import abort
from sqlalchemy import ScalarSelect, exists, select

from kalo.accounts.models import Person
from kalo.events.models import SEAT, Event, Registration
from kalo.events.queries import get_event
from kalo.kit.db import db
from kalo.live.models import Door, Entry, Presence, Room


def get_door(event_id: int, person: Person | None) -> Door:
    """The door to the room of an event that this person may see; 404 where there is none."""
    event = get_event(event_id, person)
    if not event.has_room:
        abort(404)
    return door_of(event, person)


def door_of(event: Event, person: Person | None) -> Door:
    """The door of this event for this person, in one statement."""
    who = person.id if person else 0
    seated = exists().where(
        Registration.event_id == event.id,
        Registration.person_id == who,
        Registration.state == SEAT,
    )
    been_in = exists().where(Presence.room_id == Room.id, Presence.person_id == who)
    question = (
        select(Room, seated, been_in.correlate(Room), _last_turn())
        .select_from(Event)
        .outerjoin(Room, Room.event_id == Event.id)
        .where(Event.id == event.id)
        # The number moves by UPDATE behind the session's back.
        .execution_options(populate_existing=True)
    )
    room, sits, was_in, turn = db.session.execute(question).one()
    return Door(event, room, bool(sits), bool(was_in), turn == "closed")


def _last_turn() -> ScalarSelect[Any]:
    """Whether the room was last closed or opened by those who lead."""
    return (
        select(Entry.kind)
        .where(Entry.room_id == Room.id, Entry.kind.in_(("opened", "closed")))
        .order_by(Entry.seq.desc())
        .limit(1)
        .correlate(Room)
        .scalar_subquery()
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
