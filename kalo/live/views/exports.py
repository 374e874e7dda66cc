"""The minutes of a room: a page, files, and the version among the event's materials."""

import functools
from collections.abc import Callable
from typing import Any

from flask import abort, flash, g, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from kalo.events.actions.materials import add_material, keep_beside
from kalo.kit import clock
from kalo.kit.db import begin_reading, begin_writing
from kalo.kit.locales import speaking
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, language, need, thinks_first
from kalo.live.doors import Door
from kalo.live.folds.polls import OPEN, Polls
from kalo.live.permissions import may_publish_minutes, may_take_minutes
from kalo.live.views import bp
from kalo.live.views.minutes.document import Minutes, minutes_of, pieces_of_minutes
from kalo.live.views.minutes.files import MIMES, PDF, name_of, written
from kalo.live.views.minutes.naming import NAMES, NAMINGS, NONE, PSEUDONYMS
from kalo.live.views.rooms import ROOM, event_words
from kalo.live.views.visitors import get_door

NAMING_WORDS = {
    NAMES: lazy_gettext("With names"),
    PSEUDONYMS: lazy_gettext("With pseudonyms"),
    NONE: lazy_gettext("Without names"),
}
READERS = {
    "seated": lazy_gettext("Those with a seat"),
    "attended": lazy_gettext("Those who were there"),
    "everybody": lazy_gettext("Everybody"),
}


@bp.get(f"{ROOM}/minutes")
def show_minutes(event_id: int) -> str:
    """The minutes as they are by now, and the ways to take them away."""
    door = _door(event_id)
    way, lengthy = _chosen()
    minutes = minutes_of(door, way, language())
    return render_template(
        "live/minutes.html",
        door=door,
        minutes=minutes,
        pieces=pieces_of_minutes(minutes, lengthy),
        way=way,
        lengthy=lengthy,
        naming_words=NAMING_WORDS,
        readers=readers_of(way),
        kinds=MIMES,
        may_publish=may_publish_minutes(door, clock.now()),
        still_asked=len([p for p in door.state.of(Polls).made.values() if p.state == OPEN]),
        materials_url=url_for("events.show_materials", **door.event.route),
        **event_words(door),
    )


@bp.get(f"{ROOM}/minutes/<kind>")
@limiter.limit("30/minute")
def send_minutes(event_id: int, kind: str) -> Response:
    """The same as a file."""
    door = _door(event_id)
    if kind not in MIMES:
        abort(404)
    way, lengthy = _chosen()
    minutes = minutes_of(door, way, language())
    return _file(minutes, kind, lengthy)


def _file(minutes: Minutes, kind: str, lengthy: bool) -> Response:
    body = written(minutes, kind, lengthy)
    name = name_of(minutes, kind)
    answer: Response = send_file(
        body, mimetype=MIMES[kind], as_attachment=True, download_name=name, etag=False
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _door(event_id: int) -> Door:
    door = get_door(event_id)
    need(may_take_minutes(door, clock.now()))
    return door


def _chosen() -> tuple[str, bool]:
    """How people are called, and whether messages stand in it; pseudonyms where nothing is said."""
    way = request.values.get("names", PSEUDONYMS)
    if way not in NAMINGS:
        abort(404)
    return way, request.values.get("messages") == "1"


def readers_of(way: str) -> dict[str, Any]:
    """Who may be given this version: one with names stays among those who were invited."""
    return {name: words for name, words in READERS.items() if way != NAMES or name != "everybody"}


def prints_first(view: Callable[..., Any]) -> Callable[..., Any]:
    """The paper is printed and kept before anything is written: that takes a while."""

    @functools.wraps(view)
    def printed(event_id: int) -> Any:
        begin_reading()
        door = get_door(event_id)
        need(may_publish_minutes(door, clock.now()))
        way, lengthy = _chosen()
        if request.form.get("audience") not in readers_of(way):
            abort(404)
        g.brought, g.turned_away = None, ""
        with speaking("el"):
            minutes = minutes_of(door, way, "el")
            try:
                with written(minutes, PDF, lengthy) as body:
                    g.brought = keep_beside(FileStorage(body, filename=name_of(minutes, PDF)))
            except Refused as refusal:
                g.turned_away = str(refusal)
        begin_writing()
        return view(event_id=event_id)

    return thinks_first(printed)


@bp.post(f"{ROOM}/minutes/publication")
@limiter.limit("6/minute")
@prints_first
@once
def publish_minutes(event_id: int) -> Response:
    """Lay them among the materials of the event, for those who are named; by hand they can go."""
    door = get_door(event_id)
    need(may_publish_minutes(door, clock.now()))
    titles = {"title_el": "Πρακτικά της αίθουσας", "title_en": "Minutes of the room (in Greek)"}
    audience = request.form["audience"]
    facts = {"kind": "minutes", "url": "", "audience": audience, "item_key": "", **titles}
    try:
        if g.turned_away:
            raise Refused(g.turned_away)
        assert door.visitor.person is not None  # no guest lays out materials
        add_material(door.event, door.visitor.person, facts, g.brought)
    except Refused as refusal:
        flash(str(refusal), "alarm")
        return go_to("live.show_minutes", event_id=event_id)
    flash(_("The minutes stand among the materials of the event."), "good")
    return go_to("live.show_minutes", event_id=event_id)
