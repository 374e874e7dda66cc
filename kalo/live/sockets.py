"""The room over a WebSocket: who asks is looked up, and may be refused, at every single event."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

from flask import current_app, g, request, session
from flask_babel import gettext as _
from flask_socketio import ConnectionRefusedError, join_room, leave_room

from kalo.accounts.login import TOKEN, load_person
from kalo.kit import clock
from kalo.kit.db import transaction
from kalo.kit.sockets import (
    Bucket,
    ShutOut,
    TooFast,
    answer_refusal,
    only_reading,
    socketio,
    whole_change,
)
from kalo.kit.together import Together
from kalo.kit.web import Refused
from kalo.live import actions
from kalo.live.actions import Asking, Beat, NotYours
from kalo.live.doors import Door
from kalo.live.kinds import KINDS
from kalo.live.permissions import may_be_here, may_enter
from kalo.live.shapes import Odd, odd
from kalo.live.views.lines import forget_line, know_line
from kalo.live.views.news import news_since
from kalo.live.views.rooms import out_words
from kalo.live.views.visitors import LETTERS, device_of, find_door

Handler = Callable[[Any, Door], Any]
flood = Bucket(size=40, seconds=10)  # events of any kind on one connection, before anything is read
noted = Bucket(size=3, seconds=60)  # refusals that are written down, for each connection


def _recognise() -> None:
    """Who is asking, by the cookie of the connection against the database of this moment."""
    g.language = "en" if request.args.get("language") == "en" else "el"
    load_person()


def _guarded(run: Callable[..., Any], handler: Handler) -> Callable[..., Any]:
    """A handler as one transaction, for a visitor who may be in the room that the event names."""

    def checked(said: Any) -> Any:
        _recognise()
        try:
            return handler(said, _door(said))
        except Refused as refusal:
            _note_refusal(refusal, said)
            raise

    return functools.wraps(handler)(run(checked))


def _slowed(whole: Callable[[Any], Any]) -> Callable[..., Any]:
    """An event that is not even read where a line sends too many."""

    @functools.wraps(whole)
    def slowed(said: Any = None, *_more: Any) -> Any:
        try:
            flood.need(request.sid, "")  # type: ignore[attr-defined]
        except TooFast as refusal:
            return answer_refusal(refusal)
        return whole(said)

    return slowed


def _changes(handler: Handler) -> Callable[..., Any]:
    return _guarded(whole_change, handler)


def _reads(handler: Handler) -> Callable[..., Any]:
    return _guarded(only_reading, handler)


def _note_refusal(refusal: Refused, said: Any) -> None:
    """A line of the log for what no page of ours does; not for each of many."""
    if isinstance(refusal, NotYours | ShutOut | Odd) and not noted.take(request.sid):  # type: ignore[attr-defined]
        kind = said.get("kind") if isinstance(said, dict) else None
        known = kind if isinstance(kind, str) and kind in KINDS else ""
        why = type(refusal).__name__
        facts = {"event": _number(said, "event"), "kind": known, "why": why}
        current_app.logger.warning("a socket event was refused", extra=facts)


def _number(said: Any, name: str) -> int:
    """A number of the message that a database can hold; 0 for anything else."""
    number = said.get(name) if isinstance(said, dict) else None
    return number if type(number) is int and 0 < number < 2**31 else 0


def _door(said: Any) -> Door:
    """The door that an event names; whoever may not pass it is disconnected."""
    number = _number(said, "event")
    if not number:
        raise odd()
    door = find_door(number)
    if door is None:
        raise ShutOut(_("There is no such room."))
    if not may_enter(door, clock.now()):
        raise ShutOut(out_words(door))
    return door


@socketio.on("connect")
@only_reading
def connect(_auth: Any = None) -> None:
    """Only members and guests with a letter have a line; each event asks again."""
    _recognise()
    if g.person is None and not session.get(LETTERS):
        raise ConnectionRefusedError("signed-out")


@socketio.on("disconnect")
def disconnect(*_why: Any) -> None:
    """The line is gone; whether somebody is, their silence says."""
    forget_line(request.sid)  # type: ignore[attr-defined]


@socketio.on("join")
@_slowed
def join(said: Any) -> Any:
    """Come in, naming the last number seen; the answer is what was missed since."""
    came = _come_in(said)
    if isinstance(came, dict):  # refused
        return came
    if came is not None and not (came[0] and arrivals.ask(came[:2], came[2])):
        _be_first(said)
    return _tell_missed(said)


@_reads
def _come_in(said: Any, door: Door) -> tuple[int, int, Beat] | None:
    """Listen from now on; whoever counts as present is written down with others who come now."""
    for room in know_line(request.sid, door, g.language):  # type: ignore[attr-defined]
        join_room(room)
    if not may_be_here(door, clock.now()):
        return None
    beat = actions.arrival(door, device_of(said.get("device")))
    return (door.room.id if door.room else 0, door.event.id, beat)


def _write_arrivals(room: tuple[int, int], beats: Sequence[Beat]) -> list[bool | None]:
    actions.write_arrivals(*room, beats)
    return [True] * len(beats)


arrivals: Together[Beat, bool] = Together(_write_arrivals, rest=0.05)


@_changes
def _be_first(said: Any, door: Door) -> None:
    """The room is made for whoever comes in first."""
    if may_be_here(door, clock.now()):
        actions.note_presence(door, device_of(said.get("device")))


@_reads
def _tell_missed(said: Any, door: Door) -> Any:
    return news_since(door, _number(said, "since"))


@socketio.on("here")
@_slowed
@_reads
def stay(said: Any, door: Door) -> Any:
    """I am still here; the answer says how far the log is, for a hint that was lost, and whether
    the room still takes words: that may end by the hour alone, of which nobody is told.
    """
    for room in know_line(request.sid, door, g.language):  # type: ignore[attr-defined]
        join_room(room)
    if may_be_here(door, clock.now()):
        actions.still_here(door, device_of(said.get("device")))
    return {"seq": door.state.seq, "closed": not door.takes_words(clock.now())}


@socketio.on("leave")
@_slowed
@_changes
def leave(said: Any, door: Door) -> Any:
    """The page is being closed."""
    for room in forget_line(request.sid):  # type: ignore[attr-defined]
        leave_room(room)
    device = device_of(said.get("device"))
    actions.not_here(door, device)
    actions.leave(door, device)
    return {"left": True}


@_changes
def _do_alone(said: Any, door: Door) -> Any:
    kind, client_id = said.get("kind"), said.get("once")
    if not isinstance(kind, str) or not isinstance(client_id, str):
        raise odd()
    return {"seq": actions.act(door, kind, said, client_id).seq}


def _do_many(event_id: int, asked: Sequence[Asking]) -> list[int | None]:
    """Acts of many lines in one change; if it fails, each does its own."""
    try:
        with transaction():
            return actions.act_together(event_id, asked)
    except Exception:
        current_app.logger.exception("acts were not done together")
        return [None] * len(asked)


together: Together[Asking, int] = Together(_do_many, rest=0.05)


def _asking(said: Any) -> Asking | None:
    """A member's act of a kind that many do at once; None for all others."""
    if not isinstance(said, dict) or not session.get(TOKEN) or not _number(said, "event"):
        return None
    kind, client_id = said.get("kind"), said.get("once")
    if not isinstance(kind, str) or not isinstance(client_id, str):
        return None
    known = KINDS.get(kind)
    return Asking(session[TOKEN], kind, said, client_id) if known and known.calm else None


@socketio.on("act")
@_slowed
def do(said: Any) -> Any:
    """Do something, once: what `act` is told is its kind, its id, and what belongs to the kind."""
    asking = _asking(said)
    seq = together.ask(said["event"], asking) if asking else None
    return {"seq": seq} if seq else _do_alone(said)
