"""The questions about planned days: whose calendar they stand in, and what is to be reminded of."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from kalo.accounts.models import Membership, Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.toolbox.models.days import DayWish, PlannedDay
from kalo.toolbox.models.works import Work

KEPT = timedelta(days=90)  # past days and taken back ones stay that long, so that calendars learn


@dataclass(frozen=True)
class Owed:
    """A day of which some people are to be reminded."""

    day: PlannedDay
    work: Work
    person_ids: frozenset[int]


def days_of(person: Person) -> list[tuple[PlannedDay, Work]]:
    """The days that stand in a person's calendar: of their own works, and of those they wished."""
    since = clock.now() - KEPT
    asked = _wished_by(person, select(PlannedDay, Work).join(Work, Work.id == PlannedDay.work_id))
    asked = asked.where(
        PlannedDay.day >= clock.athens(since).date(),
        or_(PlannedDay.taken_back_at.is_(None), PlannedDay.taken_back_at > since),
    )
    rows = db.session.execute(asked.order_by(PlannedDay.day, PlannedDay.work_id, PlannedDay.key))
    return [(row[0], row[1]) for row in rows]


def days_by_key(work: Work) -> dict[str, PlannedDay]:
    """What a work plans and planned, by the keys that its tool gave."""
    rows = db.session.scalars(select(PlannedDay).where(PlannedDay.work_id == work.id))
    return {row.key: row for row in rows}


def wants_days(person: Person, work: Work) -> bool:
    """Whether the days of a work stand in a person's calendar."""
    asked = _wished_by(person, select(Work.id)).where(Work.id == work.id)
    return db.session.scalar(asked) is not None


def works_that_tell(person: Person, ids: Collection[int]) -> set[int]:
    """Of which of these works a person is still reminded."""
    asked = _wished_by(person, select(Work.id))
    return set(db.session.scalars(asked.where(Work.id.in_(ids), Work.deleted_at.is_(None))))


def days_ahead(work: Work) -> list[PlannedDay]:
    """What of a work is still to come and not done, soonest first."""
    asked = _standing().where(PlannedDay.work_id == work.id, PlannedDay.day >= clock.today())
    return list(db.session.scalars(asked.order_by(PlannedDay.day, PlannedDay.key)))


def days_to_remind_of(at_once: int) -> list[Owed]:
    """The next days whose reminder is due, each with whom it is for; three statements."""
    today = clock.today()
    asked = (
        _standing(Work)
        .join(Work, Work.id == PlannedDay.work_id)
        .where(
            PlannedDay.remind_on <= today,
            PlannedDay.reminded_at.is_(None),
            PlannedDay.day >= today,
            Work.deleted_at.is_(None),
        )
    )
    rows = db.session.execute(asked.order_by(PlannedDay.remind_on).limit(at_once)).all()
    whom = _whom({work.id: work for _day, work in rows})
    return [Owed(day, work, frozenset(whom[work.id])) for day, work in rows]


def near_days(work_id: int) -> list[PlannedDay]:
    """Of which days of a work people were reminded that are not over."""
    asked = _standing().where(
        PlannedDay.work_id == work_id,
        PlannedDay.reminded_at.is_not(None),
        PlannedDay.day >= clock.today(),
    )
    return list(db.session.scalars(asked.order_by(PlannedDay.day, PlannedDay.key)))


def _standing(*more: Any) -> Select[Any]:
    return select(PlannedDay, *more).where(
        PlannedDay.taken_back_at.is_(None), PlannedDay.done.is_(False)
    )


def _wished_by(person: Person, asked: Any) -> Any:
    """Of works that a person owns, unless they said no, and of works of their groups if yes."""
    wish = and_(DayWish.work_id == Work.id, DayWish.person_id == person.id)
    inside = and_(Membership.group_id == Work.group_id, Membership.person_id == person.id)
    asked = asked.outerjoin(DayWish, wish).outerjoin(Membership, inside)
    own = Work.owner_id == person.id
    return asked.where(
        or_(own, Membership.person_id.is_not(None)), func.coalesce(DayWish.wants, own)
    )


def _whom(works: dict[int, Work]) -> dict[int, set[int]]:
    """Who is reminded of these works."""
    found: dict[int, set[int]] = defaultdict(set)
    wishes: dict[tuple[int, int], bool] = {}
    if works:
        for wish in db.session.scalars(select(DayWish).where(DayWish.work_id.in_(works))):
            wishes[wish.work_id, wish.person_id] = wish.wants
    inside = _members({work.group_id for work in works.values() if work.group_id})
    for id, work in works.items():
        if work.owner_id and wishes.get((id, work.owner_id), True):
            found[id].add(work.owner_id)
        if work.group_id:
            found[id] |= {each for each in inside[work.group_id] if wishes.get((id, each))}
    return found


def _members(group_ids: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    if group_ids:
        asked = select(Membership.group_id, Membership.person_id)
        for group, person in db.session.execute(asked.where(Membership.group_id.in_(group_ids))):
            found[group].add(person)
    return found
