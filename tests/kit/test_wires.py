"""Telling many lines the same: bytes made once, nobody waits for whoever reads slowly."""

from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import gevent
import gevent.queue
import gevent.socket
import pytest
from engineio.packet import MESSAGE, Packet  # type: ignore[import-untyped]
from wsproto.frame_protocol import FrameProtocol

from kalo.kit.wires import SOCKET, Wire, framed, on_wires, sent_at_once


@pytest.fixture
def pair() -> Any:
    ours, theirs = gevent.socket.socketpair()
    for each in (ours, theirs):
        each.setsockopt(gevent.socket.SOL_SOCKET, gevent.socket.SO_SNDBUF, 4096)
    yield Wire(ours), theirs
    ours.close()
    theirs.close()


def read_all(sock: Any, length: int) -> bytes:
    got = b""
    with gevent.Timeout(10):
        while len(got) < length:
            got += sock.recv(65536)
    return got


def line_of(wire: Any, *waiting: Any) -> tuple[Any, dict[str, Any]]:
    queue = gevent.queue.Queue()
    for each in waiting:
        queue.put(each)
    return SimpleNamespace(queue=queue), {SOCKET: wire}


@pytest.mark.parametrize("length", [0, 1, 124, 125, 126, 65534, 65535, 70000])
def test_the_bytes_are_those_of_the_library(length: int) -> None:
    packet = Packet(MESSAGE, "ω" * (length // 2) + "x" * (length % 2))
    theirs = FrameProtocol(client=False, extensions=[]).send_data(packet.encode(), fin=True)
    assert framed(packet) == theirs
    assert framed(packet) is framed(packet)


def test_what_fits_goes_at_once(pair: Any) -> None:
    wire, theirs = pair
    packet = Packet(MESSAGE, "καλημέρα")
    assert sent_at_once(*line_of(wire), packet)
    assert read_all(theirs, len(framed(packet))) == framed(packet)


def test_behind_what_waits_in_the_queue_it_takes_its_turn(pair: Any) -> None:
    wire, _theirs = pair
    assert not sent_at_once(*line_of(wire, "earlier"), Packet(MESSAGE, "later"))


def test_bytes_and_lines_without_a_wire_are_left_to_the_library(pair: Any) -> None:
    wire, _theirs = pair
    assert not sent_at_once(*line_of(wire), Packet(MESSAGE, b"\x00"))
    assert not sent_at_once(*line_of(object()), Packet(MESSAGE, "a"))
    assert not sent_at_once(line_of(wire)[0], None, Packet(MESSAGE, "a"))


def test_nobody_waits_for_a_reader_who_stopped_and_no_message_is_torn(pair: Any) -> None:
    wire, theirs = pair
    big = [bytes([65 + number]) * 300_000 for number in range(3)]
    assert wire.send_now(big[0])  # more than the system takes: the rest follows by itself
    assert (wire.send_now(big[1]), wire.send_now(b"small")) == (False, False)
    waiting = gevent.spawn(wire.send, big[2])
    gevent.sleep(0.05)
    assert not waiting.ready()
    assert read_all(theirs, 600_000) == big[0] + big[2]
    assert waiting.get(timeout=5) == 300_000
    assert wire.send_now(b"small")
    assert read_all(theirs, 5) == b"small"


def test_a_full_line_says_so(pair: Any) -> None:
    wire, _theirs = pair
    with suppress(BlockingIOError):
        while True:
            wire._whole._sock.send(b"x" * 1000)
    assert not wire.send_now(b"small")


def test_a_broken_line_does_not_disturb_the_others(pair: Any) -> None:
    wire, theirs = pair
    theirs.close()
    assert not wire.send_now(b"a")
    assert not wire.send_now(b"b")


def test_a_websocket_gets_a_wire_and_no_compression_and_a_page_does_not(pair: Any) -> None:
    seen: list[dict[str, Any]] = []
    serve = on_wires(lambda environ, _start: seen.append(environ))
    asked = {SOCKET: pair[1], "HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate"}
    serve(dict(asked), None)
    serve({**asked, "HTTP_UPGRADE": "WebSocket"}, None)
    serve({"HTTP_UPGRADE": "websocket"}, None)
    assert seen[0] == asked
    assert isinstance(seen[1][SOCKET], Wire)
    assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in seen[1]
    assert seen[2] == {"HTTP_UPGRADE": "websocket"}
