"""What people did in programmes, as `kalo/learning/rules.py` judges it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal, select, union_all

from kalo.accounts.models import Person
from kalo.kit.db import db, rows_of
from kalo.learning.models import (
    Block,
    BlockProgress,
    Completion,
    Enrolment,
    Lesson,
    LessonProgress,
    PathVersion,
)
from kalo.learning.queries.paths import Opened
from kalo.learning.rules import Course, Done, Facts, Rule, items_of

_PEOPLE: Any = bindparam("people", expanding=True)
_PROGRAMMES: Any = bindparam("programmes", expanding=True)
_OURS = Lesson.programme_id.in_(_PROGRAMMES)
# Built once: finishing anything asks them, and so does every page of somebody's progress.
_READ = (
    select(LessonProgress.person_id, LessonProgress.lesson_id, LessonProgress.read_at)
    .add_columns(LessonProgress.done_at)
    .join(Lesson, Lesson.id == LessonProgress.lesson_id)
    .where(LessonProgress.person_id.in_(_PEOPLE), _OURS)
)
_BLOCKS = (
    select(
        BlockProgress.person_id,
        BlockProgress.block_id,
        BlockProgress.seen_at,
        BlockProgress.done_at,
        BlockProgress.right_at,
        BlockProgress.accepted_at,
        BlockProgress.excused_at,
        BlockProgress.best,
        BlockProgress.watched,
    )
    .join(Lesson, Lesson.id == BlockProgress.lesson_id)
    .where(BlockProgress.person_id.in_(_PEOPLE), _OURS)
)
_EARNED = select(
    Completion.person_id, Completion.thing, Completion.earned_at, Completion.revoked_at
).where(Completion.person_id.in_(_PEOPLE), Completion.programme_id.in_(_PROGRAMMES))
_GONE = union_all(
    select(literal("lesson"), Lesson.id).where(_OURS, Lesson.withdrawn_at.is_not(None)),
    select(literal("block"), Block.id)
    .join(Lesson, Lesson.id == Block.lesson_id)
    .where(_OURS, Block.withdrawn_at.is_not(None)),
)


def facts_of(people: Iterable[int], programmes: Iterable[int]) -> Mapping[int, Facts]:
    """What each of these people did in those programmes; four statements, however many."""
    asked = {"people": list(people), "programmes": list(programmes)}
    gone = frozenset(f"{kind}:{id}" for kind, id in rows_of(_GONE, asked))
    read, earned = _read_and_done(asked)
    blocks: dict[int, dict[int, Done]] = defaultdict(dict)
    for person, block, *done in rows_of(_BLOCKS, asked):
        blocks[person][block] = Done(*done)
    revoked: dict[int, set[str]] = defaultdict(set)
    settled: dict[int, set[str]] = defaultdict(set)
    for person, thing, at, back in rows_of(_EARNED, asked):
        settled[person].add(thing)
        if back is None:
            earned[person].setdefault(thing, at)
        else:
            earned[person].pop(thing, None)
            revoked[person].add(thing)
    return {
        id: Facts(
            read[id], blocks[id], earned[id], frozenset(revoked[id]), gone, frozenset(settled[id])
        )
        for id in asked["people"]
    }


def _read_and_done(
    asked: dict[str, Any],
) -> tuple[dict[int, dict[int, datetime]], dict[int, dict[str, datetime]]]:
    read: dict[int, dict[int, datetime]] = defaultdict(dict)
    earned: dict[int, dict[str, datetime]] = defaultdict(dict)
    for person, lesson, read_at, done_at in rows_of(_READ, asked):
        if read_at:
            read[person][lesson] = read_at
        if done_at:
            earned[person][f"lesson:{lesson}"] = done_at
    return read, earned


def newest_path(programme_id: int) -> PathVersion | None:
    """What it takes to finish a programme, as it is asked of whoever begins now."""
    query = select(PathVersion).where(PathVersion.programme_id == programme_id)
    return db.session.scalar(query.order_by(PathVersion.number.desc()).limit(1))


def path_for(programme_id: int, enrolment: Enrolment | None) -> PathVersion | None:
    """The version that holds for a learner: that of the enrolment, else the newest."""
    if enrolment is None or enrolment.path_id is None:
        return newest_path(programme_id)
    return db.session.get(PathVersion, enrolment.path_id)


def facts_here(opened: Opened, person: Person | None, rule: Rule) -> Facts:
    """What a reader did in a lesson; only a rule that reaches beyond its page asks for more."""
    here = {piece.block.id for piece in opened.pieces}
    asked = {id for kind, id in items_of(rule) if kind not in ("read", "lesson", "module")}
    if person and not asked <= here:
        return facts_of([person.id], [opened.lesson.programme_id])[person.id]
    known, lesson = opened.progress, opened.lesson
    done = {piece.block.id: Done.of(piece.progress) for piece in opened.pieces if piece.progress}
    read = {lesson.id: known.read_at} if known and known.read_at else {}
    return Facts(read, done)


def course_of(path: PathVersion | None) -> Course | None:
    """What a version asks, ready to judge by."""
    return Course(path.body) if path else None
