"""Rulings, penalties, and the public numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, get_or_404
from kalo.moderation.models import Case, Report, Ruling
from kalo.moderation.models.cases import UPHELD
from kalo.moderation.models.rulings import DELETE, HIDE, PENALTIES
from kalo.moderation.permissions import may_moderate

MONTHS = 12
EARLIER = timedelta(days=365)


def get_ruling(ruling_id: int, person: Person | None) -> Ruling:
    """A ruling that this person may see, or 404."""
    wanted = select(Ruling).where(Ruling.id == ruling_id)
    if not may_moderate(person):
        wanted = wanted.where(Ruling.author_id == (person.id if person else 0))
    found: Ruling = get_or_404(wanted)
    return found


def find_ruling(ruling_id: int | None) -> Ruling | None:
    """A ruling by number, whoever asks."""
    return db.session.get(Ruling, ruling_id) if ruling_id else None


def standing_removal(subjects: Iterable[str]) -> Ruling | None:
    """The ruling by which one of these things was taken away, while it holds."""
    return _last_standing(subjects, (DELETE,))


def standing_decision(subject: str) -> Ruling | None:
    """The ruling by which a thing is hidden or taken away, while it holds."""
    return _last_standing([subject], (DELETE, HIDE))


def _last_standing(subjects: Iterable[str], verbs: tuple[str, ...]) -> Ruling | None:
    standing = select(Ruling).where(Ruling.subject.in_(subjects), Ruling.undone_at.is_(None))
    last = standing.where(Ruling.verb.in_(verbs)).order_by(Ruling.id.desc()).limit(1)
    return db.session.scalar(last)


def rulings_on(person: Person, limit: int = 50) -> Sequence[Ruling]:
    """What was decided about somebody's texts, latest first; what was fine is left out."""
    theirs = select(Ruling).where(Ruling.author_id == person.id, Ruling.verb != "keep")
    return db.session.scalars(theirs.order_by(Ruling.id.desc()).limit(limit)).all()


def rulings_of_case(case: Case) -> list[Any]:
    """Rows of (Ruling, who ruled), latest first."""
    by = aliased(Person)
    on = select(Ruling, by.name).join(by, by.id == Ruling.by_id).where(Ruling.case_id == case.id)
    return list(db.session.execute(on.order_by(Ruling.id.desc())).all())


def earlier_penalties(person_id: int) -> int:
    """How many penalties of the last year still hold against somebody."""
    held = select(func.count()).where(
        Ruling.author_id == person_id,
        Ruling.verb.in_(PENALTIES),
        Ruling.undone_at.is_(None),
        Ruling.at > clock.now() - EARLIER,
    )
    return db.session.scalar(held) or 0


def upheld_against(person_ids: list[int]) -> dict[int, int]:
    """How many rulings of the last hundred days said that reports on people were right."""
    right = (
        select(Ruling.author_id, func.count(func.distinct(Ruling.id)))
        .join(Report, Report.ruling_id == Ruling.id)
        .where(Ruling.author_id.in_(person_ids), Report.outcome == UPHELD)
        .where(Ruling.undone_at.is_(None), Ruling.at > clock.now() - timedelta(days=100))
        .group_by(Ruling.author_id)
    )
    rows: Any = db.session.execute(right).all()
    return dict(rows)


def person_by_id(person_id: int | None) -> Person | None:
    """Somebody, whoever asks."""
    return db.session.get(Person, person_id) if person_id else None


def get_person(person_id: int) -> Person:
    """Somebody who is here, or 404."""
    here = select(Person).where(Person.id == person_id, Person.erased_at.is_(None))
    found: Person = get_or_404(here.where(Person.confirmed_at.is_not(None)))
    return found


@dataclass(frozen=True)
class Month:
    """The numbers of one month."""

    name: str
    reports: int
    illegal: int
    verbs: dict[str, int]
    undone: int
    appeals: int
    hours: float | None  # the median from report to answer


def months() -> list[Month]:
    """What was reported and decided, month by month, the latest first; three statements."""
    since = clock.now() - timedelta(days=31 * MONTHS)
    reports = db.session.execute(
        select(Report.at, Report.reason, Report.answered_at).where(Report.at > since)
    ).all()
    rulings = db.session.execute(
        select(Ruling.at, Ruling.verb, Ruling.undone_at, Ruling.appeal).where(Ruling.at > since)
    ).all()
    keys = sorted({_month(row.at) for row in (*reports, *rulings)}, reverse=True)
    return [
        _sum(
            key,
            [row for row in reports if _month(row.at) == key],
            [row for row in rulings if _month(row.at) == key],
        )
        for key in keys
    ]


def _month(at: datetime) -> tuple[int, int]:
    local = clock.athens(at)
    return local.year, local.month


def _sum(key: tuple[int, int], reports: list[Any], rulings: list[Any]) -> Month:
    waits = [(r.answered_at - r.at).total_seconds() / 3600 for r in reports if r.answered_at]
    return Month(
        name=clock.month_words(date(*key, 1)),
        reports=len(reports),
        illegal=sum(row.reason == "illegal" for row in reports),
        verbs=dict(Counter(row.verb for row in rulings)),
        undone=sum(row.undone_at is not None for row in rulings),
        appeals=sum(row.appeal is not None for row in rulings),
        hours=round(median(waits), 1) if waits else None,
    )
