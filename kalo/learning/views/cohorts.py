"""Cohorts of a programme: the list, one of them, a place in it."""

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.kit.web import Refused, go_to, need
from kalo.learning import queries
from kalo.learning.actions import places
from kalo.learning.pace import Due
from kalo.learning.permissions import may_ask_for_place, may_give_back, may_lead, may_make_cohort
from kalo.learning.queries import cohorts as asked
from kalo.learning.queries.cohorts import Gathered
from kalo.learning.queries.deadlines import deadlines_of, held_by
from kalo.learning.queries.items import named, outline_of
from kalo.learning.queries.messages import messages_to
from kalo.learning.views.room import bp, often

Answer = str | Response | tuple[str, int]
HERE = "/<programme>/cohorts/<int(max=2147483647):cohort_id>/"


@bp.get("/<programme>/cohorts/")
def show_cohorts(programme: str) -> str:
    """The cohorts of a programme."""
    found, _enrolment = queries.get_programme(programme, g.person)
    return render_template(
        "learning/cohorts.html",
        programme=found,
        cohorts=asked.list_cohorts(found, g.person),
        today=clock.today(),
        may_make=may_make_cohort(g.person),
    )


@bp.get("/cohorts/")
def show_led_cohorts() -> str:
    """The cohorts that a facilitator leads."""
    need(may_make_cohort(g.person))
    return render_template(
        "learning/led_cohorts.html", cohorts=asked.led_cohorts(g.person), today=clock.today()
    )


@bp.get(HERE)
def show_cohort(programme: str, cohort_id: int) -> str:
    """A cohort, one's place in it, its deadlines."""
    return cohort_page(asked.get_cohort(programme, cohort_id, g.person))


@bp.post(HERE + "place")
@often
def ask_for_place(programme: str, cohort_id: int) -> Answer:
    """Ask for a place; where none is free, for a turn."""
    found = asked.get_cohort(programme, cohort_id, g.person)
    need(may_ask_for_place(g.person))
    try:
        place = places.ask_for_place(found.cohort, g.person)
    except Refused as refusal:
        return cohort_page(found, str(refusal)), 422
    if place.is_placed:
        flash(_("You have a place. The programme is yours from here on."), "good")
    else:
        flash(_("You are on the waiting list. We tell you when a place is free."), "good")
    return _back(found)


@bp.get(HERE + "place")
def show_place(programme: str, cohort_id: int) -> Response:
    """The address that a refused request leaves in the bar."""
    return _back(asked.get_cohort(programme, cohort_id, g.person))


@bp.post(HERE + "place/undo")
@often
def leave_place(programme: str, cohort_id: int) -> Response:
    """Give back a place, or a turn."""
    found = asked.get_cohort(programme, cohort_id, g.person)
    need(may_give_back(g.person, found.place))
    places.leave_place(found.cohort, g.person)
    flash(_("You have left the cohort. The programme goes on, at your own pace."))
    return go_to("learning.show_cohorts", programme=found.cohort.programme.slug)


def cohort_page(found: Gathered, refused: str = "") -> str:
    """The page of a cohort."""
    cohort, person = found.cohort, g.person
    leads = may_lead(person, found.lead_ids)
    waits = found.place is not None and found.place.is_waiting
    dues = _dues(found)
    return render_template(
        "learning/cohort.html",
        found=found,
        cohort=cohort,
        programme=cohort.programme,
        leads=leads,
        turn=asked.turn_of(found.place) if waits and found.place else 0,
        queue=asked.waiting_list(cohort) if leads else [],
        refused=refused,
        why_not=_why_not(found),
        dues=dues,
        things=named(outline_of(cohort.programme_id)) if dues else {},
        messages=messages_to(person, cohort.id) if found.holds else [],
    )


def _dues(found: Gathered) -> list[Due]:
    """The deadlines: as they hold for a member, as they are for anybody else."""
    if found.place is None or not found.place.is_placed or g.person is None:
        days = deadlines_of(found.cohort.id).items()
        dues = [Due(thing, day) for thing, day in days]
    else:
        programme = found.cohort.programme
        _programme, enrolment = queries.get_programme(programme.slug, g.person)
        dues = list(held_by(g.person, programme.id, enrolment).dues.values())
    return sorted(dues, key=lambda due: (due.on, due.thing))


def _why_not(found: Gathered) -> str | None:
    if g.person is None or found.holds:
        return None
    return places.why_no_place(found.cohort, g.person)


def cohort_name(found: Gathered) -> str:
    """What a cohort is called, in the language of the page."""
    return in_this_language(found.cohort, "name")


def _back(found: Gathered) -> Response:
    where = {"programme": found.cohort.programme.slug, "cohort_id": found.cohort.id}
    return go_to("learning.show_cohort", **where, _anchor="place")
