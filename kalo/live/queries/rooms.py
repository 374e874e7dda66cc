"""The door of an event's room, and what one person left behind in rooms."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import abort
from sqlalchemy import String, and_, bindparam, cast, exists, func, literal, select
from sqlalchemy.orm import load_only

from kalo.accounts.models import Person
from kalo.events.actions import opens
from kalo.events.models import DRAFT, SEAT, Event, EventRole, Registration, Speaker
from kalo.events.queries import get_event, visible_events
from kalo.kit.db import db
from kalo.live.doors import Door
from kalo.live.models import Entry, Guest, Presence, Room, Visitor
from kalo.live.queries.log import state_of

Letter = tuple[int, str] | None
# What a room needs of its event at each act; its page has the whole.
_IN_ROOM = load_only(
    Event.kind,
    Event.state,
    Event.slug,
    Event.title_el,
    Event.title_en,
    Event.starts_at,
    Event.ends_at,
    Event.mode,
    Event.online_link,
    Event.capacity,
    Event.facilitator_id,
    Event.has_room,
    Event.takes_guests,
    raiseload=True,
)


_EVENT = select(Event).where(Event.id == bindparam("event_id")).options(_IN_ROOM)
_ANNOUNCED = _EVENT.where(Event.state != DRAFT)


def get_door(event_id: int, person: Person | None, letter: Letter = None) -> Door:
    """The door to the room of an event that this visitor may see; 404 where there is none.

    A `letter` is what a guest came by: their seat, and a trace of the address it went to.
    """
    event = get_event(event_id, person)
    if not event.has_room:
        abort(404)
    return door_of(event, person, letter)


def find_door(event_id: int, person: Person | None, letter: Letter = None) -> Door | None:
    """The same, or None where there is none."""
    event = db.session.scalar(_ANNOUNCED, {"event_id": event_id})
    if event is None:  # a draft, which those who make it may see
        seen = visible_events(person).where(Event.id == event_id).options(_IN_ROOM)
        event = db.session.scalar(seen)
    return door_of(event, person, letter) if event is not None and event.has_room else None


def doors_of(event_id: int, people: Sequence[Person]) -> dict[int, Door]:
    """The doors of many people to one room, by their numbers, in a few statements; a room that
    nobody was in yet, or that of a draft, has none here.
    """
    event = db.session.scalar(_ANNOUNCED, {"event_id": event_id})
    if event is None or not event.has_room:
        return {}
    facts = {"event_id": event_id, "ids": [person.id for person in people]}
    room, given, speak = db.session.execute(_ROOM, facts).one()
    if room is None:
        return {}
    seated = set(db.session.scalars(_SEATED, facts))
    been_in = set(db.session.scalars(_BEEN_IN, {**facts, "room_id": room.id}))
    state, roles = state_of(room), _by_person(given, speak)
    return {
        each.id: Door(
            event, room, Visitor(each), each.id in seated, each.id in been_in, roles, state
        )
        for each in people
    }


def door_of(event: Event, person: Person | None, letter: Letter = None) -> Door:
    """The door of this event for this visitor, in two statements."""
    asked = _of_person() if person else _of_guest()
    who = person.id if person else letter[0] if letter else 0
    found = db.session.execute(asked, {"event_id": event.id, "who": who})
    room, given, speak, guest, seat, been_in = found.one()
    if letter and not (seat and opens(seat, letter[1])):
        guest = seat = None  # the number of a seat came back, or it is a member's by now
    return Door(
        event,
        room,
        Visitor(person, guest, letter if guest else None),
        bool(seat),
        bool(been_in),
        _by_person(given, speak),
        state_of(room),
    )


def _by_person(given: str | None, speak: str | None) -> dict[int, frozenset[str]]:
    """What the event gives to whom, as it was strung together."""
    roles: dict[int, set[str]] = defaultdict(set)
    for each in filter(None, (given or "").split(",")):
        who, role = each.split(":")
        roles[int(who)].add(role)
    for each in filter(None, (speak or "").split(",")):
        roles[int(each)].add("speaker")
    return {who: frozenset(each) for who, each in roles.items()}


_GIVEN = (
    select(func.aggregate_strings(cast(EventRole.person_id, String) + ":" + EventRole.role, ","))
    .where(EventRole.event_id == Event.id)
    .correlate(Event)
    .scalar_subquery()
)
_SPEAK = (
    select(func.aggregate_strings(cast(Speaker.person_id, String), ","))
    .where(Speaker.event_id == Event.id, Speaker.person_id.is_not(None))
    .correlate(Event)
    .scalar_subquery()
)


# The number of a room moves by UPDATE behind the session's back.
_FRESH = {"populate_existing": True}
_WITH_ROOM = (
    select(Room, _GIVEN, _SPEAK)
    .select_from(Event)
    .outerjoin(Room, Room.event_id == Event.id)
    .where(Event.id == bindparam("event_id"))
)
_ROOM = _WITH_ROOM.execution_options(**_FRESH)
_SEATED = select(Registration.person_id).where(
    Registration.event_id == bindparam("event_id"),
    Registration.person_id.in_(bindparam("ids", expanding=True)),
    Registration.state == SEAT,
)
_BEEN_IN = (
    select(Presence.person_id)
    .where(
        Presence.room_id == bindparam("room_id"),
        Presence.person_id.in_(bindparam("ids", expanding=True)),
    )
    .distinct()
)


@cache
def _of_person() -> Any:
    seated = exists().where(
        Registration.event_id == Event.id,
        Registration.person_id == bindparam("who"),
        Registration.state == SEAT,
    )
    been_in = exists().where(Presence.room_id == Room.id, Presence.person_id == bindparam("who"))
    found = _WITH_ROOM.add_columns(literal(None), seated.correlate(Event), been_in.correlate(Room))
    return found.execution_options(**_FRESH)


@cache
def _of_guest() -> Any:
    seated = and_(
        Registration.id == bindparam("who"),
        Registration.event_id == Event.id,
        Registration.person_id.is_(None),
        Registration.state == SEAT,
    )
    been_in = exists().where(Presence.room_id == Room.id, Presence.guest_id == Guest.id)
    own = (Guest.room_id == Room.id) & (Guest.registration_id == bindparam("who"))
    found = _WITH_ROOM.add_columns(Guest, Registration, been_in.correlate(Room, Guest))
    with_seat = found.outerjoin(Registration, seated).outerjoin(Guest, own)
    return with_seat.execution_options(**_FRESH)


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
