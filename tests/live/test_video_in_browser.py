"""Video of another house beside the room, and what somebody missed, in two real browsers."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from kalo.accounts.models import Person
from tests.factories.events import seat
from tests.factories.live import done, gathering_now
from tests.services import served

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
HOUSE = "meet.example.org"
ADDRESS = f"https://{HOUSE}/kalo"


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The platform where one other house may be shown in a frame."""
    with served(app.config["KALO"], KALO_VIDEO_HOSTS=HOUSE) as url:
        yield url


def enter(chromium: Browser, cookie: str, room: str, size: Any, asked: list[str]) -> Page:
    """A page in the room, in a browser of its own; what it asks of the other house is noted."""
    context = chromium.new_context(viewport=size, reduced_motion="reduce")
    context.add_cookies([{"name": "kalo", "value": cookie, "url": room.split("/live")[0]}])
    page = context.new_page()

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(
            content_type="text/html; charset=utf-8", body="<title>κ</title><p id=there>Η εικόνα</p>"
        )

    context.route(f"https://{HOUSE}/**", answer)
    page.goto(room)
    expect(page.locator("#link-state")).to_have_attribute("data-state", "live")
    return page


def test_the_video_comes_by_a_press_and_stays_while_the_room_is_renewed(
    chromium: Browser, server: str, cookie_of: Any, ada: Person, grace: Person
) -> None:
    event = gathering_now(facilitator_id=ada.id)
    seat(event, grace)
    asked: list[str] = []
    room = f"{server}/live/{event.id}/"
    adas = enter(chromium, cookie_of(ada), room, DESKTOP, asked)
    graces = enter(chromium, cookie_of(grace), room, PHONE, asked)
    expect(graces.locator("#video")).to_be_hidden()
    adas.click("#video-fold > summary")
    adas.fill("#video-address", ADDRESS)
    adas.click("form[data-act=video_set] button")
    graces.click("#video-fold > summary")
    expect(graces.locator("#video-show")).to_be_visible()
    expect(graces.locator("#video a")).to_have_attribute("href", ADDRESS)
    assert (asked, graces.locator("iframe").count()) == ([], 0)

    graces.locator("#video-show").press("Enter")
    frame = graces.locator(".screen iframe")
    expect(graces.frame_locator(".screen iframe").locator("#there")).to_have_text("Η εικόνα")
    expect(frame).to_have_attribute("title", f"Βίντεο από {HOUSE}")
    assert "allow-top-navigation" not in (frame.get_attribute("sandbox") or "allow-top-navigation")
    assert "camera" in (frame.get_attribute("allow") or "")
    frame.evaluate("frame => { frame.marked = true; }")
    adas.click("#leading > summary")
    adas.click("form[data-act=closed] button")  # everything is written anew
    expect(graces.locator("#live-room")).to_have_attribute("data-takes", "no")
    expect(graces.locator(".screen .act")).to_be_focused()
    assert (frame.evaluate("frame => frame.marked"), asked) == (True, [ADDRESS])

    adas.click("form[data-act=video_ended] button")
    expect(graces.locator("iframe")).to_have_count(0)
    expect(graces.locator("#video")).to_be_hidden()
    for page in (adas, graces):
        page.context.close()


def test_whoever_comes_late_is_led_to_what_was_settled(
    chromium: Browser, server: str, cookie_of: Any, ada: Person, grace: Person
) -> None:
    event = gathering_now(facilitator_id=ada.id)
    seat(event, grace)
    asked = done("asked", ada, event, "Πότε τα λέμε ξανά;")
    done("answered", ada, event, asked, "Τον Μάρτιο.", how="text")
    page = enter(chromium, cookie_of(grace), f"{server}/live/{event.id}/", PHONE, [])
    page.locator("#missed-words > summary").press("Enter")
    point = page.locator("#missed-words li a")
    expect(point).to_have_text("Πότε τα λέμε ξανά;")
    point.press("Enter")
    expect(page.locator("#tab-questions")).to_have_attribute("aria-selected", "true")
    expect(page.locator(f"#question-{asked}")).to_be_in_viewport()
    page.context.close()
