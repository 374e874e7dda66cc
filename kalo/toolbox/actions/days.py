"""What kept works plan, written down so that calendars learn of each change."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.locales import speaking
from kalo.toolbox.models.days import DayWish, PlannedDay
from kalo.toolbox.models.works import Work
from kalo.toolbox.planned import Planned
from kalo.toolbox.tools import TOOLS

MOST = 500  # days of one work
LONGEST = {"title": 300, "about": 2_000}
Pair = tuple[Planned, Planned]  # in Greek and in English


def keep_days(work: Work) -> None:
    """Write down what a work plans now; what it planned before and does no more is taken back."""
    now, planned = clock.now(), {} if work.deleted_at else _planned(work)
    known = {row.key: row for row in db.session.scalars(_of(work))}
    for key, pair in planned.items():
        row = known.get(key)
        if row is None:
            row = PlannedDay(work_id=work.id, key=key, made_at=now, sequence=0)
            db.session.add(row)
        _write(row, pair, now)
    for key, row in known.items():
        if key not in planned and row.taken_back_at is None:
            row.taken_back_at = row.changed_at = now
            row.sequence += 1
    db.session.flush()


def keep_days_of(slug: str, after: int = 0, at_once: int = 100) -> int:
    """The same for the next works of a tool, where its facts have changed.

    Answers the last work that was seen, to go on from; 0 where there is none left.
    """
    wanted = select(Work).where(Work.tool == slug, Work.deleted_at.is_(None), Work.id > after)
    works = db.session.scalars(wanted.order_by(Work.id).limit(at_once)).all()
    for work in works:
        keep_days(work)
    return works[-1].id if works else 0


def wish_days(work: Work, person: Person, wants: bool) -> None:
    """Have the days of a work in one's own calendar, with reminders, or no more."""
    row = {"work_id": work.id, "person_id": person.id, "wants": wants, "changed_at": clock.now()}
    again = {"wants": wants, "changed_at": row["changed_at"]}
    upsert(DayWish, [row], key=("work_id", "person_id"), again=again)


def _of(work: Work) -> Any:
    return select(PlannedDay).where(PlannedDay.work_id == work.id).with_for_update()


def _planned(work: Work) -> dict[str, Pair]:
    tool = TOOLS.get(work.tool)
    if tool is None:
        return {}
    greek, english = (_said(tool.days, work, language) for language in ("el", "en"))
    return {key: (day, english.get(key, day)) for key, day in greek.items()}


def _said(plan: Callable[..., Any], work: Work, language: str) -> dict[str, Planned]:
    with speaking(language):
        days = sorted(plan(work.answers, language), key=lambda each: (each.day, each.key))
    return {each.key: each for each in days[:MOST]}


def _write(row: PlannedDay, pair: Pair, now: datetime) -> None:
    planned = pair[0]
    before = (row.day, row.taken_back_at, row.remind_on, *_words_of(row))
    if row.changed_at and (row.day != planned.day or row.taken_back_at):
        row.sequence += 1
    if row.day != planned.day or row.remind_on != planned.remind_on or row.taken_back_at:
        row.reminded_at = None
    row.day, row.taken_back_at, row.remind_on = planned.day, None, planned.remind_on
    row.done = planned.done
    for language, said in zip(("el", "en"), pair, strict=True):
        for name, most in LONGEST.items():
            setattr(row, f"{name}_{language}", getattr(said, name)[:most])
    if not row.changed_at or before != (row.day, row.taken_back_at, row.remind_on, *_words_of(row)):
        row.changed_at = now


def _words_of(row: PlannedDay) -> tuple[Any, ...]:
    return (row.title_el, row.title_en, row.about_el, row.about_en, row.done)
