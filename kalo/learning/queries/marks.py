"""What counts of what people did, and the versions by which it counts: columns, two statements."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import String as Words
from sqlalchemy import Text, bindparam, case, cast, func, literal, null, or_, select, union_all

from kalo.kit.db import db, rows_of
from kalo.learning.models import (
    PLACED,
    Block,
    BlockProgress,
    Completion,
    Lesson,
    LessonProgress,
    PathVersion,
    Place,
)
from kalo.learning.queries.counting import NOTHING_ASKED, Asked, Marks, asked_in
from kalo.learning.rules import Done

READ, DONE, EARNED, REVOKED, GONE = 1, 2, 4, 8, 16
BODY = cast(PathVersion.body, Text).label("body")  # as it is written, for `asked_in`
_PROGRAMMES: Any = bindparam("programmes", expanding=True)
_OURS = Lesson.programme_id.in_(_PROGRAMMES)
_HERE = select(Place.person_id).where(Place.cohort_id == bindparam("cohort"), Place.state == PLACED)
NOBODY = 0  # no person has this number: what is gone is gone for everybody


def _named(kind: str, id: Any) -> Any:
    return literal(kind + ":") + cast(id, Words)


def _marks(whose: Any) -> Any:
    """One row for each thing: read and done, earned or taken back, or gone for everybody."""
    done = Completion.earned_at
    never = cast(null(), done.type)
    read = case((LessonProgress.read_at.is_not(None), READ), else_=0)
    ended = case((LessonProgress.done_at.is_not(None), DONE), else_=0)
    return union_all(
        select(
            Completion.person_id,
            Completion.thing,
            case((Completion.revoked_at.is_(None), EARNED), else_=REVOKED),
            done,
        ).where(whose(Completion.person_id), Completion.programme_id.in_(_PROGRAMMES)),
        select(
            LessonProgress.person_id,
            _named("lesson", LessonProgress.lesson_id),
            read + ended,
            never,
        )
        .join(Lesson, Lesson.id == LessonProgress.lesson_id)
        .where(whose(LessonProgress.person_id), _OURS),
        select(literal(0), _named("lesson", Lesson.id), literal(GONE), never).where(
            _OURS, Lesson.withdrawn_at.is_not(None)
        ),
        select(literal(0), _named("block", Block.id), literal(GONE), never)
        .join(Lesson, Lesson.id == Block.lesson_id)
        .where(_OURS, Block.withdrawn_at.is_not(None)),
    )


def _blocks(whose: Any) -> Any:
    return (
        select(
            BlockProgress.person_id,
            BlockProgress.block_id,
            *(getattr(BlockProgress, name) for name in Done._fields),
        )
        .join(Lesson, Lesson.id == BlockProgress.lesson_id)
        .where(
            whose(BlockProgress.person_id),
            BlockProgress.block_id.in_(bindparam("blocks", expanding=True)),
            _OURS,
        )
    )


# Built once: of some people by their numbers, and of all who have a place in a cohort.
_PEOPLE: Any = bindparam("people", expanding=True)
_OF_PEOPLE = tuple(made(lambda whose: whose.in_(_PEOPLE)) for made in (_marks, _blocks))
_OF_COHORT = tuple(made(lambda whose: whose.in_(_HERE)) for made in (_marks, _blocks))


def marks_of(
    people: Iterable[int], programmes: Iterable[int], blocks: Collection[int]
) -> dict[int, Marks]:
    """What each of these people has, as far as it counts; `blocks` are those that one asks for."""
    ids = list(people)
    values = {"people": ids, "programmes": list(programmes), "blocks": list(blocks)}
    return _found(_OF_PEOPLE, ids, values)


def marks_in(
    cohort_id: int | None, people: Iterable[int], programme_id: int, blocks: Collection[int]
) -> dict[int, Marks]:
    """The same of those who have a place in a cohort, unless it is some of them alone."""
    if cohort_id is None:
        return marks_of(people, [programme_id], blocks)
    values = {"cohort": cohort_id, "programmes": [programme_id], "blocks": list(blocks)}
    return _found(_OF_COHORT, people, values)


def _found(
    asked: tuple[Any, ...], people: Iterable[int], values: dict[str, Any]
) -> dict[int, Marks]:
    blocks = values.pop("blocks")
    found = {id: Marks() for id in (NOBODY, *people)}
    for person, thing, mark, at in rows_of(asked[0], values):
        if (theirs := found.get(person)) is not None:
            _note(theirs, thing, mark, at)
    if blocks:
        for person, block, *done in rows_of(asked[1], {**values, "blocks": blocks}):
            if (theirs := found.get(person)) is not None:
                theirs.blocks[block] = Done(*done)
    gone = found.pop(NOBODY).gone
    for theirs in found.values():
        theirs.gone, theirs.earned = gone, theirs.earned - theirs.revoked
    return found


def _note(theirs: Marks, thing: str, mark: int, at: datetime | None) -> None:
    if mark & READ:
        theirs.read.add(thing)
    if mark & (DONE | EARNED):
        theirs.earned.add(thing)
        if at is not None:
            theirs.earned_at[thing] = at
    elif mark == REVOKED:
        theirs.revoked.add(thing)
    elif mark == GONE:
        theirs.gone.add(thing)


def asked_for(programme_id: int, ids: Collection[int | None]) -> Mapping[int | None, Asked]:
    """The versions that hold for these people; under None the newest."""
    newest = select(func.max(PathVersion.number)).where(PathVersion.programme_id == programme_id)
    known = PathVersion.id.in_([id for id in ids if id])
    wanted = or_(known, PathVersion.number == newest.scalar_subquery())
    rows = select(PathVersion.id, BODY).where(
        PathVersion.programme_id == programme_id, wanted.self_group()
    )
    found: dict[int | None, Asked] = {None: NOTHING_ASKED}
    for id, body in db.session.execute(rows.order_by(PathVersion.number)):
        found[id] = found[None] = asked_in(body)
    return found


def blocks_in(asked: Iterable[Asked], things: Iterable[str] = ()) -> set[int]:
    """The blocks of which these versions ask something, and those among some things."""
    named = {int(thing[6:]) for thing in things if thing.startswith("block:")}
    return named.union(*(each.blocks for each in asked))
