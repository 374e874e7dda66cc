"""Programmes with their modules and lessons, who follows them, and what each learner did."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit.db import Model

KINDS = ("opened", "answered", "done")
STANDING = text("withdrawn_at IS NULL")


class Programme(Model):
    """A course of study; its key stays when its texts, its address or its place change."""

    __tablename__ = "learning_programme"
    __table_args__ = (
        Index(
            "uq_learning_programme_slug",
            "slug",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    slug: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    hours: Mapped[int]
    title_el: Mapped[str]
    title_en: Mapped[str]
    aim_el: Mapped[str]
    aim_en: Mapped[str]
    summary_el: Mapped[str]
    summary_en: Mapped[str]
    outcomes: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    prerequisites_el: Mapped[str]
    prerequisites_en: Mapped[str]
    task_el: Mapped[str]
    task_en: Mapped[str]
    workshop_el: Mapped[str]
    workshop_en: Mapped[str]
    withdrawn_at: Mapped[datetime | None]

    def outcomes_in(self, language: str) -> list[str]:
        """What a learner will be able to do; Greek where English is missing."""
        return [outcome.get(language) or outcome["el"] for outcome in self.outcomes]


class Module(Model):
    """A part of a programme: some lessons that belong together."""

    __tablename__ = "learning_module"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    position: Mapped[int]
    title_el: Mapped[str]
    title_en: Mapped[str]
    about_el: Mapped[str]
    about_en: Mapped[str]
    withdrawn_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")


def _text(kind: type[Any] | None = None) -> Any:
    """A column that only the page of the lesson loads: lists of lessons stay light."""
    kinds = (kind,) if kind else ()
    return mapped_column(*kinds, deferred=True, deferred_group="text", deferred_raiseload=True)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


class Lesson(Model):
    """Something to read and try in one sitting; without a text it is a line of the outline."""

    __tablename__ = "learning_lesson"
    __table_args__ = (
        Index(
            "uq_learning_lesson_address",
            "programme_id",
            "slug",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    module_id: Mapped[int] = mapped_column(ForeignKey(Module.id), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    minutes: Mapped[int]
    title_el: Mapped[str]
    title_en: Mapped[str]
    has_text: Mapped[bool]
    content_version: Mapped[str] = mapped_column(String(16))
    withdrawn_at: Mapped[datetime | None]
    goal_el: Mapped[str] = _text()
    goal_en: Mapped[str] = _text()
    html_el: Mapped[str] = _text()
    html_en: Mapped[str] = _text()
    question: Mapped[dict[str, Any]] = _text(JSON)
    try_it_el: Mapped[str] = _text()
    try_it_en: Mapped[str] = _text()
    discuss_el: Mapped[str] = _text()
    discuss_en: Mapped[str] = _text()
    sources: Mapped[list[dict[str, str]]] = _text(JSON)
    legal: Mapped[bool] = _text()
    updated: Mapped[date | None] = _text()

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    module: Mapped[Module] = relationship(lazy="raise_on_sql")

    def language_of_text(self, wanted: str) -> str:
        """The language in which the text is shown to a reader of `wanted`."""
        return "en" if wanted == "en" and self.html_en else "el"

    def question_in(self, language: str) -> dict[str, Any] | None:
        """The check question with its options; Greek where English is missing."""
        return self.question.get(language) or self.question.get("el")

    @property
    def cited(self) -> list[dict[str, Any]]:
        """The sources, each with its `day` where its date is one."""
        return [{**source, "day": _day(source["date"])} for source in self.sources]

    def is_right(self, option: str) -> bool:
        """True where this option answers the check question."""
        asked = self.question_in("el") or {"options": []}
        return any(o["key"] == option and o.get("right") for o in asked["options"])


class Enrolment(Model):
    """A person follows a programme; leaving it keeps what was done."""

    __tablename__ = "learning_enrolment"
    __table_args__ = (UniqueConstraint("person_id", "programme_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    started_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")

    @property
    def running(self) -> bool:
        """True until the person leaves."""
        return self.left_at is None


class LearningEvent(Model):
    """Something a learner did, under an id made in the browser; only ever added, never changed."""

    __tablename__ = "learning_event"
    __table_args__ = (Index("ix_learning_event_fold", "person_id", "lesson_id", "kind", "made_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey(Lesson.id), index=True)
    lesson_version: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(20))
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    right: Mapped[bool | None]  # judged by the text that stood then
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]

    @property
    def receipt(self) -> str:
        """The short code that the learner sees."""
        return self.id.hex[:8]


class LessonProgress(Model):
    """How far a learner is with a lesson: what `LearningEvent` adds up to, in whatever order."""

    __tablename__ = "learning_lesson_progress"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    lesson_id: Mapped[int] = mapped_column(ForeignKey(Lesson.id), primary_key=True, index=True)
    seen_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    right_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    done_event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(LearningEvent.id))
    answer_event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(LearningEvent.id))

    lesson: Mapped[Lesson] = relationship(lazy="raise_on_sql")
    done_event: Mapped[LearningEvent | None] = relationship(
        foreign_keys=[done_event_id], lazy="raise_on_sql"
    )
    answer_event: Mapped[LearningEvent | None] = relationship(
        foreign_keys=[answer_event_id], lazy="raise_on_sql"
    )
