"""People in the room say themselves that they are there, with the code on the wall."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events.models import Attendance, Event, Registration
from kalo.kit.db import db
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import make_event, seat

NOW = "2026-11-23 12:00"  # it begins at this moment


@pytest.fixture
def event(ada: Person, grace: Person, as_maria: Browser) -> Event:
    """A workshop that begins now, with a code on the wall; Ada and Grace have a seat."""
    event = make_event(NOW, capacity=9)
    for person in (ada, grace):
        seat(event, person)
    as_maria.post(f"{event.path}door/code")
    return event


def code_of(event: Event) -> str:
    return db.session.get_one(Event, event.id).door_code


def present() -> list[tuple[int | None, str]]:
    rows = db.session.execute(
        select(Registration.person_id, Attendance.way)
        .join(Attendance, Attendance.registration_id == Registration.id)
        .where(Registration.presence == "present")
        .order_by(Attendance.id)
    )
    return [(row[0], row[1]) for row in rows]


def test_the_wall_shows_the_code_and_where_to_type_it(as_maria: Browser, event: Event) -> None:
    page = as_maria.get(f"{event.path}door/code").text
    code = code_of(event)
    assert re.fullmatch(r"[2-9A-Z]{3}-[2-9A-Z]{3}", code)
    assert code in page
    assert f"http://localhost{event.path}here" in page
    assert "<svg " in page


def test_who_has_a_seat_presses_once(as_person: Any, event: Event, ada: Person) -> None:
    browser = as_person(ada)
    here = f"{event.path}here"
    assert f'value="{code_of(event)}"' in browser.get(f"{here}?code={code_of(event)}").text
    for _ in range(2):
        answer = browser.post(here, data={"code": code_of(event).replace("-", " ").lower()})
        assert (answer.status_code, answer.location) == (303, here)
    assert "Σημειώθηκε ότι είσαι εδώ." in browser.get(here).text
    assert present() == [(ada.id, "code")]


def test_another_code_is_refused_and_the_one_before_a_new_one_too(
    as_person: Any, as_maria: Browser, event: Event, ada: Person
) -> None:
    browser, before = as_person(ada), code_of(event)
    as_maria.post(f"{event.path}door/code")
    for typed in ("ABC-DEF", before, "x", "😀" * 30):
        answer = browser.post(f"{event.path}here", data={"code": typed})
        assert answer.status_code == 422
        assert "Δεν είναι αυτός ο κωδικός" in answer.text
    assert present() == []
    browser.post(f"{event.path}here", data={"code": code_of(event)})
    assert present() == [(ada.id, "code")]


def test_without_a_code_on_the_wall_nothing_opens(as_person: Any, ada: Person) -> None:
    event = make_event(NOW)
    seat(event, ada)
    browser = as_person(ada)
    assert "/here" not in browser.get(event.path).text
    for typed in ("", "-", "ABC-DEF"):
        assert browser.post(f"{event.path}here", data={"code": typed}).status_code == 422
    assert present() == []


@pytest.mark.parametrize(
    ("minutes", "open_"), [(-16, False), (-15, True), (119, True), (120, False)]
)
def test_it_is_open_from_a_quarter_before_to_the_end(
    as_person: Any, event: Event, ada: Person, time_: Clock, minutes: int, open_: bool
) -> None:
    time_.pass_by(minutes=minutes)
    browser = as_person(ada)
    assert ("/here" in browser.get(event.path).text) is open_
    answer = browser.post(f"{event.path}here", data={"code": code_of(event)})
    assert answer.status_code == (303 if open_ else 422)
    assert ("Γίνεται από 15 λεπτά πριν" in answer.text) is not open_
    assert bool(present()) is open_


def test_without_a_seat_one_is_sent_to_the_door(
    as_person: Any, event: Event, mallory: Person
) -> None:
    browser = as_person(mallory)
    assert "Δεν έχεις θέση εδώ." in browser.get(f"{event.path}here").text
    answer = browser.post(f"{event.path}here", data={"code": code_of(event)})
    assert (answer.status_code, present()) == (422, [])


def test_a_guest_says_who_they_are_by_their_ticket(
    client: Browser, as_maria: Browser, event: Event
) -> None:
    add = {"name": "Ρόζα Λ.", "once": "r" * 40}
    as_maria.post(f"{event.path}people/new", data=add)
    ticket = db.session.scalar(
        select(Registration.ticket).where(Registration.guest_name == "Ρόζα Λ.")
    )
    here = f"{event.path}here"
    assert f'value="{ticket}"' in client.get(f"{here}?ticket={ticket}").text
    for wrong in ("", "ABCD-EFGH"):
        assert client.post(here, data={"code": code_of(event), "ticket": wrong}).status_code == 422
    assert client.post(here, data={"code": "ABC-DEF", "ticket": ticket}).status_code == 422
    assert present() == []
    answer = client.post(here, data={"code": code_of(event), "ticket": ticket})
    assert (answer.status_code, answer.location) == (303, f"/events/ticket/{ticket}")
    assert present() == [(None, "code")]


def test_a_ticket_of_another_event_opens_nothing(
    client: Browser, event: Event, mallory: Person
) -> None:
    other = make_event(NOW, title_el="Άλλη")
    seat(other, mallory)
    ticket = db.session.scalar(
        select(Registration.ticket).where(Registration.person_id == mallory.id)
    )
    answer = client.post(f"{event.path}here", data={"code": code_of(event), "ticket": ticket})
    assert (answer.status_code, present()) == (422, [])


@pytest.mark.usefixtures("limits_on")
def test_who_tries_codes_is_asked_to_wait_and_nobody_else_in_the_room(
    as_person: Any, event: Event, ada: Person, grace: Person
) -> None:
    browser = as_person(ada)
    answers = [
        browser.post(f"{event.path}here", data={"code": "ABC-DEF"}).status_code for _ in range(12)
    ]
    assert answers == [422] * 10 + [429] * 2
    neighbour = as_person(grace).post(f"{event.path}here", data={"code": code_of(event)})
    assert neighbour.status_code == 303


def test_the_page_speaks_english_too(as_person: Any, event: Event, ada: Person) -> None:
    assert "I am here" in as_person(ada).get(f"/en{event.path}here").text
