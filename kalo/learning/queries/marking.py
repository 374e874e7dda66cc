"""What waits for a facilitator's word: works handed in and open answers, the oldest first."""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.kit.pages import Slice, at_tick, tick_of
from kalo.learning.models import (
    HANDED,
    OPEN,
    PLACED,
    QUIZ,
    WAITING,
    Attempt,
    AttemptSlot,
    Block,
    Cohort,
    CohortLead,
    Lesson,
    Place,
    Programme,
    QuestionVersion,
    Submission,
    Work,
)
from kalo.learning.permissions import may_mark

A_PAGE = 20
ANSWER, WORK = "answer", "work"  # in this order where two came at the same moment


@dataclass(frozen=True)
class Edge:
    """A place in the queue; what stands at it need not be there any more."""

    at: datetime
    kind: str
    key: tuple[Any, ...]  # (id of a version), or (id of an attempt, number of a slot)

    @property
    def words(self) -> str:
        """As it stands in an address."""
        parts = (tick_of(self.at), self.kind, *self.key)
        return "~".join(str(part) for part in parts)


@dataclass(frozen=True)
class Row:
    """Something that waits: by whom, of which task or quiz, since when."""

    edge: Edge
    person: Person
    block: Block
    number: int  # of the version, or of the question in its attempt

    @property
    def is_work(self) -> bool:
        """True for a work, False for an open answer."""
        return self.edge.kind == WORK


@dataclass(frozen=True)
class Chosen:
    """What of the queue somebody looks at; nobody marks what is their own."""

    reader: Person
    programme: int = 0
    cohort: int = 0


def parse_edge(words: str) -> Edge | None:
    """A place in the queue from an address; 404 for nonsense, None for nothing."""
    if not words:
        return None
    edge = _edge_in(words)
    return edge or abort(404)


def _edge_in(words: str) -> Edge | None:
    work = re.fullmatch(r"(\d{1,16})~work~(\d{1,9})", words, re.ASCII)
    answer = re.fullmatch(r"(\d{1,16})~answer~([0-9a-f-]{36})~(\d{1,9})", words, re.ASCII)
    try:
        if work:
            return Edge(at_tick(int(work[1])), WORK, (int(work[2]),))
        if answer:
            key = uuid.UUID(answer[2]), int(answer[3])
            return Edge(at_tick(int(answer[1])), ANSWER, key)
    except ValueError:
        return None
    return None


def waiting(chosen: Chosen, after: str = "", size: int = A_PAGE) -> Slice[Row]:
    """A keyset page of the queue; two statements."""
    rows = _around(chosen, parse_edge(after), size + 1)
    shown, more = rows[:size], len(rows) > size
    return Slice(shown, None, shown[-1].edge.words if more else None)


def next_to(chosen: Chosen, edge: Edge, backwards: bool = False) -> Row | None:
    """What waits right after a place in the queue, or right before it."""
    return next(iter(_around(chosen, edge, 1, backwards)), None)


def first_of(chosen: Chosen) -> Row | None:
    """What waits longest."""
    return next(iter(_around(chosen, None, 1)), None)


def _around(chosen: Chosen, edge: Edge | None, size: int, backwards: bool = False) -> list[Row]:
    rows = [
        *_works(chosen, edge, size, backwards),
        *_answers(chosen, edge, size, backwards),
    ]
    rows.sort(key=lambda row: (row.edge.at, row.edge.kind, row.edge.key), reverse=backwards)
    return rows[:size]


def _works(chosen: Chosen, edge: Edge | None, size: int, backwards: bool) -> list[Row]:
    columns = (Submission.made_at, Submission.id)
    asked = (
        _of_lessons(select(Submission).join(Submission.work).join(Work.block))
        .options(contains_eager(Submission.work).options(joinedload(Work.person), _upwards(Work)))
        .where(Submission.state == WAITING, *_wanted(chosen, Work.person_id))
    )
    asked = _cut(asked, columns, WORK, edge, size, backwards)
    return [
        Row(Edge(row.made_at, WORK, (row.id,)), row.work.person, row.work.block, row.number)
        for row in db.session.scalars(asked)
    ]


def _answers(chosen: Chosen, edge: Edge | None, size: int, backwards: bool) -> list[Row]:
    columns = (Attempt.submitted_at, Attempt.id, AttemptSlot.slot)
    asked = (
        _of_lessons(_open_slots(_select(Attempt, AttemptSlot.slot)).join(Attempt.block))
        .options(joinedload(Attempt.person), _upwards(Attempt))
        .where(*_wanted(chosen, Attempt.person_id))
    )
    asked = _cut(asked, columns, ANSWER, edge, size, backwards)
    return [
        Row(
            Edge(attempt.submitted_at, ANSWER, (attempt.id, slot)),
            attempt.person,
            attempt.block,
            slot,
        )
        for attempt, slot in db.session.execute(asked)
    ]


def _open_slots(query: Select[Any]) -> Select[Any]:
    """Open answers of attempts that wait for their marks; those of quizzes alone use the index."""
    quizzes = select(Block.id).where(Block.kind == QUIZ)
    return (
        query.select_from(Attempt)
        .join(AttemptSlot, AttemptSlot.attempt_id == Attempt.id)
        .join(AttemptSlot.version)
        .where(
            Attempt.block_id.in_(quizzes),
            Attempt.state == HANDED,
            AttemptSlot.score.is_(None),
            QuestionVersion.body["kind"].as_string() == OPEN,
        )
    )


def _select(*what: Any) -> Select[Any]:
    return select(*what)


def _of_lessons(query: Select[Any]) -> Select[Any]:
    return query.join(Block.lesson).join(Lesson.programme)


def _upwards(model: type[Work] | type[Attempt]) -> Any:
    block = contains_eager(model.block)
    return block.contains_eager(Block.lesson).contains_eager(Lesson.programme)


def _wanted(chosen: Chosen, person_id: Any) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [person_id != chosen.reader.id]
    if chosen.programme:
        wanted.append(Lesson.programme_id == chosen.programme)
    if chosen.cohort:
        placed = select(Place.person_id).where(Place.cohort_id == chosen.cohort)
        wanted.append(person_id.in_(placed.where(Place.state == PLACED)))
        of = select(Cohort.programme_id).where(Cohort.id == chosen.cohort)
        wanted.append(Lesson.programme_id == of.scalar_subquery())
    return wanted


def _cut(
    query: Select[Any],
    columns: tuple[Any, ...],
    kind: str,
    edge: Edge | None,
    size: int,
    backwards: bool,
) -> Select[Any]:
    """Those of a kind that stand beyond an edge, the nearest first."""
    at, *key = columns
    if edge is not None:
        beyond = at < edge.at if backwards else at > edge.at
        query = query.where(or_(beyond, and_(at == edge.at, _beside(key, kind, edge, backwards))))
    return query.order_by(*(each.desc() if backwards else each for each in columns)).limit(size)


def _beside(key: list[Any], kind: str, edge: Edge, backwards: bool) -> Any:
    """Of the same moment."""
    if kind != edge.kind:
        return (kind < edge.kind) if backwards else (kind > edge.kind)
    place = tuple_(*key)
    return place < tuple_(*edge.key) if backwards else place > tuple_(*edge.key)


def count_waiting(reader: Person) -> dict[int, int]:
    """How much waits in each programme; two statements."""
    chosen, counted = Chosen(reader), dict[int, int]()
    works = _of_lessons(
        _select(Lesson.programme_id, func.count())
        .select_from(Submission)
        .join(Submission.work)
        .join(Work.block)
    ).where(Submission.state == WAITING, *_wanted(chosen, Work.person_id))
    answers = _of_lessons(
        _open_slots(_select(Lesson.programme_id, func.count())).join(Attempt.block)
    ).where(*_wanted(chosen, Attempt.person_id))
    for query in (works, answers):
        for programme, number in db.session.execute(query.group_by(Lesson.programme_id)):
            counted[programme] = counted.get(programme, 0) + number
    return counted


def programmes_named(ids: Iterable[int]) -> Sequence[Programme]:
    """Programmes by their numbers, in order."""
    named = select(Programme).where(Programme.id.in_(set(ids)))
    return db.session.scalars(named.order_by(Programme.position)).all()


def cohorts_led_by(person: Person) -> Sequence[Cohort]:
    """The cohorts that somebody leads, the newest first."""
    led = select(Cohort).join(CohortLead).where(CohortLead.person_id == person.id)
    led = led.where(Cohort.closed_at.is_(None)).options(joinedload(Cohort.programme))
    return db.session.scalars(led.order_by(Cohort.starts_on.desc(), Cohort.id.desc())).all()


def get_open_answer(
    attempt_id: uuid.UUID, number: int, person: Person | None
) -> tuple[Attempt, AttemptSlot]:
    """An open answer of an attempt that was handed in, for those who mark; 404 otherwise."""
    if not may_mark(person):
        abort(404)
    row = get_or_404(
        _of_lessons(
            _select(Attempt, AttemptSlot)
            .join(AttemptSlot, AttemptSlot.attempt_id == Attempt.id)
            .join(AttemptSlot.version)
            .join(Attempt.block)
        )
        .options(joinedload(Attempt.person), _upwards(Attempt), contains_eager(AttemptSlot.version))
        .where(
            Attempt.id == attempt_id,
            AttemptSlot.slot == number,
            Attempt.submitted_at.is_not(None),
            QuestionVersion.body["kind"].as_string() == OPEN,
        )
        .execution_options(populate_existing=True)
    )
    return row[0], row[1]
