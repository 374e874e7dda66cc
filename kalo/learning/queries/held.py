"""What learning holds of a person."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.models import (
    Block,
    BlockProgress,
    Enrolment,
    LearningEvent,
    Lesson,
    LessonProgress,
)


def enrolments_of(person: Person) -> Sequence[Enrolment]:
    """Every programme that a person follows or followed."""
    query = select(Enrolment).join(Enrolment.programme).options(contains_eager(Enrolment.programme))
    return db.session.scalars(
        query.where(Enrolment.person_id == person.id).order_by(Enrolment.started_at)
    ).all()


def progress_of(person: Person) -> Sequence[LessonProgress]:
    """How far a person is with every lesson they opened."""
    query = select(LessonProgress).options(joinedload(LessonProgress.lesson))
    return db.session.scalars(
        query.where(LessonProgress.person_id == person.id).order_by(LessonProgress.lesson_id)
    ).all()


def blocks_of(person: Person) -> Sequence[BlockProgress]:
    """How far a person is with every block they did something in."""
    query = select(BlockProgress).options(joinedload(BlockProgress.block))
    return db.session.scalars(
        query.where(BlockProgress.person_id == person.id).order_by(BlockProgress.block_id)
    ).all()


def acts_of(person: Person) -> list[Any]:
    """Everything a person did, with the keys of lesson and block, in the order it was done."""
    query = (
        select(LearningEvent, Lesson.key, Block.key)
        .join(Lesson, Lesson.id == LearningEvent.lesson_id)
        .outerjoin(Block, Block.id == LearningEvent.block_id)
    )
    return list(
        db.session.execute(
            query.where(LearningEvent.person_id == person.id).order_by(LearningEvent.made_at)
        )
    )
