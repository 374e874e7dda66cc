"""One journey through everything, as a newcomer on a phone, in Greek and again in English."""

import re
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, link_in, newest_letter, sign_in
from tests.services import Platform, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("newcomer")]


@dataclass
class Newcomer:
    """Somebody who has never been here."""

    name: str
    email: str
    prefix: str
    question: str
    answer: str
    spoken: str


GREEK = Newcomer(
    "Καλλιόπη Ρήγα",
    "kalliopi@example.org",
    "",
    "Πώς βρίσκουμε χώρο για την πρώτη μας συνάντηση;",
    "Ευχαριστώ, θα ρωτήσω στον δήμο.",
    "Γεια σας από το Περιστέρι",
)
ENGLISH = Newcomer(
    "Jane Rowe",
    "jane@example.org",
    "/en",
    "How do we find a place for our first meeting?",
    "Thank you, I will ask the municipality.",
    "Good evening everybody",
)
EVERYONE = pytest.mark.parametrize(
    "who",
    [pytest.param(GREEK, id="greek"), pytest.param(ENGLISH, id="english", marks=pytest.mark.long)],
)


def sign_up(page: Page, platform: Platform, who: Newcomer) -> None:
    page.goto(f"{who.prefix}/")
    page.locator(".hero a.button").first.click()
    page.fill("input[name=name]", who.name)
    page.fill("input[name=email]", who.email)
    page.fill("input[name=password]", "ένα-μεγάλο-μυστικό")
    page.locator("main form button.button").first.click()
    page.goto(link_in(newest_letter(platform, who.email)))
    page.locator("main form button.button").first.click()
    expect(page.locator("body")).to_have_attribute("data-person", re.compile(r".+"))


def ask(page: Page, who: Newcomer) -> str:
    page.goto(f"{who.prefix}/forum/new")
    page.fill("input[name=title]", who.question)
    page.select_option("select[name=category]", index=1)
    page.fill("textarea[name=body]", "Είμαστε πέντε άτομα. **Ποιος έχει δοκιμάσει;**")
    page.locator("#topic-form .actions button.button").first.click()
    expect(page.locator("h1")).to_have_text(who.question)
    expect(page.locator(".post .body strong")).to_have_text("Ποιος έχει δοκιμάσει;")
    return page.url


def answer(page: Page, who: Newcomer) -> None:
    page.fill("#reply-form textarea[name=body]", who.answer)
    page.locator("#reply-form .actions button.button").first.click()
    expect(page.locator(".post .body").last).to_contain_text(who.answer)


def finish_a_lesson(page: Page, who: Newcomer) -> None:
    page.goto(f"{who.prefix}/learning/sse-basics/")
    page.locator("main form[action*=enrol] button").first.click()
    page.goto(f"{who.prefix}/learning/sse-basics/what-is-sse/")
    page.locator("#check label.choice").nth(1).click()
    page.locator("#check button.button").click()
    expect(page.locator("#check .verdict")).to_be_visible()
    page.locator("#finish form button").click()
    page.wait_for_url(lambda url: "what-is-sse" not in url)
    page.goto(f"{who.prefix}/learning/sse-basics/what-is-sse/")
    expect(page.locator("#finish .verdict")).to_be_visible()


def take_a_seat_now(page: Page, who: Newcomer) -> str:
    """A seat at the workshop that is on at this moment; answers the number of the event."""
    page.goto(f"{who.prefix}/")
    page.locator("[data-hue=live] a[href*='/live/']").first.click()
    page.wait_for_url("**/live/**")
    number = re.search(r"/live/(\d+)/", page.url)
    assert number
    page.locator(f"main a[href*='/events/{number[1]}-']").first.click()
    page.locator("#seat form button").first.click()
    expect(page.locator("#seat .notice.good")).to_be_visible()
    return number[1]


def fetch_own_calendar(page: Page, who: Newcomer) -> Calendar:
    page.goto(f"{who.prefix}/events/subscribe")
    page.locator("#mine form button.button").first.click()
    address = re.search(r"https?://[^\"'\s]+/calendar/[\w-]+\.ics", page.content())
    assert address
    with urllib.request.urlopen(address[0]) as feed:
        assert feed.headers["Content-Type"] == "text/calendar; charset=utf-8"
        return Calendar.from_ical(feed.read())  # type: ignore[return-value]


def speak(page: Page, words: str) -> None:
    tab = page.locator("#tab-talk")
    if tab.is_visible():
        tab.click()
    page.fill("#write-said", words)
    page.click("form[data-act=said] button")


@EVERYONE
def test_a_newcomer_walks_through_everything(
    platform: Platform, open_page: Callable[..., Page], who: Newcomer
) -> None:
    page = open_page()
    sign_up(page, platform, who)
    topic = ask(page, who)
    answer(page, who)
    finish_a_lesson(page, who)
    event = take_a_seat_now(page, who)
    seats = fetch_own_calendar(page, who)
    assert len(seats.walk("VEVENT")) == 1

    facilitator = open_page(DESKTOP)
    sign_in(facilitator, "maria")
    facilitator.goto(f"/live/{event}/")
    page.goto(f"{who.prefix}/live/{event}/")
    speak(page, who.spoken)
    expect(facilitator.locator("#talk")).to_contain_text(who.spoken)
    speak(facilitator, f"Καλώς ήρθες, {who.name}")
    expect(page.locator("#talk")).to_contain_text(f"Καλώς ήρθες, {who.name}")

    found = open_page()

    def is_found() -> bool:  # as soon as the worker has written it into the index
        found.wait_for_timeout(1500)  # who searches sixty times a minute has to wait
        found.goto(f"{who.prefix}/search?q={who.question.split()[-1].strip(';?')}")
        return found.locator(f"#found a[href='{topic.removeprefix(platform.url)}']").is_visible()

    wait_for(is_found, "the topic among what is found", 60)


@EVERYONE
def test_reading_and_writing_work_without_javascript(
    platform: Platform, open_page: Callable[..., Page], who: Newcomer
) -> None:
    page = open_page(java_script_enabled=False)
    sign_up(page, platform, Newcomer(**{**vars(who), "email": f"quiet-{who.email}"}))
    ask(page, who)
    answer(page, who)
    finish_a_lesson(page, who)
    event = take_a_seat_now(page, who)
    page.goto(f"{who.prefix}/live/{event}/")
    speak(page, who.spoken)
    expect(page.locator("#talk")).to_contain_text(who.spoken)


def test_what_was_typed_survives_a_lost_network(
    platform: Platform, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    sign_in(page, "despoina")
    page.goto("/forum/new")
    page.fill("input[name=title]", "Μια σκέψη στο τρένο")
    page.fill("textarea[name=body]", "Γράφω χωρίς δίκτυο.")
    page.wait_for_timeout(700)
    page.context.set_offline(True)
    page.locator("#topic-form .actions button.button").first.click()
    page.context.set_offline(False)
    page.goto("/forum/new")
    expect(page.locator("textarea[name=body]")).to_have_value("Γράφω χωρίς δίκτυο.")


def test_the_first_view_is_light_and_asks_nobody_else(
    platform: Platform, open_page: Callable[..., Page]
) -> None:
    """At most 100 KB with a cold cache, nothing from elsewhere, one stylesheet; a room adds one."""
    for path in ("/", "/en/", "/forum/", "/learning/sse-basics/what-is-sse/", "/events/"):
        page = open_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        hosts: set[str] = set()
        session.on(
            "Network.loadingFinished", lambda e, sizes=sizes: sizes.append(e["encodedDataLength"])
        )
        page.on("request", lambda r, hosts=hosts: hosts.add(r.url.split("/")[2]))
        page.goto(path, wait_until="networkidle")

        assert sum(sizes) <= 100_000, f"{path}: {sum(sizes):,.0f} bytes"
        assert hosts == {platform.url.split("/")[2]}
        rooms = 1 if path.startswith(("/learning/", "/events/")) else 0
        assert page.locator("link[rel=stylesheet]").count() == 1 + rooms
        assert page.locator("script:not([type=module])").count() == 0


def test_the_sample_says_that_it_is_one(platform: Platform, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/")
    expect(page.locator("body")).to_contain_text(re.compile("δείγμα|Δείγμα|δοκιμ"))
