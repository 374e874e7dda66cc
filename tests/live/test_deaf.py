"""A client that stops reading: let go of, while nobody else notices."""

import base64
import json
import os
import socket
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlparse

import pytest

from kalo.accounts.models import Person
from kalo.kit.sockets import MOST_WAITING
from tests.factories.live import gathering_now, key
from tests.live.test_real_sockets import happens, phone_of

__all__ = ["phone_of"]
pytestmark = pytest.mark.long


class Deaf:
    """A WebSocket by hand: it asks to come in, and then reads nothing."""

    def __init__(self, url: str, cookie: str, event_id: int) -> None:
        place = urlparse(url)
        self.line = socket.socket()
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self.line.connect((place.hostname, place.port))
        key = base64.b64encode(os.urandom(16)).decode()
        words = (
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {place.netloc}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Version: 13\r\nCookie: kalo={cookie}\r\n\r\n"
        )
        self.line.sendall(words.encode())
        self.pause()
        self.say("40")
        self.pause()
        self.say("421" + json.dumps(["join", {"event": event_id, "since": 0}]))
        self.pause()

    def pause(self) -> None:
        time.sleep(0.5)
        self.line.recv(16000)

    def say(self, words: str) -> None:
        body, mask = words.encode(), os.urandom(4)
        assert len(body) < 126
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(body))
        self.line.sendall(bytes((0x81, 0x80 | len(body))) + mask + masked)

    def read_to_the_end(self) -> int:
        """How much was on its way; fails where the server does not end the line."""
        self.line.settimeout(10)
        got = 0
        while words := self.line.recv(65536):
            got += len(words)
        self.line.close()
        return got


def test_whoever_stops_reading_is_let_go_and_the_others_hear_everything(
    server: str, cookie_of: Callable[[Person], str], ada: Person, make_person: Any, phone_of: Any
) -> None:
    event = gathering_now(facilitator_id=ada.id, capacity=None)
    deaf = Deaf(server, cookie_of(ada), event.id)
    rounds = 18  # each may act twenty times at once
    people = [make_person("Q" + "x" * n) for n in range(3 * MOST_WAITING // rounds)]
    phones = [phone_of(person, event).connect() for person in people]
    for phone in phones:
        phone.join()
    for _ in range(rounds):
        for phone in phones:
            phone.ask("act", kind="said", once=key(), text="α" * 990)
    happens(lambda: all(len(phone.told()) == rounds * len(phones) for phone in phones))
    assert deaf.read_to_the_end() < 400_000  # of two million
