"""What came of a gathering: its numbers, its minutes in both languages, and the report."""

from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from kalo.events.actions import reports as actions
from kalo.events.forms.papers import MinutesForm
from kalo.events.models import Event
from kalo.events.permissions import may_report
from kalo.events.queries import papers as queries
from kalo.events.views.doors import EVENT, Answer, bp, find, often
from kalo.kit import clock
from kalo.kit.text.differences import differences
from kalo.kit.web import Refused, go_to, need
from kalo.writing.queries.drafts import words_kept
from kalo.writing.views.attaching import attaches
from kalo.writing.views.composing import preview_of

WAYS = {
    "ticket": lazy_gettext("by ticket"),
    "list": lazy_gettext("from the list"),
    "code": lazy_gettext("by the code in the room"),
    "live": lazy_gettext("in the live room"),
}
MINUTES = f"{EVENT}/report/minutes/<any(el, en):spoken>"


@bp.app_template_filter("attendance_way")
def attendance_way(way: str) -> str:
    """How somebody was noted as present."""
    return str(WAYS[way])


@bp.get(f"{EVENT}/report")
def show_report(event_id: int, slug: str) -> Answer:
    """What will be published, and what is missing for it."""
    return _page(reported_event(event_id))


@bp.post(f"{EVENT}/report")
@often
def publish_report(event_id: int, slug: str) -> Answer:
    """Publish it; pressing twice is publishing once."""
    event = reported_event(event_id)
    try:
        actions.publish_report(event, g.person)
    except Refused as refusal:
        return _page(event, str(refusal)), 422
    flash(_("The report is published: everybody can read it on the page of the event."), "good")
    return go_to(".show_event", **event.route, _anchor="report")


@bp.get(MINUTES)
def show_minutes(event_id: int, slug: str, spoken: str) -> Answer:
    """The form with the minutes as they stand, or with one's own draft of them."""
    event = reported_event(event_id)
    words = {"body": getattr(event, f"minutes_{spoken}"), "revision": event.minutes_revision}
    if "draft" in request.args:
        words |= words_kept(g.person, draft_of(event, spoken, event.minutes_revision))
    return _minutes_page(event, spoken, MinutesForm(formdata=None, **words))


@bp.post(MINUTES)
@attaches
@often
def write_minutes(event_id: int, slug: str, spoken: str) -> Answer:
    """Keep the minutes, unless somebody else did in between: then both are shown (409)."""
    event, form = reported_event(event_id), MinutesForm()
    if not form.validate():
        return _minutes_page(event, spoken, form), 422
    words, seen = form.body.data or "", form.seen
    try:
        actions.write_minutes(event, g.person, spoken, words, seen, draft_of(event, spoken, seen))
    except actions.MinutesConflict:
        return _both_texts(event, spoken, form), 409
    flash(_("The minutes are kept."), "good")
    return go_to(".show_report", **event.route)


@bp.post(f"{MINUTES}/preview")
@attaches
def preview_minutes(event_id: int, slug: str, spoken: str) -> Answer:
    """How they will look."""
    event, form = reported_event(event_id), MinutesForm()
    return _minutes_page(event, spoken, form, preview=preview_of(form.body.data))


@bp.get(f"{MINUTES}/preview")
def lead_to_minutes(event_id: int, slug: str, spoken: str) -> Response:
    """A look stands under this address; opened again, it leads to the form."""
    return go_to(".show_minutes", **reported_event(event_id).route, spoken=spoken)


def reported_event(event_id: int) -> Event:
    """The event of which this person says what came of it."""
    event, roles = find(event_id)
    need(may_report(g.person, event, roles, clock.now()))
    return event


def draft_of(event: Event, spoken: str, revision: int) -> str:
    """The key of a draft of these minutes."""
    return f"minutes-{event.id}-{spoken}-{revision}"


def _page(event: Event, refusal: str = "") -> str:
    return render_template(
        "events/report.html",
        event=event,
        came=queries.numbers_of(event),
        materials=queries.materials_of(event),
        refusal=refusal,
    )


def _minutes_page(event: Event, spoken: str, form: MinutesForm, **more: Any) -> str:
    facts = {"event": event, "spoken": spoken, "form": form, "preview": None}
    draft = draft_of(event, spoken, form.seen)
    return render_template("events/minutes.html", **{**facts, "draft": draft, **more})


def _both_texts(event: Event, spoken: str, form: MinutesForm) -> str:
    """Both texts; what the person typed stays in the form, now based on what is there."""
    form.revision.data = str(event.minutes_revision)
    stands = getattr(event, f"minutes_{spoken}")
    changes = differences(stands, form.body.data or "")
    return _minutes_page(event, spoken, form, stands=stands, changes=changes)
