"""Two hundred people ask for a place in one cohort at the same moment, over real HTTP."""

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
ON_BOTH = pytest.mark.parametrize("world", ["sqlite", "postgresql"], indirect=True)
MANY, ROOM = 200, 40


def make(model: type[Any], **values: Any) -> Any:
    with transaction():
        row = model(**values)
        db.session.add(row)
    db.session.refresh(row)
    return row


@ON_BOTH
def test_two_hundred_ask_for_forty_places(world: World) -> None:
    lead = world.person("Μαρία", "maria-crowd", roles={"facilitator"})
    programme: Programme = make_programme(make, number=77)
    cohort = stand_cohort(programme, lead, capacity=ROOM)
    where = f"/learning/programme-77/cohorts/{cohort.id}/place"
    visitors = [world.visitor(person) for person in world.crowd(MANY)]

    answers = at_once([partial(visitor.post, where) for visitor in visitors])
    assert Counter(getattr(each, "status", repr(each)) for each in answers) == {303: MANY}

    db.session.rollback()
    taken = db.session.scalar(select(Cohort.places_taken).where(Cohort.id == cohort.id))
    mine = select(Place.state, func.count()).where(Place.cohort_id == cohort.id)
    states = dict(db.session.execute(mine.group_by(Place.state)).all())
    assert (taken, states) == (ROOM, {PLACED: ROOM, QUEUED: MANY - ROOM})
    enrolled = select(func.count()).where(Enrolment.programme_id == programme.id)
    assert db.session.scalar(enrolled) == ROOM

    placed = select(Place.person_id).where(Place.cohort_id == cohort.id, Place.state == PLACED)
    gone = visitors[:20]
    at_once([partial(visitor.post, f"{where}/undo") for visitor in gone])
    db.session.rollback()
    still = set(db.session.scalars(placed))
    taken = db.session.scalar(select(Cohort.places_taken).where(Cohort.id == cohort.id))
    assert taken == len(still) == ROOM
