"""What people are owed news of, what staff wrote to them, and the log of every letter."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.events.models.events import Event
from kalo.events.models.seats import Registration
from kalo.kit.db import Model


class Announcement(Model):
    """News that the people of an event are owed until `told_at`: "moved", "cancelled", "agenda"."""

    __tablename__ = "events_announcement"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    news: Mapped[str] = mapped_column(String(12))
    # What changed, as the letter says it: [[what, before, after], …], of an agenda its differences.
    differences: Mapped[list[Any]] = mapped_column(JSON, default=list)
    made_at: Mapped[datetime]
    told_at: Mapped[datetime | None] = mapped_column(index=True)


class Mailing(Model):
    """A letter that staff wrote to some of the people of an event; owed until `told_at`.

    Without `due_at` it is a draft: it waits for somebody to send it.
    """

    __tablename__ = "events_mailing"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="SET NULL"))
    # To whom: {"groups": […], "language": "el"}; an empty language is all of them.
    audience: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    subject: Mapped[str] = mapped_column(String(160))
    body: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None] = mapped_column(index=True)
    recipients: Mapped[int] = mapped_column(default=0)


class MailLine(Model):
    """One letter to one person of an event; the unique key is what sends nothing twice."""

    __tablename__ = "events_mail_line"
    __table_args__ = (
        UniqueConstraint("registration_id", "key"),
        Index("ix_events_mail_line_event", "event_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id, ondelete="CASCADE"))
    news: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(60))  # "reminder-24-3": the news and its version
    mailing_id: Mapped[int | None] = mapped_column(ForeignKey(Mailing.id, ondelete="CASCADE"))
    letter_id: Mapped[int | None]  # the row of the letter itself, while that is kept
    # Empty where a letter was written, else why there is none: `notices.telling`.
    skipped: Mapped[str] = mapped_column(String(12), default="")
    made_at: Mapped[datetime]
