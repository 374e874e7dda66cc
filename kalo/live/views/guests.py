"""People without an account: in by the letter of their seat, under a name they choose."""

from dataclasses import dataclass
from typing import Any, NoReturn

from flask import abort, g, make_response, render_template, request
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from kalo.events.actions import read_guest_token
from kalo.kit import clock
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, need
from kalo.live import actions, queries
from kalo.live.doors import Door
from kalo.live.permissions import may_choose_name
from kalo.live.shapes import of_form, read, words
from kalo.live.views import bp
from kalo.live.views.rooms import ROOM, event_words, out_words
from kalo.live.views.visitors import counted, remember_letter

LONGEST_NAME = 60


@dataclass(frozen=True, kw_only=True)
class Called:
    """How a guest is called in the room."""

    name: str = words(
        LONGEST_NAME,
        _("Write how you are called here."),
        _("A name has at most %(max)d characters."),
    )


@bp.get(f"{ROOM}/guest/<token>")
def show_guest(event_id: int, token: str) -> Any:
    """A name to choose, and the way in."""
    if g.person is not None:
        return go_to("live.show_room", event_id=event_id)
    door, _letter = _find(event_id, token)
    if not may_choose_name(door, clock.now()):
        return _secretly(render_template("live/guest_out.html", **_out(door)), 403)
    remember_letter(event_id, token)  # so that the line can be tried before
    return _form(door, token)


@bp.post(f"{ROOM}/guest/<token>")
@limiter.limit("20/minute", key_func=counted)
def come_as_guest(event_id: int, token: str) -> Any:
    """Come in under this name; the letter is remembered on this device."""
    door, letter = _find(event_id, token)
    need(may_choose_name(door, clock.now()))
    try:
        called = read(Called, of_form(Called, request.form))
    except Refused as refusal:
        return _form(door, token, request.form.get("name", ""), str(refusal))
    actions.come_as_guest(door, letter[0], " ".join(called.name.split()))
    remember_letter(event_id, token)
    return go_to("live.show_room", event_id=event_id)


def _find(event_id: int, token: str) -> tuple[Door, tuple[int, str]]:
    letter = read_guest_token(token)
    if letter is None:
        _nothing_there()
    return queries.get_door(event_id, None, letter), letter


def _nothing_there() -> NoReturn:
    abort(404)


def _form(door: Door, token: str, typed: str = "", refusal: str = "") -> Response:
    guest = door.visitor.guest
    page = render_template(
        "live/guest.html",
        door=door,
        token=token,
        name=typed or (guest.name if guest else ""),
        refusal=refusal,
        longest=LONGEST_NAME,
        **event_words(door),
    )
    return _secretly(page, 422 if refusal else 200)


def _out(door: Door) -> dict[str, Any]:
    words = out_words(door) if door.seated else _("This link does not open this room.")
    return {"door": door, "words": words, **event_words(door)}


def _secretly(page: str, status: int = 200) -> Response:
    """The address is the key: it is named to nobody, and the page is kept nowhere."""
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
