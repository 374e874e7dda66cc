"""What a learner has finished, and what a certificate of it rests on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, cast, literal, select
from sqlalchemy.orm import undefer_group

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.models import (
    Block,
    BlockProgress,
    Completion,
    Lesson,
    Module,
    PathVersion,
    Programme,
)


@dataclass(frozen=True)
class Required:
    """A block that a learner had to do; `done` where they did it themselves."""

    block: Block
    done: bool


def finished_programmes(person: Person) -> Sequence[Any]:
    """Each programme that a person has finished, and when."""
    thing = literal("programme:") + cast(Programme.id, String)
    query = select(Programme, Completion.earned_at).join(Completion, Completion.thing == thing)
    return db.session.execute(query.where(*_standing(person)).order_by(Programme.position)).all()


def finished_modules(person: Person) -> Sequence[Any]:
    """Each module that a person has finished, its programme, and when."""
    thing = literal("module:") + cast(Module.id, String)
    query = (
        select(Module, Programme, Completion.earned_at)
        .join(Programme, Programme.id == Module.programme_id)
        .join(Completion, Completion.thing == thing)
        .where(*_standing(person))
    )
    return db.session.execute(query.order_by(Programme.position, Module.position)).all()


def _standing(person: Person) -> tuple[Any, ...]:
    return Completion.person_id == person.id, Completion.revoked_at.is_(None)


def completion_of(person: Person, thing: str) -> tuple[Completion, PathVersion | None]:
    """How and under which version of the path something was finished."""
    same = and_(
        PathVersion.programme_id == Completion.programme_id,
        PathVersion.number == Completion.path_number,
    )
    query = select(Completion, PathVersion).outerjoin(PathVersion, same)
    mine = query.where(Completion.person_id == person.id, Completion.thing == thing)
    completion, path = db.session.execute(mine).one()
    return completion, path


def required_of(person: Person, lesson_ids: Collection[int]) -> list[Required]:
    """The blocks that these lessons ask for, and which of them the learner did."""
    own = and_(BlockProgress.block_id == Block.id, BlockProgress.person_id == person.id)
    query: Any = select(Block, BlockProgress.done_at).outerjoin(BlockProgress, own)
    asked = query.where(
        Block.lesson_id.in_(lesson_ids), Block.required, Block.withdrawn_at.is_(None)
    )
    rows: Sequence[tuple[Block, datetime | None]] = db.session.execute(asked).all()
    return [Required(block, done_at is not None) for block, done_at in rows]


def lessons_with_goals(lesson_ids: Collection[int]) -> Sequence[Lesson]:
    """These lessons in order, with what each is for."""
    query = select(Lesson).where(Lesson.id.in_(lesson_ids)).options(undefer_group("text"))
    return db.session.scalars(query.order_by(Lesson.position)).all()


def has_unwritten_modules(programme: Programme, asked: Collection[int]) -> bool:
    """True while the programme announces a module that the path could not ask for."""
    standing = select(Module.id).where(
        Module.programme_id == programme.id, Module.withdrawn_at.is_(None)
    )
    return not set(db.session.scalars(standing)) <= set(asked)
