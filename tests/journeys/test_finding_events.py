"""Finding an event on a phone, by keyboard, without scripts, elsewhere and on paper."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kalo.events.models import CANCELLED, Event, Series, Theme, Venue, VenueRoom
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.versions import bump
from tests.factories.events import make_event
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.inside import inside, make, person
from tests.journeys.looking import faults, looked_at
from tests.services import Platform

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("finding-events")]
LONG = "Δημόσιες συμβάσεις με κοινωνικούς όρους για μικρούς φορείς και συνεταιρισμούς της πόλης"


def stand() -> str:
    """A theme, a series, a hall, and events of every phase; answers one event's address."""
    theme = make(Theme, slug="chrimata", name_el="Χρηματοδότηση", name_en="Funding", position=90)
    series = make(Series, slug="trianta", title_el="Τριάντα εργαστήρια", planned=30,
                  about_el="Ένα κάθε μήνα.", made_at=clock.now())  # fmt: skip
    hall = make(Venue, slug="aithousa-dokimis", name_el="Αίθουσα δοκιμής", area_el="Ίλιον",
                area_en="Ilion", address="Οδός 1", access_el="Ράμπα πίσω.", latitude=38.0,
                longitude=23.7)  # fmt: skip
    room = make(VenueRoom, venue_id=hall.id, name_el="Ισόγειο")
    values: dict[str, Any] = {
        "theme_id": theme.id, "series_id": series.id, "venue_id": hall.id, "place": "",
        "venue_room_id": room.id, "capacity": 20, "published_at": clock.now(), "has_room": False,
    }  # fmt: skip
    kinds: tuple[dict[str, Any], ...] = (
        {"seats_taken": 5},
        {"seats_taken": 20},
        {"state": CANCELLED, "reason": "Πλημμύρα", "cancelled_at": clock.now()},
        {"moved_at": clock.now(), "mode": "hybrid", "spoken": "el-en"},
        {"entry": "invitation", "kind": "focus-group"},
        {"entry": "approval", "title_el": LONG, "facilitator_id": person("maria").id},
    )
    for number, more in enumerate(kinds, 1):
        make_event(wall(number), title_el=more.pop("title_el", f"Δοκιμή {number}"),
                   slug=f"dokimi-{number}", series_number=number + 1, **values, **more)  # fmt: skip
    make_event(wall(-30), title_el="Πριν", slug="prin", seats_taken=12, series_number=1, **values)
    found: Event = db.session.query(Event).filter_by(slug="dokimi-6").one()
    return found.path


def wall(days: int) -> str:
    """Six in the evening of a day that is so far away."""
    return f"{datetime.combine(clock.today() + timedelta(days=days), time(18)):%Y-%m-%d %H:%M}"


@pytest.fixture(scope="module")
def path(platform: Platform) -> Iterator[str]:
    """What there is to find; answers the address of an event in the middle of it."""
    with inside(platform):
        yield stand()


PAGES = (
    "/events/",
    "/events/?kind=workshop&theme=chrimata&seats=free",
    "/events/?theme=chrimata&seats=free&spoken=en&kind=office-hours",
    "/events/?view=week",
    "/events/?view=month",
    "/events/?view=places",
    "/events/?when=past",
    "/events/themes/chrimata/",
    "/events/series/trianta/",
    "/events/embed/code",
    "/events/embed",
    "/events/print",
)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_axe_finds_nothing_on_pages_of_finding(
    open_page: Callable[..., Page], path: str, prefix: str
) -> None:
    page = looked_at(open_page)
    wrong: list[str] = []
    for each in (*PAGES, path):
        answer = page.goto(f"{prefix}{each}")
        assert answer is not None
        assert answer.status == 200, each
        for fold in page.locator("main details").all():
            fold.evaluate("fold => { fold.open = true; }")
        wrong += faults(page, f"{prefix}{each}")
    assert wrong == []


@contextmanager
def another_site(body: str) -> Iterator[str]:
    """Somebody else's page, on another port; answers its address."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Δήμος</title>{body}".encode())

        def log_message(self, *_said: Any) -> None:
            """Nothing is written."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def titles(page: Page) -> list[str]:
    return page.locator("main a.title").all_inner_texts()


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_a_phone_looks_for_something_and_clears_it_again(
    open_page: Callable[..., Page], scripts: bool
) -> None:
    page = open_page(PHONE, java_script_enabled=scripts)
    page.goto("/events/")
    everything = titles(page)
    expect(page.get_by_label("Θέμα")).to_be_hidden()
    page.locator(".finder > summary").click()
    page.get_by_label("Θέμα").select_option("Χρηματοδότηση")
    page.get_by_label("Ελεύθερες θέσεις").check()
    page.get_by_role("button", name="Δείξε").click()
    expect(page.locator(".finder .badge")).to_contain_text("2")
    found = titles(page)
    assert {"Δοκιμή 1", "Δοκιμή 4"} <= set(found) < set(everything)
    assert "Δοκιμή 2" not in found  # it is full
    assert "theme=chrimata" in page.url
    page.get_by_role("link", name="Καθαρισμός όλων").click()
    expect(page.locator(".finder .badge")).to_have_count(0)
    assert titles(page) == everything


@pytest.mark.usefixtures("path")
def test_the_keyboard_alone_looks_for_something(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    page.goto("/events/?view=week")
    summary = page.locator(".finder > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Είδος")).to_be_focused()
    for _step in range(2):  # workshops, focus groups
        page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Δείξε").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("view=week.*kind=focus-group"))
    expect(page.locator(".finder .badge")).to_contain_text("1")


@pytest.mark.usefixtures("path")
def test_on_a_wide_screen_the_filters_stand_open(open_page: Callable[..., Page]) -> None:
    page = open_page(DESKTOP)
    page.goto("/events/?view=month")
    expect(page.get_by_label("Θέμα")).to_be_visible()
    expect(page.locator(".finder > summary")).to_be_hidden()
    page.get_by_label("Χώρος").select_option("Αίθουσα δοκιμής, Ίλιον")
    page.get_by_role("button", name="Δείξε").click()
    page.wait_for_url(re.compile("view=month.*place=aithousa-dokimis"))


def test_what_when_where_and_the_seat_come_first_on_a_phone(
    open_page: Callable[..., Page], path: str
) -> None:
    page = open_page(PHONE)
    page.goto(path)
    seat = page.locator("#seat").bounding_box()
    assert seat is not None
    assert seat["y"] + seat["height"] <= 1.5 * PHONE["height"]
    page.get_by_text("Πρόσβαση: είσοδος").click()
    expect(page.get_by_text("Ράμπα πίσω.")).to_be_visible()
    page.get_by_role("link", name="Η προηγούμενη").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Δοκιμή 5")


@pytest.mark.usefixtures("path")
def test_the_list_stands_in_somebody_elses_page(
    open_page: Callable[..., Page], platform: Platform
) -> None:
    page = open_page(DESKTOP)
    page.goto("/events/embed/code?theme=chrimata&most=10")
    code = page.get_by_label("Βάλε αυτό στη σελίδα σου").input_value()
    assert code.startswith(f'<iframe src="{platform.url}/events/embed?')
    page.context.clear_cookies()
    with another_site(code) as elsewhere:
        page.goto(elsewhere)
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("link", name="Δοκιμή 1")).to_be_visible()
        assert page.context.cookies() == []
        with page.context.expect_page() as opened:
            frame.get_by_role("link", name="Δοκιμή 1").click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text("Δοκιμή 1")


@pytest.mark.usefixtures("path")
def test_nothing_else_of_ours_stands_in_somebody_elses_page(
    open_page: Callable[..., Page], platform: Platform, chromium: Any
) -> None:
    context = chromium.new_context(viewport=DESKTOP)
    page = context.new_page()
    with another_site(f'<iframe src="{platform.url}/events/"></iframe>') as elsewhere:
        page.goto(elsewhere)
        page.wait_for_timeout(500)
        expect(page.frame_locator("iframe").get_by_text("Δοκιμή 1")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("count", [0, 8, 22, 48, 75])
def test_a_month_is_one_sheet_of_paper(
    open_page: Callable[..., Page], platform: Platform, count: int
) -> None:
    month = f"20{31 + count // 12}-0{1 + count % 9}"
    with inside(platform):
        for number in range(count):
            make_event(f"{month}-{1 + number % 28:02} 18:00", title_el=f"{LONG} {number}",
                       uid=f"paper-{count}-{number}", slug="paper",
                       place="Πολυχώρος πολιτισμού του δήμου", address="Οδός με μακρύ όνομα 123"
                       )  # fmt: skip
        with transaction():
            bump("event")
    page = open_page(DESKTOP)
    page.goto(f"/events/print?month={month}")
    expect(page.locator("li")).to_have_count(min(count, 48))
    pages = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pages)) == 1
