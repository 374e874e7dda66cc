"""What learners hand in, in all its versions, and the facilitator's word on it."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.learning.models.blocks import Block

WAITING, RETURNED, TAKEN = "waiting", "returned", "accepted"
REPLACED = "replaced"  # a newer version came before anybody had looked


class Work(Model):
    """A learner's work on a task: it stays in the learner's own space.

    The text here is the draft; what was handed in stands in its versions.
    """

    __tablename__ = "learning_work"
    __table_args__ = (UniqueConstraint("person_id", "block_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    block_id: Mapped[int] = mapped_column(ForeignKey(Block.id), index=True)
    text: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]

    block: Mapped[Block] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Submission(Model):
    """One version of a work as it was handed in; its text and files are never changed."""

    __tablename__ = "learning_submission"
    __table_args__ = (
        UniqueConstraint("work_id", "number"),
        Index("ix_learning_submission_queue", "state", "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[uuid.UUID] = mapped_column(unique=True)  # made in the browser
    work_id: Mapped[int] = mapped_column(ForeignKey(Work.id, ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[str]
    html: Mapped[str]
    state: Mapped[str] = mapped_column(String(12), default=WAITING)
    made_at: Mapped[datetime]

    work: Mapped[Work] = relationship(lazy="raise_on_sql")
    files: Mapped[list["WorkFile"]] = relationship(
        secondary="learning_submission_file", lazy="raise_on_sql", order_by="WorkFile.id"
    )
    verdict: Mapped["Verdict | None"] = relationship(
        back_populates="submission", lazy="raise_on_sql"
    )

    @property
    def receipt(self) -> str:
        """The short code that the learner sees, as that of every act."""
        return self.event_id.hex[:8]


class WorkFile(Model):
    """A file that a learner put beside a work; only the learner and facilitators get it."""

    __tablename__ = "learning_work_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey(Work.id, ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)  # in the store
    label: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]  # no longer in the draft; versions keep it

    work: Mapped[Work] = relationship(lazy="raise_on_sql")


class SubmissionFile(Model):
    """Which files a version holds."""

    __tablename__ = "learning_submission_file"

    submission_id: Mapped[int] = mapped_column(
        ForeignKey(Submission.id, ondelete="CASCADE"), primary_key=True
    )
    file_id: Mapped[int] = mapped_column(
        ForeignKey(WorkFile.id, ondelete="CASCADE"), primary_key=True
    )


class Verdict(Model):
    """A facilitator's word on a version: by the rubric, in words, and whether it is accepted."""

    __tablename__ = "learning_verdict"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey(Submission.id, ondelete="CASCADE"), unique=True
    )
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    accepted: Mapped[bool]
    levels: Mapped[dict[str, Any]] = mapped_column(JSON)  # criterion's key: level's key
    points: Mapped[int | None]
    most: Mapped[int | None]
    words: Mapped[str]
    html: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    submission: Mapped[Submission] = relationship(back_populates="verdict", lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    past: Mapped[list["VerdictPast"]] = relationship(
        lazy="raise_on_sql", order_by="VerdictPast.revision"
    )


class VerdictPast(Model):
    """What a verdict said before it was changed."""

    __tablename__ = "learning_verdict_past"

    verdict_id: Mapped[int] = mapped_column(
        ForeignKey(Verdict.id, ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    accepted: Mapped[bool]
    levels: Mapped[dict[str, Any]] = mapped_column(JSON)
    words: Mapped[str]
    html: Mapped[str]
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
