"""A ticket is a page for whoever has its code, and opens nothing else."""

import re
from typing import Any

import pytest
from sqlalchemy import select, update

from kalo.accounts.models import Person
from kalo.events import actions, moderated, search
from kalo.events.actions.tickets import read_ticket
from kalo.events.models import Event, Registration, Venue
from kalo.kit import logs
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_planning_form import make_venue, room_of
from tests.events.test_seats_guests import come_in
from tests.factories.accounts import letters_to
from tests.factories.events import make_event, seat


@pytest.fixture
def event(ada: Person) -> Event:
    """A workshop in which Ada has a seat."""
    event = make_event(online_link="https://meet.example/x", mode="hybrid")
    seat(event, ada)
    return event


def ticket_of(person: Person) -> str:
    code = db.session.scalar(select(Registration.ticket).where(Registration.person_id == person.id))
    assert code
    return code


def test_whoever_has_a_seat_has_a_ticket_and_the_letter_says_where(
    event: Event, ada: Person
) -> None:
    code = ticket_of(ada)
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    letter = letters_to("ada@example.org")[-1]
    assert f"http://localhost/events/ticket/{code}" in letter.text


def test_the_ticket_shows_what_is_needed_at_the_door_and_no_more(
    client: Browser, event: Event, ada: Person
) -> None:
    code = ticket_of(ada)
    answer = client.get(f"/events/ticket/{code}")
    for words in ("Ada", event.title_el, "Δημαρχείο Περιστερίου", "18:00–20:00", code, "<svg"):
        assert words in answer.text
    assert "meet.example" not in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Ticket" in client.get(f"/en/events/ticket/{code}").text


def test_its_picture_says_the_address(client: Browser, event: Event, ada: Person) -> None:
    answer = client.get(f"/events/ticket/{ticket_of(ada)}/qr.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.text.startswith("<svg ")
    assert client.get("/events/ticket/ABCD-EFGH/qr.svg").status_code == 404


@pytest.mark.parametrize(
    "typed",
    ["k7q2m9xt", "K7Q2 M9XT", "http://localhost/en/events/ticket/K7Q2-M9XT", "Κ7q2-Μ9χΤ"],
)
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert read_ticket(typed) == "K7Q2-M9XT"


@pytest.mark.parametrize("typed", ["", "K7Q2-M9X", "K7Q2-M9XTT", "O0I1-LLUU", "\0", "ß" * 200])
def test_what_is_no_code_is_none(client: Browser, typed: str) -> None:
    assert read_ticket(typed) is None


def test_another_spelling_leads_to_the_address(client: Browser, event: Event, ada: Person) -> None:
    code = ticket_of(ada)
    answer = client.get(f"/events/ticket/{code.replace('-', '').lower()}")
    assert (answer.status_code, answer.location) == (301, f"/events/ticket/{code}")


@pytest.mark.usefixtures("limits_on")
def test_who_guesses_is_asked_to_wait_and_the_right_one_is_not(
    client: Browser, event: Event, ada: Person
) -> None:
    answers = [client.get(f"/events/ticket/ABCD-EFG{n}").status_code for n in "23456789" * 3]
    assert answers[:20] == [404] * 20
    assert set(answers[20:]) == {429}


def test_a_seat_given_back_makes_it_void_and_taken_again_it_is_the_same(
    client: Browser, as_person: Any, event: Event, ada: Person
) -> None:
    code = ticket_of(ada)
    as_person(ada).post(f"{event.path}seat/undo")
    page = client.get(f"/events/ticket/{code}").text
    assert ("Δεν ισχύει" in page, "Ada" in page, '<p class="code">' in page) == (
        True,
        False,
        False,
    )
    as_person(ada).post(f"{event.path}seat")
    assert ticket_of(ada) == code
    assert "Ada" in client.get(f"/events/ticket/{code}").text


def test_a_cancelled_event_is_said_on_its_tickets(
    client: Browser, as_maria: Browser, event: Event, ada: Person
) -> None:
    as_maria.post(f"{event.path}cancellation", data={"reason": "Πλημμύρα", "once": "k" * 9})
    page = client.get(f"/events/ticket/{ticket_of(ada)}").text
    assert "Πλημμύρα" in page
    assert '<p class="code">' not in page


def test_staff_who_open_it_may_note_who_it_is(
    client: Browser, as_maria: Browser, event: Event, ada: Person, time_: Clock
) -> None:
    path = f"/events/ticket/{ticket_of(ada)}"
    assert "/door/" not in client.get(path).text
    assert f"{event.path}door/1" in as_maria.get(path).text


def test_the_page_of_the_event_leads_to_it(as_person: Any, event: Event, ada: Person) -> None:
    assert f"/events/ticket/{ticket_of(ada)}" in as_person(ada).get(event.path).text
    assert "/events/ticket/" not in as_person(None).get(event.path).text


def test_a_guests_ticket_has_a_guests_name(client: Browser, maria: Person) -> None:
    event = make_event()
    with transaction():
        there, by = db.session.get_one(Event, event.id), db.session.get_one(Person, maria.id)
        code = actions.add_by_hand(there, by, actions.Named("Ρόζα Λ.")).ticket
    assert "Ρόζα Λ." in client.get(f"/events/ticket/{code}").text


def test_no_code_is_written_down(client: Browser) -> None:
    assert logs.safe_path("/events/ticket/K7Q2-M9XT") == "/events/ticket/…"
    assert logs.safe_path("/en/events/ticket/K7Q2-M9XT/qr.svg") == "/en/events/ticket/…/qr.svg"


def test_a_draft_has_no_tickets(client: Browser, event: Event, ada: Person) -> None:
    code = ticket_of(ada)
    with transaction():
        db.session.execute(update(Event).values(state="draft"))
    assert client.get(f"/events/ticket/{code}").status_code == 404


NOW = "Νέο στέκι, Μεγάλη αίθουσα, Οδός 2, Περιστέρι"
COPIED = ("Παλιό στέκι", "Οδός 1")


@pytest.fixture
def elsewhere(ada: Person) -> Event:
    """An event at a place that is called otherwise since it was chosen."""
    venue = make_venue()
    with transaction():
        stands = db.session.get_one(Venue, venue.id)
        stands.name_el, stands.address, stands.area_el = "Νέο στέκι", "Οδός 2", "Περιστέρι"
    where: dict[str, Any] = {"venue_id": venue.id, "venue_room_id": room_of(venue).id}
    event = make_event(place=COPIED[0], address=COPIED[1], **where)
    seat(event, ada)
    return event


def test_tickets_and_pages_of_guests_say_what_the_place_is_called_now(
    client: Browser, elsewhere: Event, ada: Person
) -> None:
    own = come_in(client, elsewhere)
    for path in (f"/events/ticket/{ticket_of(ada)}", own):
        page = client.get(path).text
        assert NOW in page
        assert [words for words in COPIED if words in page] == []


def test_search_and_moderators_read_what_the_place_is_called_now(elsewhere: Event) -> None:
    key = str(elsewhere.id)
    body = next(d.body for d in search.documents([elsewhere.id]) if d.language == "el")
    for said in (body, moderated.find([key])[key].source):
        assert [words for words in NOW.split(", ") if words not in said] == []
        assert [words for words in COPIED if words in said] == []
