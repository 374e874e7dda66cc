"""The page of an event, as each person sees it."""

from collections.abc import Callable

import pytest

from kalo.accounts.models import Person
from kalo.events.models import CANCELLED, DRAFT, PUBLISHED
from kalo.events.permissions import may_see
from kalo.events.queries import visible_ids
from kalo.kit.text import render
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import make_event, seat

CALL = "https://meet.example.org/x"


def test_it_says_when_where_and_who(client: Browser, maria: Person) -> None:
    event = make_event(
        facilitator_id=maria.id,
        address="Πλατεία 1",
        summary_el="Με δυο λόγια.",
        html_el=render("Πολλά **λόγια**."),
    )
    page = client.get(event.path).text
    assert "<h1>Εργαστήριο για το καταστατικό</h1>" in page
    assert "Πέμπτη 3 Δεκεμβρίου, 18:00–20:00" in page
    assert "Δημαρχείο Περιστερίου" in page
    assert '<a href="/people/maria">Maria</a>' in page
    assert "<strong>λόγια</strong>" in page
    assert f'href="/events/{event.id}-ergastirio.ics"' in page


def test_it_speaks_english_and_greek_where_english_is_missing(client: Browser) -> None:
    event = make_event(summary_el="Μόνο ελληνικά")
    page = client.get(f"/en{event.path}").text
    assert "<h1>Workshop on the statutes</h1>" in page
    assert "Μόνο ελληνικά" in page
    assert "Thursday 3 December, 18:00–20:00" in page


@pytest.mark.parametrize("address", ["{id}-old-name/", "{id}", "{id}/"])
def test_an_old_name_or_none_leads_to_the_page(client: Browser, address: str) -> None:
    event = make_event()
    answer = client.get("/events/" + address.format(id=event.id), follow_redirects=True)
    assert answer.request.path == event.path
    if "old" in address:
        assert client.get("/events/" + address.format(id=event.id)).status_code == 301


def test_the_old_name_leads_there_in_its_language(client: Browser) -> None:
    event = make_event()
    assert client.get(f"/en/events/{event.id}-x/").location == f"/en{event.path}"


def test_a_guest_is_led_to_sign_in_and_back(client: Browser) -> None:
    event = make_event()
    page = client.get(event.path).text
    assert f"/accounts/sign-in?next={event.path}" in page.replace("%2F", "/")


def test_an_unconfirmed_person_is_told_what_to_do(
    as_person: Callable[..., Browser], make_person: Callable[..., Person]
) -> None:
    event = make_event()
    newcomer = as_person(make_person("New", confirmed_at=None))
    assert "Επιβεβαίωσε πρώτα το e-mail σου" in newcomer.get(event.path).text
    assert newcomer.post(f"{event.path}seat").status_code == 403


@pytest.mark.parametrize(
    ("minutes", "shown"), [(-16, False), (-15, True), (0, True), (119, True), (120, False)]
)
def test_the_call_is_shown_from_a_quarter_before_to_the_end(
    as_ada: Browser, ada: Person, as_maria: Browser, time_: Clock, minutes: int, shown: bool
) -> None:
    event = make_event("2026-11-23 13:00", mode="online", online_link=CALL)
    seat(event, ada)
    time_.pass_by(minutes=60 + minutes)
    assert (CALL in as_ada.get(event.path).text) == shown
    assert (CALL in as_maria.get(event.path).text) == shown


def test_the_call_is_for_those_with_a_seat(
    client: Browser, as_person: Callable[..., Browser], grace: Person, moderator: Person
) -> None:
    event = make_event("2026-11-23 11:30", mode="hybrid", online_link=CALL)
    for browser in (client, as_person(grace), as_person(moderator)):
        assert CALL not in browser.get(event.path).text


def test_a_cancelled_event_says_why(client: Browser) -> None:
    event = make_event(state=CANCELLED, reason="Πλημμύρα", cancelled_at=None)
    page = client.get(event.path).text
    assert "Δεν θα γίνει" in page
    assert "Πλημμύρα" in page


def test_a_former_facilitator_has_no_name(
    client: Browser, make_person: Callable[..., Person], time_: Clock
) -> None:
    gone = make_person("", handle="gone", erased_at=time_.at, email=None)
    event = make_event(facilitator_id=gone.id)
    assert "πρώην μέλος" in client.get(event.path).text


@pytest.mark.parametrize("state", [DRAFT, PUBLISHED, CANCELLED])
def test_a_person_finds_exactly_what_a_person_may_see(
    as_person: Callable[..., Browser], ada: Person, maria: Person, state: str
) -> None:
    event = make_event(state=state)
    for person in (None, ada, maria):
        found = as_person(person).get(event.path).status_code == 200
        assert found == may_see(person, event) == (event.id in visible_ids(person, [event.id]))


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_beside_many_events(
    client: Browser, as_ada: Browser, queries_run: list[str], maria: Person, count: int
) -> None:
    events = [
        make_event(f"2026-12-0{n + 1} 18:00", title_el=f"Α{n}", facilitator_id=maria.id)
        for n in range(count)
    ]
    path = events[0].path
    queries_run.clear()
    client.get(path)
    # The event with all it names, its agenda, its papers, who does what there.
    assert len(queries_run) == 4
    queries_run.clear()
    as_ada.get(path)
    # And what Ada does there, her seat, another at the same hours; who asks is accounts' business.
    assert len([sql for sql in queries_run if "events_" in sql]) == 7


def test_a_title_with_markup_is_words(client: Browser) -> None:
    event = make_event(title_el="<b>Χ</b>", place="<i>Π</i>")
    page = client.get(event.path).text
    assert "&lt;b&gt;Χ&lt;/b&gt;" in page
    assert "<i>Π</i>" not in page


@pytest.mark.parametrize(
    ("capacity", "greek", "english"),
    [
        (1, "Έχει κρατηθεί 1 από 1 θέση<", "1 of 1 seat is taken<"),
        (3, "Έχουν κρατηθεί 1 από τις 3 θέσεις<", "1 of 3 seats are taken<"),
    ],
)
def test_one_seat_is_counted_as_one(
    client: Browser, as_maria: Browser, ada: Person, capacity: int, greek: str, english: str
) -> None:
    event = make_event(capacity=capacity)
    seat(event, ada)
    for browser, path in ((client, event.path), (as_maria, f"{event.path}people")):
        assert greek in browser.get(path).text
        assert english in browser.get(f"/en{path}").text
