"""The room of an event, its numbered log, who was there when, and the door with its hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.events.models import DOOR_OPENS, HELD, Event
from kalo.kit.db import Model

KINDS = ("said", "asked", "voted", "unvoted", "answered", "hidden", "opened", "closed")
STAYS_OPEN = timedelta(minutes=60)  # after the end, so that nobody is cut off in a sentence
GRACE = timedelta(seconds=75)  # somebody who was heard of this lately is still here
LONGEST_SAYING, LONGEST_QUESTION = 1000, 300
SOON, OPEN, OVER, SHUT = "soon", "open", "over", "shut"


class Room(Model):
    """The room of an event; it counts the entries of its log and nothing else."""

    __tablename__ = "live_room"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), unique=True)
    last_seq: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]


class Entry(Model):
    """Something that happened in a room: the numbers of a room have no gap and never change."""

    __tablename__ = "live_entry"
    __table_args__ = (
        UniqueConstraint("room_id", "client_id"),
        Index("ix_live_entry_room_kind", "room_id", "kind", "seq"),
        CheckConstraint(f"kind IN {KINDS!r}", name="known_kind"),
    )

    room_id: Mapped[int] = mapped_column(ForeignKey(Room.id, ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    client_id: Mapped[str] = mapped_column(String(36))
    actor_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    about: Mapped[int | None]  # the number of the entry that it speaks of
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime]


class Presence(Model):
    """A stretch of time that a person spent in a room on one device."""

    __tablename__ = "live_presence"
    __table_args__ = (
        Index("ix_live_presence_room_person", "room_id", "person_id"),
        Index("ix_live_presence_room_seen", "room_id", "last_seen"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey(Room.id, ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(36))
    entered_at: Mapped[datetime]
    last_seen: Mapped[datetime]
    left_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Door:
    """The way into an event's room for one person: what stands there, and what lets them in."""

    event: Event
    room: Room | None  # none until somebody was in
    seated: bool
    been_in: bool
    closed: bool  # by those who lead, before its hour

    @property
    def opens_at(self) -> datetime:
        """From when on people are let in."""
        return self.event.starts_at - DOOR_OPENS

    @property
    def closes_at(self) -> datetime:
        """From when on nothing more is written."""
        return self.event.ends_at + STAYS_OPEN

    @property
    def needs_seat(self) -> bool:
        """True where seats are counted; elsewhere every member may come."""
        return self.event.capacity is not None

    def phase(self, at: datetime) -> str:
        """Where the room is in its life: soon, open, over, or shut for good."""
        if self.event.state not in HELD:
            return SHUT
        if at < self.opens_at:
            return SOON
        return OPEN if at < self.closes_at else OVER

    def takes_words(self, at: datetime) -> bool:
        """True while something can be said."""
        return self.phase(at) == OPEN and not self.closed


@dataclass(frozen=True)
class Stay:
    """When somebody came and left, their devices taken together."""

    person: Person
    entered_at: datetime
    left_at: datetime
