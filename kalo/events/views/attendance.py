"""Who was there: a box for each seat, as one plain form, and each saved at once with scripts."""

from typing import Any

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events import actions, queries
from kalo.events.models import Event
from kalo.events.permissions import may_note_attendance
from kalo.events.views.doors import bp, find
from kalo.kit import clock
from kalo.kit.pages import window
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, fragment, go_to, need, wants_fragment

Answer = str | Response | tuple[str, int]
SIZE = 200  # seats of a page: more than any workshop has


@bp.get("/<int(max=2147483647):event_id>-<slug>/attendance")
def show_attendance(event_id: int, slug: str) -> Answer:
    """Everybody with a seat, and who of them was there."""
    event, roles = find(event_id)
    need(may_note_attendance(g.person, event, roles, clock.now()))
    return _page(event)


@bp.post("/<int(max=2147483647):event_id>-<slug>/attendance")
@limiter.limit("60/minute")
def keep_attendance(event_id: int, slug: str) -> Answer:
    """Keep what this form changed, and nothing that another one did in the meantime."""
    event, roles = find(event_id)
    need(may_note_attendance(g.person, event, roles, clock.now()))
    try:
        if "everybody" in request.form:
            actions.note_everybody(event, g.person)
        else:
            actions.keep_attendance(event, g.person, _wishes())
    except Refused as refusal:
        return _page(event, str(refusal)), 422
    flash(_present_words(event), "good")
    return go_to(".show_attendance", **event.route)


@bp.get("/<int(max=2147483647):event_id>-<slug>/attendance/<int(max=2147483647):seat_id>")
def lead_to_line(event_id: int, slug: str, seat_id: int) -> Response:
    """The address of a line leads to it."""
    event, roles = find(event_id)
    need(may_note_attendance(g.person, event, roles, clock.now()))
    return go_to(".show_attendance", **event.route, _anchor=f"seat-{seat_id}")


@bp.post("/<int(max=2147483647):event_id>-<slug>/attendance/<int(max=2147483647):seat_id>")
@limiter.limit("240/minute")
def keep_line(event_id: int, slug: str, seat_id: int) -> Answer:
    """Keep one box as it is now; sent twice it is kept once."""
    event, roles = find(event_id)
    need(may_note_attendance(g.person, event, roles, clock.now()))
    try:
        actions.keep_attendance(event, g.person, {seat_id: "here" in request.form})
    except Refused as refusal:
        return _page(event, str(refusal)), 422
    here: dict[str, Any] = {**event.route, "_anchor": f"seat-{seat_id}"}
    if not wants_fragment():
        return go_to(".show_attendance", **here)
    html = render_template(
        "events/_attendance_kept.html",
        seats=queries.some_seats_of(event, [seat_id]),
        present_words=_present_words(event),
    )
    return fragment(html, at=url_for(".show_attendance", **here))


def _page(event: Event, refusal: str = "") -> str:
    page = window(event.seats_taken, SIZE)
    return render_template(
        "events/attendance.html",
        event=event,
        seats=queries.seats_of(event, page.first, SIZE),
        page=page,
        refusal=refusal,
        why_not=actions.why_no_attendance(event, clock.now()),
        present_words=_present_words(event),
    )


def _present_words(event: Event) -> str:
    present = queries.count_present(event)
    return _("%(present)s of %(all)s were here", present=present, all=event.seats_taken)


def _wishes() -> dict[int, bool]:
    """Only the boxes that were turned: as they are now against what the form showed."""
    here, was = _numbers("here"), _numbers("was")
    return {seat_id: seat_id in here for seat_id in here ^ was if seat_id in _numbers("shown")}


def _numbers(name: str) -> set[int]:
    typed = request.form.getlist(name)[:SIZE]
    return {int(word) for word in typed if word.isdecimal() and len(word) < 10}
