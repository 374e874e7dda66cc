"""Who is in a room: members, guests with a seat, and the time they spent there.

A number says who it is: that of a person, or below zero that of a guest; 0 is nobody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.events.models import Registration
from kalo.kit.db import Model
from kalo.live.models.rooms import Room

GRACE = timedelta(seconds=75)  # somebody who was heard of this lately is still here


class Guest(Model):
    """Somebody without an account, in a room by their seat; erased with it, name and all."""

    __tablename__ = "live_guest"
    __table_args__ = (UniqueConstraint("room_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey(Room.id, ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey(Registration.id, ondelete="SET NULL"), index=True
    )
    name: Mapped[str] = mapped_column(String(60))  # the one they chose for this room
    made_at: Mapped[datetime]


class Presence(Model):
    """A stretch of time that somebody spent in a room on one device."""

    __tablename__ = "live_presence"
    __table_args__ = (
        Index("ix_live_presence_room_person", "room_id", "person_id"),
        Index("ix_live_presence_room_seen", "room_id", "last_seen"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey(Room.id, ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), index=True
    )
    guest_id: Mapped[int | None] = mapped_column(
        ForeignKey(Guest.id, ondelete="CASCADE"), index=True
    )
    device: Mapped[str] = mapped_column(String(36))
    entered_at: Mapped[datetime]
    last_seen: Mapped[datetime]
    left_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Visitor:
    """Whoever stands at the door: a member, a guest with a seat, or nobody who is known."""

    person: Person | None = None
    guest: Guest | None = None
    letter: tuple[int, str] | None = None  # by which the guest came

    @property
    def who(self) -> int:
        """The number under which the log knows them."""
        if self.person is not None:
            return self.person.id
        return -self.guest.id if self.guest is not None else 0


@dataclass(frozen=True)
class Name:
    """What is shown of somebody in a room: a member with a face, or a guest."""

    who: int
    name: str  # empty for whoever left the house
    person: Person | None = None


@dataclass(frozen=True)
class Stay:
    """When somebody came and left, their devices taken together."""

    who: int
    name: str
    entered_at: datetime
    left_at: datetime
