"""The one door for everything that people do in a room: an act becomes a numbered entry, once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, select, update

from kalo.accounts.staff_log import note_staff_act
from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.jobs import nudge
from kalo.kit.sockets import Bucket
from kalo.kit.web import Refused
from kalo.live import queries
from kalo.live.actions.snapshots import keep_snapshot
from kalo.live.actions.staff_words import verb_of
from kalo.live.actions.telling import tell
from kalo.live.doors import Door
from kalo.live.folds import People, Stage
from kalo.live.kinds import KINDS, Kind
from kalo.live.models import Entry, Room
from kalo.live.permissions import may_do
from kalo.live.shapes import odd, read

pace = Bucket(size=20, seconds=10)  # for each visitor in each room
CLIENT_ID = re.compile(r"[0-9a-fA-F-]{16,36}")


class NotYours(Refused):
    """The act is one of another role, or of another room."""


def act(door: Door, kind: str, said: Mapping[str, Any], client_id: str) -> Entry:
    """Append an entry, or find the one that this client id has made before.

    Refused is whatever cannot be read, is not the visitor's to do, or cannot be done now.
    """
    chosen = KINDS.get(kind)
    if chosen is None:
        raise odd()
    if not CLIENT_ID.fullmatch(client_id):
        raise Refused(_("Reload the page and try again."))
    words = read(chosen.shape, said)
    room, held = hold(door)
    words = _meant(held, words)
    if earlier := queries.earlier_entry(room.id, client_id):
        return same_again(earlier, held, chosen)
    _ask(held, chosen, words)
    entry = entry_of(held, room.id, chosen, words, client_id)
    entry.seq = number_after(room.id) + 1
    keep([entry])
    _tell_others(entry, held, chosen)
    tell(held.event.id, chosen.calm)
    return entry


def _meant(door: Door, words: Any) -> Any:
    """The act with the person in it whom a pseudonym stands for."""
    who = getattr(words, "who", None)
    return replace(words, who=door.state.of(People).meant(who)) if who else words


def hold(door: Door) -> tuple[Room, Door]:
    """The room, made if need be, and ours until the end of this change: others wait here.

    The door is found again under the lock: roles, seats and the log as they are at this moment.
    """
    if door.room is None:
        fresh = {"event_id": door.event.id, "last_seq": 0, "made_at": clock.now()}
        upsert(Room, [fresh], key=("event_id",))
    stale = db.engine.dialect.name != "sqlite" or queries.wrote_here(door.room)
    if door.room is None or stale:
        held = select(Room.id).where(Room.event_id == door.event.id).with_for_update()
        db.session.execute(held)
        door = queries.door_of(door.event, door.visitor.person, door.visitor.letter)
    assert door.room is not None
    return door.room, door


def _ask(door: Door, kind: Kind, words: Any) -> None:
    """Whether this visitor may do this now."""
    if not may_do(door, kind.who, clock.now(), kind.from_lobby):
        raise NotYours(_("Only those who lead the event can do this."))
    need_pace(door)
    need_now(door, kind, words)


def need_pace(door: Door) -> None:
    """Not so many at once."""
    pace.need((door.visitor.who, door.event.id), _("A little slower, please. Your words are kept."))


def need_now(door: Door, kind: Kind, words: Any) -> None:
    """Whether this can be done as things stand."""
    if not (kind.after_hours or door.takes_words(clock.now())):
        raise Refused(_("The room no longer takes messages. What was said can still be read."))
    kind.check(door, words)


def same_again(earlier: Entry, door: Door, kind: Kind) -> Entry:
    """A resend gives back the first entry; somebody else's id opens nothing."""
    if (earlier.who, earlier.kind) != (door.visitor.who, kind.name):
        raise Refused(_("Reload the page and try again."))
    return earlier


def entry_of(door: Door, room_id: int, kind: Kind, words: Any, client_id: str) -> Entry:
    """What is written down of an act; its number is given when it is kept."""
    visitor = door.visitor
    payload = {**asdict(words), **kind.fill(door, words)}
    if kind.may_veil and visitor.who in door.state.of(People).veiled:
        payload["veiled"] = True
    about = payload.pop("about", None)
    return Entry(
        room_id=room_id,
        client_id=client_id,
        actor_id=visitor.person.id if visitor.person else None,
        guest_id=visitor.guest.id if visitor.guest and not visitor.person else None,
        kind=kind.name,
        about=about,
        step=door.state.of(Stage).current,
        payload={name: value for name, value in payload.items() if not _says_nothing(value)},
        at=clock.now(),
    )


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value == ""


def number_after(room_id: int, many: int = 1) -> int:
    """Take so many numbers of a room; answers the one before them."""
    counted = db.session.execute(_COUNT, {"room": room_id, "many": many})
    return int(counted.scalar_one()) - many


_COUNT = (
    update(Room)
    .where(Room.id == bindparam("room"))
    .values(last_seq=Room.last_seq + bindparam("many"))
    .returning(Room.last_seq)
    .execution_options(synchronize_session=False)
)


def keep(entries: Sequence[Entry]) -> None:
    """Write down what has its number."""
    db.session.add_all(entries)
    db.session.flush()
    queries.note_own_entry(entries[0].room_id)
    if any(queries.is_kept_at(entry.seq) for entry in entries):
        nudge(keep_snapshot, entries[0].room_id)


def _tell_others(entry: Entry, door: Door, kind: Kind) -> None:
    """The log of staff and other rooms, where it matters to them."""
    person = door.visitor.person
    if kind.by_staff and person is not None:
        verb = verb_of(entry.kind, entry.payload)
        note_staff_act(person, verb, door.event.subject, f"live:{entry.about or entry.seq}")
    kind.then(door, entry)


def socket_room(event: Event) -> str:
    """Where the sockets of an event's room gather."""
    return f"live:{event.id}"
