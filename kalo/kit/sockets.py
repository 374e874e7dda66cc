"""The live socket: each event is one authorised transaction; hints go out after commit."""

import functools
import json
from collections.abc import Callable
from time import monotonic
from types import SimpleNamespace
from typing import Any

from engineio import json as wire_json
from flask import Flask, current_app, g, request
from flask_socketio import SocketIO

from kalo.kit.db import after_commit, begin_reading, begin_writing, commit, drop
from kalo.kit.outages import is_away, is_lock_error
from kalo.kit.web import Refused
from kalo.kit.wires import hang_up, on_wires, sent_at_once

TOGETHER = 1.0  # seconds in which hints of one kind to one room become one
REST = 0.02  # seconds between two works of one kind, at least
MOST_WAITING = 300  # packets for one line; who reads slower than that comes back and asks anew


class ShutOut(Refused):
    """Whoever hears this is no longer let in: told why, then disconnected."""


class TooFast(Refused):
    """A refusal for now: the same act may be sent again after `wait` seconds."""

    def __init__(self, sentence: str, wait: float) -> None:
        super().__init__(sentence)
        self.wait = wait


class Sockets(SocketIO):
    """Remembers its handlers, so that every application of one process has them, not the first."""

    server: Any

    def on(self, message: str, namespace: str | None = None) -> Callable[..., Any]:
        bind = super().on(message, namespace)

        def decorate(handler: Callable[..., Any]) -> Callable[..., Any]:
            # Without a server, a handler is remembered for those to come.
            server, self.server = self.server, None
            bind(handler)
            self.server = server
            return bind(handler) if server else handler

        return decorate


# Greek as it is: a letter takes two bytes, as \u03b1 it would take six.
short_json = SimpleNamespace(
    dumps=functools.partial(json.dumps, ensure_ascii=False), loads=wire_json.loads
)
# async_handlers=False: with parallel handlers the events of one person overtake each other.
socketio = Sockets(
    async_handlers=False, cors_allowed_origins=None, manage_session=False, json=short_json
)


def init_sockets(app: Flask) -> None:
    """Bind the socket server; Redis carries hints between processes where it is set."""
    settings = app.config["KALO"]
    socketio.init_app(
        app,
        async_mode="threading" if settings.testing else "gevent",
        # Always said: the options of one application stay for the next one of the process.
        client_manager=_bus(app, settings.redis_url) if settings.redis_url else None,
        transports=["websocket"],
        max_http_buffer_size=64 * 1024,
    )
    socketio.default_exception_handler = functools.partial(_note_fault, app)
    _bound_queues(socketio.server.eio)
    app.wsgi_app = on_wires(app.wsgi_app)  # type: ignore[assignment, method-assign]


after_silence: list[Callable[[], None]] = []  # called when Redis is back


def _bus(app: Flask, address: str) -> Any:
    from kalo.kit.bus import Bus  # loaded only where there is Redis: it costs megabytes

    def hear_again() -> None:
        with app.app_context():
            for call in after_silence:
                call()

    bus = Bus(address, channel="flask-socketio")
    bus.on_return = hear_again
    return bus


def _bound_queues(engine: Any) -> None:
    """Let go of whoever stops reading: the library would keep every packet for them, for ever."""
    send = engine.send_packet

    def send_packet(sid: str, packet: Any) -> None:
        line = engine.sockets.get(sid)
        if line is not None and line.queue.qsize() >= MOST_WAITING and not line.closed:
            environ = socketio.server.environ.get(sid)
            _cut(line)
            hang_up(environ)
        elif line is None or not sent_at_once(line, socketio.server.environ.get(sid), packet):
            send(sid, packet)

    engine.send_packet = send_packet


def _cut(line: Any) -> None:
    """End a line without a word: nobody would read it."""
    while not line.queue.empty():
        line.queue.get_nowait()
        line.queue.task_done()
    line.close(wait=False, abort=True)


def _note_fault(app: Flask, fault: Exception) -> dict[str, bool]:
    """A fault of ours is written down and answered: the page keeps the act and tries again; where
    the fault passes by itself, as often as it takes.
    """
    drop()
    if is_away(fault):  # many lines notice it, and each says no more than this
        app.logger.error("the database is away: %s", fault)
    else:
        app.logger.error("a socket event failed", exc_info=fault)
    return {"failed": True, "passes": is_lock_error(fault) or is_away(fault)}


def whole_change(act: Callable[..., Any]) -> Callable[..., Any]:
    """Run a socket event as one transaction; a refusal is answered, not raised."""

    @functools.wraps(act)
    def guarded(*args: Any) -> Any:
        g.person = None
        begin_writing()
        try:
            answer = act(*args)
            commit()
            return answer
        except Refused as refusal:
            drop()
            return answer_refusal(refusal)
        except BaseException:
            drop()
            raise

    return guarded


def only_reading(act: Callable[..., Any]) -> Callable[..., Any]:
    """Run a socket event that reads."""

    @functools.wraps(act)
    def guarded(*args: Any) -> Any:
        g.person = None
        begin_reading()
        try:
            return act(*args)
        except Refused as refusal:
            drop()
            return answer_refusal(refusal)
        finally:
            drop()

    return guarded


def answer_refusal(refusal: Refused) -> dict[str, Any]:
    """What the page is told; somebody shut out is told first, and then let go of."""
    if isinstance(refusal, ShutOut):
        sid: str = request.sid  # type: ignore[attr-defined]
        socketio.emit("out", {"reason": str(refusal)}, to=sid)
        socketio.server.disconnect(sid)
        return {"out": str(refusal)}
    return refusal_words(refusal)


def refusal_words(refusal: Refused) -> dict[str, Any]:
    """A refusal as the page's scripts read it, by socket or by HTTP."""
    words: dict[str, Any] = {"refused": str(refusal)}
    if isinstance(refusal, TooFast):
        words["wait"] = max(0.1, round(refusal.wait, 1))  # 0 would be for good
    return words


def hint(room: str, what: str, **facts: Any) -> None:
    """Tell everyone in a socket room, once this change is committed, that there is news."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    after_commit(functools.partial(_say, app, room, what, facts))


_waiting: set[tuple[str, str]] = set()


def hint_together(room: str, what: str, **facts: Any) -> None:
    """As `hint`, but at most once a second: what happens meanwhile is told in the same breath."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def soon() -> None:
        if (room, what) not in _waiting:
            _waiting.add((room, what))
            socketio.start_background_task(_say_soon, app, room, what, facts)

    after_commit(soon)


def _say_soon(app: Flask, room: str, what: str, facts: dict[str, Any]) -> None:
    socketio.sleep(TOGETHER)
    _waiting.discard((room, what))
    _say(app, room, what, facts)


def _say(app: Flask, room: str, what: str, facts: dict[str, Any]) -> None:
    try:
        socketio.emit(what, facts, to=room)
    except Exception:  # a hint may be lost: pages ask for what they missed
        app.logger.exception("a hint was not sent")


_beats: dict[Any, bool] = {}  # what runs, and whether it was asked for again meanwhile


def soon(key: Any, work: Callable[[], None], rest: float = REST) -> None:
    """Do some reading work for sockets at once, in a context of its own; asked for again while it
    runs, once more after a rest: so many askings are one work, and the others have their turn.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if key in _beats:
        _beats[key] = True
    elif app.testing:  # the test looks right after its act
        _beat(app, work)
    else:
        _beats[key] = False
        socketio.start_background_task(_beat_on, app, key, work, rest)


def _beat_on(app: Flask, key: Any, work: Callable[[], None], rest: float) -> None:
    while True:
        _beats[key] = False
        began = monotonic()
        _beat(app, work)
        socketio.sleep(max(rest, 2 * (monotonic() - began)))
        if not _beats[key]:
            del _beats[key]
            return


def _beat(app: Flask, work: Callable[[], None]) -> None:
    with app.test_request_context():  # what is written names addresses of this site
        g.person = None
        begin_reading()
        try:
            work()
        except Exception:  # a hint may be lost: pages ask for what they missed
            app.logger.exception("news was not told")
        finally:
            drop()


class Bucket:
    """So many acts at once for each key, and as many again in so many seconds; in memory only."""

    MOST_KEYS = 20_000

    def __init__(self, size: int, seconds: float) -> None:
        self.size = size
        self.pace = size / seconds
        self._left: dict[Any, tuple[float, float]] = {}

    def take(self, key: Any) -> float:
        """Take one; answers 0, or after how many seconds there will be one."""
        at = monotonic()
        left, since = self._left.get(key, (float(self.size), at))
        left = min(self.size, left + (at - since) * self.pace)
        allowed = left >= 1
        if len(self._left) > self.MOST_KEYS:
            self._left.clear()
        self._left[key] = (left - 1 if allowed else left, at)
        return 0.0 if allowed else (1 - left) / self.pace

    def need(self, key: Any, sentence: str) -> None:
        """Take one, or refuse with this sentence."""
        if wait := self.take(key):
            raise TooFast(sentence, wait)
