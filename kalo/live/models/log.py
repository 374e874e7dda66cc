"""The numbered log of a room, and what it amounted to at a number."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.live.models.people import Guest
from kalo.live.models.rooms import Room


class Entry(Model):
    """Something that happened in a room: the numbers of a room have no gap and never change.

    What may happen stands in `kalo/live/kinds/`.
    """

    __tablename__ = "live_entry"
    __table_args__ = (
        UniqueConstraint("room_id", "client_id"),
        Index("ix_live_entry_room_kind", "room_id", "kind", "seq"),
    )

    room_id: Mapped[int] = mapped_column(ForeignKey(Room.id, ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    client_id: Mapped[str] = mapped_column(String(36))
    # One of the two; neither for what the house itself notes.
    actor_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    guest_id: Mapped[int | None] = mapped_column(
        ForeignKey(Guest.id, ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(24))
    about: Mapped[int | None]  # the number of the entry that it speaks of
    step: Mapped[int | None]  # the step of the guide that was going on
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime]

    @property
    def who(self) -> int:
        """Whose act it is."""
        return self.actor_id or (-self.guest_id if self.guest_id else 0)


class Snapshot(Model):
    """What a log amounted to at a number, so that nobody replays thousands; can be made anew."""

    __tablename__ = "live_snapshot"

    room_id: Mapped[int] = mapped_column(ForeignKey(Room.id, ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int]
    shape: Mapped[str] = mapped_column(String(16))  # of the folds that wrote it
    state: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]
