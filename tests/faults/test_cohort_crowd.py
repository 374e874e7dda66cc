"""Five times as many people as there are places in a cohort ask for one at the same moment."""

from collections import Counter
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.kit.db import db, transaction
from kalo.learning.models import PLACED, QUEUED, Cohort, Enrolment, Place, Programme
from tests.factories.cohorts import stand_cohort
from tests.factories.learning import make_programme
from tests.faults.world import World, at_once

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("faults")]
# The whole crowd comes in `make walks`.
CROWDS = pytest.mark.parametrize(
    ("world", "places"),
    [
        pytest.param("postgresql", 10),
        *(pytest.param(on, 40, marks=pytest.mark.long) for on in ("sqlite", "postgresql")),
    ],
    indirect=["world"],
)


def make(model: type[Any], **values: Any) -> Any:
    with transaction():
        row = model(**values)
        db.session.add(row)
    db.session.refresh(row)
    return row


@CROWDS
def test_five_times_as_many_ask_as_there_are_places(world: World, places: int) -> None:
    many = 5 * places
    lead = world.person("Μαρία", "maria-crowd", roles={"facilitator"})
    programme: Programme = make_programme(make, number=7_700 + places)
    cohort = stand_cohort(programme, lead, capacity=places)
    where = f"/learning/{programme.slug}/cohorts/{cohort.id}/place"
    visitors = [world.visitor(person) for person in world.crowd(many)]

    answers = at_once([partial(visitor.post, where) for visitor in visitors])
    assert Counter(getattr(each, "status", repr(each)) for each in answers) == {303: many}

    db.session.rollback()
    taken = db.session.scalar(select(Cohort.places_taken).where(Cohort.id == cohort.id))
    mine = select(Place.state, func.count()).where(Place.cohort_id == cohort.id)
    states = dict(db.session.execute(mine.group_by(Place.state)).all())
    assert (taken, states) == (places, {PLACED: places, QUEUED: many - places})
    enrolled = select(func.count()).where(Enrolment.programme_id == programme.id)
    assert db.session.scalar(enrolled) == places

    placed = select(Place.person_id).where(Place.cohort_id == cohort.id, Place.state == PLACED)
    gone = visitors[: places // 2]
    at_once([partial(visitor.post, f"{where}/undo") for visitor in gone])
    db.session.rollback()
    still = set(db.session.scalars(placed))
    taken = db.session.scalar(select(Cohort.places_taken).where(Cohort.id == cohort.id))
    assert taken == len(still) == places
