"""The same told to many sockets: made into bytes once, and given straight to each.

The library frames each packet for each line anew, compresses it for each apart, and wakes a task
for each; for a thousand lines that is three times the work (bench/live.md). A line that cannot take
all of it at once gets it by the library's own queue, in its turn.
"""

import struct
from collections.abc import Callable
from contextlib import suppress
from socket import SHUT_RDWR, SO_SNDBUF, SOL_SOCKET
from typing import Any

from gevent import spawn
from gevent.lock import BoundedSemaphore

Wsgi = Callable[[dict[str, Any], Any], Any]
TEXT = 0x81  # a whole text message (RFC 6455, section 5.2)
SOCKET = "gunicorn.socket"
UNREAD = 64 * 1024  # bytes that the system keeps for whoever does not read; it would take megabytes


class Wire:
    """A connection whose writers take turns: what one has begun is whole before another begins."""

    def __init__(self, sock: Any) -> None:
        self._whole = sock
        self._turn = BoundedSemaphore(1)

    def send(self, data: bytes) -> int:
        """Send all of it, waiting for whoever reads slowly; answers its length."""
        with self._turn:
            self._whole.sendall(data)
        return len(data)

    def send_now(self, data: bytes) -> bool:
        """Send it without waiting; False where nothing of it could be sent.

        What is left of a message that was begun goes before anything else.
        """
        if self._turn.locked():
            return False
        try:
            sent = self._whole._sock.send(data)
        except OSError:  # full, or broken: then its reader hears of it
            return False
        if sent < len(data):
            self._turn.acquire()
            spawn(self._finish, data[sent:])
        return True

    def _finish(self, rest: bytes) -> None:
        try:
            self._whole.sendall(rest)
        except OSError:
            self._whole.close()
        finally:
            self._turn.release()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


def on_wires(inner: Wsgi) -> Wsgi:
    """The application, with a `Wire` under each WebSocket.

    Nobody is offered compression: it keeps 80 KB for each line and spares little on short news.
    """

    def serve(environ: dict[str, Any], start_response: Any) -> Any:
        if SOCKET in environ and environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            environ[SOCKET].setsockopt(SOL_SOCKET, SO_SNDBUF, UNREAD)
            environ[SOCKET] = Wire(environ[SOCKET])
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return inner(environ, start_response)

    return serve


def hang_up(environ: dict[str, Any] | None) -> None:
    """End the connection under a line: who waits on it, reading or writing, goes on at once."""
    wire = (environ or {}).get(SOCKET)
    if isinstance(wire, Wire):
        with suppress(OSError):
            wire.shutdown(SHUT_RDWR)


def sent_at_once(line: Any, environ: dict[str, Any] | None, packet: Any) -> bool:
    """Send a packet of the library past its queue, where nothing waits there; False: use that."""
    wire = (environ or {}).get(SOCKET)
    if not isinstance(wire, Wire) or packet.binary or not line.queue.empty():
        return False
    return wire.send_now(framed(packet))


def framed(packet: Any) -> bytes:
    """The bytes of a text packet for a WebSocket, kept on it for the lines to come."""
    kept: bytes | None = getattr(packet, "kept_frame", None)
    if kept is None:
        words = packet.encode().encode()
        kept = packet.kept_frame = _head(len(words)) + words
    return kept


def _head(length: int) -> bytes:
    if length < 126:
        return bytes((TEXT, length))
    if length < 2**16:
        return struct.pack(">BBH", TEXT, 126, length)
    return struct.pack(">BBQ", TEXT, 127, length)
