"""The list, the month and the past."""

import re
from collections.abc import Callable

import pytest

from kalo.events.models import CANCELLED, DRAFT
from kalo.events.views.lists import SIZE
from tests.conftest import Browser
from tests.factories.events import make_event


def titles(page: str) -> list[str]:
    return re.findall(r'<a class="title" href="/(?:en/)?events/\d+-[^"]*">([^<]*)</a>', page)


def test_what_comes_stands_under_its_month_soonest_first(client: Browser) -> None:
    make_event("2027-01-10 18:00", title_el="Γ")
    make_event("2026-12-20 18:00", title_el="Β")
    make_event("2026-12-03 18:00", title_el="Α")
    make_event("2026-11-23 11:00", title_el="Τώρα")
    make_event("2026-11-23 09:00", title_el="Έγινε")
    page = client.get("/events/").text
    assert titles(page) == ["Τώρα", "Α", "Β", "Γ"]
    heads = re.findall(r'<h2 id="month-\d">([^<]+)</h2>', page)
    assert heads == ["Νοέμβριος 2026", "Δεκέμβριος 2026", "Ιανουάριος 2027"]
    assert "Γίνεται τώρα" in page


def test_hours_are_kept_together_where_they_are_read_and_nowhere_else(client: Browser) -> None:
    event = make_event(title_el="Ώρα <18:00–20:00>")
    together = '<span class="unbroken">18:00–20:00</span>'
    said = f"Πέμπτη 3 Δεκεμβρίου, {together}"
    for path in ("/events/", event.path):
        assert said in client.get(path).text
    page = client.get(event.path).text
    assert page.count(together) == 1
    assert 'name="description" content="Πέμπτη 3 Δεκεμβρίου, 18:00–20:00' in page
    assert "Ώρα &lt;18:00–20:00&gt;" in page
    assert "unbroken" not in client.get("/events/feed").text
    assert said in client.get("/events/embed").text


def test_an_event_of_a_fortnight_is_still_coming_on_its_last_day(client: Browser) -> None:
    make_event("2026-11-09 13:00", hours=14 * 24, title_el="Μακρύ")
    assert titles(client.get("/events/").text) == ["Μακρύ"]
    assert titles(client.get("/events/?when=past").text) == []


def test_what_is_over_stands_latest_first(client: Browser) -> None:
    make_event("2026-10-01 18:00", title_el="Παλιό")
    make_event("2026-11-20 18:00", title_el="Πρόσφατο")
    make_event("2026-12-20 18:00", title_el="Μέλλον")
    assert titles(client.get("/events/?when=past").text) == ["Πρόσφατο", "Παλιό"]


@pytest.mark.parametrize(
    ("kind", "found"), [("workshop", ["Ε"]), ("focus-group", ["Ο"]), ("day-conference", ["Η"])]
)
def test_a_kind_shows_only_itself(client: Browser, kind: str, found: list[str]) -> None:
    make_event("2026-12-01 18:00", title_el="Ε", kind="workshop")
    make_event("2026-12-02 18:00", title_el="Ο", kind="focus-group")
    make_event("2026-12-03 18:00", title_el="Η", kind="day-conference")
    page = client.get(f"/events/?kind={kind}").text
    assert titles(page) == found
    assert f"/events/?view=month&amp;kind={kind}" in page
    month = client.get(f"/events/?view=month&month=2026-12&kind={kind}").text
    assert re.findall(r"</span> (\w+)</a></li>", month) == found


@pytest.mark.parametrize(
    "query",
    [
        "kind=party",
        "view=year",
        "view=week&week=2026-W54",
        "view=week&week=2026-49",
        "view=week&week=1999-W10",
        "when=never",
        "when=past&year=2027",
        "when=past&year=1999",
        "when=past&year=two",
        "theme=nothing",
        "place=nowhere",
        "spoken=fr",
        "seats=many",
        "after=x",
        "after=1~",
        "after=99999999999~1",
        "before=١~1",
        "view=month&month=2026-13",
        "view=month&month=1999-12",
        "view=month&month=2101-01",
        "view=month&month=december",
        "view=month&month=٢٠٢٦-12x",
    ],
)
def test_nonsense_in_the_address_is_404(client: Browser, query: str) -> None:
    make_event()
    assert client.get(f"/events/?{query}").status_code == 404


def test_drafts_are_listed_for_those_who_plan(client: Browser, as_maria: Browser) -> None:
    make_event(title_el="Προσχέδιο μου", state=DRAFT)
    make_event("2026-12-04 18:00", title_el="Ακυρωμένη", state=CANCELLED)
    assert titles(client.get("/events/").text) == ["Ακυρωμένη"]
    assert titles(as_maria.get("/events/").text) == ["Προσχέδιο μου", "Ακυρωμένη"]
    assert "Προσχέδιο μου" not in client.get("/events/?view=month&month=2026-12").text


def test_the_month_puts_each_event_on_its_days(client: Browser) -> None:
    make_event("2026-12-03 18:00", title_el="Ένα")
    make_event("2026-12-10 22:00", hours=2, title_el="Ως τα μεσάνυχτα")
    make_event("2026-11-30 10:00", hours=50, title_el="Τριήμερο")
    make_event("2027-01-01 00:00", title_el="Άλλος μήνας")
    page = client.get("/events/?view=month&month=2026-12").text
    days = re.findall(r'<time class="day" datetime="([\d-]+)">.*?</td>', page, re.S)
    cells = dict(zip(days, re.findall(r'<time class="day".*?</td>', page, re.S), strict=True))
    assert len(cells) == 31
    held = {
        day: re.findall(r">(?:<span class=\"hour\">[\d:]+</span> )?([^<]+)</a>", cell)
        for day, cell in cells.items()
    }
    assert {day: found for day, found in held.items() if found} == {
        "2026-12-01": ["Τριήμερο"],
        "2026-12-02": ["Τριήμερο"],
        "2026-12-03": ["Ένα"],
        "2026-12-10": ["Ως τα μεσάνυχτα"],
    }


def test_the_month_leads_to_its_neighbours(client: Browser) -> None:
    page = client.get("/events/?view=month&month=2027-01&kind=workshop").text
    assert 'rel="prev" href="/events/?view=month&amp;month=2026-12&amp;kind=workshop"' in page
    assert 'rel="next" href="/events/?view=month&amp;month=2027-02&amp;kind=workshop"' in page
    assert 'rel="prev"' not in client.get("/events/?view=month&month=2000-01").text
    assert 'rel="next"' not in client.get("/events/?view=month&month=2100-12").text
    assert '<h2 id="month">November 2026</h2>' in client.get("/en/events/?view=month").text


def test_an_empty_list_says_what_will_be_here(client: Browser) -> None:
    assert "Δεν υπάρχει κάτι στο πρόγραμμα τώρα" in client.get("/events/").text
    assert "Δεν έχει γίνει ακόμη κάποια" in client.get("/events/?when=past").text
    assert "Nothing takes place in this month." in client.get("/en/events/?view=month").text


def test_a_long_list_turns_its_pages(client: Browser) -> None:
    for number in range(SIZE + 1):
        make_event("2026-12-03 18:00", title_el=f"Α{number}", uid=f"{number}")
    first = client.get("/events/").text
    assert len(titles(first)) == SIZE
    onwards = re.findall(r'<a class="step" href="([^"]*)" rel="next">', first)
    second = client.get(onwards[0].replace("&amp;", "&")).text
    assert titles(second) == [f"Α{SIZE}"]
    back = re.findall(r'<a class="step" href="([^"]*)" rel="prev">', second)
    assert titles(client.get(back[0].replace("&amp;", "&")).text) == titles(first)


def test_what_is_announced_meanwhile_moves_nothing_on_a_later_page(client: Browser) -> None:
    for number in range(SIZE + 2):
        make_event("2026-12-03 18:00", title_el=f"Α{number}", uid=f"{number}")
    first = client.get("/events/").text
    onwards = re.findall(r'href="([^"]*)" rel="next"', first)[0].replace("&amp;", "&")
    later = titles(client.get(onwards).text)
    make_event("2026-11-25 18:00", title_el="Νωρίτερα")
    assert titles(client.get(onwards).text) == later == [f"Α{SIZE}", f"Α{SIZE + 1}"]


def test_a_page_after_the_end_leads_back_to_the_beginning(client: Browser) -> None:
    event = make_event()
    page = client.get(f"/events/?after={int(event.starts_at.timestamp())}~{event.id}").text
    assert "Δεν υπάρχει τίποτε άλλο" in page
    assert '<a class="button " href="/events/"' in page


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("query", "statements"),
    [
        ("", 3),  # the themes and the places that can be chosen, the events
        ("?when=past", 6),  # and the first year, the version and the next end, the numbers
        ("?view=month&month=2026-12", 3),
        ("?view=week&week=2026-W49", 3),
        ("?view=places", 3),
    ],
)
def test_a_list_costs_the_same_however_long(
    client: Browser, queries_run: list[str], count: int, query: str, statements: int
) -> None:
    past = "11" if "past" in query else "12"
    for number in range(count):
        make_event(f"2026-{past}-0{number + 1} 18:00", title_el=f"Α{number}")
    queries_run.clear()
    page = client.get(f"/events/{query}").text
    assert len(re.findall(r"Α\d</a>", page)) == count
    assert len(queries_run) == statements


def test_seats_are_counted_in_words(client: Browser, as_person: Callable[..., Browser]) -> None:
    make_event(capacity=8, seats_taken=7)
    make_event("2026-12-04 18:00", capacity=8, seats_taken=8)
    page = client.get("/events/").text
    assert "1 θέση ακόμη" in page
    assert "Γεμάτη" in page
    assert "1 seat left" in client.get("/en/events/").text
