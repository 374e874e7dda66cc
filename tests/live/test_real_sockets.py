"""The room as it is served: gunicorn with gevent, real WebSockets, a line that is cut."""

import json
import re
import socket
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
import socketio
from flask import Flask

from kalo.accounts.login import leave_everywhere
from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.live import queries
from tests.factories.events import seat
from tests.factories.live import gathering_now, key, log_of
from tests.services import wait_for


def happens(what: Callable[[], bool]) -> None:
    """Wait until it is so; the machine may be busy."""
    wait_for(what, "what was waited for")


@dataclass
class Phone:
    """Somebody's device: what it heard, and how far it has read."""

    url: str
    cookie: str
    event_id: int
    heard: list[tuple[str, Any]] = field(default_factory=list)
    seen: int = 0
    words: list[str] = field(default_factory=list)

    def connect(self) -> "Phone":
        self.client = socketio.Client(reconnection=False)
        self.client.on("*", lambda what, said=None: self.heard.append((what, said)))
        headers = {"Cookie": f"kalo={self.cookie}"}
        self.client.connect(self.url, headers=headers, transports=["websocket"], wait_timeout=10)
        return self

    def ask(self, what: str, **said: Any) -> Any:
        return self.client.call(
            what, {"event": self.event_id, "device": "phone", **said}, timeout=10
        )

    def join(self) -> list[str]:
        news = self.ask("join", since=self.seen)
        self.seen = news["seq"]
        return [name for name, _html in news["pieces"]]

    def say(self, text: str) -> int:
        return int(self.ask("act", kind="said", once=key(), text=text)["seq"])

    def told(self) -> list[str]:
        """What news brought, in its order; each begins where the one before ended."""
        # This client hears each message in a thread of its own, so not always in their order.
        news = [said for what, said in list(self.heard) if what == "news"]
        news.sort(key=lambda said: said["seq"])
        for before, after in pairwise(news):
            assert after["from"] == before["seq"]
        return [name for said in news for name, _html in said["pieces"]]

    def fetch(self) -> list[str]:
        """What a page does at a hint: ask for what it missed."""
        request = urllib.request.Request(
            f"{self.url}/live/{self.event_id}/entries?since={self.seen}",
            headers={"Cookie": f"kalo={self.cookie}"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            news = json.load(answer)
        self.seen = news["seq"]
        return [html for _name, html in news["pieces"]]

    def cut(self) -> None:
        """The line goes without a word, as in a lift."""
        self.client.eio.ws.sock.shutdown(socket.SHUT_RDWR)
        happens(lambda: not self.client.connected)


@pytest.fixture
def phone_of(server: str, cookie_of: Any) -> Iterator[Callable[[Person, Event], Phone]]:
    phones: list[Phone] = []

    def _phone(person: Person, event: Event) -> Phone:
        phones.append(Phone(server, cookie_of(person), event.id))
        return phones[-1]

    yield _phone
    for phone in phones:
        if hasattr(phone, "client"):
            phone.client.disconnect()


def test_two_people_hear_each_other_in_order_and_a_cut_line_loses_nothing(
    app: Flask, phone_of: Any, ada: Person, grace: Person
) -> None:
    event = gathering_now(facilitator_id=ada.id)
    seat(event, grace)
    adas, graces = phone_of(ada, event).connect(), phone_of(grace, event).connect()
    assert (adas.join(), graces.join()) == ([], [])
    said = [adas.say("ένα"), graces.say("δύο"), adas.say("τρία")]
    assert said == [1, 2, 3]
    lines = ["said-1", "said-2", "said-3"]
    happens(lambda: graces.told() == lines and adas.told() == lines)
    page = graces.fetch()
    assert [text in html for text, html in zip(("ένα", "δύο", "τρία"), page, strict=True)] == [
        True
    ] * 3
    graces.cut()
    adas.say("τέσσερα")
    adas.say("πέντε")
    assert graces.connect().join() == ["said-4", "said-5"]
    happens(lambda: ("people", {"event": event.id}) in adas.heard)
    assert [text for *_, text in log_of(event)] == ["ένα", "δύο", "τρία", "τέσσερα", "πέντε"]


def test_whoever_is_signed_out_is_refused_on_the_line_and_at_the_door(
    app: Flask, phone_of: Any, server: str, ada: Person, grace: Person
) -> None:
    event = gathering_now(facilitator_id=ada.id)
    seat(event, grace)
    phone = phone_of(grace, event).connect()
    assert phone.join() == []
    with transaction():
        leave_everywhere(grace)
    words = {"event": event.id, "kind": "said", "once": key(), "text": "Ακόμη εδώ"}
    phone.client.emit("act", words)
    happens(lambda: not phone.client.connected)
    assert [what for what, _said in phone.heard if what == "out"] == ["out"]
    with pytest.raises(socketio.exceptions.ConnectionError):
        phone.connect()
    db.session.rollback()
    assert log_of(event) == []


def test_many_lines_writing_at_once_leave_no_gap_and_all_see_one_order(
    app: Flask, phone_of: Any, ada: Person, make_person: Any
) -> None:
    event = gathering_now(facilitator_id=ada.id, capacity=None)
    people = [make_person(f"Person {letter}") for letter in "abcdefghij"]
    phones = [phone_of(person, event).connect() for person in people]
    for phone in phones:
        phone.join()
    for number in range(3):
        for phone in phones:
            words = {"event": event.id, "kind": "said", "once": key(), "text": f"{number}"}
            phone.client.emit("act", words)
    in_order = [f"said-{number}" for number in range(1, 31)]
    happens(lambda: all(phone.told() == in_order for phone in phones))
    db.session.rollback()
    assert [seq for seq, *_ in log_of(event)] == list(range(1, 31))
    assert len(queries.who_is_in(queries.find_room(event.id), clock.now())) == 10
    orders = {tuple(re.findall(r'id="(said-\d+)"', "".join(phone.fetch()))) for phone in phones}
    assert orders == {tuple(in_order)}
