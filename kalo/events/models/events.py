"""Gatherings, and what is true of one of them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.events.models.plans import Series, Theme, Venue, VenueRoom
from kalo.kit.db import Model

KINDS = ("workshop", "focus-group", "day-conference", "office-hours")
MODES = ("in-person", "online", "hybrid")
SPOKEN = ("el", "en", "el-en")  # which language is spoken there
# What is kept of its life; what the clock and the seats add to it, `states.phase_of` says.
DRAFT, PUBLISHED, REPORTED, ARCHIVED = "draft", "published", "reported", "archived"
CANCELLED = "cancelled"
HELD = (PUBLISHED, REPORTED, ARCHIVED)  # takes place, or took place
# How one comes by a seat: first come, by a yes of those who plan, or only when asked to.
FREE, BY_APPROVAL, BY_INVITATION = "free", "approval", "invitation"
ENTRIES = (FREE, BY_APPROVAL, BY_INVITATION)
DOOR_OPENS = timedelta(minutes=15)  # the link is shown that long before the start
NEW_TIME_SAID = timedelta(days=7)  # a moved event wears its mark that long


class Event(Model):
    """A gathering. Its hours are those of a wall clock in Athens; the moments are derived."""

    __tablename__ = "events_event"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("seats_taken >= 0", name="no_less_than_none"),
        CheckConstraint("seats_held >= 0", name="no_less_held_than_none"),
        CheckConstraint(
            "capacity IS NULL OR seats_taken + seats_held <= capacity", name="never_one_too_many"
        ),
        Index("ix_events_event_state_starts", "state", "starts_at"),
        Index("ix_events_event_room_starts", "venue_room_id", "starts_at"),
        # Lists turn their pages along these, whatever is chosen.
        Index("ix_events_event_kind_starts", "kind", "starts_at"),
        Index("ix_events_event_theme_starts", "theme_id", "starts_at"),
        Index("ix_events_event_series_starts", "series_id", "starts_at"),
        Index("ix_events_event_venue_starts", "venue_id", "starts_at"),
        # What was done, in numbers: all that is counted stands in the index.
        Index("ix_events_event_done", "starts_at", "ends_at", "kind", "state", "seats_taken"),
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
    venue_id: Mapped[int | None] = mapped_column(ForeignKey(Venue.id))
    venue_room_id: Mapped[int | None] = mapped_column(ForeignKey(VenueRoom.id))
    spoken: Mapped[str] = mapped_column(String(8), default="el")
    theme_id: Mapped[int | None] = mapped_column(ForeignKey(Theme.id))
    series_id: Mapped[int | None] = mapped_column(ForeignKey(Series.id))
    series_number: Mapped[int | None]
    organiser: Mapped[str] = mapped_column(String(120), default="")
    facilitator_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    capacity: Mapped[int | None]
    seats_taken: Mapped[int] = mapped_column(default=0)
    seats_held: Mapped[int] = mapped_column(default=0)  # for those to whom one is offered
    entry: Mapped[str] = mapped_column(String(12), default=FREE)
    entry_opens_at: Mapped[datetime | None]
    entry_closes_at: Mapped[datetime | None]  # after it nobody comes in or moves up
    has_waiting_list: Mapped[bool] = mapped_column(default=True)
    takes_guests: Mapped[bool] = mapped_column(default=True)  # people without an account
    offer_hours: Mapped[int] = mapped_column(default=24)
    reminders: Mapped[list[int]] = mapped_column(JSON, default=list)  # hours before the start
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
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    cancelled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    reported_at: Mapped[datetime | None]
    minutes_el: Mapped[str] = mapped_column(default="")
    minutes_en: Mapped[str] = mapped_column(default="")
    minutes_html_el: Mapped[str] = mapped_column(default="")
    minutes_html_en: Mapped[str] = mapped_column(default="")
    minutes_revision: Mapped[int] = mapped_column(default=0)
    # What people in the hall type to say that they are there; shown to those who hold it.
    door_code: Mapped[str] = mapped_column(String(8), default="")

    facilitator: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[facilitator_id]
    )
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")
    series: Mapped[Series | None] = relationship(lazy="raise_on_sql")
    venue: Mapped[Venue | None] = relationship(lazy="raise_on_sql")
    venue_room: Mapped[VenueRoom | None] = relationship(lazy="raise_on_sql")

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
        return (
            None
            if self.capacity is None
            else max(0, self.capacity - self.seats_taken - self.seats_held)
        )

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
        return self.state in HELD and self.starts_at <= at < self.ends_at

    def door_is_open(self, at: datetime) -> bool:
        """True from a quarter before the start to the end."""
        return self.state in HELD and self.starts_at - DOOR_OPENS <= at < self.ends_at

    def was_just_moved(self, at: datetime) -> bool:
        """True for a week after its hour changed."""
        return self.moved_at is not None and at < self.moved_at + NEW_TIME_SAID
