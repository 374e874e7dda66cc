"""Making, changing, announcing and calling off an event: for those who plan."""

from typing import Any

from flask import abort, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events import actions, queries
from kalo.events.forms import CancellationForm, EventForm
from kalo.events.forms.event import Choices
from kalo.events.kinds import WORDS
from kalo.events.models import KINDS, Event
from kalo.events.permissions import (
    may_archive,
    may_cancel,
    may_plan,
    may_publish,
    may_remove,
    may_unarchive,
)
from kalo.events.queries import plans
from kalo.events.views.conflicts import Warned, warnings_of, warnings_of_draft
from kalo.events.views.doors import EVENT, Answer, bp, find, find_to, given_back, planned_event
from kalo.events.views.filters import one_of
from kalo.events.views.pages import event_page
from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.steps import all_steps
from kalo.kit.web import Refused, go_to, need


@bp.get("/new")
def show_new() -> Answer:
    """The form with what gatherings of the kind in the address begin with."""
    need(may_plan(g.person))
    kind = one_of("kind", KINDS) or KINDS[0]
    form = _event_form().begin(kind)
    if "facilitator" in g.person.roles:
        form.facilitator_id.data = g.person.id
    return _form_page(form)


@bp.post("/new")
@limiter.limit("10/minute")
@once
def create_event() -> Answer:
    """Keep a new draft."""
    need(may_plan(g.person))
    form = _event_form()
    if not form.validate():
        return _form_page(form), 422
    if warned := _warnings(form):
        return _form_page(form, warned=warned), 422
    try:
        event = actions.plan_event(g.person, _numbered(form.values()))
    except Refused as refusal:
        return _form_page(_with_error(form, refusal)), 422
    return go_to(".show_event", **event.route)


@bp.get(f"{EVENT}/edit")
def show_edit(event_id: int, slug: str) -> Answer:
    """The form with what stands there."""
    event = planned_event(event_id)
    return _form_page(_stored(event, choices_of(event)), event)


def _event_again(**_address: Any) -> str:
    if not may_plan(g.person):
        abort(404)
    gone = _("This draft was removed meanwhile. Save, and what you wrote becomes a new one.")
    return _form_page(_event_form().anew(gone))


@bp.post(f"{EVENT}/edit")
@limiter.limit("20/minute")
@given_back(_event_again)
def change_event(event_id: int, slug: str) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    event = planned_event(event_id)
    form = _event_form(event)
    if not form.validate():
        return _form_page(form, event), 422
    if form.seen == event.revision and (warned := _warnings(form, event)):
        return _form_page(form, event, warned=warned), 422
    try:
        actions.change_event(event, g.person, _numbered(form.values()), form.seen)
    except actions.Outdated as refusal:
        apart = form.beside(_stored(event, form.known), refusal)
        return _form_page(form, event, apart=apart), 409
    except Refused as refusal:
        return _form_page(_with_error(form, refusal), event), 422
    return go_to(".show_event", **event.route)


@bp.get(f"{EVENT}/publication")
def lead_to_draft(event_id: int, slug: str) -> Response:
    """What stands in the way is shown under this address; opened again, it leads to the event."""
    event, _roles = find(event_id)
    return go_to(".show_event", **event.route)


@bp.post(f"{EVENT}/publication")
@limiter.limit("20/minute")
@once
def publish_event(event_id: int, slug: str) -> Answer:
    """Announce a draft; what stands in its way now is shown first."""
    event = find_to(may_publish, event_id)
    if warned := warnings_of_draft(g.person, event):
        return render_template("events/publication.html", event=event, warned=warned), 422
    actions.publish_event(event, g.person)
    return go_to(".show_event", **event.route)


@bp.get(f"{EVENT}/cancellation")
def show_cancellation(event_id: int, slug: str) -> Answer:
    """What calling it off means, and the reason."""
    event, roles = find(event_id)
    need(may_cancel(g.person, event, roles))
    return render_template("events/cancellation.html", event=event, form=CancellationForm())


@bp.post(f"{EVENT}/cancellation")
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


@bp.post(f"{EVENT}/archive")
@limiter.limit("20/minute")
def archive_event(event_id: int, slug: str) -> Answer:
    """Put away what is over."""
    event = find_to(may_archive, event_id)
    actions.archive_event(event, g.person)
    return go_to(".show_event", **event.route)


@bp.post(f"{EVENT}/archive/undo")
@limiter.limit("20/minute")
def unarchive_event(event_id: int, slug: str) -> Answer:
    """Take it out again."""
    event = find_to(may_unarchive, event_id)
    actions.unarchive_event(event, g.person)
    return go_to(".show_event", **event.route)


@bp.post(f"{EVENT}/removal")
@limiter.limit("10/minute")
def remove_draft(event_id: int, slug: str) -> Answer:
    """Drop a draft."""
    event, roles = find(event_id)
    need(may_remove(g.person, event, roles, clock.now()))
    try:
        actions.remove_draft(event, g.person)
    except Refused as refusal:
        return event_page(event, roles, str(refusal)), 422
    return go_to(".show_events")


def choices_of(event: Event | None = None) -> Choices:
    """What an event can be made of: a fixed number of questions."""
    return Choices(
        people=queries.facilitators(),
        steps=all_steps(),
        themes=plans.every_theme(),
        series=plans.every_series(),
        venues=plans.venues_to_choose(event.venue_id if event else None),
    )


def _event_form(event: Event | None = None) -> EventForm:
    return EventForm(obj=event).offer(choices_of(event), event)


def _stored(event: Event, known: Choices) -> EventForm:
    """The form with what stands, whatever was typed."""
    return EventForm(formdata=None, obj=event).offer(known, event).show(event)


def _form_page(form: EventForm, event: Event | None = None, **more: Any) -> str:
    return render_template("events/form.html", form=form, event=event, kinds=WORDS, **more)


def _warnings(form: EventForm, event: Event | None = None) -> Warned | None:
    return warnings_of(g.person, form.values(), form.chosen_hall, event)


def _numbered(values: dict[str, Any]) -> dict[str, Any]:
    """In a series without a number it is the next one."""
    if values["series_id"] and not values["series_number"]:
        values["series_number"] = plans.next_in_series(values["series_id"])
    return values if values["series_id"] else {**values, "series_number": None}


def _with_error(form: Any, refusal: Refused) -> Any:
    form.form_errors.append(str(refusal) or _("This cannot be done now."))
    return form
