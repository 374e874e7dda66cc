"""Live workshops: the steps they are, who was there, and what makes up for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import contains_eager, joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.models import (
    ATTENDED,
    QUIZ,
    VIDEO,
    WORKSHOP,
    Block,
    BlockProgress,
    LearningEvent,
    Lesson,
    Programme,
    WorkshopSeat,
)
from kalo.learning.queries.paths import id_of
from kalo.learning.rules import NOTHING_DONE, WATCHED_ENOUGH, Done, Facts, Rule, judge


@dataclass(frozen=True)
class Way:
    """A part of what makes up for a workshop, and what is still missing of it."""

    block: Block
    done: bool
    have: int | None = None  # percent, where it is counted
    need: int | None = None


def workshops(subjects: Collection[str] | None) -> Sequence[Block]:
    """The workshops that stand, of these subjects or all, each with its lesson and programme."""
    standing = (
        _workshops()
        .join(Lesson.programme)
        .options(contains_eager(Block.lesson).contains_eager(Lesson.programme))
        .where(
            *(Block.withdrawn_at.is_(None), Lesson.withdrawn_at.is_(None), Lesson.has_text),
            Programme.withdrawn_at.is_(None),
        )
        .order_by(Programme.position, Lesson.module_id, Lesson.position, Block.position)
    )
    if subjects is not None:
        standing = standing.where(Block.id.in_([_number(subject) for subject in subjects]))
    return db.session.scalars(standing).all()


def find_workshop(subject: str) -> Block | None:
    """The workshop that a subject names, with its lesson; also one that was withdrawn since."""
    asked = _workshops().where(Block.id == _number(subject))
    return db.session.scalar(asked.options(contains_eager(Block.lesson)))


def _workshops() -> Select[Any]:
    return select(Block).join(Block.lesson).where(Block.kind == WORKSHOP)


def _number(subject: str) -> int:
    kind, _colon, number = subject.partition(":")
    known = kind == "block" and number.isdecimal() and len(number) < 10
    return int(number) if known else 0  # no row has that


def attendance_of(person_id: int, block_id: int) -> Sequence[LearningEvent]:
    """What was ever noted of a person at a workshop, in its order."""
    noted = select(LearningEvent).where(
        LearningEvent.person_id == person_id,
        LearningEvent.block_id == block_id,
        LearningEvent.kind == ATTENDED,
    )
    return db.session.scalars(noted.order_by(LearningEvent.seq, LearningEvent.id)).all()


def seats_held(person: Person) -> Sequence[WorkshopSeat]:
    """Every seat that a person has or had at a workshop of a programme."""
    mine = select(WorkshopSeat).where(WorkshopSeat.person_id == person.id)
    return db.session.scalars(mine.order_by(WorkshopSeat.id)).all()


def makeup_of(blocks: Sequence[Block], person: Person | None) -> dict[int, list[Way]]:
    """What makes up for each of these workshops, with this reader's progress; one statement."""
    wanted = {block.id: _keys(block) for block in blocks}
    keys = {key for each in wanted.values() for key in each}
    mine = and_(BlockProgress.block_id == Block.id, BlockProgress.person_id == id_of(person))
    asked = (
        select(Block, BlockProgress)
        .outerjoin(BlockProgress, mine)
        .options(joinedload(Block.lesson))
        .where(Block.key.in_(keys), Block.withdrawn_at.is_(None))
    )
    ways = {row[0].key: _way(*row) for row in db.session.execute(asked)} if keys else {}
    return {id: [ways[key] for key in each if key in ways] for id, each in wanted.items()}


def _keys(block: Block) -> list[str]:
    instead = block.made.get("makeup") or {}
    return [key for key in (instead.get("video"), *instead.get("questions", [])) if key]


def _way(block: Block, progress: BlockProgress | None) -> Way:
    """By the rule that `kalo/learning/actions/paths.py` writes for it."""
    rules: dict[str, Rule] = {
        VIDEO: {"watched": block.id, "percent": WATCHED_ENOUGH},
        QUIZ: {"score": block.id, "at_least": block.made.get("pass")},
    }
    verdict = judge(rules.get(block.kind, {"answered": block.id}), _facts(progress))
    if not verdict.missing:
        return Way(block, done=True)
    return Way(block, done=False, have=verdict.missing[0].have, need=verdict.missing[0].need)


def _facts(progress: BlockProgress | None) -> Facts:
    if progress is None:
        return NOTHING_DONE
    return Facts(blocks={progress.block_id: Done.of(progress)})
