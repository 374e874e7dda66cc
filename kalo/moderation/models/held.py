"""Texts that wait for a look, and what makes one wait."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.kit.db import Model

WAITING, PUBLISHED, RETURNED = "waiting", "published", "returned"
BLOCK, HOLD = "block", "hold"


class Held(Model):
    """A text that is published once moderators have looked; `values` is all its room needs."""

    __tablename__ = "moderation_held"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    kind: Mapped[str] = mapped_column(String(30))  # "forum.reply": `things.publishes`
    title: Mapped[str] = mapped_column(default="")
    source: Mapped[str]
    path: Mapped[str] = mapped_column(default="")  # where it will stand; then where it stands
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    why: Mapped[str] = mapped_column(String(20), default="")
    state: Mapped[str] = mapped_column(String(10), default=WAITING, index=True)
    words: Mapped[str] = mapped_column(default="")  # why it was given back
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Said(Model):
    """That somebody wrote something at some moment: its hash, kept for a day."""

    __tablename__ = "moderation_said"
    __table_args__ = (Index("ix_moderation_said_person_at", "person_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    hash: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(index=True)


class WatchedWord(Model):
    """A word or an address that makes a text wait, or be refused."""

    __tablename__ = "moderation_watched_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(80), unique=True)  # as it is compared: folded
    act: Mapped[str] = mapped_column(String(5), default=HOLD)
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime]
