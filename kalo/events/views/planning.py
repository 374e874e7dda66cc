"""Making, changing, announcing and calling off an event: for those who plan."""

from typing import Any

from flask import g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events import actions, queries
from kalo.events.forms import CancellationForm, EventForm
from kalo.events.models import Event
from kalo.events.permissions import may_cancel, may_edit, may_plan, may_publish, may_remove
from kalo.events.views.doors import bp, find
from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.steps import all_steps
from kalo.kit.web import Refused, go_to, need

Answer = str | Response | tuple[str, int]


@bp.get("/new")
def show_new() -> Answer:
    """An empty form."""
    need(may_plan(g.person))
    return _form_page(_event_form())


@bp.post("/new")
@limiter.limit("10/minute")
@once
def create_event() -> Answer:
    """Keep a new draft."""
    need(may_plan(g.person))
    form = _event_form()
    if not form.validate():
        return _form_page(form), 422
    try:
        event = actions.plan_event(g.person, form.values())
    except Refused as refusal:
        return _form_page(_with_error(form, refusal)), 422
    return go_to(".show_event", **event.route)


@bp.get("/<int(max=2147483647):event_id>-<slug>/edit")
def show_edit(event_id: int, slug: str) -> Answer:
    """The form with what stands there."""
    event, roles = find(event_id)
    need(may_edit(g.person, event, roles, clock.now()))
    return _form_page(_event_form(event), event)


@bp.post("/<int(max=2147483647):event_id>-<slug>/edit")
@limiter.limit("20/minute")
def change_event(event_id: int, slug: str) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    event, roles = find(event_id)
    need(may_edit(g.person, event, roles, clock.now()))
    form = _event_form(event)
    if not form.validate():
        return _form_page(form, event), 422
    try:
        actions.change_event(event, g.person, form.values(), _revision(form))
    except actions.Outdated as refusal:
        return _both_texts(form, event, refusal), 409
    except Refused as refusal:
        return _form_page(_with_error(form, refusal), event), 422
    return go_to(".show_event", **event.route)


@bp.post("/<int(max=2147483647):event_id>-<slug>/publication")
@limiter.limit("20/minute")
def publish_event(event_id: int, slug: str) -> Answer:
    """Announce a draft."""
    event, roles = find(event_id)
    need(may_publish(g.person, event, roles, clock.now()))
    actions.publish_event(event, g.person)
    return go_to(".show_event", **event.route)


@bp.get("/<int(max=2147483647):event_id>-<slug>/cancellation")
def show_cancellation(event_id: int, slug: str) -> Answer:
    """What calling it off means, and the reason."""
    event, roles = find(event_id)
    need(may_cancel(g.person, event, roles))
    return render_template("events/cancellation.html", event=event, form=CancellationForm())


@bp.post("/<int(max=2147483647):event_id>-<slug>/cancellation")
@limiter.limit("10/minute")
def cancel_event(event_id: int, slug: str) -> Answer:
    """Call it off."""
    event, roles = find(event_id)
    need(may_cancel(g.person, event, roles))
    form = CancellationForm()
    if not form.validate():
        return render_template("events/cancellation.html", event=event, form=form), 422
    try:
        actions.cancel_event(event, g.person, form.reason.data or "")
    except Refused as refusal:
        form = _with_error(form, refusal)
        return render_template("events/cancellation.html", event=event, form=form), 422
    return go_to(".show_event", **event.route)


@bp.post("/<int(max=2147483647):event_id>-<slug>/removal")
@limiter.limit("10/minute")
def remove_draft(event_id: int, slug: str) -> Answer:
    """Drop a draft."""
    event, roles = find(event_id)
    need(may_remove(g.person, event, roles, clock.now()))
    actions.remove_draft(event, g.person)
    return go_to(".show_events")


def _event_form(event: Event | None = None) -> EventForm:
    served = event.serves if event else ""
    form = EventForm(obj=event).offer(queries.facilitators(), all_steps(), served)
    if request.method == "GET" and event is None and "facilitator" in g.person.roles:
        form.facilitator_id.data = g.person.id
    return form


def _form_page(form: EventForm, event: Event | None = None, **more: Any) -> str:
    return render_template("events/form.html", form=form, event=event, **more)


def _both_texts(form: EventForm, event: Event, refusal: Refused) -> str:
    """Their words and yours side by side; sent again, yours win."""
    apart = [
        (form[name].label.text, getattr(event, name), typed)
        for name, typed in form.values().items()
        if typed != getattr(event, name)
    ]
    form.revision.data = str(event.revision)
    return _form_page(_with_error(form, refusal), event, apart=apart)


def _revision(form: EventForm) -> int:
    written = str(form.revision.data or "")
    return int(written) if written.isdecimal() and len(written) < 10 else 0


def _with_error(form: Any, refusal: Refused) -> Any:
    form.form_errors.append(str(refusal) or _("This cannot be done now."))
    return form
