"""Cohorts for tests, made by the room's own verbs."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.actions import places
from kalo.learning.actions.cohorts import make_cohort as _make
from kalo.learning.models import Cohort, Place, Programme


def stand_cohort(programme: Programme, *leads: Person, **values: Any) -> Cohort:
    """A cohort that began a fortnight ago, without a limit, led by these."""
    known = {
        "name_el": "Φθινόπωρο",
        "name_en": "Autumn",
        "starts_on": clock.today() - timedelta(days=14),
        "ends_on": clock.today() + timedelta(days=60),
        "joining_until": None,
        "capacity": None,
    }
    with transaction():
        standing = db.session.get_one(Programme, programme.id)
        lead = db.session.get_one(Person, leads[0].id)
        cohort = _make(standing, lead, {**known, **values}, [person.id for person in leads])
    return fresh(cohort)


def fresh(cohort: Cohort) -> Cohort:
    """The cohort as it stands now."""
    db.session.rollback()
    return db.session.get_one(Cohort, cohort.id, populate_existing=True)


def place(cohort: Cohort, *people: Person) -> None:
    """These ask for a place, one after the other."""
    for person in people:
        with transaction():
            here = db.session.get_one(Cohort, cohort.id)
            places.ask_for_place(here, db.session.get_one(Person, person.id))


def states(cohort: Cohort) -> dict[int, str]:
    """What became of everybody who ever asked, by person."""
    db.session.rollback()
    asked = select(Place).where(Place.cohort_id == cohort.id).order_by(Place.person_id)
    found: Iterable[Place] = db.session.scalars(asked)
    return {each.person_id: each.state for each in found}
