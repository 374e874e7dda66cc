"""The door of an event's room, and what one person left behind in rooms."""

from collections import defaultdict
from typing import Any

from flask import abort
from sqlalchemy import String, and_, cast, exists, func, literal, select
from sqlalchemy.orm import load_only

from kalo.accounts.models import Person
from kalo.events.actions import opens
from kalo.events.models import SEAT, Event, EventRole, Registration, Speaker
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
    seen = visible_events(person).where(Event.id == event_id).options(_IN_ROOM)
    event = db.session.scalar(seen)
    return door_of(event, person, letter) if event is not None and event.has_room else None


def door_of(event: Event, person: Person | None, letter: Letter = None) -> Door:
    """The door of this event for this visitor, in two statements."""
    asked = _of_person(person.id) if person else _of_guest(letter)
    # The number moves by UPDATE behind the session's back.
    asked = asked.where(Event.id == event.id).execution_options(populate_existing=True)
    room, given, speak, guest, seat, been_in = db.session.execute(asked).one()
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


def _of_person(who: int) -> Any:
    seated = exists().where(
        Registration.event_id == Event.id,
        Registration.person_id == who,
        Registration.state == SEAT,
    )
    been_in = exists().where(Presence.room_id == Room.id, Presence.person_id == who)
    return (
        select(
            Room, _GIVEN, _SPEAK, literal(None), seated.correlate(Event), been_in.correlate(Room)
        )
        .select_from(Event)
        .outerjoin(Room, Room.event_id == Event.id)
    )


def _of_guest(letter: Letter) -> Any:
    seat = letter[0] if letter else 0
    seated = and_(
        Registration.id == seat,
        Registration.event_id == Event.id,
        Registration.person_id.is_(None),
        Registration.state == SEAT,
    )
    been_in = exists().where(Presence.room_id == Room.id, Presence.guest_id == Guest.id)
    own = (Guest.room_id == Room.id) & (Guest.registration_id == seat)
    return (
        select(Room, _GIVEN, _SPEAK, Guest, Registration, been_in.correlate(Room, Guest))
        .select_from(Event)
        .outerjoin(Room, Room.event_id == Event.id)
        .outerjoin(Registration, seated)
        .outerjoin(Guest, own)
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
