"""Making, changing and taking away a cohort: for those who lead."""

from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need
from kalo.learning import queries
from kalo.learning.actions import cohorts as actions
from kalo.learning.forms.cohorts import CohortForm
from kalo.learning.models import Cohort, Programme
from kalo.learning.permissions import may_lead, may_make_cohort
from kalo.learning.queries.cohorts import Gathered, facilitators, get_cohort
from kalo.learning.views.cohorts import HERE, Answer
from kalo.learning.views.room import bp, often


@bp.get("/<programme>/cohorts/new")
def show_new_cohort(programme: str) -> Answer:
    """An empty form."""
    found, _enrolment = queries.get_programme(programme, g.person)
    need(may_make_cohort(g.person))
    return _form_page(_form(), found)


@bp.post("/<programme>/cohorts/new")
@often
@once
def make_cohort(programme: str) -> Answer:
    """Keep a new cohort."""
    found, _enrolment = queries.get_programme(programme, g.person)
    need(may_make_cohort(g.person))
    form = _form()
    if not form.validate():
        return _form_page(form, found), 422
    cohort = actions.make_cohort(found, g.person, form.values(), form.leads.data or [])
    flash(_("The cohort stands. People can ask for a place now."), "good")
    return go_to("learning.show_cohort", programme=programme, cohort_id=cohort.id)


@bp.get(HERE + "edit")
def show_edit_cohort(programme: str, cohort_id: int) -> Answer:
    """The form with what stands there."""
    found = _led(programme, cohort_id)
    return _form_page(_form(found), found.cohort.programme, found.cohort)


@bp.post(HERE + "edit")
@often
@once
def change_cohort(programme: str, cohort_id: int) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    found = _led(programme, cohort_id)
    cohort, form = found.cohort, _form(found)
    page = (cohort.programme, cohort)
    if not form.validate():
        return _form_page(form, *page), 422
    try:
        actions.change_cohort(cohort, g.person, form.values(), form.leads.data or [], form.seen)
    except actions.Outdated as refusal:
        return _both_versions(form, cohort, refusal), 409
    except Refused as refusal:
        form.capacity.errors = [str(refusal)]
        return _form_page(form, *page), 422
    flash(_("Saved."), "good")
    return _to(cohort)


@bp.post(HERE + "closure")
@often
def close_cohort(programme: str, cohort_id: int) -> Answer:
    """Take a cohort away."""
    cohort = _led(programme, cohort_id).cohort
    actions.close_cohort(cohort, g.person)
    flash(_("The cohort is closed. Only its members and those who lead it see it."))
    return _to(cohort)


@bp.post(HERE + "closure/undo")
@often
def reopen_cohort(programme: str, cohort_id: int) -> Answer:
    """Bring a cohort back."""
    cohort = _led(programme, cohort_id).cohort
    actions.reopen_cohort(cohort, g.person)
    flash(_("The cohort is open again."), "good")
    return _to(cohort)


def _led(programme: str, cohort_id: int) -> Gathered:
    found = get_cohort(programme, cohort_id, g.person)
    need(may_lead(g.person, found.lead_ids))
    return found


def _form(found: Gathered | None = None) -> CohortForm:
    form = CohortForm(obj=found.cohort if found else None).offer(facilitators())
    if request.method == "GET":
        form.leads.data = sorted(found.lead_ids) if found else [g.person.id]
    return form


def _form_page(
    form: CohortForm, programme: Programme, cohort: Cohort | None = None, **more: Any
) -> str:
    facts = {"form": form, "programme": programme, "cohort": cohort}
    return render_template("learning/cohort_form.html", **facts, **more)


def _both_versions(form: CohortForm, cohort: Cohort, refusal: Refused) -> str:
    """Their words and yours side by side; sent again, yours win."""
    apart = form.apart_from(cohort)
    form.revision.data = str(cohort.revision)
    form.form_errors.append(str(refusal))
    return _form_page(form, cohort.programme, cohort, apart=apart)


def _to(cohort: Cohort) -> Response:
    where = {"programme": cohort.programme.slug, "cohort_id": cohort.id}
    return go_to("learning.show_cohort", **where)
