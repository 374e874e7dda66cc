"""A phone that loses its network, sleeps, or has the room open three times, in real Chromium.

Between it and the server stands a proxy that cuts the line, as a lift or a tunnel does: nothing
says that it is gone, and a socket that is there still is dead.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit.db import db
from kalo.live import queries
from tests.factories.events import seat
from tests.factories.live import gathering_now, log_of
from tests.live.test_in_browser import DESKTOP, PHONE, say, state_is

pytestmark = pytest.mark.browser
PATIENT = 60_000  # milliseconds; the machine may be busy


class Tunnel:
    """A proxy for bytes; while it is shut, what is sent vanishes and nobody is let in."""

    def __init__(self, url: str) -> None:
        there = urlsplit(url)
        self.there = there.hostname, there.port
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.shut = threading.Event()
        self.lines: list[socket.socket] = []
        self.threads: list[threading.Thread] = []
        self._run(self._let_in)

    def _run(self, work: Callable[..., None], *args: Any) -> None:
        self.threads.append(threading.Thread(target=work, args=args, daemon=True))
        self.threads[-1].start()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                phone, _where = self.door.accept()
                if self.shut.is_set():
                    phone.close()
                    continue
                server = socket.create_connection(self.there)
                self.lines += [phone, server]
                for pair in ((phone, server), (server, phone)):
                    self._run(self._carry, *pair)

    def _carry(self, read: socket.socket, write: socket.socket) -> None:
        with suppress(OSError):
            while data := read.recv(65536):
                if not self.shut.is_set():  # what was sent into a tunnel is not delivered later
                    write.sendall(data)
        for each in (read, write):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def open(self) -> None:
        """The network is back; the old lines are dead, as after a change of cell."""
        for each in self.lines:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self.shut.clear()

    def close(self) -> None:
        """No more."""
        self.door.shutdown(socket.SHUT_RDWR)
        self.open()
        for thread in self.threads:
            thread.join(5)
        for each in (self.door, *self.lines):
            each.close()


@pytest.fixture
def room(app: Any, ada: Person, grace: Person) -> Event:
    event = gathering_now(facilitator_id=ada.id)
    seat(event, grace)
    return event


@pytest.fixture
def tunnel(server: str) -> Iterator[Tunnel]:
    proxy = Tunnel(server)
    yield proxy
    proxy.close()


@pytest.fixture
def enter(chromium: Browser, cookie_of: Any, room: Event) -> Iterator[Callable[..., Page]]:
    """enter(ada, url, size) is Ada in the room, there; `within` is another tab of hers."""
    contexts: list[BrowserContext] = []

    def _enter(
        person: Person, url: str, size: Any = DESKTOP, within: BrowserContext | None = None
    ) -> Page:
        context = within or chromium.new_context(viewport=size)
        if within is None:
            contexts.append(context)
            context.add_cookies([{"name": "kalo", "value": cookie_of(person), "url": url}])
        page = context.new_page()
        page.goto(f"{url}/live/{room.id}/")
        state_is(page, "live")
        return page

    yield _enter
    for context in contexts:
        context.close()


def shows(page: Page, words: list[str]) -> None:
    expect(page.locator("#lines li .words")).to_have_text(words, timeout=PATIENT)


@pytest.mark.parametrize(
    "seconds",
    [1, *(pytest.param(each, marks=pytest.mark.long) for each in (30, 300))],
)
def test_after_a_tunnel_the_phone_is_where_the_others_are(
    enter: Any,
    tunnel: Tunnel,
    server: str,
    room: Event,
    ada: Person,
    grace: Person,
    seconds: int,
) -> None:
    adas, phone = enter(ada, server), enter(grace, tunnel.url, PHONE)
    say(phone, "πριν")
    shows(adas, ["πριν"])
    tunnel.shut.set()
    say(phone, "μέσα στο τούνελ")
    say(adas, "έξω από το τούνελ")
    adas.fill("#write-asked", "Ακούγεται;")
    adas.click("form[data-act=asked] button")
    shows(adas, ["πριν", "έξω από το τούνελ"])
    phone.wait_for_timeout(1000 * seconds)
    tunnel.open()
    words = ["πριν", "έξω από το τούνελ", "μέσα στο τούνελ"]
    for page in (adas, phone):
        shows(page, words)
    expect(phone.locator("#outbox li")).to_have_count(0)
    expect(phone.locator("#questions .words")).to_have_text(["Ακούγεται;"], timeout=PATIENT)
    expect(phone.locator("#link-state")).to_have_attribute("data-state", "live", timeout=PATIENT)
    db.session.rollback()
    assert [said for *_, said in log_of(room) if said in words] == words


def test_a_page_that_slept_wakes_up_where_the_others_are(
    enter: Any, tunnel: Tunnel, server: str, ada: Person, grace: Person
) -> None:
    adas, phone = enter(ada, server), enter(grace, tunnel.url, PHONE)
    asleep = phone.context.new_cdp_session(phone)
    asleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    tunnel.shut.set()
    say(adas, "όσο κοιμόταν")
    shows(adas, ["όσο κοιμόταν"])
    phone.wait_for_timeout(2000)
    tunnel.open()
    asleep.send("Page.setWebLifecycleState", {"state": "active"})
    shows(phone, ["όσο κοιμόταν"])


def test_three_tabs_of_one_person_show_the_same_and_are_one_person(
    enter: Any, server: str, room: Event, ada: Person, grace: Person
) -> None:
    adas, first = enter(ada, server), enter(grace, server, PHONE)
    tabs = [first, *(enter(grace, server, within=first.context) for _ in range(2))]
    for number, tab in enumerate(tabs):
        say(tab, f"από την καρτέλα {number}")
        shows(adas, [f"από την καρτέλα {each}" for each in range(number + 1)])
    for tab in tabs:
        shows(tab, [f"από την καρτέλα {each}" for each in range(3)])
        expect(tab.locator("#outbox li")).to_have_count(0)
    db.session.rollback()
    there = queries.find_room(room.id)
    assert there is not None
    assert len(queries.who_is_in(there, clock.now())) == 2
