"""Finding events: what one looks for, a week, the places, what was done in numbers."""

import re
from typing import Any

import pytest

from kalo.events.models import (
    ARCHIVED,
    BY_APPROVAL,
    BY_INVITATION,
    CANCELLED,
    DRAFT,
    REPORTED,
    Event,
    EventRole,
    Series,
    Theme,
    Venue,
    VenueRoom,
)
from kalo.kit import clock
from tests.conftest import Browser
from tests.events.conftest import Clock, as_read
from tests.events.test_lists import titles
from tests.factories.events import at, make_event


@pytest.fixture
def theme(make: Any) -> Theme:
    found: Theme = make(Theme, slug="money", name_el="Χρηματοδότηση", name_en="Funding")
    return found


@pytest.fixture
def hall(make: Any) -> Venue:
    found: Venue = make(
        Venue, slug="hall", name_el="Δημοτικό θέατρο", name_en="City theatre",
        area_el="Περιστέρι", area_en="Peristeri", address="Πλατεία 1",
        access_el="Ράμπα στην πίσω είσοδο.",
    )  # fmt: skip
    return found


@pytest.fixture
def series(make: Any) -> Series:
    found: Series = make(
        Series, slug="thirty", title_el="Τριάντα εργαστήρια", planned=30, made_at=clock.now()
    )
    return found


LOOKED_FOR = [
    ("kind=workshop", ["Α", "Γ", "Δ"]),
    ("theme=money", ["Α", "Β"]),
    ("place=hall", ["Α", "Γ"]),
    ("place=online", ["Β", "Δ"]),
    ("spoken=en", ["Β", "Γ"]),
    ("spoken=el", ["Α", "Γ", "Δ"]),
    ("seats=free", ["Α", "Β", "Δ"]),
    ("kind=workshop&place=hall&spoken=el&seats=free&theme=money", ["Α"]),
    ("kind=&theme=&place=&spoken=", ["Α", "Β", "Γ", "Δ"]),
]


@pytest.mark.parametrize(("query", "found"), LOOKED_FOR)
@pytest.mark.parametrize("view", ["", "view=places&"])
def test_each_filter_and_all_of_them_together(
    client: Browser, theme: Theme, hall: Venue, view: str, query: str, found: list[str]
) -> None:
    make_event("2026-12-01 18:00", title_el="Α", theme_id=theme.id, venue_id=hall.id)
    make_event("2026-12-02 18:00", title_el="Β", theme_id=theme.id, kind="focus-group",
               mode="online", spoken="en")  # fmt: skip
    make_event("2026-12-03 18:00", title_el="Γ", venue_id=hall.id, spoken="el-en",
               capacity=8, seats_taken=5, seats_held=3)  # fmt: skip
    make_event("2026-12-04 18:00", title_el="Δ", mode="hybrid", capacity=8, seats_taken=7)
    assert sorted(titles(client.get(f"/events/?{view}{query}").text)) == found


def test_what_is_looked_for_is_said_and_taken_away_one_by_one_or_at_once(
    client: Browser, theme: Theme
) -> None:
    make_event(theme_id=theme.id)
    page = client.get("/events/?theme=money&seats=free").text
    assert '<span class="badge quiet">2<span class="unseen"> σε χρήση</span></span>' in page
    looking = page[page.index('<p class="looking">') : page.index("</p>", page.index("looking"))]
    assert re.findall(r'href="([^"]*)"', looking) == [
        "/events/?seats=free",
        "/events/?theme=money",
        "/events/",
    ]
    assert "Χρηματοδότηση" in looking
    assert '<p class="looking">' not in client.get("/events/").text


def test_every_view_keeps_what_is_looked_for(client: Browser) -> None:
    make_event()
    page = client.get("/events/?kind=workshop&spoken=el").text
    for view in ("view=week", "view=month", "view=places", "when=past"):
        assert f'href="/events/?{view}&amp;kind=workshop&amp;spoken=el"' in page


def test_where_nothing_fits_one_can_show_everything(client: Browser) -> None:
    make_event(capacity=1, seats_taken=1)
    page = client.get("/events/?seats=free&view=places").text
    assert "Τίποτα δεν ταιριάζει με αυτό που ψάχνεις" in page
    assert '<a class="button " href="/events/?view=places"' in page


def test_themes_and_places_without_an_announced_event_cannot_be_chosen(
    client: Browser, theme: Theme, hall: Venue
) -> None:
    make_event(theme_id=theme.id, venue_id=hall.id, state=DRAFT)
    page = client.get("/events/").text
    assert "Χρηματοδότηση" not in page
    assert client.get("/events/?theme=money").status_code == 404
    make_event(theme_id=theme.id, venue_id=hall.id, uid="2")
    page = client.get("/events/").text
    assert '<option value="money">Χρηματοδότηση</option>' in page
    assert '<option value="hall">Δημοτικό θέατρο, Περιστέρι</option>' in page


def days_of(page: str) -> dict[str, list[str]]:
    """Of a week, the titles of each day that has any."""
    days = re.findall(r'<h3><time datetime="([\d-]+)">(.*?)</li>\s*(?=<li class|</ol>)', page, re.S)
    found = {day: re.findall(r'class="title"[^>]*>([^<]+)<', rest) for day, rest in days}
    assert len(found) == 7
    return {day: names for day, names in found.items() if names}


def test_the_week_puts_each_event_on_its_days(client: Browser) -> None:
    make_event("2026-11-30 10:00", hours=50, title_el="Τριήμερο")
    make_event("2026-12-06 22:00", hours=2, title_el="Ως τα μεσάνυχτα")
    make_event("2026-12-07 00:00", title_el="Άλλη εβδομάδα")
    page = client.get("/events/?view=week&week=2026-W49").text
    assert days_of(page) == {
        "2026-11-30": ["Τριήμερο"],
        "2026-12-01": ["Τριήμερο"],
        "2026-12-02": ["Τριήμερο"],
        "2026-12-06": ["Ως τα μεσάνυχτα"],
    }
    assert '<h2 id="week">30 Νοεμβρίου – 6 Δεκεμβρίου 2026</h2>' in page
    assert 'rel="prev" href="/events/?view=week&amp;week=2026-W48"' in page
    assert 'rel="next" href="/events/?view=week&amp;week=2026-W50"' in page


def test_the_week_of_today_is_the_first_one(client: Browser) -> None:
    make_event("2026-11-23 18:00", title_el="Σήμερα")
    page = client.get("/events/?view=week").text
    assert days_of(page) == {"2026-11-23": ["Σήμερα"]}
    assert page.count('aria-current="date"') == 1
    assert "7–13 December 2026" in client.get("/en/events/?view=week&week=2026-W50").text


@pytest.mark.parametrize("week", ["2026-W53", "2027-W01", "2020-W53"])
def test_weeks_at_the_turn_of_a_year_have_both_neighbours(client: Browser, week: str) -> None:
    page = client.get(f"/events/?view=week&week={week}").text
    assert len(re.findall(r'rel="(?:prev|next)" href="[^"]*week=\d{4}-W\d\d"', page)) == 2


def test_places_stand_under_their_municipality_and_online_apart(
    client: Browser, hall: Venue, make: Any
) -> None:
    other = make(Venue, slug="b", name_el="Άλσος", area_el="Αιγάλεω")
    make_event("2026-12-01 18:00", title_el="Α", venue_id=hall.id, place="")
    make_event("2026-12-02 18:00", title_el="Β", venue_id=other.id, place="")
    make_event("2026-12-03 18:00", title_el="Γ", mode="online", place="")
    make_event("2026-12-04 18:00", title_el="Δ", place="Στο πάρκο")
    page = client.get("/events/?view=places").text
    heads = re.findall(r"<h[23] [^>]*>(?:<svg.*?</svg>)?(?:<a[^>]*>)?([^<]+)", page, re.S)
    assert heads == [
        *("Αιγάλεω", "Άλσος", "Περιστέρι", "Δημοτικό θέατρο", "Άλλοι χώροι", "Στο πάρκο"),
        "Διαδικτυακά, από όπου κι αν είσαι",
    ]
    assert titles(page) == ["Β", "Α", "Δ", "Γ"]


def test_places_say_where_the_rest_is(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kalo.events.views.lists.AT_ONCE", 1)
    make_event(title_el="Α")
    assert "Αυτές είναι οι επόμενες" not in client.get("/events/?view=places").text
    make_event("2026-12-04 18:00", title_el="Β")
    page = client.get("/events/?view=places").text
    assert titles(page) == ["Α"]
    assert "Αυτές είναι οι επόμενες 1 δράσεις" in page


def numbers(page: str) -> list[str]:
    """What was done, as the page says it."""
    line = r'<b>(\d+)</b> <a href="[^"]*when=past[^"]*">([^<]+)</a>\s*<small>([^<]+)'
    return [f"{count} {what}, {seats}" for count, what, seats in re.findall(line, page)]


@pytest.fixture
def done(theme: Theme) -> None:
    """What took place in two years, and what does not count."""
    make_event("2026-10-01 18:00", title_el="Α", seats_taken=12, theme_id=theme.id)
    make_event("2026-10-02 18:00", title_el="Β", seats_taken=400, state=REPORTED)
    make_event("2025-10-03 18:00", title_el="Γ", seats_taken=1, state=ARCHIVED)
    make_event("2026-01-01 00:00", title_el="Δ", seats_taken=7, kind="focus-group")
    make_event("2026-10-04 18:00", title_el="Ε", seats_taken=9, state=CANCELLED)
    make_event("2026-10-05 18:00", title_el="Ζ", seats_taken=9, state=DRAFT)
    make_event("2026-12-05 18:00", title_el="Η", seats_taken=9)


@pytest.mark.usefixtures("done")
def test_what_was_done_stands_in_numbers_that_the_database_counted(client: Browser) -> None:
    page = client.get("/events/?when=past").text
    assert numbers(page) == [
        "3 εργαστήρια, 413 θέσεις πιάστηκαν",
        "1 ομάδα εστίασης, 7 θέσεις πιάστηκαν",
    ]
    assert titles(page) == ["Ε", "Β", "Α", "Δ", "Γ"]
    assert "Τι έχει γίνει ως τώρα" in page


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize(
    ("query", "said", "found"),
    [
        ("year=2025", ["1 εργαστήριο, 1 θέση πιάστηκε"], ["Γ"]),
        ("year=2026&kind=focus-group", ["1 ομάδα εστίασης, 7 θέσεις πιάστηκαν"], ["Δ"]),
        ("theme=money", ["1 εργαστήριο, 12 θέσεις πιάστηκαν"], ["Α"]),
        ("year=2024", [], []),
    ],
)
def test_numbers_are_of_what_is_looked_for(
    client: Browser, query: str, said: list[str], found: list[str]
) -> None:
    page = client.get(f"/events/?when=past&{query}").text
    assert numbers(page) == said
    assert titles(page) == found
    assert re.findall(r"<option(?: selected)?>(\d{4})</option>", page) == ["2026", "2025"]


PHASES: list[tuple[str, dict[str, Any], str]] = [
    ("2026-12-03 18:00", {"state": DRAFT}, "Προσχέδιο"),
    ("2026-12-03 18:00", {"entry": BY_INVITATION}, "Με πρόσκληση"),
    ("2026-12-03 18:00", {"entry_opens_at": at("2026-12-01 10:00")}, "Θέσεις από Τρί 1 Δεκεμβρίου"),
    ("2026-12-03 18:00", {"entry_closes_at": at("2026-11-22 10:00")}, "Έκλεισαν οι συμμετοχές"),
    ("2026-12-03 18:00", {"entry": BY_APPROVAL}, "Ανοιχτές θέσεις"),
    ("2026-12-03 18:00", {"capacity": 2, "seats_taken": 1, "seats_held": 1}, "Γεμάτη"),
    ("2026-11-23 11:00", {}, "Γίνεται τώρα"),
    ("2026-11-20 11:00", {}, "Έγινε"),
    ("2026-11-20 11:00", {"state": REPORTED}, "Με απολογισμό"),
    ("2026-11-20 11:00", {"state": ARCHIVED}, "Στο αρχείο"),
    ("2026-12-03 18:00", {"state": CANCELLED}, "Ακυρώθηκε"),
]


@pytest.mark.parametrize(("wall", "values", "word"), PHASES, ids=[row[2] for row in PHASES])
def test_a_phase_has_its_word_in_the_list_and_on_the_page(
    as_maria: Browser, wall: str, values: dict[str, Any], word: str
) -> None:
    event = make_event(wall, **values)
    lists = [as_maria.get("/events/").text, as_maria.get("/events/?when=past").text]
    rows = [part for page in lists for part in re.findall(r'<li class="date">.*?</li>', page, re.S)]
    assert [word in row for row in rows] == [True]
    head = as_maria.get(event.path).text.partition("</header>")[2].partition("</h1>")[0]
    assert word in head


def test_a_series_shows_its_events_in_order_and_each_where_it_stands(
    client: Browser, series: Series
) -> None:
    events = [
        make_event(f"2026-{wall} 18:00", title_el=f"Ν{number}", slug=f"n-{number}",
                   series_id=series.id, series_number=number)
        for number, wall in ((1, "11-01"), (2, "12-01"), (4, "12-09"))
    ]  # fmt: skip
    page = client.get("/events/series/thirty/").text
    assert titles(page) == ["Ν1", "Ν2", "Ν4"]
    assert "30 δράσεις προβλέπονται" in page
    middle = client.get(events[1].path).text
    assert "2 από 30" in middle
    assert re.findall(r'rel="(prev|next)"[^>]* href="([^"]*)"', middle) == [
        ("prev", events[0].path),
        ("next", events[2].path),
    ]
    last = client.get(events[2].path).text
    assert re.findall(r'rel="(prev|next)"', last) == ["prev"]


def test_a_neighbour_that_one_may_not_see_is_none(
    client: Browser, as_maria: Browser, series: Series
) -> None:
    values: dict[str, Any] = {"series_id": series.id}
    event = make_event(title_el="Α", series_number=1, **values)
    make_event("2026-12-09 18:00", title_el="Β", series_number=2, state=DRAFT, **values)
    assert 'rel="next"' not in client.get(event.path).text
    assert 'rel="next"' in as_maria.get(event.path).text
    assert titles(client.get("/events/series/thirty/").text) == ["Α"]


def test_a_series_of_drafts_is_nobodys_yet(client: Browser, series: Series) -> None:
    make_event(series_id=series.id, series_number=1, state=DRAFT)
    assert client.get("/events/series/thirty/").status_code == 404
    assert client.get("/events/series/none/").status_code == 404


def test_a_theme_shows_what_comes_and_what_was(client: Browser, theme: Theme) -> None:
    make_event("2026-12-01 18:00", title_el="Έρχεται", theme_id=theme.id)
    make_event("2026-11-01 18:00", title_el="Έγινε ήδη", theme_id=theme.id)
    make_event("2026-12-01 18:00", title_el="Άλλο")
    page = client.get("/events/themes/money/").text
    assert titles(page) == ["Έρχεται", "Έγινε ήδη"]
    assert 'href="/events/themes/money.ics"' in page
    assert "<h1>Funding</h1>" in client.get("/en/events/themes/money/").text
    assert client.get("/events/themes/none/").status_code == 404


def test_the_page_says_how_to_get_in_and_who_holds_it(
    client: Browser, hall: Venue, theme: Theme, make: Any, maria: Any, ada: Any
) -> None:
    room = make(VenueRoom, venue_id=hall.id, name_el="Αίθουσα Β", access_el="Δεύτερος όροφος.")
    event = make_event(venue_id=hall.id, venue_room_id=room.id, theme_id=theme.id,
                       facilitator_id=maria.id, spoken="el-en")  # fmt: skip
    for who, role in ((ada, "organiser"), (maria, "facilitator"), (ada, "check-in")):
        make(EventRole, event_id=event.id, person_id=who.id, role=role, given_at=clock.now())
    page = client.get(event.path).text
    for word in (
        "Δημοτικό θέατρο", "Αίθουσα Β", "Πλατεία 1, Περιστέρι", "Ράμπα στην πίσω είσοδο.",
        "Δεύτερος όροφος.", "Ελληνικά και αγγλικά", 'href="/events/themes/money/"',
    ):  # fmt: skip
        assert word in page
    assert re.findall(r'<a href="/people/(\w+)">', page) == ["maria", "ada"]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("/events/series/thirty/", 2),
        ("/events/themes/money/", 4),
        ("/events/embed", 3),
        ("/events/embed/code", 2),
        ("/events/print?month=2026-12", 3),
        ("/events/feed", 1),
    ],
)
def test_pages_cost_the_same_however_many_events(
    client: Browser, queries_run: list[str], series: Series, theme: Theme,
    count: int, path: str, statements: int,
) -> None:  # fmt: skip
    for number in range(count):
        make_event(
            f"2026-12-0{number + 1} 18:00", title_el=f"Α{number}", published_at=clock.now(),
            series_id=series.id, series_number=number + 1, theme_id=theme.id,
        )  # fmt: skip
    queries_run.clear()
    assert client.get(path).status_code == 200
    assert len(queries_run) == statements


def test_an_event_of_another_year_says_so(client: Browser, time_: Clock) -> None:
    event: Event = make_event("2027-01-10 18:00")
    long: Event = make_event("2027-01-10 18:00", hours=30, slug="long", title_el="Διήμερο")
    assert said_when(client, event) == "Κυριακή 10 Ιανουαρίου 2027, 18:00–20:00"
    assert said_when(client, long) == ("Κυρ 10 Ιανουαρίου, 18:00 – Τρί 12 Ιανουαρίου 2027, 00:00")
    time_.pass_by(days=45)
    assert said_when(client, event) == "Κυριακή 10 Ιανουαρίου, 18:00–20:00"


def said_when(client: Browser, event: Event) -> str:
    """The line about the hours on the page of an event."""
    found = re.search(r'<dd><time datetime="[^"]+">(.*?)</time></dd>', client.get(event.path).text)
    assert found
    return as_read(found[1])


def test_how_to_get_in_is_said_while_one_can(client: Browser, time_: Clock) -> None:
    event: Event = make_event(entry_closes_at=at("2026-11-24 12:00"))
    assert "Πώς παίρνεις θέση" in client.get(event.path).text
    time_.pass_by(days=1)
    assert "Πώς παίρνεις θέση" not in client.get(event.path).text


def test_the_map_names_what_can_be_read(
    client: Browser, theme: Theme, series: Series, hall: Venue, make: Any
) -> None:
    make(Theme, slug="unused", name_el="Χωρίς δράση")
    event = make_event(theme_id=theme.id, series_id=series.id, venue_id=hall.id)
    make_event("2026-12-04 18:00", state=DRAFT, slug="draft")
    first, second = (client.get(f"/sitemap/{name}-0.xml").text for name in ("events", "events-by"))
    assert re.findall(r"<loc>http://localhost(/events[^<]*)</loc>", first) == [
        "/events/",
        event.path,
    ]
    assert re.findall(r"<loc>http://localhost(/events[^<]*)</loc>", second) == [
        "/events/themes/money/",
        "/events/series/thirty/",
        "/events/venues/hall/",
    ]


@pytest.mark.usefixtures("done")
def test_the_pages_about_taking_part_end_with_what_was_done(client: Browser, app: Any) -> None:
    assert numbers(client.get("/participation/").text) == [
        "3 εργαστήρια, 413 θέσεις πιάστηκαν",
        "1 ομάδα εστίασης, 7 θέσεις πιάστηκαν",
    ]
    assert numbers(client.get("/toolbox/").text) == []
