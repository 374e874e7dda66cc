"""The live socket: each event is one authorised transaction; hints go out after commit."""

import functools
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g
from flask_socketio import SocketIO

from kalo.kit.db import after_commit, begin_reading, begin_writing, commit, drop
from kalo.kit.web import Refused

# async_handlers=False: with parallel handlers the events of one person overtake each other.
socketio = SocketIO(async_handlers=False, cors_allowed_origins=None, manage_session=False)


def init_sockets(app: Flask) -> None:
    """Bind the socket server; Redis carries hints between processes where it is set."""
    settings = app.config["KALO"]
    socketio.init_app(
        app,
        async_mode="threading" if settings.testing else "gevent",
        message_queue=settings.redis_url or None,
        transports=["websocket"],
        max_http_buffer_size=64 * 1024,
    )


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
            return {"refused": str(refusal)}
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
        finally:
            drop()

    return guarded


def hint(room: str, what: str, **facts: Any) -> None:
    """Tell everyone in a socket room, once this change is committed, that there is news."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def say() -> None:
        try:
            socketio.emit(what, facts, to=room)
        except Exception:  # a hint may be lost: pages ask for what they missed
            app.logger.exception("a hint was not sent")

    after_commit(say)
