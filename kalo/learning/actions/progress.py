"""What a learner does: kept once under the browser's id, and merged into progress.

State is what the log adds up to: duplicates, late arrivals and two tabs end in the same state
whatever their order (`kalo/learning/actions/folds.py`), at a cost that the log's length does not
change.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.learning.actions.completion import settle
from kalo.learning.actions.enrolments import enrol
from kalo.learning.actions.folds import fold_block, fold_lesson
from kalo.learning.actions.log import hold, keep
from kalo.learning.marking import clean, mark, question_in
from kalo.learning.models import (
    ACCEPTED,
    ANSWERED,
    DONE,
    EXCUSED,
    OPENED,
    PLAYED,
    Block,
    BlockProgress,
    Enrolment,
    LearningEvent,
    Lesson,
    LessonProgress,
)

OF_OTHERS = (ACCEPTED, EXCUSED)  # facilitators do these: the learner was not heard from


@dataclass
class State:
    """Where a learner stands with a lesson, one of its blocks, and the programme."""

    lesson: LessonProgress
    block: BlockProgress | None
    enrolment: Enrolment | None


@dataclass(frozen=True)
class Made:
    """Who made an act, as far as the browser says: its id, when, and its place in the count."""

    id: uuid.UUID
    at: datetime | None = None
    seq: int | None = None


def mark_done(person: Person, lesson: Lesson, made: Made) -> LearningEvent:
    """The learner has finished the lesson, and follows its programme from now on."""
    return _do(person, DONE, lesson, made)


def note_opened(person: Person, lesson: Lesson, made: Made) -> LearningEvent:
    """The learner has the lesson open: the place to continue from."""
    return _do(person, OPENED, lesson, made)


def answer(person: Person, block: Block, made: Made, given: Any) -> LearningEvent:
    """The learner has answered a question of a lesson; every answer is kept."""
    body = question_in(block)
    said = clean(body, given)
    if said is None:
        raise Refused(_("Choose one of the answers first."))
    return _do(person, ANSWERED, block, made, {"answer": said}, mark(body, said).right)


def mark_watched(person: Person, block: Block, made: Made) -> LearningEvent:
    """The learner took in a film or a recording in another way, as by its transcript."""
    return _do(person, DONE, block, made)


def note_played(
    person: Person, block: Block, made: Made, position: float, segments: list[list[float]]
) -> LearningEvent:
    """The learner played a film or a recording: where it stands now, what was seen or heard."""
    return _do(person, PLAYED, block, made, {"position": position, "segments": segments})


def credit(person: Person, block: Block, kind: str, made: Made, **value: Any) -> LearningEvent:
    """The house notes what a learner did elsewhere: a quiz submitted, a task handed in or
    accepted, a workshop attended, an excuse; `undone=True` takes a moment back."""
    return _do(person, kind, block, made, value)


def _do(
    person: Person,
    kind: str,
    thing: Lesson | Block,
    made: Made,
    value: dict[str, Any] | None = None,
    right: bool | None = None,
) -> LearningEvent:
    hold(person.id)
    kept, new = keep(
        person, kind, thing, made.id, value=value, right=right, made_at=made.at, seq=made.seq
    )
    if new:
        if isinstance(thing, Block):
            _merge(person, thing.lesson, kept, thing)
        else:
            _merge(person, thing, kept, None)
    return kept


def _merge(person: Person, lesson: Lesson, act: LearningEvent, block: Block | None) -> None:
    """Make progress what the log says, and see what is finished by that."""
    state = state_of(person.id, lesson, block)
    before = _standing(state)
    fold_lesson(state.lesson, act)
    if state.block and block:
        fold_block(state.block, act, block.made.get("seconds") or 0)
    if state.enrolment and act.kind not in OF_OTHERS:
        state.enrolment.last_act_at = act.received_at
    db.session.flush()
    if act.kind == DONE and block is None:
        enrol(person, lesson.programme_id, lesson.id)
    elif _standing(state) != before:
        settle(person.id, lesson.programme_id, lesson.id)


def _standing(state: State) -> tuple[Any, ...]:
    """What rules look at; of a film every twentieth, so that watching costs little."""
    block = state.block
    if block is None:
        return (state.lesson.read_at,)
    moments = (block.done_at, block.right_at, block.accepted_at, block.excused_at)
    return (state.lesson.read_at, *moments, block.best, (block.watched or 0) // 5)


def _mine(model: Any, here: Any) -> Any:
    return and_(model.person_id == bindparam("person"), here)


_STATE = (  # built once: every act asks it
    select(LessonProgress, BlockProgress, Enrolment)
    .select_from(Lesson)
    .outerjoin(LessonProgress, _mine(LessonProgress, LessonProgress.lesson_id == Lesson.id))
    .outerjoin(BlockProgress, _mine(BlockProgress, BlockProgress.block_id == bindparam("block")))
    .outerjoin(Enrolment, _mine(Enrolment, Enrolment.programme_id == Lesson.programme_id))
    .options(
        joinedload(LessonProgress.read_event),
        joinedload(BlockProgress.answer_event),
        joinedload(BlockProgress.position_event),
    )
    .where(Lesson.id == bindparam("lesson"))
    .execution_options(populate_existing=True)
)


def state_of(person_id: int, lesson: Lesson, block: Block | None = None) -> State:
    """The rows of a learner's state, new ones where there were none; `hold` comes first."""
    whose = {"person": person_id, "lesson": lesson.id, "block": block.id if block else 0}
    row = db.session.execute(_STATE, whose).one()
    return State(
        row[0] or _new(LessonProgress(person_id=person_id, lesson_id=lesson.id, read_event=None)),
        (row[1] or _new(_untouched(person_id, block))) if block else None,
        row[2],
    )


def _untouched(person_id: int, block: Block) -> BlockProgress:
    whose = {"person_id": person_id, "block_id": block.id, "lesson_id": block.lesson_id}
    return BlockProgress(**whose, answer_event=None, position_event=None, segments=[])


def _new(row: Any) -> Any:
    db.session.add(row)
    return row
