"""The room in real browsers: two people at once, no network, a line that never comes."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kalo.accounts.models import Person
from kalo.events.models import Event
from tests.factories.events import seat
from tests.factories.live import done, gathering_now, lay_guide, log_of

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
    state_is(graces, "offline")
    for text in ("ένα", "δύο"):
        say(graces, text)
    expect(graces.locator("#outbox li")).to_have_count(2)
    expect(graces.locator("#link-state")).to_contain_text("Περιμένουν να σταλούν: 2")
    say(adas, "εν τω μεταξύ")
    expect(adas.locator("#lines li")).to_have_count(2)
    graces.context.set_offline(False)
    expect(graces.locator("#link-state")).to_have_text("Η σύνδεση επανήλθε. Δεν χάθηκε τίποτα.")
    words = ["Καλώς ήρθες <b>εδώ</b>", "εν τω μεταξύ", "ένα", "δύο"]
    for page in (adas, graces):
        expect(page.locator("#lines li .words")).to_have_text(words)
    expect(graces.locator("#outbox li")).to_have_count(0)
    assert [text for *_, text in log_of(room)] == words


def test_a_letter_leads_to_a_part_until_it_is_turned_off(
    page_of: Any, room: Event, ada: Person
) -> None:
    page = page_of(ada)
    state_is(page, "live")
    page.keyboard.press("q")
    expect(page.locator("#write-asked")).to_be_focused()
    page.keyboard.type("pt")  # typed, not obeyed
    expect(page.locator("#write-asked")).to_have_value("pt")
    page.click("#own summary")
    page.click("#live-keys")
    page.keyboard.press("t")
    expect(page.locator("#live-keys")).to_be_focused()
    expect(page.locator("#live-keys")).to_have_attribute("aria-pressed", "false")


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


def test_those_who_lead_let_in_go_through_the_steps_put_out_and_end(
    page_of: Any, room: Event, ada: Person, grace: Person
) -> None:
    lay_guide(room, 10, 20)
    done("lobby_opened", ada, room)
    adas, graces = page_of(ada), page_of(grace, PHONE)
    expect(graces.locator("h1")).to_have_text("Είσαι στον προθάλαμο")
    adas.click("#lobby form:has([name=who]) button")
    state_is(graces, "live")
    adas.locator("#stage [data-act=guide_laid] button").click()
    adas.locator("#stage [data-act=step_begun] button").click()
    expect(graces.locator("#stage h2")).to_have_text("Βήμα 1;")
    expect(graces.locator("#stage .clock")).to_have_text(re.compile(r"^(10:00|09:\d\d)$"))
    adas.locator("#stage [data-act=step_extended] button").click()
    expect(graces.locator("#stage .clock")).to_have_text(re.compile(r"^1[45]:\d\d$"))
    graces.fill("#write-said", "μισή πρόταση")
    adas.click("#people .about-one summary")
    adas.fill("#people [name=reason]", "διάλειμμα")
    adas.click("#people [data-act=removed] button")
    expect(graces.locator(".lede")).to_have_text("Έγραψαν: «διάλειμμα»")
    adas.click("#removed summary")
    adas.click("#removed button")
    expect(adas.locator("#removed")).to_have_count(0)
    graces.reload()
    expect(graces.locator("#write-said")).to_have_value("μισή πρόταση")
    adas.click("#leading summary")
    adas.click("#leading [data-act=closed] button")
    expect(graces.locator("#live-alert")).to_have_text("Η συνάντηση τελείωσε.")
    expect(graces.locator("#write-said")).to_have_count(0)
    expect(graces.locator("#stage")).to_be_hidden()


def test_without_scripts_the_room_is_read_and_written_by_plain_forms(
    chromium: Browser, server: str, cookie_of: Any, room: Event, ada: Person, grace: Person
) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    context.add_cookies([{"name": "kalo", "value": cookie_of(grace), "url": server}])
    page = context.new_page()
    page.goto(f"{server}/live/{room.id}/")
    page.fill("#write-said", "με απλή φόρμα")
    page.click("form[data-act=said] button")
    page.fill("#write-asked", "Φτάνει;")
    page.click("form[data-act=asked] button")
    page.click("#questions .votes")
    done("said", ada, room, "σε ακούμε")
    page.click("noscript button")
    expect(page.locator("#lines .words")).to_have_text(["με απλή φόρμα", "σε ακούμε"])
    expect(page.locator("#questions .votes")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#present-words")).to_have_text("1 άτομο εδώ")
    context.close()
