"""Who was there: stretches of time, each kept once, whatever sent it twice."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.events.models.events import Event
from kalo.kit.db import Model

UNKNOWN, PRESENT, ABSENT, EXCUSED = "", "present", "absent", "excused"
IN_ROOM = "live"
WAYS = ("ticket", "list", "code", IN_ROOM)  # scanned, noted by hand, said themselves, in the room


class Attendance(Model):
    """A stretch of time that somebody spent at an event; an act with an id made where it was.

    Rows are added and closed, and taken back by a mark; none is ever dropped.
    """

    __tablename__ = "events_attendance"
    __table_args__ = (
        UniqueConstraint("event_id", "client_id"),
        Index("ix_events_attendance_registration", "registration_id", "from_at"),
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="forward_in_time"),
        CheckConstraint(f"way IN {WAYS!r}", name="known_way"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("events_registration.id", ondelete="CASCADE")
    )
    client_id: Mapped[str] = mapped_column(String(36))
    way: Mapped[str] = mapped_column(String(8))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    kept_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


def measured_minutes(event: Event, stretches: Sequence[Attendance]) -> int | None:
    """For how long somebody was at an event, as the live room measured it, whatever overlapped.

    None where it measured nothing: people in a hall, or noted by hand where both are possible.
    """
    live = [row for row in stretches if row.way == IN_ROOM and row.until_at is not None]
    by_hand = len(live) < len(stretches)
    if not live or event.mode == "in-person" or (by_hand and event.mode == "hybrid"):
        return None
    there, until = timedelta(0), event.starts_at
    for row in sorted(live, key=lambda row: row.from_at):
        begins, ends = max(row.from_at, until), min(row.until_at or until, event.ends_at)
        there, until = there + max(ends - begins, timedelta(0)), max(until, ends)
    return round(there.total_seconds() / 60)
