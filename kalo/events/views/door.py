"""The door of an event: tickets and names, with or without a network; and one seat by itself."""

from typing import Any

from flask import Response, abort, flash, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from kalo.events import actions, queries
from kalo.events.actions import door as acts
from kalo.events.actions.attendance import set_presence
from kalo.events.forms.door import Odd, PresenceForm, TicketForm, sent_acts
from kalo.events.forms.seats import ByHandForm
from kalo.events.models import ABSENT, EXCUSED, PRESENT, Event, Registration
from kalo.events.permissions import may_note_attendance
from kalo.events.views.doors import bp, find
from kalo.kit import clock
from kalo.kit.assets import asset_text
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.text import fold, latin_key
from kalo.kit.web import Refused, go_to, language, need, safe_next

Answer = str | AnyResponse | tuple[str, int] | tuple[AnyResponse, int]


@bp.get("/<int(max=2147483647):event_id>-<slug>/door")
def show_door(event_id: int, slug: str) -> Answer:
    """The code field, the camera, and everybody with a seat."""
    return _with_camera(_page(_find(event_id), TicketForm()))


@bp.post("/<int(max=2147483647):event_id>-<slug>/door")
@limiter.limit("120/minute")
@once
def take_ticket(event_id: int, slug: str) -> Answer:
    """The code field without scripts: one ticket, and what became of it."""
    event, form = _find(event_id), TicketForm()
    if not form.validate():
        return _with_camera(_page(event, form)), 422
    act = acts.Act(_act_id(form), acts.SCAN, clock.now(), ticket=form.code.data or "")
    try:
        outcome = acts.check_in(event, g.person, [act])[0]
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _with_camera(_page(event, form)), 422
    if outcome.word not in (acts.KEPT, acts.AGAIN):
        form.code.errors = [outcome.sentence]
        return _with_camera(_page(event, form)), 422
    flash(outcome.sentence, "good" if outcome.word == acts.KEPT else "info")
    return go_to(".show_door", **event.route)


@bp.get("/door-worker.js")
def give_door_worker() -> Response:
    """The script by which a browser opens the door without a network; it stands above its pages."""
    answer = Response(asset_text("door-worker.js"), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/<int(max=2147483647):event_id>-<slug>/door/acts")
def show_acts(event_id: int, slug: str) -> Answer:
    """How everybody stands now, for a phone that comes back to the network."""
    return _never_kept(jsonify(_state(_find(event_id))))


@bp.post("/<int(max=2147483647):event_id>-<slug>/door/acts")
@limiter.limit("120/minute")
def take_acts(event_id: int, slug: str) -> Answer:
    """Keep what was done at a door, and name each act; the phone forgets only what is named."""
    event = _find(event_id)
    payload = request.get_json(silent=True)
    # The acts of one person are not taken in the name of another who signed in meanwhile.
    if isinstance(payload, dict) and payload.get("person") != g.person.id:
        abort(409)
    try:
        sent, odd = sent_acts(payload)
    except Odd:
        abort(400)
    try:
        outcomes = acts.check_in(event, g.person, sent)
    except Refused as refusal:
        return jsonify(sentence=str(refusal)), 422
    named = [{"id": id, "word": "odd", "sentence": _("This cannot be understood.")} for id in odd]
    named += [
        {"id": one.id, "word": one.word, "sentence": one.sentence, "seat": one.seat}
        for one in outcomes
    ]
    return _never_kept(jsonify(named=named, **_state(event)))


@bp.get("/<int(max=2147483647):event_id>-<slug>/door/<int(max=2147483647):seat_id>")
def show_seat(event_id: int, slug: str, seat_id: int) -> Answer:
    """One seat: present, absent, excused with a reason, or nothing known."""
    event = _find(event_id)
    seat = _seat(event, seat_id)
    form = PresenceForm(data={"presence": seat.presence or "none", "excuse": seat.excuse})
    return _seat_page(event, seat, form)


@bp.post("/<int(max=2147483647):event_id>-<slug>/door/<int(max=2147483647):seat_id>")
@limiter.limit("240/minute")
def keep_presence(event_id: int, slug: str, seat_id: int) -> Answer:
    """Keep it; also from the two buttons of a line of the list."""
    event = _find(event_id)
    seat, form = _seat(event, seat_id), PresenceForm()
    if not form.validate():
        return _seat_page(event, seat, form), 422
    try:
        set_presence(event, g.person, seat_id, form.chosen, form.excuse.data or "")
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _seat_page(event, seat, form), 422
    flash(f"{seat.name}: {presence_said(seat)}", "good")
    back = safe_next("")
    return go_to(
        ".show_attendance" if back.endswith("/attendance") else ".show_door", **event.route
    )


@bp.get("/<int(max=2147483647):event_id>-<slug>/door/people")
def show_walk_in(event_id: int, slug: str) -> Answer:
    """Somebody came who has no seat."""
    return _walk_in_page(_find(event_id), ByHandForm())


@bp.post("/<int(max=2147483647):event_id>-<slug>/door/people")
@limiter.limit("60/minute")
@once
def let_in(event_id: int, slug: str) -> Answer:
    """They get a seat, if one is free, and are here."""
    event, form = _find(event_id), ByHandForm()
    if not form.validate():
        return _walk_in_page(event, form), 422
    try:
        seat = acts.let_in(event, g.person, form.named, language())
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _walk_in_page(event, form), 422
    flash(f"{seat.name}: {presence_said(seat)}", "good")
    return go_to(".show_door", **event.route)


@bp.app_template_filter("presence_said")
def presence_said(seat: Registration) -> str:
    """What is known of a seat, in a few words."""
    if seat.attended_at is not None:
        return _("Here since %(when)s", when=_hour(seat))
    if seat.presence == ABSENT:
        return _("Absent")
    if seat.presence == EXCUSED:
        return _("Excused: %(why)s", why=seat.excuse) if seat.excuse else _("Excused")
    return _("Not noted")


@bp.app_template_filter("found_by")
def found_by(seat: Registration) -> str:
    """By what a name is found as one types: its letters, and how it sounds in Latin ones."""
    return f"{fold(seat.name)}|{latin_key(seat.name)}"


def _hour(seat: Registration) -> str:
    at = seat.attended_at or clock.now()
    today = clock.athens(at).date() == clock.athens(clock.now()).date()
    return clock.hour_words(at) if today else clock.moment_words(at)


def _find(event_id: int) -> Event:
    event, roles = find(event_id)
    need(may_note_attendance(g.person, event, roles, clock.now()))
    return event


def _seat(event: Event, seat_id: int) -> Registration:
    return next(iter(queries.some_seats_of(event, [seat_id])), None) or abort(404)


def _act_id(form: TicketForm) -> str:
    """The key of the form is that of the act: sent twice it is one."""
    return (form.once.data or "")[-36:]


def _page(event: Event, form: TicketForm) -> str:
    seats = queries.seats_of(event)
    return render_template(
        "events/door.html",
        event=event,
        form=form,
        seats=seats,
        acts=queries.standing_acts(event),
        present_words=_present_words(seats),
        why_not=actions.why_no_attendance(event, clock.now()),
    )


def _seat_page(event: Event, seat: Registration, form: PresenceForm) -> str:
    why_not = actions.why_no_attendance(event, clock.now())
    return render_template(
        "events/door_seat.html", event=event, seat=seat, form=form, why_not=why_not
    )


def _walk_in_page(event: Event, form: ByHandForm) -> str:
    return render_template("events/door_walk_in.html", event=event, form=form)


def _present_words(seats: list[Registration]) -> str:
    here = sum(seat.attended_at is not None for seat in seats)
    return _("%(present)s of %(all)s were here", present=here, all=len(seats))


def _state(event: Event) -> dict[str, Any]:
    """Of each seat what is known, by which act, in words; and who is signed in, with a token."""
    seats, made = queries.seats_of(event), queries.standing_acts(event)
    return {
        "token": generate_csrf(),
        "person": g.person.id,
        "present_words": _present_words(seats),
        "seats": {
            seat.id: [
                PRESENT if seat.attended_at is not None else seat.presence,
                made.get(seat.id, "") if seat.attended_at is not None else "",
                presence_said(seat),
            ]
            for seat in seats
        },
    }


def _with_camera(page: str) -> AnyResponse:
    """The one kind of page that may ask for the camera, and that a browser keeps for itself."""
    g.workers = True
    answer = make_response(page)
    answer.headers["X-Door"] = str(g.person.id)
    answer.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    return answer


def _never_kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
