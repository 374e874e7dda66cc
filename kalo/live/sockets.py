"""The room over a WebSocket: who asks is looked up, and may be refused, at every single event."""

import functools
from collections.abc import Callable
from typing import Any

from flask import g, request
from flask_babel import gettext as _
from flask_socketio import ConnectionRefusedError, join_room, leave_room

from kalo.accounts.login import load_person
from kalo.events.queries import find_event
from kalo.kit import clock
from kalo.kit.sockets import (
    Bucket,
    ShutOut,
    TooFast,
    answer_refusal,
    only_reading,
    socketio,
    whole_change,
)
from kalo.kit.web import Refused
from kalo.live import actions, queries
from kalo.live.forms import read_words
from kalo.live.models import OPEN, Door
from kalo.live.permissions import may_enter
from kalo.live.views.deeds import DEEDS, Deed
from kalo.live.views.fragments import news_since
from kalo.live.views.rooms import device_of, out_words

Handler = Callable[[Any, Door], Any]
flood = Bucket(size=40, seconds=10)  # events of any kind on one connection, before anything is read


def _recognise() -> None:
    """Who is asking, by the cookie of the connection against the database of this moment."""
    g.language = "en" if request.args.get("language") == "en" else "el"
    load_person()


def _guarded(run: Callable[..., Any], handler: Handler) -> Callable[..., Any]:
    """A handler as one transaction, for a person who may be in the room that the event names."""

    def checked(said: Any) -> Any:
        _recognise()
        return handler(said, _door(said))

    whole = run(checked)

    @functools.wraps(handler)
    def guarded(said: Any = None, *_more: Any) -> Any:
        try:
            flood.need(request.sid, "")  # type: ignore[attr-defined]
        except TooFast as refusal:
            return answer_refusal(refusal)
        return whole(said)

    return guarded


def _changes(handler: Handler) -> Callable[..., Any]:
    return _guarded(whole_change, handler)


def _reads(handler: Handler) -> Callable[..., Any]:
    return _guarded(only_reading, handler)


def _number(said: Any, name: str) -> int:
    """A number of the message that a database can hold; 0 for anything else."""
    number = said.get(name) if isinstance(said, dict) else None
    return number if type(number) is int and 0 < number < 2**31 else 0


def _door(said: Any) -> Door:
    """The door that an event names; whoever may not pass it is disconnected."""
    number = _number(said, "event")
    if not number:
        raise Refused(_("This cannot be understood. Reload the page."))
    event = find_event(number, g.person)
    if event is None or not event.has_room:
        raise ShutOut(_("There is no such room."))
    door = queries.door_of(event, g.person)
    if not may_enter(g.person, door, clock.now()):
        raise ShutOut(out_words(door))
    return door


@socketio.on("connect")
@only_reading
def connect(_auth: Any = None) -> None:
    """Only people who are signed in have a line; each event asks again."""
    _recognise()
    if g.person is None:
        raise ConnectionRefusedError("signed-out")


@socketio.on("join")
def join(said: Any = None, *_more: Any) -> Any:
    """Come in, naming the last number seen; the answer is what was missed since."""
    return _come_in(said) or _tell_missed(said)


@_changes
def _come_in(said: Any, door: Door) -> None:
    join_room(actions.socket_room(door.event))
    _be_here(said, door)


@_reads
def _tell_missed(said: Any, door: Door) -> Any:
    return news_since(door, g.person, _number(said, "since"))


@socketio.on("here")
@_changes
def stay(said: Any, door: Door) -> Any:
    """I am still here; the answer says how far the log is, for a hint that was lost."""
    _be_here(said, door)
    return {"seq": door.room.last_seq if door.room else 0}


def _be_here(said: Any, door: Door) -> None:
    if door.phase(clock.now()) == OPEN:
        actions.note_presence(g.person, door, device_of(said.get("device")))


@socketio.on("leave")
@_changes
def leave(said: Any, door: Door) -> Any:
    """The page is being closed."""
    leave_room(actions.socket_room(door.event))
    actions.leave(g.person, door, device_of(said.get("device")))
    return {"left": True}


def _hear_deed(name: str, deed: Deed) -> None:
    """Let an act be done through the socket under its name."""

    @socketio.on(name)
    @_changes
    def do(said: Any, door: Door) -> Any:
        if not deed.is_open_to(g.person, door, clock.now()):
            raise Refused(_("Only those who lead the event can do this."))
        entry = deed.do(g.person, door, read_words(deed.form, said))
        return {"seq": entry.seq}


for _name, _deed in DEEDS.items():
    _hear_deed(_name, _deed)
