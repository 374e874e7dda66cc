"""Before the room: whether one may come in by now, and whether the line will hold."""

from typing import Any

from flask import make_response, render_template

from kalo.kit import clock
from kalo.kit.web import need
from kalo.live.permissions import may_check, may_enter, may_wait
from kalo.live.views import bp
from kalo.live.views.rooms import ROOM, event_words, out_words
from kalo.live.views.visitors import get_door


@bp.get(f"{ROOM}/way-in")
def show_way_in(event_id: int) -> Any:
    """For a page that waits at the door: may it come in by now?"""
    door, at = get_door(event_id), clock.now()
    enters = may_enter(door, at)
    waits = may_wait(door, at) or (door.visitor.who != 0 and may_check(door, at))
    answer = make_response(
        {"in": enters, "waits": waits, "words": "" if enters else out_words(door)}
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get(f"{ROOM}/check")
def show_check(event_id: int) -> str:
    """What works on this device and its line, before it is needed."""
    door = get_door(event_id)
    need(may_check(door, clock.now()))
    now = clock.now().isoformat()
    return render_template("live/check.html", door=door, now=now, **event_words(door))


@bp.get(f"{ROOM}/check/answer")
def show_check_answer(event_id: int) -> Any:
    """The time, as fast as it can be said."""
    door = get_door(event_id)
    need(may_check(door, clock.now()))
    answer = make_response({"now": clock.now().isoformat()})
    answer.headers["Cache-Control"] = "no-store"
    return answer
