"""Resting from a programme instead of failing in silence, and asking to be reminded."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from kalo.kit import clock
from kalo.kit.clock import ATHENS
from kalo.kit.db import db
from kalo.learning.models import Enrolment
from kalo.learning.queries.deadlines import rest_of

REMINDED_AFTER = timedelta(days=7)


def pause(enrolment: Enrolment, until: date | None) -> None:
    """No reminders and nothing counts as behind, until the morning of a day or until one says."""
    mine = _locked(enrolment)
    _close_last(mine)
    mine.paused_at, mine.paused_until = clock.now(), _morning(until) if until else None
    mine.remind_on = None
    db.session.flush()


def resume(enrolment: Enrolment) -> None:
    """Back again; deadlines moved by the days of the pause."""
    mine = _locked(enrolment)
    if mine.is_paused(clock.now()):
        mine.paused_until = clock.now()
    _close_last(mine)
    db.session.flush()


def remind_later(enrolment: Enrolment) -> None:
    """The learner wants to hear of it in a week, and not before."""
    _locked(enrolment).remind_on = clock.today() + REMINDED_AFTER
    db.session.flush()


def _close_last(mine: Enrolment) -> None:
    """Add the days of the pause that was; `paused_until` says when it ended."""
    if mine.paused_at is None:
        return
    mine.paused_days = rest_of(mine).days(clock.now())
    mine.paused_until = min(filter(None, (mine.paused_until, clock.now())))
    mine.paused_at = None


def _locked(enrolment: Enrolment) -> Enrolment:
    row = select(Enrolment).where(Enrolment.id == enrolment.id).with_for_update()
    return db.session.scalars(row.execution_options(populate_existing=True)).one()


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), ATHENS)
