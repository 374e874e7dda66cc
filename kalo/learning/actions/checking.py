"""The nightly self-check: what the log adds up to is compared with what stands, and mended."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.actions.completion import settle
from kalo.learning.actions.folds import fold_block, fold_lesson, rank
from kalo.learning.actions.log import hold
from kalo.learning.models import (
    Block,
    BlockProgress,
    Enrolment,
    LearningEvent,
    LessonProgress,
    Programme,
)
from kalo.learning.queries.facts import course_of, facts_of, path_for

logger = logging.getLogger(__name__)
SINCE = timedelta(days=2)  # so that a night that did not come is made up for
OF_LESSON = ("seen_at", "read_at", "read_event")
OF_BLOCK = (
    *("seen_at", "done_at", "right_at", "accepted_at", "excused_at", "tries", "best"),
    *("answer", "answer_event", "position", "position_event", "segments", "watched"),
)


@dataclass
class Checked:
    """What a self-check found: states that were not what the log says, learners who are nearly
    there although nothing is missing, and how many could not be looked at."""

    learners: int = 0
    mended: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    broken: int = 0


def check_everybody() -> Checked:
    """One learner after the other, each in a transaction of their own: none stops the others."""
    found, now = Checked(), clock.now()
    for person_id, programmes, heard in _learners():
        lately = heard is not None and heard > now - SINCE
        try:
            with transaction():
                mended, stuck = _check(person_id, programmes, lately)
        except Exception:
            logger.exception("person:%s could not be looked at", person_id)
            found.broken += 1
            continue
        found.mended += mended
        found.stuck += stuck
        found.learners += 1
    for said in found.mended:
        logger.error("progress was not what the log says, and is mended: %s", said)
    for said in found.stuck:
        logger.error("nothing is missing, and yet it is not finished: %s", said)
    return found


def _check(person_id: int, programmes: list[int], lately: bool) -> tuple[list[str], list[str]]:
    """What of one learner is mended, and where they are stuck."""
    hold(person_id)
    mended, stuck = mend(person_id) if lately else [], list[str]()
    for programme_id in programmes:
        settle(person_id, programme_id)
        stuck += _stuck(person_id, programme_id)
    return mended, stuck


def _learners() -> list[tuple[int, list[int], datetime | None]]:
    """Whom to look at: who was heard of, and who has not finished what they follow."""
    open_ = Enrolment.done_at.is_(None)
    recent = Enrolment.last_act_at > clock.now() - SINCE
    with transaction():
        rows = db.session.execute(
            select(Enrolment.person_id, Enrolment.programme_id, Enrolment.last_act_at)
            .join(Enrolment.programme)
            .where(or_(open_, recent), Programme.withdrawn_at.is_(None))
            .order_by(Enrolment.person_id)
        ).all()
    found: dict[int, tuple[int, list[int], datetime | None]] = {}
    for person_id, programme_id, heard in rows:
        _id, programmes, latest = found.setdefault(person_id, (person_id, [], None))
        times = [at for at in (heard, latest) if at]
        found[person_id] = (person_id, [*programmes, programme_id], max(times, default=None))
    return list(found.values())


def _stuck(person_id: int, programme_id: int) -> list[str]:
    mine = select(Enrolment).filter_by(person_id=person_id, programme_id=programme_id)
    enrolment = db.session.scalars(mine).one()
    if not 90 <= enrolment.percent < 100 or enrolment.done_at:
        return []
    course = course_of(path_for(programme_id, enrolment))
    facts = facts_of([person_id], [programme_id])[person_id]
    verdict = course.judge(f"programme:{programme_id}", facts) if course else None
    missing = verdict and verdict.missing
    return [] if missing else [f"person:{person_id} programme:{programme_id}"]


def mend(person_id: int) -> list[str]:
    """Make the state of a learner what the log says; answers what was otherwise. `hold` first."""
    lessons, blocks = _refolded(person_id)
    stands_l = select(LessonProgress).options(joinedload(LessonProgress.read_event))
    stands_b = select(BlockProgress).options(
        joinedload(BlockProgress.answer_event), joinedload(BlockProgress.position_event)
    )
    return [
        *_mended(LessonProgress, stands_l, "lesson_id", person_id, lessons, OF_LESSON),
        *_mended(BlockProgress, stands_b, "block_id", person_id, blocks, OF_BLOCK),
    ]


def _refolded(person_id: int) -> tuple[dict[int, Any], dict[int, Any]]:
    """The states that the whole log adds up to, in the order in which it came."""
    log = db.session.scalars(select(LearningEvent).filter_by(person_id=person_id)).all()
    ids = {act.block_id for act in log if act.block_id}
    asked = db.session.execute(select(Block.id, Block.made).where(Block.id.in_(ids)))
    made = {row.id: row.made for row in asked}
    lessons: dict[int, Any] = {}
    blocks: dict[int, Any] = {}
    with db.session.no_autoflush:
        for act in sorted(log, key=lambda act: (act.received_at, rank(act))):
            fold_lesson(lessons.setdefault(act.lesson_id, _Fresh()), act)
            if act.block_id:
                block = blocks.setdefault(act.block_id, _Fresh(lesson_id=act.lesson_id))
                fold_block(block, act, made[act.block_id].get("seconds") or 0)
    return lessons, blocks


class _Fresh:
    """A state of nothing yet: it is no row."""

    def __init__(self, **known: Any) -> None:
        for name in {*OF_LESSON, *OF_BLOCK}:
            setattr(self, name, None)
        self.tries, self.watched, self.segments = 0, 0, list[list[float]]()
        self.__dict__.update(known)


def _mended(
    model: Any, query: Any, key: str, person_id: int, wanted: dict[int, Any], names: tuple[str, ...]
) -> list[str]:
    rows = db.session.scalars(query.where(model.person_id == person_id))
    stands = {getattr(row, key): row for row in rows}
    said = []
    for id, state in wanted.items():
        more = {"lesson_id": state.lesson_id} if key == "block_id" else {}
        row = stands.get(id) or model(person_id=person_id, **{key: id}, **more)
        odd = [name for name in names if not _same(getattr(row, name, None), getattr(state, name))]
        if odd:
            for name in odd:
                setattr(row, name, getattr(state, name))
            db.session.add(row)
            said.append(f"person:{person_id} {key.removesuffix('_id')}:{id} {', '.join(odd)}")
    db.session.flush()
    return said


def _same(one: Any, other: Any) -> bool:
    """Nothing is nothing, however it is written."""
    return (one or None) == (other or None)
