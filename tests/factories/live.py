"""Rooms as tests need them: an event that goes on at noon, the people in it, keys for acts."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events.models import Event, GuideStep
from kalo.kit import clock
from kalo.kit.clock import ATHENS
from kalo.kit.db import db, transaction
from kalo.live import actions, queries
from kalo.live.doors import Door
from kalo.live.folds import State
from kalo.live.models import Entry, Room
from tests.factories.events import make_event

STARTS = "2026-12-03 18:00"
ON = datetime(2026, 12, 3, 18, 30, tzinfo=ATHENS)  # half an hour into it


def gathering(**values: Any) -> Event:
    """An event with a room and twelve seats, from six to eight in the evening."""
    return make_event(STARTS, **{"has_room": True, "capacity": 12, "mode": "online", **values})


def gathering_now(**values: Any) -> Event:
    """The same, begun half an hour ago by the clock of this machine: for real servers."""
    start = clock.athens(clock.now() - timedelta(minutes=30)).replace(second=0, microsecond=0)
    wall = start.strftime("%Y-%m-%d %H:%M")
    return make_event(wall, **{"has_room": True, "capacity": 40, "mode": "online", **values})


def key() -> str:
    """A key for an act, as a page makes it."""
    return uuid.uuid4().hex


def door_for(event: Event, person: Person) -> Door:
    """The door as this person finds it now."""
    return queries.door_of(db.session.get_one(Event, event.id), person)


def done(kind: str, person: Person, event: Event, *words: Any, **said: Any) -> int:
    """Do an act as its door would; answers its number. `words` is a text or what it is about."""
    for each in words:
        said["text" if isinstance(each, str) else "about"] = each
    with transaction():
        there = db.session.get_one(Person, person.id)
        return actions.act(door_for(event, there), kind, said, key()).seq


def fill_log(event: Event, people: list[Person], up_to: int) -> None:
    """Let people talk until the log of a room that exists has this many entries."""
    with transaction():
        room = db.session.scalars(select(Room).where(Room.event_id == event.id)).one()
        fresh = range(room.last_seq + 1, up_to + 1)
        room.last_seq = max(room.last_seq, up_to)
        db.session.add_all(
            Entry(
                room_id=room.id,
                seq=number,
                client_id=key(),
                actor_id=people[number % len(people)].id,
                kind="said",
                payload={"text": f"λόγια {number}"},
                at=clock.now(),
            )
            for number in fresh
        )


def log_of(event: Event) -> list[tuple[int, str, int | None, str]]:
    """The log of a room: number, kind, about, words; as it is now, whoever wrote it."""
    db.session.rollback()
    return log_here(event.id)


def log_here(event_id: int) -> list[tuple[int, str, int | None, str]]:
    """The same, as the change that goes on sees it."""
    room = queries.find_room(event_id)
    entries = db.session.query(Entry).filter_by(room_id=room.id if room else 0).order_by(Entry.seq)
    return [(e.seq, e.kind, e.about, e.payload.get("text", "")) for e in entries]


def state_of(event: Event) -> State:
    """What the log of a room amounts to."""
    db.session.rollback()
    return queries.state_of(queries.find_room(event.id))


def be_here(person: Person, event: Event, device: str = "phone") -> None:
    """Somebody is in the room, on a device."""
    with transaction():
        there = db.session.get_one(Person, person.id)
        actions.note_presence(door_for(event, there), device)


def names_here(event: Event, at: datetime) -> list[str]:
    """Those in a room, by name."""
    db.session.rollback()
    there = queries.who_is_in(queries.find_room(event.id), at)
    return sorted(name.name for name in queries.names_of(there).values())


def lay_guide(event: Event, *minutes: int) -> list[int]:
    """A guide of steps with so many minutes; answers the ids of the steps."""
    with transaction():
        steps = [
            GuideStep(
                event_id=event.id,
                position=place,
                question_el=f"Βήμα {place + 1};",
                question_en=f"Step {place + 1}?",
                probes_el=f"Γιατί {place + 1};",
                minutes=each,
            )
            for place, each in enumerate(minutes or (10, 20, 30))
        ]
        db.session.add_all(steps)
        db.session.flush()
        return [step.id for step in steps]
