"""Questions about a quiz as facilitators see it: attempts, what each question told, new keys."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import StatisticsError, correlation, fmean
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from kalo.kit.db import db, get_or_404
from kalo.kit.pages import Slice, at_tick, keyset, tick_of
from kalo.learning.models import (
    HANDED,
    QUIZ,
    RUNNING,
    Attempt,
    AttemptAnswer,
    AttemptSlot,
    Block,
    Lesson,
    Programme,
    Question,
    QuestionVersion,
    Regrade,
)

CURSOR = re.compile(r"([0-9]{1,17})~([0-9a-f]{32})")
ENOUGH = 5  # attempts, before a number about a question means anything


@dataclass(frozen=True)
class Outdated:
    """An answer to a question that has a newer version, which may have another key."""

    attempt: Attempt
    slot: AttemptSlot
    newest: QuestionVersion


@dataclass(frozen=True)
class Totals:
    """A quiz in numbers; a person counts once, by the best attempt."""

    people: int
    passed: int
    attempts: int
    running: int
    waiting: int


@dataclass
class Told:
    """What the answers to a question tell of it: by each person's first attempt."""

    version: QuestionVersion  # the newest that was asked
    shares: list[float] = field(default_factory=list)  # of its points, by answer
    rests: list[float] = field(default_factory=list)  # of the points of all other questions
    blank: int = 0
    hints: int = 0

    @property
    def count(self) -> int:
        """How many people were asked."""
        return len(self.shares)

    @property
    def easiness(self) -> int:
        """How many of its points people get, in percent."""
        return round(100 * fmean(self.shares))

    @property
    def discrimination(self) -> float | None:
        """Do those who do well elsewhere do well here? From -1 to 1; None for too few."""
        if self.count < ENOUGH:
            return None
        try:
            return round(correlation(self.shares, self.rests), 2)
        except StatisticsError:
            return None  # everybody did the same


def get_quiz(block_id: int) -> Block:
    """A quiz that stands, with lesson and programme."""
    block: Block = get_or_404(
        _quizzes().where(
            Block.id == block_id,
            Block.withdrawn_at.is_(None),
            Lesson.has_text,
            Lesson.withdrawn_at.is_(None),
            Programme.withdrawn_at.is_(None),
        )
    )
    return block


def get_any_quiz(block_id: int) -> Block:
    """A quiz, also one that was withdrawn: what was done in it stays."""
    block: Block = get_or_404(_quizzes().where(Block.id == block_id))
    return block


def _quizzes() -> Select[Any]:
    return (
        select(Block)
        .join(Block.lesson)
        .join(Lesson.programme)
        .options(contains_eager(Block.lesson).contains_eager(Lesson.programme))
        .where(Block.kind == QUIZ)
    )


def totals_of(block: Block) -> Totals:
    """A quiz in numbers."""
    people, finished = func.count(Attempt.person_id.distinct()), Attempt.state != RUNNING
    row = db.session.execute(
        select(
            people.filter(finished),
            people.filter(Attempt.passed_at.is_not(None)),
            func.count().filter(finished),
            func.count().filter(Attempt.state == RUNNING),
            func.count().filter(Attempt.state == HANDED),
        ).where(Attempt.block_id == block.id)
    ).one()
    return Totals(*row)


def attempts_at(block: Block) -> Slice[Attempt]:
    """Attempts that were handed in, the newest first, with who made them."""
    query = (
        select(Attempt)
        .join(Attempt.person)
        .options(contains_eager(Attempt.person))
        .where(Attempt.block_id == block.id, Attempt.state != RUNNING)
    )
    return keyset(
        query,
        (Attempt.submitted_at, Attempt.id),
        lambda row: (tick_of(row[0].submitted_at), row[0].id.hex),
        _place,
        size=40,
    )


def _place(cursor: str) -> tuple[datetime, uuid.UUID] | None:
    parts = CURSOR.fullmatch(cursor)
    return (at_tick(int(parts[1])), uuid.UUID(parts[2])) if parts else None


def regrades_of(block: Block) -> Sequence[Regrade]:
    """When its attempts were marked anew, the last first."""
    query = select(Regrade).options(joinedload(Regrade.by)).where(Regrade.block_id == block.id)
    return db.session.scalars(query.order_by(Regrade.id.desc())).all()


def outdated_slots(block: Block, lock: bool = False) -> Sequence[Outdated]:
    """Answers of finished attempts whose question has a newer version."""
    newest = aliased(QuestionVersion)
    query = (
        select(Attempt, AttemptSlot, newest)
        .join(AttemptSlot, AttemptSlot.attempt_id == Attempt.id)
        .join(AttemptSlot.version)
        .join(Question, Question.id == QuestionVersion.question_id)
        .join(newest, and_(newest.question_id == Question.id, newest.number == Question.latest))
        .options(contains_eager(AttemptSlot.version), joinedload(Attempt.person))
        .options(joinedload(Attempt.block).joinedload(Block.lesson).joinedload(Lesson.programme))
        .where(
            Attempt.block_id == block.id,
            Attempt.state != RUNNING,
            QuestionVersion.number < Question.latest,
        )
        .order_by(Attempt.id, AttemptSlot.slot)
        .execution_options(populate_existing=True)
    )
    if lock:
        query = query.with_for_update(of=Attempt)
    return [Outdated(*row) for row in db.session.execute(query)]


def told_by_questions(block: Block) -> list[Told]:
    """What each question of a quiz told, hardest first; one statement."""
    rows = db.session.execute(
        select(AttemptSlot, Attempt.score, Attempt.most)
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(AttemptSlot.version)
        .options(contains_eager(AttemptSlot.version))
        .where(
            Attempt.block_id == block.id,
            Attempt.state != RUNNING,
            Attempt.number == 1,
            AttemptSlot.score.is_not(None),
        )
    )
    questions: dict[int, Told] = {}
    for slot, score, most in rows:
        told = questions.setdefault(slot.version.question_id, Told(slot.version))
        _count(told, slot, score or 0, most or 0)
    return sorted(questions.values(), key=lambda one: (one.easiness, one.version.question_id))


def _count(told: Told, slot: AttemptSlot, score: float, most: float) -> None:
    points = slot.version.body.get("points", 1)
    told.shares.append(slot.score / points if points and slot.score else 0.0)
    told.rests.append((score - (slot.score or 0)) / (most - points) if most > points else 0.0)
    told.blank += slot.answer is None
    told.hints += slot.hints > 0
    if slot.version.number > told.version.number:
        told.version = slot.version


def count_outdated(block: Block) -> int:
    """How many answers of finished attempts are to questions that have a newer version."""
    query = (
        select(func.count())
        .select_from(AttemptSlot)
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(AttemptSlot.version)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(
            Attempt.block_id == block.id,
            Attempt.state != RUNNING,
            QuestionVersion.number < Question.latest,
        )
    )
    return db.session.scalar(query) or 0


def answers_to(attempt: Attempt) -> Sequence[AttemptAnswer]:
    """Every answer that ever came, in the order in which they came."""
    mine = select(AttemptAnswer).where(AttemptAnswer.attempt_id == attempt.id)
    return db.session.scalars(mine.order_by(AttemptAnswer.received_at, AttemptAnswer.id)).all()
