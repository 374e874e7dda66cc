"""Asking for a place in a cohort and giving it back: the only ways in, and never one too many."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import contains_eager

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.learning.actions.enrolments import enrol, leave
from kalo.learning.actions.log import hold
from kalo.learning.models import (
    GONE,
    PLACED,
    QUEUED,
    Cohort,
    CohortLead,
    CohortMessageTo,
    Enrolment,
    Place,
)
from kalo.learning.queries.cohorts import held_places, other_place, place_of, waiting_list

VERBS = (_("took out of a cohort"),)


def lock_cohorts(programme_id: int) -> None:
    """One change of places at a time in a programme: whoever comes next reads what we wrote.

    All its cohorts, in one order, as a person has one place in a programme.
    """
    all_of_it = select(Cohort).join(Cohort.programme).options(contains_eager(Cohort.programme))
    all_of_it = all_of_it.where(Cohort.programme_id == programme_id).order_by(Cohort.id)
    fresh = all_of_it.with_for_update(of=Cohort).execution_options(populate_existing=True)
    db.session.scalars(fresh).all()


def ask_for_place(cohort: Cohort, person: Person) -> Place:
    """A place, which enrols in the programme; on the waiting list where none is free."""
    lock_cohorts(cohort.programme_id)
    place = place_of(cohort.id, person.id)
    if place is not None and place.state != GONE:
        return place
    if sentence := why_no_place(cohort, person):
        raise Refused(sentence)
    if place is None:
        place = Place(cohort_id=cohort.id, person_id=person.id)
        db.session.add(place)
    place.state, place.asked_at, place.gone_at = QUEUED, clock.now(), None
    place.cohort, place.person = cohort, person
    db.session.flush()
    _give(place)
    return place


def why_no_place(cohort: Cohort, person: Person) -> str | None:
    """The sentence that is said instead of a place; None where one can be asked for."""
    if cohort.is_closed:
        return gettext("This cohort takes no more people.")
    if not cohort.takes_people(clock.today()):
        until = min(cohort.joining_until or cohort.ends_on, cohort.ends_on)
        return gettext("Places could be asked for until %(day)s.", day=clock.date_words(until))
    other = other_place(cohort, person)
    if other is None:
        return None
    return gettext(
        "You have a place in the cohort “%(other)s”. Give it back first, if you want to change.",
        other=other.name_el,
    )


def leave_place(cohort: Cohort, person: Person) -> Place | None:
    """Give back a place or a turn; the programme goes on, at one's own pace."""
    lock_cohorts(cohort.programme_id)
    place = place_of(cohort.id, person.id)
    if place is None or place.state == GONE:
        return place
    had, place.state, place.gone_at = place.state, GONE, clock.now()
    db.session.flush()
    if had == PLACED:
        _count(cohort, -1, Cohort.places_taken > 0)
        fill_places(cohort)
    return place


def take_out(cohort: Cohort, person: Person, by: Person, reason: str) -> None:
    """A lead gives back somebody's place or turn, and says why."""
    place = leave_place(cohort, person)
    if place is None:
        return
    subject = f"person:{person.id}"
    note_staff_act(by, "took out of a cohort", subject, cohort.name_el, after=reason)
    place.cohort, place.person = cohort, person
    signals.place_taken_back.send(place, by=by)


def fill_places(cohort: Cohort) -> None:
    """Free places go to those who wait, in their order; the caller holds the lock."""
    if cohort.is_closed or clock.today() > cohort.ends_on or cohort.is_full:
        return
    next_ = waiting_list(cohort)[: cohort.places_left]
    for place in sorted(next_, key=lambda place: place.person_id):
        hold(place.person_id)  # in one order, whoever else writes of them
    for place in next_:
        place.cohort = cohort
        if not _give(place):
            break
        signals.place_given.send(place)


def _give(place: Place) -> bool:
    """A place, if there is one: the database counts, whatever was read before."""
    cohort, person = place.cohort, place.person
    free = or_(Cohort.capacity.is_(None), Cohort.places_taken < Cohort.capacity)
    if not _count(cohort, +1, free):
        return False
    place.state, place.placed_at = PLACED, clock.now()
    db.session.flush()
    _end_other_waits(cohort, person)
    enrol(person, cohort.programme_id)
    _count_pauses_anew(cohort, person)
    return True


def _count_pauses_anew(cohort: Cohort, person: Person) -> None:
    """Deadlines move by pauses; not by those from before the cohort."""
    mine = update(Enrolment).where(
        Enrolment.person_id == person.id, Enrolment.programme_id == cohort.programme_id
    )
    db.session.execute(mine.values(paused_days=0))


def _count(cohort: Cohort, change: int, allowed: ColumnElement[bool]) -> bool:
    counted = update(Cohort).where(Cohort.id == cohort.id, allowed)
    counted = counted.values(places_taken=Cohort.places_taken + change)
    statement = counted.returning(Cohort.places_taken)
    taken = db.session.scalar(statement.execution_options(synchronize_session=False))
    if taken is not None:
        db.session.refresh(cohort, ["places_taken"])
    return taken is not None


def _end_other_waits(cohort: Cohort, person: Person) -> None:
    """Whoever has a place waits for no other in the same programme."""
    others = select(Cohort.id).where(
        Cohort.programme_id == cohort.programme_id, Cohort.id != cohort.id
    )
    waits = update(Place).where(
        Place.person_id == person.id, Place.state == QUEUED, Place.cohort_id.in_(others)
    )
    db.session.execute(waits.values(state=GONE, gone_at=clock.now()))


def leave_programme(enrolment: Enrolment, person: Person) -> None:
    """The person no longer follows a programme, and holds no place in a cohort of it."""
    for place in held_places(person):
        if place.cohort.programme_id == enrolment.programme_id:
            leave_place(place.cohort, person)
    leave(enrolment)


def let_go_of_places(person: Person) -> None:
    """Whoever leaves the platform frees their places, leads nothing, and was written nothing."""
    for place in sorted(held_places(person), key=lambda place: place.cohort_id):
        leave_place(place.cohort, person)
    for model in (Place, CohortLead, CohortMessageTo):
        db.session.execute(delete(model).where(model.person_id == person.id))
