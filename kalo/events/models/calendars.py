"""Secret addresses of calendars, and who fetched which feed last."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.kit.indexes import partial_index

ROTATED, PERSONAL = "rotated", "personal"


class CalendarToken(Model):
    """A secret address of a person's own feed; we keep its hash, and who fetched last.

    A person may have several, a label for each device or program; each is replaced by itself.
    """

    __tablename__ = "events_calendar_token"
    __table_args__ = (
        partial_index(
            "uq_events_calendar_token_in_use",
            "person_id",
            "feed",
            "label",
            unique=True,
            where=text("retired_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    feed: Mapped[str] = mapped_column(String(20), default=PERSONAL)
    label: Mapped[str] = mapped_column(String(40), default="")
    alarm_minutes: Mapped[int] = mapped_column(default=0)  # before each entry; 0 rings nothing
    shows_titles: Mapped[bool] = mapped_column(default=False)  # of focus groups, else masked
    made_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    last_client: Mapped[str] = mapped_column(String(40), default="")
    last_entries: Mapped[int | None]  # how many it was handed then
    retired_at: Mapped[datetime | None]
    leaked: Mapped[bool] = mapped_column(default=False)  # retired at once: says nothing any more

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class FeedFetch(Model):
    """When a family of programs last fetched a public feed, and how often."""

    __tablename__ = "events_feed_fetch"
    __table_args__ = (UniqueConstraint("feed", "client"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    feed: Mapped[str] = mapped_column(String(80))
    client: Mapped[str] = mapped_column(String(40))
    times: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
