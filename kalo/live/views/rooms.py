"""The room's page, what it asks for while it is open, and who was there."""

from typing import Any

from flask import g, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit import clock
from kalo.kit.pages import whole_argument
from kalo.kit.web import go_to, in_language, language, need
from kalo.live import actions, queries
from kalo.live.forms import ActForm, AskForm, SayForm
from kalo.live.models import OPEN, OVER, SHUT, SOON, Door
from kalo.live.permissions import is_invited, may_enter, may_see_attendance
from kalo.live.views import bp
from kalo.live.views.fragments import news_since, page_words, present_words


@bp.get("/<int(max=2147483647):event_id>/")
def show_room(event_id: int) -> Any:
    """The room, or its door."""
    door = queries.get_door(event_id, g.person)
    need(g.person is not None)
    if not may_enter(g.person, door, clock.now()):
        return show_door(door)
    return room_page(door)


def room_page(door: Door, **forms: ActForm) -> str:
    """The whole page; a form that was refused stands in it with its errors."""
    words = page_words(door, g.person, request.args.get("talk") == "all")
    shown = {"say_form": SayForm(None), "ask_form": AskForm(None), "key_form": ActForm(None)}
    return render_template("live/room.html", **words, **{**shown, **forms}, **event_words(door))


def show_door(door: Door) -> Response:
    """What stands between this person and the room, and how to get in."""
    phase, invited = door.phase(clock.now()), is_invited(g.person, door)
    waits = phase == SOON and invited
    page = render_template(
        "live/door.html", door=door, phase=phase, invited=invited, **event_words(door)
    )
    return make_response(page, 200 if waits else 403)


def event_words(door: Door) -> dict[str, Any]:
    """The event, and where it stands."""
    return {"event": door.event, "event_url": in_language(door.event.path, language())}


@bp.get("/<int(max=2147483647):event_id>/entries")
def show_entries(event_id: int) -> Any:
    """What happened since a number, for a page that is open: as JSON with rendered fragments."""
    door = queries.get_door(event_id, g.person)
    if not may_enter(g.person, door, clock.now()):
        return {"out": out_words(door)}, 403 if g.person else 401
    answer = make_response(news_since(door, g.person, whole_argument("since", 0)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def out_words(door: Door) -> str:
    """Why somebody is not, or no longer, in the room."""
    if g.person is None:
        return _("You are signed out. Sign in to come back to the room.")
    words = {
        SOON: _("The room is not open yet."),
        OVER: _("The room has closed."),
        SHUT: _("This event does not take place."),
    }
    return words.get(door.phase(clock.now())) or _("You no longer have a seat at this event.")


@bp.get("/<int(max=2147483647):event_id>/people")
def show_people(event_id: int) -> str:
    """Who is here now."""
    door = queries.get_door(event_id, g.person)
    need(may_enter(g.person, door, clock.now()))
    return render_template("live/_people.html", **present_words(door), event=door.event)


@bp.post("/<int(max=2147483647):event_id>/presence")
def be_here(event_id: int) -> Any:
    """I am still here: from a page without a socket, or by hand from one without scripts."""
    door = queries.get_door(event_id, g.person)
    need(may_enter(g.person, door, clock.now()))
    if door.phase(clock.now()) == OPEN:
        actions.note_presence(g.person, door, device_of(request.form.get("device")))
    if request.accept_mimetypes.best == "application/json":
        return {"ok": True}
    return go_to("live.show_room", event_id=event_id)


def device_of(typed: Any) -> str:
    """The name that a page gave its tab; pages without scripts share one."""
    name = typed if isinstance(typed, str) else ""
    return name if name.isalnum() and len(name) <= 36 else "page"


@bp.get("/<int(max=2147483647):event_id>/attendance")
def show_attendance(event_id: int) -> str:
    """When each person came and left."""
    door = queries.get_door(event_id, g.person)
    need(may_see_attendance(g.person, door.event))
    stays = queries.attendance(door.room)
    return render_template("live/attendance.html", door=door, stays=stays, **event_words(door))
