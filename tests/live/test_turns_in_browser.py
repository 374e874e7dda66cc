"""Hands and talk in real browsers: a turn is told on every device, a line comes back."""

from typing import Any

import pytest
from playwright.sync_api import expect

from kalo.accounts.models import Person
from kalo.events.models import Event
from tests.live.test_in_browser import PHONE, page_of, room, say, state_is  # noqa: F401

pytestmark = pytest.mark.browser


def test_a_turn_and_a_line_that_comes_back(
    page_of: Any,  # noqa: F811
    room: Event,  # noqa: F811
    ada: Person,
    grace: Person,
) -> None:
    adas, phone, laptop = page_of(ada), page_of(grace, PHONE), page_of(grace)
    for page in (adas, phone, laptop):
        state_is(page, "live")
    phone.click("#tab-hands")
    phone.click(".asks [value=word]")
    for page in (phone, laptop):
        expect(page.locator("#hands > li.own .why")).to_have_text(
            "πρώτη φορά που παίρνεις τον λόγο"
        )
        expect(page.locator(".own-place")).to_have_text("Ακολουθείς εσύ.")
    phone.context.set_offline(True)
    phone.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(adas.locator("#hands > li .why")).to_have_text("πρώτη φορά που παίρνει τον λόγο")
    phone.context.set_offline(False)
    adas.click("#hands .give")
    for page in (phone, laptop):
        expect(page.locator("#live-alert")).to_have_text("Έχεις τον λόγο.")
        expect(page.locator("#floor .ours")).to_be_visible()
    expect(adas.locator("#floor .theirs")).to_have_text("Grace")
    assert adas.locator("#live-alert").text_content() == ""
    laptop.click(".end-turn button")
    expect(adas.locator("#floor")).to_be_hidden()
    adas.click("#airtime > summary")
    expect(adas.locator("#airtime tbody th")).to_have_text(["Grace"])
    _talk(adas, laptop)


def _talk(adas: Any, graces: Any) -> None:
    say(graces, "Πού είναι το καταστατικό;")
    adas.locator("#lines .line-more").click()
    adas.get_by_role("button", name="Συμφωνώ").click()
    expect(graces.locator("#lines .set-sign")).to_have_text("1 Συμφωνώ")
    adas.locator("#lines .line-more").click()
    adas.locator("[data-reply]").click()
    say(adas, "Στη Βιβλιοθήκη")
    expect(graces.locator("#lines .reply-to")).to_have_text("Grace Πού είναι το καταστατικό;")
    assert adas.locator("#saying [name=to]").input_value() == ""
    adas.locator("[name=before]").check()
    adas.locator("#talkways button").click()
    expect(graces.locator("#talkset")).to_be_visible()
    say(graces, "Ας δούμε <i>αυτό</i>")
    expect(graces.locator("#own-lines .from")).to_have_text("περιμένει να το δει η ομάδα")
    adas.locator("#held [name=why]").fill("Λείπει η πηγή")
    adas.get_by_role("button", name="Επέστρεψέ το").click()
    expect(graces.locator("#own-lines .wrong")).to_have_text(
        "Η ομάδα σου το επέστρεψε. Λείπει η πηγή"
    )
    graces.get_by_text("Διόρθωσε και ξαναστείλε").click()
    expect(graces.locator("#write-said")).to_have_value("Ας δούμε <i>αυτό</i>")
    expect(graces.locator("#own-lines")).to_be_hidden()
    expect(adas.locator("#lines li")).to_have_count(2)
