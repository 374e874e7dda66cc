"""What a lesson is made of, and the questions of banks and blocks in all their versions."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.kit.db import Model
from kalo.learning.models.programmes import Lesson, Programme

TEXT, IMAGE, VIDEO, AUDIO, FILE = "text", "image", "video", "audio", "file"
QUESTION, QUIZ, TASK, WORKSHOP = "question", "quiz", "task", "workshop"
DISCUSSION, TOOL = "discussion", "tool"
BLOCK_KINDS = (
    TEXT,
    IMAGE,
    VIDEO,
    AUDIO,
    FILE,
    QUESTION,
    QUIZ,
    TASK,
    WORKSHOP,
    DISCUSSION,
    TOOL,
)
SINGLE, MULTIPLE, TRUE_FALSE, MATCHING, ORDERING = (
    "single",
    "multiple",
    "true-false",
    "matching",
    "ordering",
)
NUMERIC, SHORT, CLOZE, OPEN = "numeric", "short", "cloze", "open"
QUESTION_KINDS = (
    SINGLE,
    MULTIPLE,
    TRUE_FALSE,
    MATCHING,
    ORDERING,
    NUMERIC,
    SHORT,
    CLOZE,
    OPEN,
)


class Block(Model):
    """A piece of a lesson: a text, a video, a question, a task …

    `said` holds its words by language, {"el": {…}, "en": {…}}; where English is missing the Greek
    shows. `made` holds what is one for all languages: files, seconds, limits, which bank, and the
    answers. `made` never leaves the server as it is.
    """

    __tablename__ = "learning_block"
    __table_args__ = (Index("ix_learning_block_in_lesson", "lesson_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)  # lesson's key, "/", its own
    lesson_id: Mapped[int] = mapped_column(ForeignKey(Lesson.id))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    required: Mapped[bool] = mapped_column(default=False)
    version: Mapped[str] = mapped_column(String(16))
    said: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON)
    made: Mapped[dict[str, Any]] = mapped_column(JSON)
    withdrawn_at: Mapped[datetime | None]

    lesson: Mapped[Lesson] = relationship(lazy="raise_on_sql")

    @property
    def subject(self) -> str:
        """How other rooms point at it."""
        return f"block:{self.id}"

    @property
    def name(self) -> str:
        """Its own part of the key: the anchor on the lesson's page."""
        return self.key.rpartition("/")[2]

    def language_for(self, wanted: str) -> str:
        """The language in which it is shown to a reader of `wanted`."""
        return wanted if self.said.get(wanted) else "el"

    def words_in(self, wanted: str) -> dict[str, Any]:
        """Its words; Greek where the wanted language is missing."""
        return self.said.get(wanted) or self.said.get("el") or {}


class Question(Model):
    """A question of a bank; its versions say what it asks."""

    __tablename__ = "learning_question"
    __table_args__ = (Index("ix_learning_question_bank", "programme_id", "bank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)  # programme's key, bank, its own
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    bank: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    latest: Mapped[int] = mapped_column(default=1)  # the number of its newest version
    withdrawn_at: Mapped[datetime | None]


class QuestionVersion(Model):
    """What a question asked from a moment on, and what answers it; never changed.

    `body` is {"kind", "points", "el": words, "en": words or missing, "key": what is right}:
    `kalo/learning/marking.py` says what stands in the words and in the key of each kind.
    """

    __tablename__ = "learning_question_version"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey(Question.id))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(16))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]

    question: Mapped[Question] = relationship(lazy="raise_on_sql")
