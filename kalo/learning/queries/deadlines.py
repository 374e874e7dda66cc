"""Questions about deadlines: those of a cohort, and as they hold for one person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, rows_of
from kalo.learning.models import PLACED, QUEUED, Allowance, Cohort, Deadline, Enrolment, Place
from kalo.learning.pace import Due, Rest, due_for
from kalo.learning.queries.allowances import allowances_in, together

_STANDING = and_(Deadline.cohort_id == Cohort.id, Deadline.taken_back_at.is_(None))
_MINE = and_(Place.cohort_id == Cohort.id, Place.person_id == bindparam("person"))
_HERE = Cohort.programme_id == bindparam("programme")
# Built once: every page of a learner asks one of them.
_PLACES = (
    select(Cohort, Place.state, Deadline.thing, Deadline.due_on)
    .join(Place, _MINE)
    .outerjoin(Deadline, _STANDING)
    .where(_HERE, Place.state.in_((PLACED, QUEUED)))
    .order_by(Deadline.due_on)
)
_DUES = (
    select(Deadline.thing, Deadline.due_on)
    .join(Cohort, _STANDING)
    .join(Place, _MINE)
    .where(_HERE, Place.state == PLACED)
    .order_by(Deadline.due_on)
)


@dataclass(frozen=True)
class Held:
    """What a learner holds in a programme: a cohort or a turn, deadlines, what is allowed."""

    cohort: Cohort | None = None
    waits: Cohort | None = None
    dues: Mapping[str, Due] = field(default_factory=dict)
    allowances: list[Allowance] = field(default_factory=list)


NOTHING_HELD = Held()


def deadlines_of(cohort_id: int) -> dict[str, date]:
    """The deadlines of a cohort that stand, by thing."""
    asked = select(Deadline.thing, Deadline.due_on).where(
        Deadline.cohort_id == cohort_id, Deadline.taken_back_at.is_(None)
    )
    return {row.thing: row.due_on for row in db.session.execute(asked)}


def deadline_rows(cohort_id: int) -> dict[str, Deadline]:
    """The same as rows to be changed, with those that were taken back."""
    rows = select(Deadline).where(Deadline.cohort_id == cohort_id)
    return {row.thing: row for row in db.session.scalars(rows)}


def held_by(person: Person | None, programme_id: int, enrolment: Enrolment | None) -> Held:
    """A learner's cohort, deadlines and allowances in a programme; two statements."""
    if person is None or enrolment is None:
        return NOTHING_HELD
    rows = _places_and_deadlines(person, programme_id)
    allowances = allowances_in(programme_id, [person.id])[person.id]
    mine = {state: cohort for cohort, state, _thing, _due_on in rows}
    days = {thing: due_on for _c, state, thing, due_on in rows if thing and state == PLACED}
    dues = dues_for(days, allowances, rest_of(enrolment))
    return Held(mine.get(PLACED), mine.get(QUEUED), dues, allowances)


def dues_in(
    person: Person | None, programme_id: int, enrolment: Enrolment | None
) -> dict[str, Due]:
    """A learner's deadlines alone; one statement where there are none."""
    if person is None or enrolment is None:
        return {}
    whose = {"person": person.id, "programme": programme_id}
    days: dict[str, date] = {row[0]: row[1] for row in rows_of(_DUES, whose)}
    if not days:
        return {}
    allowances = allowances_in(programme_id, [person.id])[person.id]
    return dues_for(days, allowances, rest_of(enrolment))


def _places_and_deadlines(person: Person, programme_id: int) -> list[Any]:
    whose = {"person": person.id, "programme": programme_id}
    return list(db.session.execute(_PLACES, whose).all())


def rest_of(enrolment: Enrolment) -> Rest:
    """The pauses of a learner, as rules look at them."""
    return Rest(enrolment.paused_at, enrolment.paused_until, enrolment.paused_days or 0)


def dues_for(
    days: Mapping[str, date], allowances: Iterable[Allowance], rest: Rest
) -> dict[str, Due]:
    """The deadlines of a cohort as they hold for one person."""
    allowances, paused = list(allowances), rest.days(clock.now())
    return {
        thing: due_for(thing, day, [together(allowances, block_of(thing)).days], paused)
        for thing, day in days.items()
    }


def block_of(thing: str) -> int | None:
    """The block that a thing is; None for a module or a lesson."""
    kind, _colon, number = thing.partition(":")
    return int(number) if kind == "block" else None
