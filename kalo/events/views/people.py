"""The people of an event, for those who hold it: requests, turns, offers, invitations, seats."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, g, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.wrappers import Response

from kalo.events import actions, queries
from kalo.events.forms import ByHandForm, InvitationForm, ReasonForm
from kalo.events.models import (
    ASKED,
    DECLINED,
    GIVEN_UP,
    INVITED,
    LAPSED,
    OFFERED,
    REFUSED,
    SEAT,
    UNCONFIRMED,
    WAITING,
    Event,
    Registration,
)
from kalo.events.permissions import may_decide_seats, may_see_people
from kalo.events.views.doors import EVENT, Answer, bp, find
from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.pages import window
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, language, need

ONE = f"{EVENT}/people/<int(max=2147483647):registration_id>"
SIZE = 50
GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "requests": (lazy_gettext("Requests"), (ASKED,)),
    "waiting": (lazy_gettext("Waiting list"), (WAITING,)),
    "offers": (lazy_gettext("Offers"), (OFFERED,)),
    "invitations": (lazy_gettext("Invitations"), (INVITED,)),
    "seats": (lazy_gettext("Seats"), (SEAT,)),
    "gone": (lazy_gettext("Not coming"), (GIVEN_UP, DECLINED, LAPSED, REFUSED)),
    "unconfirmed": (lazy_gettext("Not confirmed yet"), (UNCONFIRMED,)),
}
STATE_WORDS = {
    SEAT: lazy_gettext("Has a seat"),
    WAITING: lazy_gettext("Waits for a seat"),
    OFFERED: lazy_gettext("Was offered a seat"),
    ASKED: lazy_gettext("Asked for a seat"),
    INVITED: lazy_gettext("Was invited"),
    GIVEN_UP: lazy_gettext("Withdrew"),
    DECLINED: lazy_gettext("Said no"),
    LAPSED: lazy_gettext("Let the offer end"),
    REFUSED: lazy_gettext("Was told no"),
    UNCONFIRMED: lazy_gettext("Has not confirmed the address"),
}


@bp.app_template_filter("seat_state")
def seat_state(state: str) -> str:
    """What somebody has at an event, in words."""
    return str(STATE_WORDS[state])


@bp.get(f"{EVENT}/people")
def show_people(event_id: int, slug: str) -> Answer:
    """One group of the people at a time: `?show=`."""
    event, roles = _seen(event_id)
    counts = queries.count_people(event)
    sizes = {word: sum(counts.get(s, 0) for s in states) for word, (_w, states) in GROUPS.items()}
    shown = _asked_group(sizes)
    page = window(sizes[shown], SIZE)
    return render_template(
        "events/people.html",
        event=event,
        groups=[(word, GROUPS[word][0], sizes[word]) for word in GROUPS],
        shown=shown,
        people=queries.people_at(event, GROUPS[shown][1], page.first, SIZE),
        page=page,
        at=clock.now(),
        why_no_seat=actions.why_no_seat(event, held=True),
        may_decide=may_decide_seats(g.person, roles),
    )


@bp.get(ONE)
def show_registration(event_id: int, slug: str, registration_id: int) -> Answer:
    """One of them, and what can be decided about them."""
    event, roles = _seen(event_id)
    return _person_page(event, roles, _of(event, registration_id))


@bp.post(f"{ONE}/seat")
@limiter.limit("120/minute")
def accept_request(event_id: int, slug: str, registration_id: int) -> Answer:
    """Say yes to a request."""
    event, roles = _decided(event_id)
    registration = _of(event, registration_id)
    try:
        actions.accept_request(event, registration_id, g.person)
    except Refused as refusal:
        return _person_page(event, roles, registration, str(refusal)), 422
    flash(_("%(name)s has a seat.", name=registration.name), "good")
    return go_to(".show_people", **event.route, show="requests")


@bp.post(f"{ONE}/refusal")
@limiter.limit("120/minute")
def refuse_request(event_id: int, slug: str, registration_id: int) -> Answer:
    """Say no to a request, and why."""
    done = _("The answer was sent.")
    return _with_reason(event_id, registration_id, actions.refuse_request, done, "requests")


@bp.post(f"{ONE}/offer")
@limiter.limit("120/minute")
def put_first(event_id: int, slug: str, registration_id: int) -> Answer:
    """Offer them the next seat, whoever came before, and write down why."""
    done = _("The next free seat is offered to them.")
    return _with_reason(event_id, registration_id, actions.put_first, done, "waiting")


@bp.post(f"{ONE}/removal")
@limiter.limit("120/minute")
def take_out(event_id: int, slug: str, registration_id: int) -> Answer:
    """Take away what they have, and say why."""
    done = _("They were taken off the list, and told why.")
    return _with_reason(event_id, registration_id, actions.take_out, done, "seats")


@bp.get(f"{ONE}/<any(seat,refusal,offer,removal):_word>")
def lead_to_registration(event_id: int, slug: str, registration_id: int, _word: str) -> Response:
    """A refusal stands under these addresses; opened again, they lead to the page."""
    event, _roles = _seen(event_id)
    return go_to(".show_registration", **event.route, registration_id=registration_id)


@bp.get(f"{EVENT}/people/invitation")
def show_invitation(event_id: int, slug: str) -> Answer:
    """Whom to invite, and with what words."""
    event, _roles = _decided(event_id)
    return render_template("events/people_invitation.html", event=event, form=InvitationForm())


@bp.post(f"{EVENT}/people/invitation")
@limiter.limit("20/minute")
@once
def invite(event_id: int, slug: str) -> Answer:
    """Invite members and addresses."""
    event, _roles = _decided(event_id)
    form = InvitationForm()
    if not form.validate():
        return render_template("events/people_invitation.html", event=event, form=form), 422
    try:
        fresh = actions.invite(event, g.person, form.people, form.words.data or "")
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return render_template("events/people_invitation.html", event=event, form=form), 422
    said = ngettext("%(num)s invitation was sent.", "%(num)s invitations were sent.", fresh)
    flash(said if fresh else _("All of them have a place here already."), "good")
    return go_to(".show_people", **event.route, show="invitations")


@bp.get(f"{EVENT}/people/new")
def show_by_hand(event_id: int, slug: str) -> Answer:
    """A seat for somebody who asked in another way."""
    event, _roles = _decided(event_id)
    return render_template("events/people_new.html", event=event, form=ByHandForm())


@bp.post(f"{EVENT}/people/new")
@limiter.limit("60/minute")
@once
def add_by_hand(event_id: int, slug: str) -> Answer:
    """Give the seat."""
    event, _roles = _decided(event_id)
    form = ByHandForm()
    if not form.validate():
        return render_template("events/people_new.html", event=event, form=form), 422
    try:
        added = actions.add_by_hand(event, g.person, form.named, language())
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return render_template("events/people_new.html", event=event, form=form), 422
    flash(_("%(name)s has a seat.", name=added.name), "good")
    return go_to(".show_people", **event.route, show="seats")


def _seen(event_id: int) -> tuple[Event, frozenset[str]]:
    """The event whose people this person sees."""
    event, roles = find(event_id)
    need(may_see_people(g.person, roles))
    return event, roles


def _decided(event_id: int) -> tuple[Event, frozenset[str]]:
    """The event at whose seats this person decides."""
    event, roles = find(event_id)
    need(may_decide_seats(g.person, roles))
    return event, roles


def _with_reason(
    event_id: int, registration_id: int, act: Callable[..., Any], done: str, back: str
) -> Answer:
    event, roles = _decided(event_id)
    registration, form = _of(event, registration_id), ReasonForm()
    if not form.validate():
        return _person_page(event, roles, registration, form=form), 422
    try:
        act(event, registration_id, g.person, form.reason.data or "")
    except Refused as refusal:
        return _person_page(event, roles, registration, str(refusal), form), 422
    flash(done, "good")
    return go_to(".show_people", **event.route, show=back)


def _of(event: Event, registration_id: int) -> Registration:
    registration = queries.registration_at(event, registration_id)
    if registration is None:
        abort(404)
    return registration


def _person_page(
    event: Event,
    roles: frozenset[str],
    registration: Registration,
    refusal: str = "",
    form: ReasonForm | None = None,
) -> str:
    waits = registration.state == WAITING
    return render_template(
        "events/people_one.html",
        event=event,
        registration=registration,
        position=queries.position_of(registration) if waits else 0,
        refusal=refusal,
        form=form or ReasonForm(),
        tried=request.path.rpartition("/")[2] if form else "",
        at=clock.now(),
        may_decide=may_decide_seats(g.person, roles),
    )


def _asked_group(sizes: dict[str, int]) -> str:
    """What the address names, or the first group in which somebody is."""
    word = request.args.get("show", "")
    if word and word not in GROUPS:
        abort(404)
    return word or next((word for word, size in sizes.items() if size), "seats")
