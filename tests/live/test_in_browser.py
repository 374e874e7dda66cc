"""The room in real browsers: two people at once, no network, a line that never comes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kalo.accounts.models import Person
from kalo.events.models import Event
from tests.factories.events import seat
from tests.factories.live import gathering_now, log_of

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def room(app: Any, ada: Person, grace: Person) -> Event:
    event = gathering_now(facilitator_id=ada.id)
    seat(event, grace)
    return event


@pytest.fixture
def page_of(
    chromium: Browser, server: str, cookie_of: Any, room: Event
) -> Iterator[Callable[..., Page]]:
    """page_of(ada, size) is Ada in the room."""
    faults: list[str] = []
    address = f"{server}/live/{room.id}/"
    contexts: list[BrowserContext] = []

    def _page(person: Person, size: Any = DESKTOP, without_socket: bool = False) -> Page:
        context = chromium.new_context(viewport=size)
        contexts.append(context)
        context.add_cookies([{"name": "kalo", "value": cookie_of(person), "url": server}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        if without_socket:
            page.route_web_socket("**/socket.io/**", lambda line: line.close())
        page.goto(address)
        return page

    yield _page
    for context in contexts:
        context.close()
    assert faults == []


def state_is(page: Page, state: str) -> None:
    expect(page.locator("#link-state")).to_have_attribute("data-state", state)


def say(page: Page, text: str) -> None:
    page.fill("#write-said", text)
    page.click("form[data-act=said] button")


def test_what_is_written_offline_arrives_once_and_in_order(
    page_of: Any, room: Event, ada: Person, grace: Person
) -> None:
    adas, graces = page_of(ada), page_of(grace, PHONE)
    for page in (adas, graces):
        state_is(page, "live")
    say(adas, "Καλώς ήρθες <b>εδώ</b>")
    expect(graces.locator("#lines li .words")).to_have_text(["Καλώς ήρθες <b>εδώ</b>"])
    graces.context.set_offline(True)
    graces.evaluate("window.dispatchEvent(new Event('offline'))")
    for text in ("ένα", "δύο"):
        say(graces, text)
    expect(graces.locator("#outbox li")).to_have_count(2)
    say(adas, "εν τω μεταξύ")
    expect(adas.locator("#lines li")).to_have_count(2)
    graces.context.set_offline(False)
    words = ["Καλώς ήρθες <b>εδώ</b>", "εν τω μεταξύ", "ένα", "δύο"]
    for page in (adas, graces):
        expect(page.locator("#lines li .words")).to_have_text(words)
    expect(graces.locator("#outbox li")).to_have_count(0)
    assert [text for *_, text in log_of(room)] == words


def test_without_a_socket_the_page_asks_by_itself(
    page_of: Any, room: Event, ada: Person, grace: Person
) -> None:
    adas, graces = page_of(ada), page_of(grace, without_socket=True)
    state_is(adas, "live")
    state_is(graces, "polling")
    say(graces, "χωρίς υποδοχή")
    expect(adas.locator("#lines li .words")).to_have_text(["χωρίς υποδοχή"])
    adas.fill("#write-asked", "Φτάνει;")
    adas.click("form[data-act=asked] button")
    expect(graces.locator("#questions .words")).to_have_text(["Φτάνει;"])
    graces.click("#questions .votes")
    expect(adas.locator("#questions li")).to_have_attribute("data-votes", "1")
    expect(graces.locator("#present-words")).to_have_text("2 άτομα εδώ")
