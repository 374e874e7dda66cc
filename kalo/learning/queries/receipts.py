"""Questions about receipts: what stands behind one, and which a learner got last."""

import string
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Load

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.models import (
    OPENED,
    PLAYED,
    Attempt,
    AttemptAnswer,
    Block,
    LearningEvent,
    Lesson,
    Programme,
)

SHORTEST = 8  # letters of a receipt
MOST = 20
LATEST = 10


@dataclass(frozen=True)
class Receipt:
    """An act as it was kept, and where it belongs."""

    id: uuid.UUID
    kind: str
    made_at: datetime
    received_at: datetime
    lesson: Lesson
    programme: Programme
    block: Block | None
    person: Person | None = None

    @property
    def code(self) -> str:
        """As the learner sees it."""
        return self.id.hex[:SHORTEST]

    @property
    def waited(self) -> bool:
        """True for what came a while after it was done: it waited on the device."""
        return (self.received_at - self.made_at).total_seconds() > 120


_KEPT = select(LearningEvent).where(
    LearningEvent.id.in_(bindparam("ids", expanding=True)),
    LearningEvent.person_id == bindparam("person"),
)


def kept_acts(person: Person, ids: list[uuid.UUID]) -> dict[uuid.UUID, LearningEvent]:
    """Those of these acts of a person that are in the log already."""
    mine = db.session.scalars(_KEPT, {"ids": ids, "person": person.id})
    return {act.id: act for act in mine}


def acts_by_receipt(code: str) -> list[Receipt]:
    """The acts behind a receipt; two may begin alike, so there can be more than one."""
    letters = code.lower().replace("-", "")
    if not SHORTEST <= len(letters) <= 32 or set(letters) - set(string.hexdigits):
        return []
    first, last = (uuid.UUID(letters.ljust(32, end)) for end in "0f")
    asked = _of_log().add_columns(Person).join(Person, Person.id == LearningEvent.person_id)
    found = db.session.execute(asked.where(LearningEvent.id.between(first, last)).limit(MOST))
    answers = _of_quizzes().where(AttemptAnswer.id.between(first, last)).limit(MOST)
    return [_receipt(*row) for row in found] + [
        Receipt(row[0].id, "quiz-answer", row[0].made_at, row[0].received_at, *row[1:])
        for row in db.session.execute(answers)
    ]


_NAMED = (  # all that a list of receipts says of them
    Load(Lesson).load_only(
        *(Lesson.slug, Lesson.title_el, Lesson.title_en, Lesson.has_text, Lesson.withdrawn_at)
    ),
    Load(Programme).load_only(Programme.slug),
    Load(Block).load_only(Block.key),
    Load(LearningEvent).load_only(
        LearningEvent.kind, LearningEvent.made_at, LearningEvent.received_at
    ),
)


def latest_receipts(person: Person) -> list[Receipt]:
    """What a learner did last that one would want to have kept."""
    asked = _of_log().where(
        LearningEvent.person_id == person.id, LearningEvent.kind.not_in((OPENED, PLAYED))
    )
    latest = asked.options(*_NAMED).order_by(LearningEvent.made_at.desc()).limit(LATEST)
    return [_receipt(*row) for row in db.session.execute(latest)]


def _receipt(act: LearningEvent, *where: Any) -> Receipt:
    return Receipt(act.id, act.kind, act.made_at, act.received_at, *where)


def _of_log() -> Any:
    return (
        select(LearningEvent, Lesson, Programme, Block)
        .join(Lesson, Lesson.id == LearningEvent.lesson_id)
        .join(Programme, Programme.id == Lesson.programme_id)
        .outerjoin(Block, Block.id == LearningEvent.block_id)
    )


def _of_quizzes() -> Any:
    return (
        select(AttemptAnswer, Lesson, Programme, Block, Person)
        .join(Attempt, Attempt.id == AttemptAnswer.attempt_id)
        .join(Block, Block.id == Attempt.block_id)
        .join(Lesson, Lesson.id == Block.lesson_id)
        .join(Programme, Programme.id == Lesson.programme_id)
        .join(Person, Person.id == Attempt.person_id)
    )
