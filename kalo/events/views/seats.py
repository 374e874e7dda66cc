"""A member's seat: taking it, waiting or asking for it, answering an offer, giving it up."""

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from kalo.events import actions, queries
from kalo.events.models import ASKED, INVITED, OFFERED, WAITING
from kalo.events.permissions import may_register
from kalo.events.views.doors import bp, find
from kalo.events.views.pages import event_page
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.text import clean
from kalo.kit.web import Refused, go_to, need

Answer = str | Response | tuple[str, int]
LONGEST = 500  # characters said along with a request
HOPES = {
    WAITING: lazy_gettext("You are on the waiting list"),
    OFFERED: lazy_gettext("A seat is offered to you"),
    ASKED: lazy_gettext("You asked for a seat"),
    INVITED: lazy_gettext("You are invited"),
}


@bp.app_template_filter("seat_state_of_mine")
def seat_state_of_mine(state: str) -> str:
    """What one has at an event that is no seat yet, in few words."""
    return str(HOPES[state])


@bp.get("/<int(max=2147483647):event_id>-<slug>/seat")
@bp.get("/<int(max=2147483647):event_id>-<slug>/seat/undo")
def lead_to_seat(event_id: int, slug: str) -> Response:
    """A refusal stands under these addresses; opened again, they lead to the page."""
    event = queries.get_event(event_id, g.person)
    return go_to(".show_event", **event.route, _anchor="seat")


@bp.post("/<int(max=2147483647):event_id>-<slug>/seat")
@limiter.limit("20/minute")
@once
def take_seat(event_id: int, slug: str) -> Answer:
    """Come in, or accept what was offered; pressing twice is coming once."""
    event, roles = find(event_id)
    need(may_register(g.person))
    words = clean(request.form.get("words", "")).strip()
    if len(words) > LONGEST:
        refusal = _("Say it in %(max)s characters at most.", max=LONGEST)
        return event_page(event, roles, refusal), 422
    try:
        actions.take_seat(event, g.person, words, knows="know" in request.form)
    except Refused as refused:
        return event_page(event, roles, str(refused)), 422
    return go_to(".show_event", **event.route, _anchor="seat")


@bp.post("/<int(max=2147483647):event_id>-<slug>/seat/undo")
@limiter.limit("20/minute")
@once
def give_up_seat(event_id: int, slug: str) -> Answer:
    """Give up a seat, a turn, a request; say no to an offer."""
    event, roles = find(event_id)
    need(may_register(g.person))
    try:
        actions.give_up_seat(event, g.person)
    except Refused as refused:
        return event_page(event, roles, str(refused)), 422
    return go_to(".show_event", **event.route, _anchor="seat")
