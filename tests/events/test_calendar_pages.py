"""The pages about calendars: how one gets into each program, and what each of them sees."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events.feeds import client_of
from kalo.events.models import DRAFT, FeedFetch, Series, Theme
from kalo.kit.dates import Dated
from kalo.kit.db import db
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_personal_calendar import make_address, tokens, typed
from tests.factories.events import NOON, make_event, seat


@pytest.fixture
def theme(make: Callable[..., Any]) -> Theme:
    theme: Theme = make(Theme, slug="nomika", name_el="Νομικά", name_en="Law")
    return theme


@pytest.fixture
def series(make: Callable[..., Any]) -> Series:
    series: Series = make(Series, slug="kyklos", title_el="Κύκλος", made_at=NOON)
    return series


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        ("Google-Calendar-Importer", "Google"),
        ("iOS/17.4 (21E219) dataaccessd/1.0", "Apple"),
        ("macOS/14.4 (23E214) CalendarAgent/1", "Apple"),
        ("Mozilla/5.0 (X11; Linux) Gecko/2010 Thunderbird/128.0", "Thunderbird"),
        ("Microsoft Office/16.0 (Microsoft Outlook 16.0)", "Outlook"),
        ("ICSx5/2.2 (dav4jvm)", "ICSx⁵"),
        ("Mozilla/5.0 (Linux) mirall/Nextcloud", "Nextcloud"),
        ("vdirsyncer/0.19.0", "khal"),
        ("Evolution/3.46", "GNOME"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_programs_are_known_by_their_family(agent: str, family: str) -> None:
    assert client_of(agent) == family


def ways_in(page: str) -> list[str]:
    return re.findall(r'readonly value="([^"]+)"', page)


def test_the_page_offers_each_program_its_way(
    client: Browser, theme: Theme, series: Series, make: Callable[..., Any]
) -> None:
    make(Series, slug="krymmeni", title_el="Κρυμμένη", made_at=NOON)
    make_event(series_id=series.id)
    page = client.get("/events/subscribe").text
    start = "http://localhost/events"
    assert ways_in(page) == [
        f"{start}/calendar.ics",
        f"{start}/workshops.ics",
        f"{start}/focus-groups.ics",
        f"{start}/day-conferences.ics",
        f"{start}/office-hours.ics",
        f"{start}/themes/nomika.ics",
        f"{start}/series/kyklos.ics",
    ]
    assert "webcal://localhost/events/calendar.ics" in page
    google = "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Flocalhost%2Fevents"
    assert google in page
    assert "https://outlook.live.com/calendar/0/addfromweb?url=http%3A%2F%2Flocalhost" in page
    assert "https://outlook.office.com/calendar/0/addfromweb?url=" in page
    assert "Κοιτάζει κάθε τρεις ώρες περίπου" in page
    english = client.get("/en/events/subscribe").text
    assert ways_in(english)[-2:] == [
        "http://localhost/en/events/themes/nomika.ics",
        "http://localhost/en/events/series/kyklos.ics",
    ]
    assert "<summary>Law</summary>" in english


def test_every_way_on_the_page_leads_to_a_calendar(
    client: Browser, theme: Theme, series: Series
) -> None:
    make_event(series_id=series.id, theme_id=theme.id)
    for way in ways_in(client.get("/en/events/subscribe").text):
        answer = client.get(way.removeprefix("http://localhost"))
        assert (answer.status_code, answer.mimetype) == (200, "text/calendar")


def test_the_event_page_has_the_file_and_the_feed(client: Browser) -> None:
    event = make_event()
    page = client.get(event.path).text
    assert f'href="{event.path[:-1]}.ics"' in page
    assert f'href="webcal://localhost{event.path}calendar.ics"' in page
    english = client.get(f"/en{event.path}").text
    assert f'href="webcal://localhost/en{event.path}calendar.ics"' in english


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_says_of_each_address_who_fetched_what(
    *,
    client: Browser,
    as_ada: Browser,
    ada: Person,
    count: int,
    work: Callable[[], int],
    queries_run: list[str],
    alone: None,
    dates: list[Dated],
) -> None:
    seat(make_event(title_el="Δική μου"), ada)
    addresses = [make_address(as_ada, f"Σ{number}") for number in range(count)]
    page = as_ada.get("/events/subscribe/seen").text
    assert page.count("Όχι ακόμη: κανένα ημερολόγιο δεν τη ζήτησε.") == count
    assert page.count("Δική μου") == count
    for address in addresses:
        client.get(address, headers={"User-Agent": "Microsoft Outlook 16.0"})
    work()
    queries_run.clear()
    page = as_ada.get("/events/subscribe/seen").text
    assert len(queries_run) == 5  # who, addresses, seats, their change, public fetches
    assert page.count("Outlook</dd>") == count
    assert page.count("<dd>1 εγγραφή</dd>") == count
    assert page.count("το λέει μόνο το [ΑΚΥΡΩΘΗΚΕ] στο όνομα") == count


def test_the_page_shows_titles_as_that_address_tells_them(as_ada: Browser, ada: Person) -> None:
    seat(make_event(title_el="Άνεργες νέες", kind="focus-group"), ada)
    make_address(as_ada)
    assert "Άνεργες νέες" not in as_ada.get("/events/subscribe/seen").text
    path = f"/events/subscribe/addresses/{tokens()[0].id}"
    as_ada.post(path, data=typed(shows_titles="y"))
    assert "Άνεργες νέες" in as_ada.get("/events/subscribe/seen").text
    assert "Workshop on the statutes" in as_ada.get("/en/events/subscribe/seen").text


def test_nobody_sees_the_calendars_of_others(
    as_ada: Browser, as_person: Callable[..., Browser], mallory: Person, client: Browser
) -> None:
    make_address(as_ada, "Το κινητό της Ada")
    assert "Το κινητό της Ada" in as_ada.get("/events/subscribe/seen").text
    for browser in (client, as_person(mallory)):
        assert "Το κινητό της Ada" not in browser.get("/events/subscribe/seen").text


def fetched() -> dict[tuple[str, str], int]:
    db.session.expire_all()
    return {(row.feed, row.client): row.times for row in db.session.scalars(select(FeedFetch))}


def test_who_fetches_public_calendars_is_counted_by_the_worker(
    client: Browser, theme: Theme, work: Callable[[], int], time_: Clock, queries_run: list[str]
) -> None:
    event = make_event(title_el="Εργαστήριο", theme_id=theme.id)
    hidden = make_event("2026-12-05 10:00", title_el="Κρυφό", state=DRAFT)
    work()

    def fetch(path: str, agent: str = "Google-Calendar-Importer", **head: str) -> int:
        client.get(path, headers={"User-Agent": agent, **head})
        return work()

    queries_run.clear()
    tag = client.get("/events/calendar.ics").headers["ETag"]
    assert {sql.split()[0] for sql in queries_run} == {"SELECT"}
    assert work() == 1
    assert fetch("/events/calendar.ics") == 1
    assert [fetch("/en/events/calendar.ics"), fetch("/events/calendar.ics")] == [0, 0]
    assert fetch(f"{event.path}calendar.ics") == 1
    assert fetch(f"{hidden.path}calendar.ics") == 0
    assert fetch(f"/events/themes/{theme.slug}.ics", "Thunderbird/128") == 1
    time_.pass_by(minutes=61)
    assert fetch("/events/calendar.ics", **{"If-None-Match": tag}) == 1
    assert fetched() == {
        ("all", ""): 1,
        ("all", "Google"): 4,
        (f"event:{event.id}", "Google"): 1,
        (f"theme:{theme.id}", "Thunderbird"): 1,
    }
    page = client.get("/events/subscribe/seen").text
    rows = re.findall(r'<b class="title">([^<]+)</b>\s*<small>(.*?)</small>', page, re.S)
    said = {name: re.sub(r"<[^>]+>|\s+", " ", words) for name, words in rows}
    assert list(said) == ["e-ΚΑΛΟ: όλες οι δράσεις", "e-ΚΑΛΟ: Νομικά", "e-ΚΑΛΟ: Εργαστήριο"]
    assert "Google" in said["e-ΚΑΛΟ: όλες οι δράσεις"]
    assert "άλλο πρόγραμμα" in said["e-ΚΑΛΟ: όλες οι δράσεις"]


def test_a_feed_of_what_is_gone_is_not_named(client: Browser, work: Callable[[], int]) -> None:
    event = make_event()
    client.get(f"{event.path}calendar.ics")
    work()
    assert "Εργαστήριο για το καταστατικό" in client.get("/events/subscribe/seen").text
    db.session.execute(FeedFetch.__table__.update().values(feed="event:999"))
    db.session.commit()
    page = client.get("/events/subscribe/seen").text
    assert "Εργαστήριο για το καταστατικό" not in page
    assert "Κανένα πρόγραμμα δεν έχει ζητήσει ακόμη κάποιο." in page
