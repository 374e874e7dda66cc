"""One person's whole story in a programme: what they did, tried, handed in, and finished."""

import re
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, load_only

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.kit.pages import Slice, at_tick, keyset, tick_of
from kalo.learning.models import (
    PLACED,
    Attempt,
    Block,
    Cohort,
    Completion,
    LearningEvent,
    Lesson,
    Place,
    Submission,
    Verdict,
    Work,
)

CURSOR = re.compile(r"([0-9]{1,17})~([0-9a-f]{32})")


def get_member(cohort: Cohort, handle: str) -> Person:
    """Somebody who has a place in a cohort; 404 for anybody else."""
    member: Person = get_or_404(
        select(Person)
        .join(Place, Place.person_id == Person.id)
        .where(Place.cohort_id == cohort.id, Place.state == PLACED, Person.handle == handle)
        .where(Person.erased_at.is_(None))
    )
    return member


def acts_page(person: Person, programme_id: int, size: int = 20) -> Slice[Any]:
    """A keyset page of the log of what somebody did in a programme, the newest first."""
    acts: Any = (
        select(LearningEvent, Lesson.title_el, Lesson.title_en, Block.kind.label("block_kind"))
        .join(Lesson, Lesson.id == LearningEvent.lesson_id)
        .outerjoin(Block, Block.id == LearningEvent.block_id)
        .where(LearningEvent.person_id == person.id, Lesson.programme_id == programme_id)
    )
    return keyset(acts, (LearningEvent.made_at, LearningEvent.id), _place, _parse, size)


def _place(row: Any) -> tuple[int, str]:
    return tick_of(row.LearningEvent.made_at), row.LearningEvent.id.hex


def _parse(cursor: str) -> tuple[datetime, uuid.UUID] | None:
    parts = CURSOR.fullmatch(cursor)
    return (at_tick(int(parts[1])), uuid.UUID(parts[2])) if parts else None


def attempts_of(person: Person, programme_id: int) -> list[Attempt]:
    """Every attempt at a quiz of a programme, the newest first."""
    asked = (
        select(Attempt)
        .join(Attempt.block)
        .join(Lesson, Lesson.id == Block.lesson_id)
        .options(contains_eager(Attempt.block).options(load_only(Block.key, Block.kind)))
        .where(Attempt.person_id == person.id, Lesson.programme_id == programme_id)
    )
    return list(db.session.scalars(asked.order_by(Attempt.started_at.desc(), Attempt.id)))


def versions_of(person: Person, programme_id: int) -> list[Any]:
    """Every version of a work that was handed in: the version, its block, whether it was judged."""
    asked = (
        select(Submission.id, Submission.number, Submission.state, Submission.made_at)
        .add_columns(Work.block_id, Verdict.changed_at.label("judged_at"))
        .join(Work, Work.id == Submission.work_id)
        .join(Block, Block.id == Work.block_id)
        .join(Lesson, Lesson.id == Block.lesson_id)
        .outerjoin(Verdict, Verdict.submission_id == Submission.id)
        .where(Work.person_id == person.id, Lesson.programme_id == programme_id)
    )
    return list(db.session.execute(asked.order_by(Submission.made_at.desc())).all())


def completions_of(person: Person, programme_id: int) -> dict[str, Completion]:
    """What somebody finished of a programme, and what was taken back, by thing."""
    asked = select(Completion).where(
        Completion.person_id == person.id, Completion.programme_id == programme_id
    )
    found = db.session.scalars(asked.order_by(Completion.earned_at))
    return {completion.thing: completion for completion in found}


def completions_held(person: Person) -> list[Completion]:
    """All that somebody finished, and what was taken back, for their own copy."""
    asked = select(Completion).where(Completion.person_id == person.id)
    return list(db.session.scalars(asked.order_by(Completion.earned_at, Completion.thing)))
