"""Who follows what, what each learner did, and what that adds up to."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.learning.models.blocks import Block
from kalo.learning.models.programmes import Lesson, PathVersion, Programme

OPENED, DONE, ANSWERED = "opened", "done", "answered"
PLAYED, HANDED_IN, SUBMITTED = "played", "handed-in", "submitted"
ATTENDED, EXCUSED, ACCEPTED = "attended", "excused", "accepted"
# What a browser may send; the rest is written by the house.
ACT_KINDS = (OPENED, DONE, ANSWERED, PLAYED)
KINDS = (*ACT_KINDS, HANDED_IN, SUBMITTED, ATTENDED, EXCUSED, ACCEPTED)


class Enrolment(Model):
    """A person follows a programme; leaving it keeps what was done.

    `met` of `required` are what the version of the path asks; `percent` is their highest.
    """

    __tablename__ = "learning_enrolment"
    __table_args__ = (UniqueConstraint("person_id", "programme_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    path_id: Mapped[int | None] = mapped_column(ForeignKey(PathVersion.id))
    started_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]  # once it has passed: when the last pause ended
    paused_days: Mapped[int] = mapped_column(default=0)  # of pauses that are over
    remind_on: Mapped[date | None]  # the day on which the learner wants a reminder
    told_on: Mapped[date | None]  # up to which day the digest has said what was near
    met: Mapped[int] = mapped_column(default=0)
    required: Mapped[int] = mapped_column(default=0)
    percent: Mapped[int] = mapped_column(default=0)
    last_act_at: Mapped[datetime | None]  # when the server last heard of an act
    done_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    path: Mapped[PathVersion | None] = relationship(lazy="raise_on_sql")

    @property
    def running(self) -> bool:
        """True until the person leaves."""
        return self.left_at is None

    def is_paused(self, at: datetime) -> bool:
        """True while the learner rests: no reminders, and nobody is behind."""
        return self.paused_at is not None and (self.paused_until is None or at < self.paused_until)


class LearningEvent(Model):
    """Something a learner did, under an id made in the browser; only ever added, never changed."""

    __tablename__ = "learning_event"
    __table_args__ = (
        Index("ix_learning_event_person", "person_id", "made_at", "id"),
        Index("ix_learning_event_block", "person_id", "block_id", "made_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey(Lesson.id), index=True)
    block_id: Mapped[int | None] = mapped_column(ForeignKey(Block.id))
    lesson_version: Mapped[str] = mapped_column(String(16))  # of the block, where there is one
    kind: Mapped[str] = mapped_column(String(20))
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    right: Mapped[bool | None]  # judged by the text that stood then
    seq: Mapped[int | None]  # the browser's own count of its acts: what comes later wins
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]

    @property
    def receipt(self) -> str:
        """The short code that the learner sees."""
        return self.id.hex[:8]

    @property
    def answer(self) -> Any:
        """What was answered to a question; the first ones kept were called an option."""
        return self.value.get("answer", self.value.get("option"))


class LessonProgress(Model):
    """How far a learner is with a lesson: what `LearningEvent` adds up to, in whatever order."""

    __tablename__ = "learning_lesson_progress"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    lesson_id: Mapped[int] = mapped_column(ForeignKey(Lesson.id), primary_key=True, index=True)
    seen_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]  # the learner said: I have finished
    read_event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(LearningEvent.id))
    done_at: Mapped[datetime | None]  # all that the lesson asks is there; never unset

    lesson: Mapped[Lesson] = relationship(lazy="raise_on_sql")
    read_event: Mapped[LearningEvent | None] = relationship(
        foreign_keys=[read_event_id], lazy="raise_on_sql"
    )


class BlockProgress(Model):
    """How far a learner is with a block: what its events add up to, in whatever order.

    Earliest: seen_at, done_at, right_at. Highest: best (0 to 100), watched. Latest by (seq,
    made_at, id): answer and position. Union: segments.
    """

    __tablename__ = "learning_block_progress"
    __table_args__ = (Index("ix_learning_block_progress_lesson", "lesson_id", "person_id"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    block_id: Mapped[int] = mapped_column(ForeignKey(Block.id), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey(Lesson.id))
    seen_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]  # answered, watched enough, handed in, attended
    right_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    excused_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    best: Mapped[int | None]
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    answer_event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(LearningEvent.id))
    position: Mapped[float | None]  # seconds
    position_event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(LearningEvent.id))
    segments: Mapped[list[list[float]]] = mapped_column(JSON, default=list)
    watched: Mapped[int] = mapped_column(default=0)  # percent of the length

    block: Mapped[Block] = relationship(lazy="raise_on_sql")
    answer_event: Mapped[LearningEvent | None] = relationship(
        foreign_keys=[answer_event_id], lazy="raise_on_sql"
    )
    position_event: Mapped[LearningEvent | None] = relationship(
        foreign_keys=[position_event_id], lazy="raise_on_sql"
    )


class Completion(Model):
    """A lesson, a module or a programme that somebody finished, under the version that stood.

    It is never recomputed away: only a facilitator takes one back, with a reason.
    """

    __tablename__ = "learning_completion"
    __table_args__ = (Index("ix_learning_completion_thing", "thing"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    thing: Mapped[str] = mapped_column(String(40), primary_key=True)  # "lesson:17", "module:3" …
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    path_number: Mapped[int]
    earned_at: Mapped[datetime]
    how: Mapped[str] = mapped_column(String(12), default="rule")  # or "override"
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    reason: Mapped[str] = mapped_column(String(400), default="")
    revoked_at: Mapped[datetime | None]


class Note(Model):
    """A learner's own note beside a lesson; nobody else sees it."""

    __tablename__ = "learning_note"
    __table_args__ = (Index("ix_learning_note_lesson", "person_id", "lesson_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey(Lesson.id))
    block_id: Mapped[int | None] = mapped_column(ForeignKey(Block.id))
    text: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    lesson: Mapped[Lesson] = relationship(lazy="raise_on_sql")


class Bookmark(Model):
    """A lesson that a learner wants to find again."""

    __tablename__ = "learning_bookmark"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    lesson_id: Mapped[int] = mapped_column(ForeignKey(Lesson.id), primary_key=True)
    made_at: Mapped[datetime]

    lesson: Mapped[Lesson] = relationship(lazy="raise_on_sql")


class WorkshopSeat(Model):
    """A learner's seat at an event that is a step of a programme, as the events room told it."""

    __tablename__ = "learning_workshop_seat"
    __table_args__ = (UniqueConstraint("person_id", "block_id", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    block_id: Mapped[int] = mapped_column(ForeignKey(Block.id), index=True)
    event_id: Mapped[int]  # a thing of another room: no key to its table
    event_title_el: Mapped[str] = mapped_column(String(120))
    event_title_en: Mapped[str] = mapped_column(String(120), default="")
    event_path: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))  # seat, given-up, attended, called-off
    changed_at: Mapped[datetime]
