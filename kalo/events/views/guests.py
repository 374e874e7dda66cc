"""People without an account: asking with an address, and a page of their own behind a letter."""

from typing import NoReturn

from flask import abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kalo.events import actions, feeds, queries
from kalo.events.forms import GuestForm, GuestNameForm
from kalo.events.models import BY_APPROVAL, INVITED, UNCONFIRMED, Event, Registration
from kalo.events.permissions import (
    may_act_as_guest,
    may_open_as_guest,
    may_register_as_guest,
    may_see_link,
)
from kalo.events.queries import papers
from kalo.events.views.doors import bp, find
from kalo.events.views.materials import hand_over
from kalo.events.views.standing import standing
from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, language, need

Answer = str | Response | tuple[str, int]


@bp.get("/<int(max=2147483647):event_id>-<slug>/guest")
def show_guest_form(event_id: int, slug: str) -> Answer:
    """A name and an address; members are led to their button."""
    event, _roles = find(event_id)
    if g.person is not None:
        return go_to(".show_event", **event.route, _anchor="seat")
    need(may_register_as_guest(g.person, event))
    return _form_page(event, _guest_form(event))


@bp.post("/<int(max=2147483647):event_id>-<slug>/guest")
@limiter.limit("10/hour")
@once
def ask_as_guest(event_id: int, slug: str) -> Answer:
    """Owe the letter by which they come in."""
    event, _roles = find(event_id)
    need(may_register_as_guest(g.person, event))
    form = _guest_form(event)
    if not form.validate():
        return _form_page(event, form), 422
    name, email = form.name.data or "", form.email.data or ""
    words = form.words.data or "" if "words" in form else ""
    try:
        actions.ask_as_guest(event, name, email, language(), words)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _form_page(event, form), 422
    return go_to(".show_letter_sent", **event.route)


@bp.get("/<int(max=2147483647):event_id>-<slug>/guest/sent")
def show_letter_sent(event_id: int, slug: str) -> Answer:
    """The next step is in their mailbox, whether we know the address or not."""
    event, _roles = find(event_id)
    return render_template("events/guest_sent.html", event=event)


@bp.get("/guest/<token>")
def show_guest(token: str) -> Answer:
    """A guest's own page: what they have, and what they can do."""
    registration = _behind(token)
    if not may_act_as_guest(registration):
        return redirect(url_for(".show_event", **registration.event.route, _anchor="seat"), 303)
    return _own_page(registration, token)


@bp.get("/guest/<token>/seat")
@bp.get("/guest/<token>/seat/undo")
@bp.get("/guest/<token>/erasure")
def lead_to_guest(token: str) -> Response:
    """A refusal stands under these addresses; opened again, they lead to the page."""
    return go_to(".show_guest", token=token)


@bp.get("/guest/<token>/materials/<int(max=2147483647):material_id>/file")
def send_to_guest(token: str, material_id: int) -> Response:
    """A file of the event, for whom their seat opens it; else it does not exist."""
    registration = _behind(token)
    if not may_act_as_guest(registration):
        return go_to(".show_event", **registration.event.route, _anchor="materials")
    material = papers.get_material_open_to(registration, material_id)
    need(may_open_as_guest(registration, material.audience))
    return _secretly(hand_over(material))


@bp.post("/guest/<token>/seat")
@limiter.limit("20/minute")
@once
def take_as_guest(token: str) -> Answer:
    """Confirm the address, come in, or accept what was offered."""
    registration = _behind(token)
    need(may_act_as_guest(registration))
    form = GuestNameForm()
    if _may_put_name_right(registration) and not form.validate():
        return _own_page(registration, token, form=form, status=422)
    name = form.name.data or "" if _may_put_name_right(registration) else ""
    try:
        now = actions.take_as_guest(registration, name, knows="know" in request.form)
    except Refused as refusal:
        return _own_page(registration, token, str(refusal), form, status=422)
    if not may_act_as_guest(now):
        return go_to(".show_event", **now.event.route, _anchor="seat")
    return go_to(".show_guest", token=token)


@bp.post("/guest/<token>/seat/undo")
@limiter.limit("20/minute")
@once
def leave_as_guest(token: str) -> Answer:
    """Give up a seat, a turn, a request; say no to an offer or an invitation."""
    registration = _behind(token)
    need(may_act_as_guest(registration))
    try:
        actions.leave_as_guest(registration)
    except Refused as refusal:
        return _own_page(registration, token, str(refusal), status=422)
    return go_to(".show_guest", token=token)


@bp.post("/guest/<token>/erasure")
@limiter.limit("20/minute")
def forget_guest(token: str) -> Answer:
    """Keep nothing of a guest."""
    registration = _behind(token)
    need(may_act_as_guest(registration))
    event = registration.event
    try:
        actions.forget_guest(registration)
    except Refused as refusal:
        return _own_page(registration, token, str(refusal), status=422)
    return render_template("events/guest_forgotten.html", event=event)


def _guest_form(event: Event) -> GuestForm:
    form = GuestForm()
    if event.entry != BY_APPROVAL:
        del form.words
    return form


def _form_page(event: Event, form: GuestForm) -> str:
    why_not = actions.why_no_seat(event)
    return render_template("events/guest_form.html", event=event, form=form, why_not=why_not)


def _behind(token: str) -> Registration:
    """The row that a token opens; a sentence where it opens nothing, or nothing any more."""
    claim = actions.read_guest_token(token)
    if claim is None:
        _nothing_behind(404)
    registration = queries.registration_behind_link(claim[0])
    if registration is None or not actions.opens(registration, claim[1]):
        _nothing_behind(410)
    return registration


def _nothing_behind(status: int) -> NoReturn:
    page = render_template("events/guest_nothing.html", forged=status == 404)
    abort(_secretly(make_response(page, status)))


def _may_put_name_right(registration: Registration) -> bool:
    return registration.state in (UNCONFIRMED, INVITED)


def _own_page(
    registration: Registration,
    token: str,
    refusal: str = "",
    form: GuestNameForm | None = None,
    status: int = 200,
) -> Response:
    event, at = registration.event, clock.now()
    mine = standing(event, None, registration)
    page = render_template(
        "events/guest_page.html",
        event=event,
        registration=registration,
        mine=mine,
        where=feeds.where(event, ""),
        at=at,
        refusal=refusal,
        form=(form or GuestNameForm(data={"name": registration.guest_name}))
        if _may_put_name_right(registration)
        else None,
        may_see_link=may_see_link(None, event, mine.seated, at),
        materials=papers.open_to(registration) if mine.seated else [],
        guest_token=token,
        take_url=url_for(".take_as_guest", token=token),
        leave_url=url_for(".leave_as_guest", token=token),
        forget_url=url_for(".forget_guest", token=token),
    )
    return _secretly(make_response(page, status))


def _secretly(answer: Response) -> Response:
    """The address is the key: it is named to nobody, and the page is kept nowhere."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
