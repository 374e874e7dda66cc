"""Gatherings, the seats people have in them, what they are owed news of, and their calendars."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit.db import Model

KINDS = ("workshop", "focus-group", "day-conference")
MODES = ("in-person", "online", "hybrid")
DRAFT, PUBLISHED, CANCELLED = "draft", "published", "cancelled"
SEAT, GIVEN_UP = "seat", "given-up"
ROTATED, PERSONAL = "rotated", "personal"
DOOR_OPENS = timedelta(minutes=15)  # the link is shown that long before the start
NEW_TIME_SAID = timedelta(days=7)  # a moved event wears its mark that long


class Event(Model):
    """A gathering. Its hours are those of a wall clock in Athens; the moments are derived."""

    __tablename__ = "events_event"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("seats_taken >= 0", name="no_less_than_none"),
        CheckConstraint("capacity IS NULL OR seats_taken <= capacity", name="never_one_too_many"),
        Index("ix_events_event_state_starts", "state", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12), default=DRAFT)
    slug: Mapped[str] = mapped_column(String(80))
    title_el: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(120), default="")
    summary_el: Mapped[str] = mapped_column(String(300), default="")
    summary_en: Mapped[str] = mapped_column(String(300), default="")
    about_el: Mapped[str] = mapped_column(default="")
    about_en: Mapped[str] = mapped_column(default="")
    html_el: Mapped[str] = mapped_column(default="")
    html_en: Mapped[str] = mapped_column(default="")

    start_wall: Mapped[datetime] = mapped_column(DateTime())
    end_wall: Mapped[datetime] = mapped_column(DateTime())
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    mode: Mapped[str] = mapped_column(String(12), default="in-person")
    place: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    online_link: Mapped[str] = mapped_column(String(500), default="")
    organiser: Mapped[str] = mapped_column(String(120), default="")
    facilitator_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    capacity: Mapped[int | None]
    seats_taken: Mapped[int] = mapped_column(default=0)
    has_room: Mapped[bool] = mapped_column(default=False)
    sample: Mapped[bool] = mapped_column(default=False)
    # A subject of another room, "block:17": the step of a programme that this gathering is.
    serves: Mapped[str] = mapped_column(String(40), default="", index=True)

    revision: Mapped[int] = mapped_column(default=1)
    ical_sequence: Mapped[int] = mapped_column(default=0)
    ical_stamp: Mapped[datetime]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    moved_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")

    facilitator: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[facilitator_id]
    )

    @property
    def subject(self) -> str:
        """How other rooms point at it."""
        return f"event:{self.id}"

    @property
    def path(self) -> str:
        """Where it stands, without a language prefix."""
        return f"/events/{self.id}-{self.slug}/"

    @property
    def route(self) -> dict[str, Any]:
        """What `url_for` needs to find it."""
        return {"event_id": self.id, "slug": self.slug}

    @property
    def seats_left(self) -> int | None:
        """How many seats are free; None where there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.seats_taken)

    @property
    def is_full(self) -> bool:
        """True when no seat is left."""
        return self.seats_left == 0

    @property
    def is_cancelled(self) -> bool:
        """True when it will not take place."""
        return self.state == CANCELLED

    @property
    def is_draft(self) -> bool:
        """True while only those who plan it see it."""
        return self.state == DRAFT

    @property
    def is_remote(self) -> bool:
        """True when people can take part from elsewhere."""
        return self.mode in {"online", "hybrid"}

    def is_over(self, at: datetime) -> bool:
        """True once it has ended."""
        return at >= self.ends_at

    def is_on(self, at: datetime) -> bool:
        """True while it takes place."""
        return self.state == PUBLISHED and self.starts_at <= at < self.ends_at

    def door_is_open(self, at: datetime) -> bool:
        """True from a quarter before the start to the end."""
        return self.state == PUBLISHED and self.starts_at - DOOR_OPENS <= at < self.ends_at

    def was_just_moved(self, at: datetime) -> bool:
        """True for a week after its hour changed."""
        return self.moved_at is not None and at < self.moved_at + NEW_TIME_SAID


class Registration(Model):
    """A person's seat at an event, or the seat they gave up."""

    __tablename__ = "events_registration"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(12), default=SEAT)
    taken_at: Mapped[datetime]
    given_up_at: Mapped[datetime | None]
    attended_at: Mapped[datetime | None]  # when somebody noted that they were there
    attended_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))

    event: Mapped[Event] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")


class Announcement(Model):
    """News that the people with a seat are owed until `told_at`: "moved" or "cancelled"."""

    __tablename__ = "events_announcement"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    news: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime]
    told_at: Mapped[datetime | None] = mapped_column(index=True)


class CalendarToken(Model):
    """The secret address of a person's own feed; we keep its hash, and who fetched last."""

    __tablename__ = "events_calendar_token"
    __table_args__ = (
        Index(
            "uq_events_calendar_token_in_use",
            "person_id",
            "feed",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    feed: Mapped[str] = mapped_column(String(20), default=PERSONAL)
    made_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    last_client: Mapped[str] = mapped_column(String(40), default="")
    retired_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
