"""What can be done without a socket: plain forms, and the same addresses for scripts."""

from typing import Any

from flask import g, make_response, request
from werkzeug.wrappers import Response

from kalo.kit import clock
from kalo.kit.sockets import TooFast, refusal_words
from kalo.kit.web import Refused, go_to, need
from kalo.live import actions, queries
from kalo.live.forms import ActForm, AskForm, SayForm, first_error
from kalo.live.models import OPEN, Door, Entry
from kalo.live.views import bp
from kalo.live.views.deeds import DEEDS
from kalo.live.views.rooms import device_of, room_page


@bp.post("/<int(max=2147483647):event_id>/says")
def say(event_id: int) -> Any:
    """Say something."""
    return _done(event_id, "say")


@bp.post("/<int(max=2147483647):event_id>/questions")
def ask(event_id: int) -> Any:
    """Ask something."""
    return _done(event_id, "ask")


@bp.post("/<int(max=2147483647):event_id>/votes")
def vote(event_id: int) -> Any:
    """Vote for a question."""
    return _done(event_id, "vote")


@bp.post("/<int(max=2147483647):event_id>/votes/undo")
def unvote(event_id: int) -> Any:
    """Take the vote back."""
    return _done(event_id, "unvote")


@bp.post("/<int(max=2147483647):event_id>/answers")
def answer(event_id: int) -> Any:
    """Note that a question was answered."""
    return _done(event_id, "answer")


@bp.post("/<int(max=2147483647):event_id>/removals")
def hide(event_id: int) -> Any:
    """Take something off the page."""
    return _done(event_id, "hide")


@bp.post("/<int(max=2147483647):event_id>/closure")
def close(event_id: int) -> Any:
    """End the writing."""
    return _done(event_id, "close")


@bp.post("/<int(max=2147483647):event_id>/closure/undo")
def reopen(event_id: int) -> Any:
    """Let people write again."""
    return _done(event_id, "open")


def _done(event_id: int, name: str) -> Any:
    """Find, ask, do, answer: the same for every act."""
    door, deed = queries.get_door(event_id, g.person), DEEDS[name]
    need(deed.is_open_to(g.person, door, clock.now()))
    form = deed.form()
    try:
        if not form.validate():
            raise Refused(first_error(form))
        entry = deed.do(g.person, door, form)
        _be_here(door)
    except Refused as refusal:
        return _refused(door, form, refusal)
    return _answer(event_id, entry)


def _be_here(door: Door) -> None:
    """Whoever does something is here, with or without scripts."""
    if door.phase(clock.now()) == OPEN:
        actions.note_presence(g.person, door, device_of(request.form.get("device")))


def _refused(door: Door, form: ActForm, refusal: Refused) -> Response:
    """The page with what was typed and why not; a script gets the sentence alone."""
    status = 429 if isinstance(refusal, TooFast) else 422
    if _wants_json():
        return make_response(refusal_words(refusal), status)
    if not form.errors:
        form.form_errors.append(str(refusal))
    forms: dict[str, ActForm] = {"key_form": form}
    if isinstance(form, SayForm):
        forms = {"say_form": form}
    elif isinstance(form, AskForm):
        forms = {"ask_form": form}
    return make_response(room_page(door, **forms), status)


def _answer(event_id: int, entry: Entry) -> Any:
    if _wants_json():
        return {"seq": entry.seq}
    thing = entry.about or entry.seq
    anchors = {"said": "said", "asked": "question", "voted": "question", "unvoted": "question"}
    anchor = anchors.get(entry.kind)
    where = {"_anchor": f"{anchor}-{thing}"} if anchor else {}
    return go_to("live.show_room", event_id=event_id, **where)


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
