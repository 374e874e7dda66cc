"""Questions about programmes, and how far a learner has come in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.learning.models import Enrolment, Lesson, LessonProgress, Module, Programme
from kalo.learning.queries.paths import (
    Card,
    Path,
    Step,
    my_enrolment,
    my_progress,
    parts_of,
    steps_of,
)


def list_programmes(person: Person | None) -> list[Card]:
    """All programmes in order, and what this reader has of each."""
    readable = (
        select(func.count())
        .select_from(Lesson)
        .where(Lesson.programme_id == Programme.id, Lesson.has_text, Lesson.withdrawn_at.is_(None))
    )
    modules = (
        select(func.count())
        .select_from(Module)
        .where(Module.programme_id == Programme.id, Module.withdrawn_at.is_(None))
    )
    done = readable.join(LessonProgress, my_progress(person)).where(
        LessonProgress.done_at.is_not(None)
    )
    found = db.session.execute(
        select(
            Programme,
            Enrolment,
            modules.scalar_subquery(),
            readable.scalar_subquery(),
            done.scalar_subquery(),
        )
        .outerjoin(Enrolment, my_enrolment(person))
        .where(Programme.withdrawn_at.is_(None))
        .order_by(Programme.position)
    ).all()
    here = {card.programme.id: card.here for card in running(person)} if person else {}
    return [
        Card(programme, enrolment, modules_, lessons, done_, here.get(programme.id))
        for programme, enrolment, modules_, lessons, done_ in found
    ]


def get_programme(slug: str, person: Person | None) -> tuple[Programme, Enrolment | None]:
    """The programme at an address, and whether this reader follows it."""
    query: Any = (
        select(Programme, Enrolment)
        .outerjoin(Enrolment, my_enrolment(person))
        .where(Programme.slug == slug, Programme.withdrawn_at.is_(None))
    )
    row = get_or_404(query)
    return row[0], row[1]


def find_programme(slug: str) -> Programme | None:
    """The programme at an address, if one stands there."""
    standing = Programme.withdrawn_at.is_(None)
    return db.session.scalar(select(Programme).where(Programme.slug == slug, standing))


def path_of(programme: Programme, person: Person | None) -> Path:
    """All modules and lessons of a programme, with this reader's progress."""
    rows = db.session.execute(steps_of(person).where(Module.programme_id == programme.id))
    return Path(parts_of(rows.all()))


def running(person: Person) -> list[Card]:
    """The programmes that a person follows, the one seen last first."""
    rows = db.session.execute(
        steps_of(person)
        .add_columns(Programme, Enrolment)
        .join(
            Programme, and_(Programme.id == Module.programme_id, Programme.withdrawn_at.is_(None))
        )
        .join(Enrolment, and_(my_enrolment(person), Enrolment.left_at.is_(None)))
    ).all()
    mine: dict[int, list[Any]] = {}
    for row in rows:
        mine.setdefault(row.Programme.id, []).append(row)
    groups = sorted(mine.values(), key=_last_seen, reverse=True)
    return [_card(group) for group in groups]


def _last_seen(rows: list[Any]) -> datetime:
    return max(Step(row.Lesson, row.LessonProgress).seen_at for row in rows)


def _card(rows: list[Any]) -> Card:
    path = Path(parts_of([row[:3] for row in rows]))
    here = path.here.lesson if path.here else None
    first = rows[0]
    return Card(first.Programme, first.Enrolment, len(path.parts), len(path.steps), path.done, here)


def programmes_to_find(ids: list[int] | None) -> Sequence[Programme]:
    """Programmes, for search; all of them for None."""
    query = select(Programme).where(Programme.withdrawn_at.is_(None))
    return db.session.scalars(query if ids is None else query.where(Programme.id.in_(ids))).all()


def standing_programmes(ids: list[int]) -> set[int]:
    """Which of these programmes anybody may open now."""
    standing = select(Programme.id).where(Programme.withdrawn_at.is_(None))
    return set(db.session.scalars(standing.where(Programme.id.in_(ids))))
