"""Making, changing and taking away a cohort, and who leads it: for facilitators."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.learning.actions.places import fill_places, lock_cohorts
from kalo.learning.models import Cohort, CohortLead, Programme
from kalo.learning.queries.cohorts import facilitators, lead_rows

VERBS = (
    _("made a cohort"),
    _("changed a cohort"),
    _("took away a cohort"),
    _("brought back a cohort"),
)


class Outdated(Refused):
    """Somebody else changed the cohort since this form was opened."""


def make_cohort(
    programme: Programme, person: Person, values: dict[str, Any], leads: Iterable[int]
) -> Cohort:
    """A new cohort of a programme; `values` are the columns that people write."""
    cohort = Cohort(
        programme=programme, made_by_id=person.id, made_at=clock.now(), revision=1, places_taken=0
    )
    _write(cohort, values)
    db.session.add(cohort)
    db.session.flush()
    _let_lead(cohort, leads)
    note_staff_act(person, "made a cohort", cohort.subject, cohort.name_el)
    return cohort


def change_cohort(
    cohort: Cohort, person: Person, values: dict[str, Any], leads: Iterable[int], seen: int
) -> None:
    """Write what changed; where there is more room now, those who wait get it in their order."""
    lock_cohorts(cohort.programme_id)
    refuse_outdated(cohort, seen)
    capacity = values["capacity"]
    if capacity is not None and capacity < cohort.places_taken:
        taken = cohort.places_taken
        raise Refused(
            gettext("%(taken)s places are taken already; there cannot be fewer.", taken=taken)
        )
    _write(cohort, values)
    note_change(cohort)
    _let_lead(cohort, leads)
    fill_places(cohort)
    note_staff_act(person, "changed a cohort", cohort.subject, cohort.name_el)


def close_cohort(cohort: Cohort, person: Person) -> None:
    """Take a cohort away: nobody finds it but its members and leads; what people did stays."""
    lock_cohorts(cohort.programme_id)
    if cohort.closed_at is None:
        cohort.closed_at = clock.now()
        note_change(cohort)
        note_staff_act(person, "took away a cohort", cohort.subject, cohort.name_el)


def reopen_cohort(cohort: Cohort, person: Person) -> None:
    """Bring it back as it was; free places go to those who wait."""
    lock_cohorts(cohort.programme_id)
    if cohort.closed_at is not None:
        cohort.closed_at = None
        note_change(cohort)
        fill_places(cohort)
        note_staff_act(person, "brought back a cohort", cohort.subject, cohort.name_el)


def refuse_outdated(cohort: Cohort, seen: int) -> None:
    """Whoever writes must have seen what stands."""
    if cohort.revision != seen:
        raise Outdated(gettext("Somebody else changed this cohort while you were writing."))


def note_change(cohort: Cohort) -> None:
    """Count a change; calendars go by it. Flushes."""
    cohort.revision += 1
    cohort.changed_at = clock.now()
    db.session.flush()


def _write(cohort: Cohort, values: dict[str, Any]) -> None:
    for name in ("name_el", "name_en", "starts_on", "ends_on", "capacity", "joining_until"):
        setattr(cohort, name, values[name])


def _let_lead(cohort: Cohort, wanted: Iterable[int]) -> None:
    """These lead it from now on; only those who can."""
    able = {person.id for person in facilitators()}
    known, leads = lead_rows(cohort), set(wanted) & able
    for person_id in leads - known.keys():
        db.session.add(CohortLead(cohort_id=cohort.id, person_id=person_id))
    for person_id in known.keys() - leads:
        db.session.delete(known[person_id])
    db.session.flush()
