"""Questions about attempts at quizzes: one's own, what was asked in them, who has time left."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.learning.models import (
    RUNNING,
    Allowance,
    Attempt,
    AttemptAnswer,
    AttemptSlot,
    Block,
    Lesson,
    Question,
    QuestionVersion,
)
from kalo.learning.models.quizzes import STILL_RUNNING
from kalo.learning.queries.paths import id_of

GRACE = timedelta(minutes=5)  # for a phone that slept while the time ran out


@dataclass(frozen=True)
class Standing:
    """Where a person stands with a quiz, and what it is for this person."""

    questions: int  # how many are asked
    minutes: int | None  # with the extra time of this person
    allowed: int | None  # how many attempts, with the extra ones of this person
    attempts: Sequence[Attempt]  # the newest first

    @property
    def running(self) -> Attempt | None:
        """The attempt that is not handed in yet."""
        return next((one for one in self.attempts if one.state == RUNNING), None)

    @property
    def finished(self) -> list[Attempt]:
        """Those that are handed in, the newest first."""
        return [one for one in self.attempts if one.state != RUNNING]

    @property
    def left(self) -> int | None:
        """How many attempts there are still; None for as many as one wants."""
        return None if self.allowed is None else max(0, self.allowed - len(self.attempts))

    @property
    def best(self) -> Attempt | None:
        """The best of them, the earliest where two are equal."""
        return max(self.finished, key=lambda one: (one.percent or 0, -one.number), default=None)


def standings(person: Person | None, block_ids: Sequence[int]) -> dict[int, Standing]:
    """Where a person stands with each of these quizzes; one statement."""
    mine = and_(Attempt.block_id == Block.id, Attempt.person_id == id_of(person))
    found = db.session.execute(
        select(
            Block.id,
            Block.made,
            _count_of_questions().label("questions"),
            _allowed(func.sum(Allowance.extra_attempts), person).label("extra_attempts"),
            _allowed(func.max(Allowance.extra_percent), person).label("extra_percent"),
            Attempt,
        )
        .join(Block.lesson)
        .outerjoin(Attempt, mine)
        .where(Block.id.in_(block_ids))
        .order_by(Block.id, Attempt.number.desc())
    ).all()
    groups: dict[int, list[Any]] = {}
    for row in found:
        groups.setdefault(row.id, []).append(row)
    return {block_id: _standing(rows) for block_id, rows in groups.items()}


def _count_of_questions() -> Any:
    count = select(func.count()).select_from(Question).where(_in_bank(Block.made["bank"]))
    return count.correlate(Block, Lesson).scalar_subquery()


def _in_bank(bank: Any) -> ColumnElement[bool]:
    """Questions that stand in the bank of a quiz; `Block.lesson` is joined."""
    return and_(
        Question.programme_id == Lesson.programme_id,
        Question.bank == bank.as_string(),
        Question.withdrawn_at.is_(None),
    )


def _allowed(what: Any, person: Person | None) -> Any:
    """What is arranged for this person in the quiz."""
    arranged = select(func.coalesce(what, 0)).where(
        Allowance.person_id == id_of(person),
        Allowance.programme_id == Lesson.programme_id,
        or_(Allowance.block_id.is_(None), Allowance.block_id == Block.id),
        Allowance.undone_at.is_(None),
    )
    return arranged.correlate(Block, Lesson).scalar_subquery()


def _standing(rows: list[Any]) -> Standing:
    made, first = rows[0].made, rows[0]
    allowed, minutes, most = made.get("attempts"), made.get("minutes"), made.get("draw")
    return Standing(
        questions=first.questions if most is None else min(most, first.questions),
        minutes=minutes and -(-minutes * (100 + first.extra_percent) // 100),
        allowed=None if allowed is None else allowed + first.extra_attempts,
        attempts=[row.Attempt for row in rows if row.Attempt],
    )


def questions_of(block: Block) -> Sequence[QuestionVersion]:
    """The questions of a quiz's bank as they stand now, in their order."""
    newest = and_(
        QuestionVersion.question_id == Question.id, QuestionVersion.number == Question.latest
    )
    query = (
        select(QuestionVersion)
        .join(Question, newest)
        .join(Lesson, Lesson.programme_id == Question.programme_id)
        .where(
            Lesson.id == block.lesson_id,
            Question.bank == block.made["bank"],
            Question.withdrawn_at.is_(None),
        )
    )
    return db.session.scalars(query.order_by(Question.position, Question.id)).all()


def get_attempt(attempt_id: uuid.UUID, person: Person | None) -> Attempt:
    """One's own attempt, with its quiz, lesson and programme; 404 for anybody else's."""
    found: Attempt = get_or_404(
        _with_quiz().where(Attempt.id == attempt_id, Attempt.person_id == id_of(person))
    )
    return found


def find_attempt(attempt_id: uuid.UUID, lock: bool = False) -> Attempt | None:
    """Anybody's attempt, with its quiz; locked and read afresh where it is going to change."""
    query = _with_quiz().options(joinedload(Attempt.person)).where(Attempt.id == attempt_id)
    if lock:
        query = query.with_for_update(of=Attempt).execution_options(populate_existing=True)
    found: Attempt | None = db.session.scalar(query)
    return found


def _with_quiz() -> Select[Any]:
    return (
        select(Attempt)
        .join(Attempt.block)
        .join(Block.lesson)
        .join(Lesson.programme)
        .options(
            contains_eager(Attempt.block)
            .contains_eager(Block.lesson)
            .contains_eager(Lesson.programme)
        )
    )


def slots_of(attempt: Attempt) -> Sequence[AttemptSlot]:
    """What is asked in an attempt, in its order, with the questions as they were."""
    query = (
        select(AttemptSlot)
        .join(AttemptSlot.version)
        .options(contains_eager(AttemptSlot.version))
        .where(AttemptSlot.attempt_id == attempt.id)
        .order_by(AttemptSlot.slot)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).all()


def slot_to_change(
    attempt_id: uuid.UUID, number: int, person: Person
) -> tuple[Attempt, AttemptSlot] | None:
    """A question of one's own attempt; the attempt is locked, so nobody hands it in meanwhile."""
    row = db.session.execute(
        select(Attempt, AttemptSlot)
        .join(AttemptSlot, AttemptSlot.attempt_id == Attempt.id)
        .join(AttemptSlot.version)
        .options(contains_eager(AttemptSlot.version))
        .where(Attempt.id == attempt_id, Attempt.person_id == person.id, AttemptSlot.slot == number)
        .with_for_update(of=Attempt)
        .execution_options(populate_existing=True)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def is_over(attempt: Attempt, now: datetime) -> bool:
    """True once the time and its grace have passed."""
    return attempt.due_at is not None and now > attempt.due_at + GRACE


def overdue_attempts(now: datetime, most: int = 200) -> Sequence[uuid.UUID]:
    """Attempts whose time and grace have passed and that nobody handed in."""
    query = select(Attempt.id).where(STILL_RUNNING, Attempt.due_at < now - GRACE)
    return db.session.scalars(query.order_by(Attempt.due_at).limit(most)).all()


def attempts_held(person: Person) -> list[tuple[Attempt, list[AttemptAnswer]]]:
    """Every attempt of a person with every answer that came to it, for their own copy."""
    query = select(Attempt).options(joinedload(Attempt.block))
    mine = query.where(Attempt.person_id == person.id).order_by(Attempt.started_at)
    answers: dict[uuid.UUID, list[AttemptAnswer]] = {}
    whose = select(Attempt.id).where(Attempt.person_id == person.id)
    came = select(AttemptAnswer).where(AttemptAnswer.attempt_id.in_(whose))
    for answer in db.session.scalars(came.order_by(AttemptAnswer.received_at)):
        answers.setdefault(answer.attempt_id, []).append(answer)
    return [(attempt, answers.get(attempt.id, [])) for attempt in db.session.scalars(mine)]
