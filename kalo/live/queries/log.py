"""A room's state is a fold of its log: read once, then only what is new, kept in memory."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import aliased

from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.kit.db import db
from kalo.live.models import Entry, Room

KEPT_FOLDS = 64


@dataclass(frozen=True)
class Act:
    """What the fold remembers of an entry, to tell who missed it."""

    seq: int
    kind: str
    actor_id: int
    about: int | None
    client_id: str


@dataclass(frozen=True)
class Line:
    """Something that was said."""

    seq: int
    actor_id: int
    text: str
    at: datetime


@dataclass
class Question:
    """Something that was asked; its votes are the people behind it, each once."""

    seq: int
    actor_id: int
    text: str
    at: datetime
    voters: set[int] = field(default_factory=set)
    answered_at: datetime | None = None

    @property
    def votes(self) -> int:
        """How many people want it answered."""
        return len(self.voters)

    @property
    def place(self) -> tuple[bool, int, int]:
        """Its place in the list: open ones first, by votes, then the older."""
        return (self.answered_at is not None, -self.votes, self.seq)


@dataclass
class Fold:
    """Everything that a log amounts to, up to number `seq`."""

    seq: int = 0
    acts: list[Act] = field(default_factory=list)
    lines: dict[int, Line] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    closed: bool = False
    put_away: dict[int, Line | Question] = field(default_factory=dict)

    def take(self, entry: Any) -> None:
        """Add the next entry; one that was taken before changes nothing."""
        if entry.seq <= self.seq:
            return
        self.seq = entry.seq
        kind = "shown" if entry.payload.get("again") else entry.kind
        self.acts.append(Act(entry.seq, kind, entry.actor_id, entry.about, entry.client_id))
        getattr(self, f"_{kind}")(entry)

    def after(self, seq: int) -> list[Act]:
        """What happened since a number; the log has no gaps, so numbers are places."""
        return self.acts[seq:]

    def ranked(self) -> list[Question]:
        """The questions in the order in which they are shown."""
        return sorted(self.questions.values(), key=lambda question: question.place)

    def _said(self, entry: Any) -> None:
        text = entry.payload["text"]
        self.lines[entry.seq] = Line(entry.seq, entry.actor_id, text, entry.at)

    def _asked(self, entry: Any) -> None:
        text = entry.payload["text"]
        self.questions[entry.seq] = Question(entry.seq, entry.actor_id, text, entry.at)

    def _voted(self, entry: Any) -> None:
        if question := self.questions.get(entry.about):
            question.voters.add(entry.actor_id)

    def _unvoted(self, entry: Any) -> None:
        if question := self.questions.get(entry.about):
            question.voters.discard(entry.actor_id)

    def _answered(self, entry: Any) -> None:
        if question := self.questions.get(entry.about):
            question.answered_at = question.answered_at or entry.at

    def _hidden(self, entry: Any) -> None:
        if line := self.lines.pop(entry.about, None):
            self.put_away[entry.about] = line
        if question := self.questions.pop(entry.about, None):
            self.put_away[entry.about] = question

    def _shown(self, entry: Any) -> None:
        found = self.put_away.pop(entry.about, None)
        if isinstance(found, Line):
            self.lines[entry.about] = found
            self.lines = dict(sorted(self.lines.items()))
        elif found:
            self.questions[entry.about] = found

    def _opened(self, entry: Any) -> None:
        self.closed = False

    def _closed(self, entry: Any) -> None:
        self.closed = True


def fold_of(room: Room | None) -> Fold:
    """The state of a room, in one statement. For readers only: a writer's own entries may yet
    be dropped, and what is folded stays folded."""
    if room is None:
        return Fold()
    fold = _kept_fold(room)
    for entry in db.session.execute(_entries_after(room.id, fold.seq)):
        fold.take(entry)
    return fold


def _kept_fold(room: Room) -> Fold:
    folds: OrderedDict[Any, Fold] = current_app.extensions.setdefault("live_folds", OrderedDict())
    key = (room.id, room.event_id, room.made_at)
    fold = folds.setdefault(key, Fold())
    folds.move_to_end(key)
    if len(folds) > KEPT_FOLDS:
        folds.popitem(last=False)
    return fold


def _entries_after(room_id: int, seq: int) -> Any:
    columns = (
        Entry.seq, Entry.kind, Entry.actor_id, Entry.about, Entry.client_id, Entry.payload, Entry.at
    )  # fmt: skip
    return select(*columns).where(Entry.room_id == room_id, Entry.seq > seq).order_by(Entry.seq)


def earlier_entry(room_id: int, client_id: str) -> Entry | None:
    """The entry that this client id has made already."""
    return db.session.scalar(
        select(Entry).where(Entry.room_id == room_id, Entry.client_id == client_id)
    )


def stands(room_id: int, seq: int, *kinds: str) -> bool:
    """True where an entry of one of these kinds has that number and was not hidden."""
    later = aliased(Entry)
    turns = select(func.count()).select_from(later).where(later.kind == "hidden")
    turns = turns.where(later.room_id == room_id, later.about == seq)
    found = select(Entry.seq).where(Entry.room_id == room_id, Entry.seq == seq)
    shown = turns.scalar_subquery() % 2 == 0  # hidden, put back, hidden again
    return db.session.scalar(found.where(Entry.kind.in_(kinds), shown)) is not None


def things_said(places: list[tuple[int, int]]) -> list[Any]:
    """Rows of (entry, event, author, whether it is hidden) of these places in rooms."""
    later = aliased(Entry)
    turns = (
        select(func.count() % 2)
        .select_from(later)
        .where(later.room_id == Entry.room_id, later.about == Entry.seq)
        .where(later.kind == "hidden")
        .correlate(Entry)
        .scalar_subquery()
    )
    rows = (
        select(Entry, Event, Person, turns)
        .join(Room, Room.id == Entry.room_id)
        .join(Event, Event.id == Room.event_id)
        .join(Person, Person.id == Entry.actor_id)
        .where(tuple_(Entry.room_id, Entry.seq).in_(places), Entry.kind.in_(("said", "asked")))
    )
    return list(db.session.execute(rows).all())
