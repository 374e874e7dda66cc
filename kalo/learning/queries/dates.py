"""What a learner's own calendar shows: deadlines and ends of cohorts, as they hold for them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.models import (
    PLACED,
    Allowance,
    Block,
    Cohort,
    Deadline,
    Enrolment,
    Lesson,
    Module,
    Place,
    Programme,
)
from kalo.learning.pace import due_for
from kalo.learning.queries.allowances import together
from kalo.learning.queries.deadlines import block_of, rest_of

KEPT = timedelta(days=90)  # past days and taken back ones stay that long, so that calendars learn


@dataclass(frozen=True)
class Named:
    """What a deadline is for, in both languages, and where it stands."""

    title_el: str
    title_en: str
    path: str  # below that of its programme


@dataclass(frozen=True)
class Mark:
    """A day in one learner's calendar; without a thing it is the end of the cohort."""

    cohort: Cohort
    programme: Programme
    on: date
    changed: datetime
    sequence: int
    taken_back: bool
    thing: str = ""
    named: Named | None = None


def marks_of(person: Person) -> list[Mark]:
    """The days of the cohorts in which a person has a place; none of a programme they rest from."""
    rows = [row for row in _rows(person) if not row.Enrolment.is_paused(clock.now())]
    if not rows:
        return []
    allowances = _allowances(person, {row.Programme.id for row in rows})
    names = names_of({row.Deadline.thing for row in rows if row.Deadline})
    ends = {row.Cohort.id: _end(row) for row in rows}
    dues = (_due(row, allowances[row.Programme.id], names) for row in rows if row.Deadline)
    return [*filter(None, dues), *ends.values()]


def _rows(person: Person) -> list[Any]:
    since = clock.now() - KEPT
    standing = or_(Deadline.taken_back_at.is_(None), Deadline.taken_back_at > since)
    asked = (
        select(Cohort, Enrolment, Programme, Deadline)
        .join(Place, and_(Place.cohort_id == Cohort.id, Place.person_id == person.id))
        .join(Programme, Programme.id == Cohort.programme_id)
        .join(
            Enrolment,
            and_(Enrolment.programme_id == Programme.id, Enrolment.person_id == person.id),
        )
        .outerjoin(Deadline, and_(Deadline.cohort_id == Cohort.id, standing))
        .where(
            *(Place.state == PLACED, Enrolment.left_at.is_(None), Programme.withdrawn_at.is_(None)),
            Cohort.ends_on >= clock.athens(since).date(),
            or_(Cohort.closed_at.is_(None), Cohort.closed_at > since),
        )
        .order_by(Cohort.id, Deadline.thing)
    )
    return list(db.session.execute(asked).all())


def _allowances(person: Person, programme_ids: Collection[int]) -> dict[int, list[Allowance]]:
    """Also those that were taken back: they moved days too."""
    found: dict[int, list[Allowance]] = defaultdict(list)
    asked = select(Allowance).where(
        Allowance.person_id == person.id, Allowance.programme_id.in_(programme_ids)
    )
    for allowance in db.session.scalars(asked):
        found[allowance.programme_id].append(allowance)
    return found


def _due(row: Any, allowances: list[Allowance], names: dict[str, Named]) -> Mark | None:
    deadline, rest = row.Deadline, rest_of(row.Enrolment)
    block = block_of(deadline.thing)
    ours = [each for each in allowances if each.block_id in (None, block)]
    allowed = together(ours, block)
    if deadline.thing not in names or allowed.excused:
        return None
    paused = rest.days(clock.now())
    moved = [moment for each in ours for moment in (each.at, each.undone_at) if moment]
    moved += [rest.until] if rest.until and paused else []
    back, closed = deadline.taken_back_at, row.Cohort.closed_at
    return Mark(
        cohort=row.Cohort,
        programme=row.Programme,
        on=due_for(deadline.thing, deadline.due_on, [allowed.days], paused).on,
        changed=max(filter(None, (deadline.changed_at, closed, *moved))),
        sequence=deadline.sequence + len(moved) + paused + (closed is not None),
        taken_back=back is not None or closed is not None,
        thing=deadline.thing,
        named=names[deadline.thing],
    )


def _end(row: Any) -> Mark:
    cohort = row.Cohort
    return Mark(
        cohort=cohort,
        programme=row.Programme,
        on=cohort.ends_on,
        changed=max(filter(None, (cohort.changed_at, cohort.closed_at))),
        sequence=cohort.revision + (cohort.closed_at is not None),
        taken_back=cohort.closed_at is not None,
    )


def names_of(things: Collection[str]) -> dict[str, Named]:
    """What stands of these things, by name; a statement for each kind of them."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for thing in things:
        kind, _colon, number = thing.partition(":")
        numbers[kind].append(int(number))
    found: dict[str, Named] = {}
    for kind, named in (("module", _modules), ("lesson", _lessons), ("block", _blocks)):
        if numbers[kind]:
            found |= {f"{kind}:{id}": name for id, name in named(numbers[kind])}
    return found


def _modules(ids: list[int]) -> Iterator[tuple[int, Named]]:
    asked = select(Module.id, Module.title_el, Module.title_en)
    for row in db.session.execute(asked.where(Module.id.in_(ids), Module.withdrawn_at.is_(None))):
        yield row.id, Named(row.title_el, row.title_en, "")


def _lessons(ids: list[int]) -> Iterator[tuple[int, Named]]:
    asked = select(Lesson.id, Lesson.title_el, Lesson.title_en, Lesson.slug)
    for row in db.session.execute(asked.where(Lesson.id.in_(ids), Lesson.withdrawn_at.is_(None))):
        yield row.id, Named(row.title_el, row.title_en, f"{row.slug}/")


def _blocks(ids: list[int]) -> Iterator[tuple[int, Named]]:
    said: Any = Block.said
    greek, english = (said[(spoken, "title")].as_string() for spoken in ("el", "en"))
    asked = (
        select(Block.id, Block.key, Lesson.slug)
        .add_columns(
            func.coalesce(greek, Lesson.title_el).label("title_el"),
            func.coalesce(english, greek, Lesson.title_en).label("title_en"),
        )
        .join(Lesson, Lesson.id == Block.lesson_id)
        .where(Block.id.in_(ids), Block.withdrawn_at.is_(None), Lesson.withdrawn_at.is_(None))
    )
    for row in db.session.execute(asked):
        path = f"{row.slug}/#{row.key.rpartition('/')[2]}"
        yield row.id, Named(row.title_el, row.title_en, path)
