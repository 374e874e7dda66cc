"""Questions about cohorts: which there are, who leads them, who has a place and who waits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, and_, func, or_, select, tuple_, type_coerce
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.learning.models import GONE, PLACED, QUEUED, Cohort, CohortLead, Place, Programme
from kalo.learning.queries.paths import id_of


@dataclass(frozen=True)
class Gathered:
    """A cohort with those who lead it, how many wait, and the place that the reader has."""

    cohort: Cohort
    place: Place | None
    waiting: int
    leads: list[Person] = field(default_factory=list)

    @property
    def lead_ids(self) -> set[int]:
        """Who leads it, for `may_lead`."""
        return {person.id for person in self.leads}

    @property
    def holds(self) -> bool:
        """True where the reader has a place or waits for one."""
        return self.place is not None and self.place.state != GONE


def _asked(person: Person | None) -> Any:
    """Cohorts that this reader sees: what was taken away only with a place in it or its lead."""
    whose = id_of(person)
    place = and_(Place.cohort_id == Cohort.id, Place.person_id == whose)
    lead = and_(CohortLead.cohort_id == Cohort.id, CohortLead.person_id == whose)
    waiting = select(func.count()).where(Place.cohort_id == Cohort.id, Place.state == QUEUED)
    query: Any = (
        select(Cohort, Place, waiting.correlate(Cohort).scalar_subquery())
        .join(Cohort.programme)
        .options(contains_eager(Cohort.programme))
        .outerjoin(Place, place)
        .outerjoin(CohortLead, lead)
        .where(Programme.withdrawn_at.is_(None))
    )
    if person and person.has_role("administrator"):
        return query
    seen = or_(Cohort.closed_at.is_(None), Place.state == PLACED, _leads(person))
    return query.where(seen)


def _leads(person: Person | None) -> Any:
    """Whether the reader leads it; who is no facilitator any more leads nothing."""
    return CohortLead.person_id.is_not(None) if person and person.has_role("facilitator") else False


def list_cohorts(programme: Programme, person: Person | None) -> list[Gathered]:
    """The cohorts of a programme, the latest to begin first."""
    asked = _asked(person).where(Cohort.programme_id == programme.id)
    return _gather(db.session.execute(asked.order_by(Cohort.starts_on.desc(), Cohort.id)).all())


def led_cohorts(person: Person) -> list[Gathered]:
    """The cohorts that a facilitator leads; all of them for an administrator."""
    asked = _asked(person)
    if not person.has_role("administrator"):
        asked = asked.where(_leads(person))
    order = Cohort.closed_at.is_not(None), Cohort.starts_on.desc(), Cohort.id
    return _gather(db.session.execute(asked.order_by(*order)).all())


def get_cohort(slug: str, cohort_id: int, person: Person | None) -> Gathered:
    """A cohort by its address; 404 for what this reader may not see."""
    asked = _asked(person).where(Cohort.id == cohort_id, Programme.slug == slug)
    return _gather([get_or_404(asked)])[0]


def get_led_cohort(cohort_id: int, person: Person) -> Gathered:
    """A cohort that this facilitator leads, any for an administrator; 404 for the others."""
    asked = _asked(person).where(Cohort.id == cohort_id)
    if not person.has_role("administrator"):
        asked = asked.where(_leads(person))
    return _gather([get_or_404(asked)])[0]


def _gather(rows: Sequence[Any]) -> list[Gathered]:
    leads = _leads_of([cohort.id for cohort, _place, _waiting in rows])
    return [Gathered(cohort, place, waiting, leads[cohort.id]) for cohort, place, waiting in rows]


def _leads_of(ids: list[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    asked = select(CohortLead.cohort_id, Person).join(Person, Person.id == CohortLead.person_id)
    asked = asked.where(CohortLead.cohort_id.in_(ids)).order_by(Person.name_key, Person.id)
    for cohort_id, person in db.session.execute(asked):
        found[cohort_id].append(person)
    return found


def facilitators() -> list[Person]:
    """Who can lead a cohort."""
    roles: Any = type_coerce(Person.roles, String)
    trusted = or_(roles.like("%facilitator%"), roles.like("%administrator%"))
    living = select(Person).where(trusted, Person.erased_at.is_(None))
    return list(db.session.scalars(living.order_by(Person.name_key, Person.id)))


def lead_rows(cohort: Cohort) -> dict[int, CohortLead]:
    """Who leads a cohort, as rows."""
    asked = select(CohortLead).where(CohortLead.cohort_id == cohort.id)
    return {row.person_id: row for row in db.session.scalars(asked)}


def turn_of(place: Place) -> int:
    """Which number somebody has on the waiting list, by the time of asking."""
    before = tuple_(Place.asked_at, Place.person_id) <= tuple_(place.asked_at, place.person_id)
    queue = select(func.count()).where(
        Place.cohort_id == place.cohort_id, Place.state == QUEUED, before
    )
    return int(db.session.scalar(queue) or 0)


def waiting_list(cohort: Cohort) -> list[Place]:
    """Who waits, in the order of asking."""
    asked = select(Place).join(Place.person).options(contains_eager(Place.person))
    queue = asked.where(Place.cohort_id == cohort.id, Place.state == QUEUED)
    return list(db.session.scalars(queue.order_by(Place.asked_at, Place.person_id)))


def place_of(cohort_id: int, person_id: int) -> Place | None:
    """Somebody's place in a cohort, whatever became of it."""
    return db.session.get(Place, (cohort_id, person_id), populate_existing=True)


def other_place(cohort: Cohort, person: Person) -> Cohort | None:
    """Another cohort of the same programme in which a person has a place."""
    mine = select(Cohort).join(Place, Place.cohort_id == Cohort.id)
    return db.session.scalar(
        mine.where(
            Place.person_id == person.id,
            Place.state == PLACED,
            Cohort.programme_id == cohort.programme_id,
            Cohort.id != cohort.id,
        ).limit(1)
    )


def seen_cohorts(person: Person, ids: list[int]) -> set[int]:
    """Which of these cohorts a person may see."""
    asked = _asked(person).with_only_columns(Cohort.id).where(Cohort.id.in_(ids))
    return set(db.session.scalars(asked))


def held_places(person: Person) -> list[Place]:
    """Every place that somebody has or had, with its cohort, for their own copy."""
    mine = select(Place).join(Place.cohort).options(contains_eager(Place.cohort))
    return list(db.session.scalars(mine.where(Place.person_id == person.id).order_by(Cohort.id)))


def cohorts_led(person: Person) -> list[Cohort]:
    """Every cohort that somebody leads, closed ones too, for their own copy."""
    mine = select(Cohort).join(CohortLead, CohortLead.cohort_id == Cohort.id)
    return list(db.session.scalars(mine.where(CohortLead.person_id == person.id)))
