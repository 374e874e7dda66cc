"""Saying by when a cohort should have what; advice, never a lock."""

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.actions.cohorts import note_change, refuse_outdated
from kalo.learning.actions.places import lock_cohorts
from kalo.learning.models import Cohort, Deadline
from kalo.learning.queries.deadlines import deadline_rows, deadlines_of

VERBS = (_("changed deadlines"),)


def set_deadlines(
    cohort: Cohort, person: Person, wanted: Mapping[str, date | None], seen: int
) -> None:
    """These days for these things; None takes one back. What is not named stays as it is."""
    lock_cohorts(cohort.programme_id)
    refuse_outdated(cohort, seen)
    before = _said(deadlines_of(cohort.id))
    rows = deadline_rows(cohort.id)
    for thing, day in wanted.items():
        _set(cohort, rows.get(thing), thing, day)
    note_change(cohort)
    after = _said(deadlines_of(cohort.id))
    if before != after:
        subject = cohort.subject
        note_staff_act(person, "changed deadlines", subject, cohort.name_el, before, after)


def _set(cohort: Cohort, row: Deadline | None, thing: str, day: date | None) -> None:
    """A calendar learns of it by the row, so it is written only where something changed."""
    if row is None:
        if day is not None:
            db.session.add(Deadline(cohort_id=cohort.id, thing=thing, due_on=day, sequence=0))
    elif day is None:
        row.taken_back_at = row.taken_back_at or clock.now()
    elif row.due_on != day or row.taken_back_at is not None:
        row.due_on, row.taken_back_at = day, None


def _said(days: Mapping[str, date]) -> str:
    return "\n".join(f"{thing} {day.isoformat()}" for thing, day in sorted(days.items()))
