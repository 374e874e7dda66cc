"""Attempts at a quiz: what was drawn, every answer ever saved, and how it was marked."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.kit.indexes import partial_index
from kalo.learning.models.blocks import Block, QuestionVersion

RUNNING, HANDED, MARKED = "running", "handed-in", "marked"
STILL_RUNNING = text("state = 'running'")


class Attempt(Model):
    """One try at a quiz. What the learner sees is frozen here: questions, versions, order.

    `score` and `most` are points; both are None until it is handed in. While an open answer waits
    for a person the state is "handed-in", then "marked".
    """

    __tablename__ = "learning_attempt"
    __table_args__ = (
        UniqueConstraint("person_id", "block_id", "number"),
        partial_index(
            "uq_learning_attempt_running",
            "person_id",
            "block_id",
            unique=True,
            where=STILL_RUNNING,
        ),
        Index("ix_learning_attempt_queue", "block_id", "state", "submitted_at"),
        partial_index(
            "ix_learning_attempt_due",
            "due_at",
            where=STILL_RUNNING,
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    block_id: Mapped[int] = mapped_column(ForeignKey(Block.id))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), default=RUNNING)
    started_at: Mapped[datetime]
    due_at: Mapped[datetime | None]  # by the server's clock; extra time is in it
    submitted_at: Mapped[datetime | None]
    submit_event_id: Mapped[uuid.UUID | None]
    late: Mapped[bool] = mapped_column(default=False)  # within the grace
    pass_percent: Mapped[int]  # as it stood when the attempt began
    score: Mapped[float | None]
    most: Mapped[float | None]
    percent: Mapped[int | None]
    passed_at: Mapped[datetime | None]

    block: Mapped[Block] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class AttemptSlot(Model):
    """A question of an attempt: which version, in which order its options, and the answer now."""

    __tablename__ = "learning_attempt_slot"
    __table_args__ = (Index("ix_learning_attempt_slot_version", "version_id"),)

    attempt_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Attempt.id, ondelete="CASCADE"), primary_key=True
    )
    slot: Mapped[int] = mapped_column(primary_key=True)  # from 1
    version_id: Mapped[int] = mapped_column(ForeignKey(QuestionVersion.id))
    order: Mapped[dict[str, list[str]]] = mapped_column(JSON)  # {"options": [keys], …}
    answer: Mapped[Any | None] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=0)
    answer_event_id: Mapped[uuid.UUID | None]
    answered_at: Mapped[datetime | None]
    hints: Mapped[int] = mapped_column(default=0)
    score: Mapped[float | None]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    marked_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(default="")  # the facilitator's, on an open answer

    version: Mapped[QuestionVersion] = relationship(lazy="raise_on_sql")


class AttemptAnswer(Model):
    """Every answer that ever came, also those that lost and those that came too late."""

    __tablename__ = "learning_attempt_answer"
    __table_args__ = (Index("ix_learning_attempt_answer_slot", "attempt_id", "slot", "revision"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # made in the browser
    attempt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Attempt.id, ondelete="CASCADE"))
    slot: Mapped[int]
    revision: Mapped[int]
    value: Mapped[Any | None] = mapped_column(JSON)
    counts: Mapped[bool]  # False for one that came when the attempt was no longer open
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]


class Regrade(Model):
    """A deliberate new marking of finished attempts after a key was mended; learners only gain."""

    __tablename__ = "learning_regrade"

    id: Mapped[int] = mapped_column(primary_key=True)
    block_id: Mapped[int] = mapped_column(ForeignKey(Block.id), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    reason: Mapped[str] = mapped_column(String(400))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # attempt, from, to
    at: Mapped[datetime]

    by: Mapped[Person] = relationship(lazy="raise_on_sql")
