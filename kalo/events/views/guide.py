"""The guide of whoever leads: to read, to print, and to write question by question."""

from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from kalo.events.actions import guide as actions
from kalo.events.actions.outdated import Outdated
from kalo.events.forms.papers import StepForm
from kalo.events.models import Event, GuideStep
from kalo.events.permissions import may_edit, may_see_guide
from kalo.events.queries import papers as queries
from kalo.events.views.doors import EVENT, Answer, bp, find, given_back, often, planned_event
from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.steps import find_step
from kalo.kit.web import Refused, go_to, need

STEP = f"{EVENT}/guide/steps/<int(max=2147483647):step_id>"
SHEET = "sheet"
_WORDS = {
    False: lazy_gettext("A first route is there. Put your subject where the brackets stand."),
    True: lazy_gettext("The run sheet of the workshop is there, and yours to change."),
}


@bp.get(f"{EVENT}/guide")
def show_guide(event_id: int, slug: str) -> Answer:
    """The questions in order, for whoever leads, takes notes or observes."""
    event, roles = find(event_id)
    need(may_see_guide(g.person, roles))
    return _page(event, may_edit(g.person, event, roles, clock.now()))


@bp.post(f"{EVENT}/guide")
@often
def begin_guide(event_id: int, slug: str) -> Answer:
    """Lay down the route of this kind of gathering, or the run sheet of its workshop."""
    event, by_sheet = planned_event(event_id), request.form.get("with") == SHEET
    try:
        (actions.begin_with_sheet if by_sheet else actions.begin_guide)(event)
    except Refused as refusal:
        return _page(event, True, refusal=str(refusal)), 422
    flash(_WORDS[by_sheet], "good")
    return go_to(".show_guide", **event.route)


@bp.get(f"{EVENT}/guide/steps")
def lead_to_steps(event_id: int, slug: str) -> Response:
    """A refusal stands under this address; opened again, it leads to the guide."""
    return go_to(".show_guide", **planned_event(event_id).route)


@bp.post(f"{EVENT}/guide/steps")
@often
@once
def add_step(event_id: int, slug: str) -> Answer:
    """Keep a new question."""
    event, form = planned_event(event_id), StepForm()
    if not form.validate():
        return _page(event, True, form), 422
    try:
        step = actions.add_step(event, form.values())
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(event, True, form), 422
    return _back(event, step)


@bp.get(STEP)
def show_step(event_id: int, slug: str, step_id: int) -> Answer:
    """The form with what a question says."""
    event = planned_event(event_id)
    step = queries.get_guide_step(event, step_id)
    return _step_page(event, step, StepForm().show(step))


def _step_again(event_id: int, **_address: Any) -> str:
    gone = _("This question was taken out meanwhile. Save, and what you wrote becomes a new one.")
    return _page(planned_event(event_id), True, StepForm().anew(gone))


@bp.post(STEP)
@often
@given_back(_step_again)
def change_step(event_id: int, slug: str, step_id: int) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    event, form = planned_event(event_id), StepForm()
    step = queries.get_guide_step(event, step_id)
    if not form.validate():
        return _step_page(event, step, form), 422
    try:
        actions.change_step(step, form.values(), form.seen)
    except Outdated as refusal:
        apart = form.beside(StepForm(formdata=None).show(step), refusal)
        return _step_page(event, step, form, apart=apart), 409
    return _back(event, step)


@bp.post(f"{STEP}/removal")
@often
def remove_step(event_id: int, slug: str, step_id: int) -> Response:
    """Take a question out."""
    event = planned_event(event_id)
    actions.remove_step(queries.get_guide_step(event, step_id))
    flash(_("The question is out of the guide."))
    return go_to(".show_guide", **event.route)


@bp.post(f"{STEP}/<any(earlier, later):place>")
@often
def place_step(event_id: int, slug: str, step_id: int, place: str) -> Response:
    """Change places with the question before or after it."""
    event = planned_event(event_id)
    step = queries.get_guide_step(event, step_id)
    actions.place_step(event, step, place == "earlier")
    return _back(event, step)


def _page(event: Event, edits: bool, form: StepForm | None = None, refusal: str = "") -> str:
    steps = queries.guide_of(event)
    served = find_step(event.serves) if edits and not steps else None
    return render_template(
        "events/guide.html",
        event=event,
        steps=steps,
        total=sum(step.minutes for step in steps),
        length=round((event.ends_at - event.starts_at).total_seconds() / 60),
        edits=edits,
        workshop=served if served and served.sheet else None,
        form=form or (StepForm() if edits else None),
        opened=form is not None,
        refusal=refusal,
    )


def _step_page(event: Event, step: GuideStep, form: StepForm, **more: Any) -> str:
    facts = {"event": event, "step": step, "form": form}
    return render_template("events/guide_step.html", **facts, **more)


def _back(event: Event, step: GuideStep) -> Response:
    return go_to(".show_guide", **event.route, _anchor=f"step-{step.id}")
