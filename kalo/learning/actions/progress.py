"""What a learner does: kept once under the browser's id, and merged into progress.

State is what the log adds up to: duplicates, late arrivals and two tabs end in the same state
whatever their order (`kalo/learning/actions/folds.py`), at a cost that the log's length does not
change.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.actions.enrolments import enrol
from kalo.learning.actions.folds import fold_block, fold_lesson
from kalo.learning.actions.log import hold, keep
from kalo.learning.models import (
    ANSWERED,
    DONE,
    OPENED,
    Block,
    BlockProgress,
    Enrolment,
    LearningEvent,
    Lesson,
    LessonProgress,
)


@dataclass
class State:
    """Where a learner stands with a lesson, one of its blocks, and the programme."""

    lesson: LessonProgress
    block: BlockProgress | None
    enrolment: Enrolment | None


def mark_done(
    person: Person,
    lesson: Lesson,
    act: uuid.UUID,
    made_at: datetime | None = None,
    seq: int | None = None,
) -> LearningEvent:
    """The learner has finished the lesson, and follows its programme from now on."""
    hold(person.id)
    kept, new = keep(person, DONE, lesson, act, made_at=made_at, seq=seq)
    if new:
        _merge(person, lesson, kept)
    return kept


def answer(
    person: Person,
    block: Block,
    act: uuid.UUID,
    given: Any,
    made_at: datetime | None = None,
    seq: int | None = None,
) -> LearningEvent:
    """The learner has answered a question of a lesson; every answer is kept."""
    hold(person.id)
    right = given == block.made["key"]["right"]
    kept, new = keep(
        person,
        ANSWERED,
        block,
        act,
        value={"answer": given},
        right=right,
        made_at=made_at,
        seq=seq,
    )
    if new:
        _merge(person, block.lesson, kept, block)
    return kept


def note_opened(
    person: Person,
    lesson: Lesson,
    act: uuid.UUID,
    made_at: datetime | None = None,
    seq: int | None = None,
) -> LearningEvent:
    """The learner has the lesson open: the place to continue from."""
    hold(person.id)
    kept, new = keep(person, OPENED, lesson, act, made_at=made_at, seq=seq)
    if new:
        _merge(person, lesson, kept)
    return kept


def _merge(person: Person, lesson: Lesson, act: LearningEvent, block: Block | None = None) -> None:
    """Make progress what the log says; the first time that is "done", the house hears of it."""
    state = state_of(person.id, lesson, block)
    fold_lesson(state.lesson, act)
    if state.block:
        fold_block(state.block, act)
    if state.enrolment:
        state.enrolment.last_act_at = act.received_at
    db.session.flush()
    if state.lesson.read_at and not state.lesson.done_at:
        state.lesson.done_at = state.lesson.read_at
        enrol(person, lesson.programme_id)
        signals.lesson_done.send(state.lesson)


def state_of(person_id: int, lesson: Lesson, block: Block | None = None) -> State:
    """The rows of a learner's state, new ones where there were none; `hold` comes first."""
    row = db.session.execute(
        select(LessonProgress, BlockProgress, Enrolment)
        .select_from(Lesson)
        .outerjoin(LessonProgress, _mine(LessonProgress, person_id, lesson_id=Lesson.id))
        .outerjoin(
            BlockProgress,
            _mine(BlockProgress, person_id, block_id=block.id if block else None),
        )
        .outerjoin(Enrolment, _mine(Enrolment, person_id, programme_id=Lesson.programme_id))
        .options(
            joinedload(LessonProgress.read_event),
            joinedload(BlockProgress.answer_event),
            joinedload(BlockProgress.position_event),
        )
        .where(Lesson.id == lesson.id)
        .execution_options(populate_existing=True)
    ).one()
    return State(
        row[0] or _new(LessonProgress(person_id=person_id, lesson_id=lesson.id, read_event=None)),
        block and (row[1] or _new(_untouched(person_id, block))),
        row[2],
    )


def _untouched(person_id: int, block: Block) -> BlockProgress:
    whose = {"person_id": person_id, "block_id": block.id, "lesson_id": block.lesson_id}
    return BlockProgress(**whose, answer_event=None, position_event=None, segments=[])


def _mine(model: Any, person_id: int, **keys: Any) -> Any:
    return and_(
        model.person_id == person_id, *(getattr(model, name) == key for name, key in keys.items())
    )


def _new(row: Any) -> Any:
    db.session.add(row)
    return row
