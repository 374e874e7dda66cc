"""An event's page, and taking or giving up a seat there."""

from typing import Any

from flask import g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from kalo.events import actions, queries
from kalo.events.models import SEAT, Event
from kalo.events.permissions import (
    may_cancel,
    may_edit,
    may_note_attendance,
    may_publish,
    may_register,
    may_remove,
    may_see_link,
)
from kalo.events.views.doors import bp, find
from kalo.kit import clock
from kalo.kit.safety import limiter
from kalo.kit.steps import find_step
from kalo.kit.web import Refused, go_to, need

Answer = str | Response | tuple[str, int]


@bp.get("/<int(max=2147483647):event_id>/")
def lead_to_event(event_id: int) -> Response:
    """An address without a name leads to the one with it."""
    event = queries.get_event(event_id, g.person)
    return redirect(url_for(".show_event", **event.route), 301)


@bp.get("/<int(max=2147483647):event_id>-<slug>/")
def show_event(event_id: int, slug: str) -> Answer:
    """The page; under an old name it leads to the present one."""
    event, roles = find(event_id)
    if slug != event.slug:
        return redirect(url_for(".show_event", **event.route), 301)
    return event_page(event, roles)


@bp.get("/<int(max=2147483647):event_id>-<slug>/seat")
@bp.get("/<int(max=2147483647):event_id>-<slug>/seat/undo")
def lead_to_seat(event_id: int, slug: str) -> Response:
    """A refusal stands under these addresses; opened again, they lead to the page."""
    event = queries.get_event(event_id, g.person)
    return go_to(".show_event", **event.route, _anchor="seat")


@bp.post("/<int(max=2147483647):event_id>-<slug>/seat")
@limiter.limit("20/minute")
def take_seat(event_id: int, slug: str) -> Answer:
    """Take a seat; pressing twice is taking one."""
    event, roles = find(event_id)
    need(may_register(g.person))
    try:
        actions.take_seat(event, g.person)
    except Refused as refusal:
        return event_page(event, roles, str(refusal)), 422
    return go_to(".show_event", **event.route, _anchor="seat")


@bp.post("/<int(max=2147483647):event_id>-<slug>/seat/undo")
@limiter.limit("20/minute")
def give_up_seat(event_id: int, slug: str) -> Answer:
    """Give a seat back."""
    event, roles = find(event_id)
    need(may_register(g.person))
    try:
        actions.give_up_seat(event, g.person)
    except Refused as refusal:
        return event_page(event, roles, str(refusal)), 422
    return go_to(".show_event", **event.route, _anchor="seat")


def event_page(event: Event, roles: frozenset[str], refusal: str = "") -> str:
    """The page as this person sees it now."""
    at, registration = clock.now(), queries.registration_of(event, g.person)
    seated = registration is not None and registration.state == SEAT
    return render_template(
        "events/event.html",
        event=event,
        at=at,
        seated=seated,
        attended=seated and registration is not None and registration.attended_at is not None,
        step=find_step(event.serves) if event.serves else None,
        gave_up=registration is not None and not seated,
        refusal=refusal,
        why_no_seat=actions.why_no_seat(event),
        **_allowed(event, roles, seated),
    )


def _allowed(event: Event, roles: frozenset[str], seated: bool) -> dict[str, Any]:
    person, at = g.person, clock.now()
    return {
        "may_register": may_register(person),
        "may_see_link": may_see_link(person, event, seated, at, roles),
        "may_edit": may_edit(person, event, roles, at),
        "may_note_attendance": may_note_attendance(person, event, roles, at),
        "may_publish": may_publish(person, event, roles, at),
        "may_cancel": may_cancel(person, event, roles) and not event.is_over(at),
        "may_remove": may_remove(person, event, roles, at),
    }
