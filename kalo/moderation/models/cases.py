"""What waits for moderators: one case for each thing, with what people said of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.kit.db import Model

# Why a case waits. An appeal is an author who asks for another look at a ruling.
FLAGS, FIRST, HELD, APPEAL = "flags", "first", "held", "appeal"
KINDS = (FLAGS, FIRST, HELD, APPEAL)
OPEN, CLOSED = "open", "closed"
UPHELD, DECLINED = "upheld", "declined"
ILLEGAL = "illegal"


class Case(Model):
    """A thing (`kind:id`) that moderators look at. `version` goes up with each change, so that
    two of them never act twice: whoever holds an old one is shown what the other decided."""

    __tablename__ = "moderation_case"
    __table_args__ = (Index("ix_moderation_case_queue", "state", "opened_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(80), unique=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default=OPEN)
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    illegal: Mapped[bool] = mapped_column(default=False)
    # Of the reports that wait: how many, and what they weigh together.
    reports_count: Mapped[int] = mapped_column(default=0)
    weight: Mapped[float] = mapped_column(default=0.0)
    # Hidden by the weight of the reports alone, before anybody looked.
    hidden_at: Mapped[datetime | None]
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    claimed_at: Mapped[datetime | None]
    # The ruling that its author asked to be looked at again.
    appealed_id: Mapped[int | None]


class Report(Model):
    """What a person, or a guest for illegal content, said is wrong with a thing.

    `open_key` is person and subject while it waits: one open report each.
    """

    __tablename__ = "moderation_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    open_key: Mapped[str | None] = mapped_column(String(100), unique=True)
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(default="")
    # Only of illegal content: where exactly, which law if known, who says so.
    place: Mapped[str] = mapped_column(default="")
    law: Mapped[str] = mapped_column(String(200), default="")
    name: Mapped[str] = mapped_column(String(80), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(2), default="el")
    weight: Mapped[float] = mapped_column(default=1.0)
    at: Mapped[datetime] = mapped_column(index=True)
    outcome: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[datetime | None]
    ruling_id: Mapped[int | None] = mapped_column(index=True)


class Note(Model):
    """A word among moderators about a case."""

    __tablename__ = "moderation_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id, ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    words: Mapped[str]
    at: Mapped[datetime]
