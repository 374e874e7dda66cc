"""What can be done without a socket: one address for every kind of act, for forms and scripts."""

import uuid
from typing import Any

from flask import flash, make_response, request
from werkzeug.wrappers import Response

from kalo.kit import clock
from kalo.kit.once import digest_of_form
from kalo.kit.safety import limiter
from kalo.kit.sockets import TooFast, refusal_words
from kalo.kit.web import Refused, go_to, need
from kalo.live import actions
from kalo.live.actions.log import CLIENT_ID
from kalo.live.doors import Door
from kalo.live.kinds import KINDS, Kind
from kalo.live.models import Entry
from kalo.live.permissions import may_be_here, may_do, may_enter
from kalo.live.shapes import of_form
from kalo.live.views import bp
from kalo.live.views.rooms import room_page, show_door
from kalo.live.views.visitors import counted, device_of, get_door, wants_json


@bp.post("/<int(max=2147483647):event_id>/acts/<kind>")
@limiter.limit("300/minute", key_func=counted)
def do(event_id: int, kind: str) -> Any:
    """Do something, once."""
    door, chosen = get_door(event_id), KINDS.get(kind) or Kind(kind, who=frozenset())
    need(may_do(door, chosen.who, clock.now(), chosen.from_lobby))
    try:
        said = of_form(chosen.shape, request.form)
        entry = actions.act(door, kind, said, _client_id())
        _be_here(door)
    except Refused as refusal:
        return _refused(door, chosen, refusal)
    return {"seq": entry.seq} if wants_json() else _lead_back(door, entry)


def _client_id() -> str:
    """A script's own id; of a form, what it says belongs to it: another text is another act."""
    typed = request.form.get("once", "")
    if wants_json() or not CLIENT_ID.fullmatch(typed):
        return typed
    return uuid.uuid5(uuid.NAMESPACE_OID, typed + digest_of_form()).hex


def _be_here(door: Door) -> None:
    """Whoever does something is here, with or without scripts."""
    if may_be_here(door, clock.now()):
        actions.note_presence(door, device_of(request.form.get("device")))


def _refused(door: Door, kind: Kind, refusal: Refused) -> Response:
    """The page with what was typed and why not; a script gets the sentence alone."""
    status = 429 if isinstance(refusal, TooFast) else 422
    if wants_json():
        return make_response(refusal_words(refusal), status)
    if not may_enter(door, clock.now()):  # somebody in the lobby, who sees nothing of the room
        flash(str(refusal), "alarm")
        return make_response(show_door(door), status)
    typed = {kind.name: of_form(kind.shape, request.form)}
    page = room_page(door, typed=typed, refused={kind.name: str(refusal)})
    return make_response(page, status)


def _lead_back(door: Door, entry: Entry) -> Response:
    """To the page, where what was done can be seen."""
    anchor = "said" if entry.kind == "said" else KINDS[entry.kind].leads_to
    number = entry.about or entry.seq
    where: dict[str, Any] = {"_anchor": f"{anchor}-{number}"} if anchor else {}
    if f"?{anchor}s=" in (
        request.referrer or ""
    ):  # whoever reads further down a list comes back there
        where[f"{anchor}s"] = number
    return go_to("live.show_room", event_id=door.event.id, **where)
