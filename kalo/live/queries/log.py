"""A room's state is a fold of its log: read once, then only what is new, kept in memory."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import String, and_, bindparam, cast, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.kit.db import db, rows_of
from kalo.live.folds import State, shape_of_state, state_from
from kalo.live.models import Entry, Room, Snapshot

KEPT = 64  # rooms whose state a process remembers
SNAPSHOT_EACH = 200  # entries, to begin with
_WORDED = ("said", "asked", "poll_answered")


class Told(NamedTuple):
    """An entry of the log, as folds read it."""

    seq: int
    kind: str
    actor_id: int | None
    guest_id: int | None
    about: int | None
    step: int | None
    payload: dict[str, Any]
    client_id: str
    at: Any

    @property
    def who(self) -> int:
        """Whose act it is."""
        return self.actor_id or (-self.guest_id if self.guest_id else 0)


_COLUMNS = [getattr(Entry, name) for name in Told._fields]
_AFTER = (
    select(*_COLUMNS)
    .where(Entry.room_id == bindparam("room_id"), Entry.seq > bindparam("seq"))
    .order_by(Entry.seq)
)
_EARLIER = select(Entry).where(
    Entry.room_id == bindparam("room_id"), Entry.client_id == bindparam("client_id")
)


def state_of(room: Room | None) -> State:
    """What the log of a room amounts to, in one statement; in two where it was not in memory."""
    if room is None:
        return State()
    state = _kept_state(room)
    rows = entries_after(room.id, state.seq)
    if wrote_here(room):
        # What this change wrote may yet be dropped, and what is folded stays folded.
        state = state_from(state.seq, state.kept())
    for row in rows:
        state.take(row)
    return state


def entries_after(room_id: int, seq: int) -> list[Told]:
    """The entries of a log after a number, in their order."""
    rows = rows_of(_AFTER, {"room_id": room_id, "seq": seq})
    return [Told(*row) for row in rows]


def note_own_entry(room_id: int) -> None:
    """From here on this change sees an entry that others do not see yet."""
    session = db.session()
    session.info["live_wrote"] = (session.get_transaction(), room_id)


def wrote_here(room: Room | None) -> bool:
    """True in a change that has written into the log of this room already."""
    session = db.session()
    wrote, where = session.info.get("live_wrote", (None, 0))
    here = wrote is not None and wrote is session.get_transaction()
    return here and room is not None and where == room.id


def forget_state(room: Room) -> None:
    """Let go of a state in memory: of a process that only looks once."""
    current_app.extensions.get("live_folds", {}).pop(_key(room), None)


def _key(room: Room) -> Any:
    return (room.id, room.event_id, room.made_at)


def _kept_state(room: Room) -> State:
    states: OrderedDict[Any, State] = current_app.extensions.setdefault("live_folds", OrderedDict())
    key = _key(room)
    state = states.get(key)
    if state is None:
        state = states[key] = _from_snapshot(room)
    states.move_to_end(key)
    if len(states) > KEPT:
        states.popitem(last=False)
    return state


def _from_snapshot(room: Room) -> State:
    if room.last_seq < SNAPSHOT_EACH:
        return State()
    kept = db.session.execute(
        select(Snapshot.seq, Snapshot.state).where(
            Snapshot.room_id == room.id, Snapshot.shape == shape_of_state()
        )
    ).one_or_none()
    return state_from(kept.seq, kept.state) if kept else State()


def is_kept_at(seq: int) -> bool:
    """Whether a state is written down at this number: of a long log less often, it takes longer.

    What has to be read after it is a tenth of the log at most.
    """
    each = SNAPSHOT_EACH * max(1, seq // (10 * SNAPSHOT_EACH))
    return seq % each == 0


def earlier_entry(room_id: int, client_id: str) -> Entry | None:
    """The entry that this client id has made already."""
    return db.session.scalar(_EARLIER, {"room_id": room_id, "client_id": client_id})


def earlier_entries(room_id: int, client_ids: Iterable[str]) -> dict[str, Entry]:
    """The entries that these client ids have made already, by the id."""
    asked = select(Entry).where(Entry.room_id == room_id, Entry.client_id.in_(client_ids))
    return {entry.client_id: entry for entry in db.session.scalars(asked)}


def things_said(places: list[tuple[int, int]]) -> list[Any]:
    """Rows of (entry, event, author, whether it is hidden) of these places in rooms."""
    later = aliased(Entry)
    of_line = and_(later.kind == "hidden", later.about == Entry.seq)
    key = later.payload["key"].as_string()
    of_answer = and_(
        later.kind == "poll_words_hidden",
        later.about == Entry.about,
        Entry.kind == "poll_answered",
        key == cast(Entry.seq, String),
    )
    turns = (
        select(func.count() % 2)
        .select_from(later)
        .where(later.room_id == Entry.room_id, or_(of_line, of_answer))
        .correlate(Entry)
        .scalar_subquery()
    )
    rows = (
        select(Entry, Event, Person, turns)
        .join(Room, Room.id == Entry.room_id)
        .join(Event, Event.id == Room.event_id)
        .outerjoin(Person, Person.id == Entry.actor_id)
        .where(tuple_(Entry.room_id, Entry.seq).in_(places), Entry.kind.in_(_WORDED))
    )
    return list(db.session.execute(rows).all())
