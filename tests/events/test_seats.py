"""Taking and giving up seats, alone and all at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from kalo import signals
from kalo.accounts.models import Person
from kalo.events import actions
from kalo.events.actions.seats import entering
from kalo.events.models import CANCELLED, DRAFT, SEAT, Event, MailLine, Registration, Venue
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter
from kalo.kit.web import Refused
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import at, give_up, make_event, seat


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
    past, ahead = make_event("2026-11-23 09:00", capacity=2), make_event(capacity=1)
    time_.pass_by(hours=-4)
    for person in (ada, grace):
        seat(past, person)
    seat(ahead, ada)
    time_.pass_by(hours=4)
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))

    assert seats() == [(None, "seat"), (grace.id, "seat")]
    assert (taken(past), taken(ahead)) == (2, 0)


def test_those_who_leave_stay_nameless_on_the_list_of_what_is_over(
    ada: Person, as_maria: Browser, maria: Person, time_: Clock
) -> None:
    past = make_event("2026-11-23 09:00", capacity=2, facilitator_id=maria.id)
    time_.pass_by(hours=-4)
    seat(past, ada)
    time_.pass_by(hours=4)
    assert "Ada" in as_maria.get(f"{past.path}people?show=seats").text
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    page = as_maria.get(f"{past.path}people?show=seats").text
    assert "Ada" not in page
    assert "άτομο που αποχώρησε" in page
    assert db.session.scalar(select(func.count(MailLine.id))) == 0


def test_who_is_noted_as_present_and_leaves_meanwhile_is_counted_no_more(
    ada: Person, grace: Person, time_: Clock
) -> None:
    on = make_event("2026-11-23 11:00", capacity=1)
    seat(on, ada)
    seat(on, grace)
    with transaction():
        row = db.session.scalars(select(Registration).where(Registration.person_id == ada.id)).one()
        row.attended_at, row.presence = time_.now(), "present"
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    assert seats() == [(grace.id, "offered")]
    assert taken(on) == 0


def test_who_leaves_gives_up_what_they_have_by_then(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(capacity=2)
    seat(event, ada)
    make_it = {"synchronize_session": False}
    with transaction():
        waits = update(Registration).values(state="waiting", queued_at=Registration.made_at)
        db.session.execute(waits)
        db.session.execute(update(Event).values(seats_taken=0))
    hold = entering.lock

    def meanwhile(there: Event) -> None:
        """Before the lock is theirs, another process offers them a seat."""
        offered = update(Registration).values(state="offered")
        db.session.execute(offered, execution_options=make_it)
        db.session.execute(update(Event).values(seats_held=1), execution_options=make_it)
        hold(there)

    monkeypatch.setattr(entering, "lock", meanwhile)
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    held = db.session.scalar(select(Event.seats_held))
    assert (seats(), taken(event), held) == ([], 0, 0)


def test_events_are_locked_in_one_order_whichever_is_sooner(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    later, sooner = make_event("2026-12-09 18:00"), make_event("2026-12-03 18:00")
    for event in (sooner, later):
        seat(event, ada)
    held: list[int] = []
    hold = entering.lock

    def note(event: Event) -> None:
        held.append(event.id)
        hold(event)

    monkeypatch.setattr(entering, "lock", note)
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    assert held == [later.id, sooner.id]
    assert (taken(later), taken(sooner)) == (0, 0)


def test_a_seat_taken_again_knows_nothing_of_the_one_before(ada: Person, time_: Clock) -> None:
    event = make_event(capacity=2)
    seat(event, ada)
    with transaction():
        row = db.session.scalars(select(Registration)).one()
        row.asked_again_at = row.comes_at = time_.now()
        row.presence, row.excuse = "excused", "Αρρώστησα"
    give_up(event, ada)
    seat(event, ada)
    row = db.session.scalars(select(Registration)).one()
    assert (row.asked_again_at, row.comes_at, row.presence, row.excuse) == (
        None,
        None,
        "",
        "",
    )


def test_letters_say_the_hour_and_place_that_hold_under_the_lock(app: Flask, ada: Person) -> None:
    with transaction():
        old, new = (Venue(slug=f"v{n}", name_el=f"Χώρος {n}", address="Οδός 1") for n in (1, 2))
        db.session.add_all([old, new])
    event = make_event(capacity=2, venue_id=old.id)
    with transaction():
        there = db.session.scalars(select(Event).options(joinedload(Event.venue))).one()
        assert there.venue == old
        moved = {"venue_id": new.id, "title_el": "Νέος τίτλος"}
        elsewhere = update(Event).where(Event.id == event.id).values(moved)
        db.session.execute(elsewhere.execution_options(synchronize_session=False))
        actions.take_seat(there, db.session.get_one(Person, ada.id))
    letter = db.session.scalars(select(Letter)).one()
    assert letter.subject == "Έχεις θέση: Νέος τίτλος"
    assert "Χώρος 2" in letter.text
    assert "Χώρος 1" not in letter.text
