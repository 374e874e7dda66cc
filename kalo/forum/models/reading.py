"""How far each person has read, and how closely they follow what."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.forum.models.topics import Topic
from kalo.kit.db import Model

# How closely somebody follows a thing. Tracking counts what is new, watching tells of each post.
MUTED, NORMAL, TRACKING, WATCHING = 0, 1, 2, 3


class ReadMark(Model):
    """One row per person and topic: how far they have read, which only goes up, and their level.

    `level` is None until reading or writing set it (then `by_hand` is false) or the person did.
    """

    __tablename__ = "forum_read_mark"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    topic_id: Mapped[int] = mapped_column(
        ForeignKey(Topic.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    last_read: Mapped[int] = mapped_column(default=0)
    level: Mapped[int | None]
    by_hand: Mapped[bool] = mapped_column(default=False)
    # Seconds spent reading, as the page told; a quarter of an hour is enough to know.
    seconds: Mapped[int] = mapped_column(default=0)


class Reader(Model):
    """Until when a person has declared everything read: one row instead of one per topic."""

    __tablename__ = "forum_reader"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    all_read_at: Mapped[datetime]
