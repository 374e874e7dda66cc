"""What a learner does: kept once under the browser's id, and folded into progress.

State is what the log adds up to, in one statement of SQL: duplicates, late arrivals and two tabs
end in the same state whatever their order.
"""

import json
import uuid
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, ScalarSelect, func, select, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.web import Refused
from kalo.learning.actions.enrolments import enrol
from kalo.learning.models import LearningEvent, Lesson, LessonProgress


def mark_done(
    person: Person, lesson: Lesson, act: uuid.UUID, made_at: datetime | None = None
) -> LearningEvent:
    """The learner has finished the lesson, and follows its programme from now on."""
    return _record(person, lesson, "done", act, made_at)


def answer(
    person: Person, lesson: Lesson, act: uuid.UUID, option: str, made_at: datetime | None = None
) -> LearningEvent:
    """The learner has chosen an option of the check question; every choice is kept."""
    right = lesson.is_right(option)
    return _record(person, lesson, "answered", act, made_at, {"option": option}, right)


def note_opened(
    person: Person, lesson: Lesson, act: uuid.UUID, made_at: datetime | None = None
) -> LearningEvent:
    """The learner has the lesson open: the place to continue from."""
    return _record(person, lesson, "opened", act, made_at)


def _record(
    person: Person,
    lesson: Lesson,
    kind: str,
    act: uuid.UUID,
    made_at: datetime | None = None,
    value: dict[str, Any] | None = None,
    right: bool | None = None,
) -> LearningEvent:
    now = clock.now()
    kept = _keep(
        {
            "id": act,
            "person_id": person.id,
            "lesson_id": lesson.id,
            "lesson_version": lesson.content_version,
            "kind": kind,
            "value": value or {},
            "right": right,
            "made_at": min(made_at or now, now),  # no clock of a phone runs ahead of ours
            "received_at": now,
        }
    )
    _fold(person, lesson)
    return kept


def _keep(row: dict[str, Any]) -> LearningEvent:
    """Store an act once; a page shown again from the browser's memory may send another choice
    under the same id, and then that is another act."""
    upsert(LearningEvent, [row], key=("id",))
    kept = db.session.get_one(LearningEvent, row["id"], populate_existing=True)
    if any(getattr(kept, name) != row[name] for name in ("person_id", "lesson_id", "kind")):
        raise Refused(_("This page has grown old. Open the lesson again and repeat your choice."))
    if kept.value == row["value"]:
        return kept
    return _keep({**row, "id": uuid.uuid5(row["id"], json.dumps(row["value"], sort_keys=True))})


def _fold(person: Person, lesson: Lesson) -> None:
    """Make progress what the log says; the first time that is "done", the house hears of it."""
    whose = {"person_id": person.id, "lesson_id": lesson.id}
    upsert(LessonProgress, [{**whose, "tries": 0}], key=("person_id", "lesson_id"))
    mine = select(LessonProgress).filter_by(**whose).execution_options(populate_existing=True)
    # The lock comes first: the fold must see what a writer before us has added to the log.
    was_done = db.session.scalars(mine.with_for_update()).one().done_at is not None
    refold = update(LessonProgress).filter_by(**whose).values(**_folded())
    db.session.execute(refold.execution_options(synchronize_session=False))
    progress = db.session.scalars(mine).one()
    if progress.done_at and not was_done:
        enrol(person, lesson.programme_id)
        signals.lesson_done.send(progress)


def _folded() -> dict[str, Any]:
    event = LearningEvent
    done, answered = event.kind == "done", event.kind == "answered"
    return {
        "seen_at": _of_log(func.max(event.made_at)),
        "done_at": _of_log(func.min(event.made_at), done),
        "right_at": _of_log(func.min(event.made_at), event.right.is_(True)),
        "tries": _of_log(func.count(), answered),
        "done_event_id": _of_log(event.id, done, first_by=(event.made_at, event.id)),
        "answer_event_id": _of_log(
            event.id, answered, first_by=(event.made_at.desc(), event.id.desc())
        ),
    }


def _of_log(
    what: Any, *where: ColumnElement[bool], first_by: tuple[Any, ...] = ()
) -> ScalarSelect[Any]:
    """Something of this learner's log of this lesson, as a part of the statement."""
    asked = select(what).where(
        LearningEvent.person_id == LessonProgress.person_id,
        LearningEvent.lesson_id == LessonProgress.lesson_id,
        *where,
    )
    if first_by:
        asked = asked.order_by(*first_by).limit(1)
    return asked.correlate(LessonProgress).scalar_subquery()
