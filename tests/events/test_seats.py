"""Taking and giving up seats, alone and all at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.events import actions
from kalo.events.models import CANCELLED, DRAFT, SEAT, Event, Registration
from kalo.kit.db import db, transaction
from kalo.kit.web import Refused
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import at, make_event, seat


def seats() -> list[tuple[int | None, str]]:
    found = select(Registration).order_by(Registration.id)
    return [(row.person_id, row.state) for row in db.session.scalars(found)]


def taken(event: Event) -> int:
    return int(db.session.scalar(select(Event.seats_taken).where(Event.id == event.id)) or 0)


def test_a_member_takes_a_seat_and_sees_it(as_ada: Browser, ada: Person) -> None:
    event = make_event(capacity=2)
    answer = as_ada.post(f"{event.path}seat")

    assert (answer.status_code, answer.location) == (303, f"{event.path}#seat")
    assert (seats(), taken(event)) == ([(ada.id, "seat")], 1)
    page = as_ada.get(event.path).text
    assert "Έχεις θέση." in page
    assert "Έχουν κρατηθεί 1 από τις 2 θέσεις" in page
    assert f'action="{event.path}seat"' not in page


def test_pressing_twice_takes_one_seat(as_ada: Browser, ada: Person) -> None:
    event = make_event(capacity=2)
    for _ in range(2):
        assert as_ada.post(f"{event.path}seat").status_code == 303
    assert (seats(), taken(event)) == ([(ada.id, "seat")], 1)


def test_a_seat_given_back_is_free_for_another(
    as_ada: Browser, ada: Person, as_person: Callable[..., Browser], grace: Person
) -> None:
    event = make_event(capacity=1, has_waiting_list=False)
    as_ada.post(f"{event.path}seat")
    assert as_person(grace).post(f"{event.path}seat").status_code == 422
    assert as_ada.post(f"{event.path}seat/undo").status_code == 303
    assert "Έδωσες πίσω τη θέση σου." in as_ada.get(event.path).text
    assert as_person(grace).post(f"{event.path}seat").status_code == 303
    assert seats() == [(ada.id, "given-up"), (grace.id, "seat")]
    assert taken(event) == 1


def test_giving_back_twice_or_nothing_counts_nothing(as_ada: Browser, ada: Person) -> None:
    event = make_event(capacity=3)
    assert as_ada.post(f"{event.path}seat/undo").status_code == 303
    as_ada.post(f"{event.path}seat")
    for _ in range(2):
        as_ada.post(f"{event.path}seat/undo")
    assert (seats(), taken(event)) == ([(ada.id, "given-up")], 0)
    as_ada.post(f"{event.path}seat")
    assert (seats(), taken(event)) == ([(ada.id, "seat")], 1)


FULL = "Όλες οι θέσεις έχουν κρατηθεί."


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"capacity": 1, "seats_taken": 1, "has_waiting_list": False}, FULL),
        (
            {"entry_opens_at": at("2026-11-25 09:00")},
            "Οι θέσεις δίνονται από Τετ 25 Νοεμβρίου, 09:00.",
        ),
        (
            {"entry_closes_at": at("2026-11-20 09:00")},
            "Οι θέσεις δίνονταν ως Παρ 20 Νοεμβρίου, 09:00.",
        ),
        ({"entry": "invitation"}, "Στη δράση αυτή οι θέσεις δίνονται με πρόσκληση."),
        ({"wall": "2026-11-23 09:00"}, "Η δράση έχει τελειώσει."),
        ({"state": CANCELLED}, "Η δράση δεν θα γίνει."),
    ],
)
def test_no_seat_is_said_before_the_button_and_after_it(
    as_ada: Browser, values: dict[str, object], sentence: str
) -> None:
    event = make_event(**values)  # type: ignore[arg-type]
    page = as_ada.get(event.path).text
    assert f'action="{event.path}seat"' not in page
    if event.state != CANCELLED:  # there the whole page says so
        assert sentence in page

    answer = as_ada.post(f"{event.path}seat")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert seats() == []


def test_a_draft_gives_no_seats_even_to_those_who_see_it(as_maria: Browser) -> None:
    event = make_event(state=DRAFT)
    answer = as_maria.post(f"{event.path}seat")
    assert answer.status_code == 422
    assert "Η δράση δεν έχει ανακοινωθεί ακόμη." in answer.text


def test_a_seat_can_be_taken_while_it_goes_on_and_not_given_back_afterwards(
    as_ada: Browser, time_: Clock
) -> None:
    event = make_event("2026-11-23 11:30")
    assert as_ada.post(f"{event.path}seat").status_code == 303
    time_.pass_by(hours=3)
    answer = as_ada.post(f"{event.path}seat/undo")
    assert answer.status_code == 422
    assert taken(event) == 1


def test_without_a_limit_there_is_room_for_everyone(
    as_ada: Browser, as_person: Callable[..., Browser], grace: Person
) -> None:
    event = make_event()
    for browser in (as_ada, as_person(grace)):
        assert browser.post(f"{event.path}seat").status_code == 303
    assert "Υπάρχει χώρος για όλες και όλους." in as_ada.get(event.path).text


def test_a_hundred_people_press_for_twenty_seats_at_once(
    app: Flask, make_person: Callable[..., Person]
) -> None:
    event = make_event(capacity=20, has_waiting_list=False)
    with transaction():
        began = datetime.fromisoformat("2026-01-01T00:00+00:00")
        people = [
            Person(handle=f"p{n}", name=f"P{n}", joined_at=began, confirmed_at=began)
            for n in range(100)
        ]
        db.session.add_all(people)
    numbers = list(db.session.scalars(select(Person.id)))
    event_id = event.id
    db.session.rollback()

    def press(person_id: int) -> bool:
        with app.app_context(), transaction():
            try:
                actions.take_seat(
                    db.session.get_one(Event, event_id), db.session.get_one(Person, person_id)
                )
            except Refused:
                return False
            return True

    with ThreadPoolExecutor(16) as pool:
        given = list(pool.map(press, numbers + numbers))  # everyone presses twice

    held = select(func.count()).where(Registration.state == SEAT)
    assert db.session.scalar(held) == 20
    assert taken(event) == 20
    assert sum(given) <= 40


def test_seats_change_hands_and_the_count_stays_true(
    app: Flask, make_person: Callable[..., Person]
) -> None:
    event = make_event(capacity=3, has_waiting_list=False)
    people = [make_person(name).id for name in ("Aa", "Bb", "Cc", "Dd", "Ee", "Ff")]
    event_id = event.id
    db.session.rollback()

    def come_and_go(person_id: int) -> None:
        for turn in range(6):
            with app.app_context(), transaction():
                stands = db.session.get_one(Event, event_id)
                person = db.session.get_one(Person, person_id)
                try:
                    (actions.give_up_seat if turn % 2 else actions.take_seat)(stands, person)
                except Refused:
                    continue

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(come_and_go, people))

    held = db.session.scalar(select(func.count()).where(Registration.state == SEAT))
    assert taken(event) == held == 0


def test_the_database_itself_knows_no_seat_too_many(app: Flask) -> None:
    event = make_event(capacity=1, seats_taken=1)
    with pytest.raises(Exception, match="never_one_too_many"), transaction():
        db.session.get_one(Event, event.id).seats_taken = 2


def test_those_who_leave_free_their_seats_ahead(
    app: Flask, ada: Person, grace: Person, time_: Clock
) -> None:
    from kalo import signals

    past, ahead = make_event("2026-11-23 09:00", capacity=2), make_event(capacity=1)
    time_.pass_by(hours=-4)
    for person in (ada, grace):
        seat(past, person)
    seat(ahead, ada)
    time_.pass_by(hours=4)
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))

    assert seats() == [(grace.id, "seat")]
    assert (taken(past), taken(ahead)) == (2, 0)
