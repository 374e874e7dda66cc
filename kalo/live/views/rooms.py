"""The room's page, what it asks for while it is open, and who was there."""

import uuid
from typing import Any

from flask import g, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit import clock
from kalo.kit.pages import whole_argument
from kalo.kit.web import go_to, in_language, language, need
from kalo.live import actions, queries
from kalo.live.doors import Door
from kalo.live.folds import People
from kalo.live.models import OPEN, OVER, SHUT, SOON
from kalo.live.permissions import (
    is_invited,
    may_be_here,
    may_choose_name,
    may_enter,
    may_see_attendance,
    may_wait,
)
from kalo.live.views import bp
from kalo.live.views.news import news_since, page_words, panel_alone
from kalo.live.views.visitors import device_of, get_door, token_of, wants_json

ROOM = "/<int(max=2147483647):event_id>"


@bp.get(f"{ROOM}/")
def show_room(event_id: int) -> Any:
    """The room, or its door."""
    door = get_door(event_id)
    need(g.person is not None or door.seated)
    if door.seated and may_choose_name(door, clock.now()) and not door.visitor.who:
        return go_to("live.show_guest", event_id=event_id, token=token_of(event_id))
    if not may_enter(door, clock.now()):
        return show_door(door)
    return room_page(door, everything=request.args.get("talk") == "all")


def room_page(door: Door, **more: Any) -> str:
    """The whole page; what was refused stands in it with the reason."""
    words = page_words(door, **more)
    return render_template("live/room.html", **words, **event_words(door))


def show_door(door: Door) -> Response:
    """What stands between this visitor and the room, and how to get in."""
    phase, invited = door.phase(clock.now()), is_invited(door)
    waits = phase in (SOON, OPEN) and invited
    people, who = door.state.of(People), door.visitor.who
    page = render_template(
        "live/door.html",
        door=door,
        phase=phase,
        invited=invited,
        waits=waits,
        knocked=who in people.waiting,
        reason=people.removed.get(who, ""),
        key=uuid.uuid4().hex,
        **event_words(door),
    )
    return make_response(page, 200 if waits else 403)


def event_words(door: Door) -> dict[str, Any]:
    """The event, and where it stands."""
    return {"event": door.event, "event_url": in_language(door.event.path, language())}


@bp.get(f"{ROOM}/entries")
def show_entries(event_id: int) -> Any:
    """What happened since a number, or with `whole` all anew, for a page that is open: as JSON."""
    door = get_door(event_id)
    if not may_enter(door, clock.now()):
        return {"out": out_words(door)}, 403 if door.visitor.who else 401
    whole = request.args.get("whole") == "1"
    answer = make_response(news_since(door, whole_argument("since", 0), whole))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def out_words(door: Door) -> str:
    """Why somebody is not, or no longer, in the room."""
    if g.person is None and not door.seated:
        return _("You are signed out. Sign in to come back to the room.")
    if door.removed:
        return _("Those who lead have asked you to leave the room.")
    words = {
        SOON: _("The room is not open yet."),
        OVER: _("The room has closed."),
        SHUT: _("This event does not take place."),
    }
    if may_wait(door, clock.now()):
        return _("You are in the lobby until somebody lets you in.")
    return words.get(door.phase(clock.now())) or _("You no longer have a seat at this event.")


@bp.get(f"{ROOM}/panels/<name>")
def show_panel(event_id: int, name: str) -> Any:
    """One panel alone; nothing new is answered with 304."""
    door = get_door(event_id)
    need(may_enter(door, clock.now()))
    html, mark = panel_alone(door, name)
    if not html:
        return "", 404
    answer = make_response(html)
    answer.set_etag(mark, weak=True)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)


@bp.post(f"{ROOM}/presence")
def be_here(event_id: int) -> Any:
    """I am still here: from a page without a socket, or by hand from one without scripts."""
    door = get_door(event_id)
    need(may_enter(door, clock.now()) or may_wait(door, clock.now()))
    if may_be_here(door, clock.now()):
        actions.note_presence(door, device_of(request.form.get("device")))
    if wants_json():
        return {"ok": True}
    return go_to("live.show_room", event_id=event_id)


@bp.get(f"{ROOM}/attendance")
def show_attendance(event_id: int) -> str:
    """When each person came and left."""
    door = get_door(event_id)
    need(may_see_attendance(door))
    stays = queries.attendance(door.room)
    return render_template("live/attendance.html", door=door, stays=stays, **event_words(door))
