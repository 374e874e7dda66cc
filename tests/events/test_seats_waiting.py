"""Waiting for a seat: the order, the offer, its deadline, and what comes after each answer."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.own_data import _rooms
from kalo.events import actions, jobs
from kalo.events.actions import deadline
from kalo.events.models import CANCELLED, Event, Registration
from kalo.kit.db import db, transaction
from kalo.kit.steps import Step
from kalo.kit.web import Refused
from tests.conftest import Browser
from tests.events.conftest import Clock, as_read
from tests.events.test_serving import shown
from tests.factories.events import at, make_event, seat

People = Callable[..., Person]


def states(event: Event) -> list[tuple[str, str]]:
    """Who has what, by name."""
    rows = select(Registration, Person).join(Person, Person.id == Registration.person_id)
    here = rows.where(Registration.event_id == event.id).order_by(Person.name)
    return [(person.name, row.state) for row, person in db.session.execute(here)]


def counted(event: Event) -> tuple[int, int]:
    """Seats that are taken, and held."""
    row = db.session.execute(
        select(Event.seats_taken, Event.seats_held).where(Event.id == event.id)
    ).one()
    return row[0], row[1]


def row_of(event: Event, person: Person) -> Registration:
    mine = select(Registration).where(
        Registration.event_id == event.id, Registration.person_id == person.id
    )
    return db.session.scalars(mine).one()


def tick(work: Callable[[], int]) -> None:
    """The minute's round of the worker."""
    with transaction():
        jobs.lapse_offers()
    work()


@pytest.fixture
def full(make_person: People, time_: Clock) -> Event:
    """One seat, taken by Nina; then Ada, Grace and Mallory began to wait, a minute apart."""
    event = make_event(capacity=1)
    for name in ("Nina", "Ada", "Grace", "Mallory"):
        seat(event, make_person(name))
        time_.pass_by(minutes=1)
    return event


@pytest.fixture
def someone(app: Flask) -> Callable[[str], Person]:
    def _named(name: str) -> Person:
        return db.session.scalars(select(Person).where(Person.name == name)).one()

    return _named


Someone = Callable[[str], Person]
Visit = Callable[..., Browser]


def test_who_waits_sees_their_number(full: Event, someone: Someone, as_person: Visit) -> None:
    assert states(full) == [
        ("Ada", "waiting"),
        ("Grace", "waiting"),
        ("Mallory", "waiting"),
        ("Nina", "seat"),
    ]
    for name, number in (("Ada", 1), ("Grace", 2), ("Mallory", 3)):
        page = as_person(someone(name)).get(full.path).text
        assert f"Στη σειρά έχεις τον αριθμό {number}" in page
        assert f'action="{full.path}seat/undo"' in page
    page = as_person(someone("Grace")).get(f"/en{full.path}").text
    assert "Your number on the waiting list is 2" in page


def test_a_full_event_says_how_many_wait_before_the_button(
    full: Event, make_person: People, as_person: Visit
) -> None:
    browser = as_person(make_person("Zoe"))
    page = browser.get(full.path).text
    assert "Όλες οι θέσεις έχουν δοθεί και περιμένουν 3 άτομα." in page
    assert "Μπες στη λίστα αναμονής" in page
    assert browser.post(f"{full.path}seat").status_code == 303
    assert states(full)[-1] == ("Zoe", "waiting")


def test_what_comes_free_is_offered_to_the_first_and_held(
    full: Event, someone: Someone, as_person: Visit
) -> None:
    as_person(someone("Nina")).post(f"{full.path}seat/undo")
    assert states(full) == [
        ("Ada", "offered"),
        ("Grace", "waiting"),
        ("Mallory", "waiting"),
        ("Nina", "given-up"),
    ]
    assert counted(full) == (0, 1)
    # 12:04 in Athens and a day.
    page = as_person(someone("Ada")).get(full.path).text
    assert "Μια θέση είναι δική σου, αν απαντήσεις ως Τρί 24 Νοεμβρίου, 12:04" in page
    assert "Ναι, θα έρθω" in page
    assert "Όχι, ευχαριστώ" in page
    page = as_person(someone("Grace")).get(full.path).text
    assert "Στη σειρά έχεις τον αριθμό 1" in page


def test_nobody_slips_past_an_offer(
    full: Event, someone: Someone, make_person: People, as_person: Visit
) -> None:
    as_person(someone("Nina")).post(f"{full.path}seat/undo")
    as_person(make_person("Zoe")).post(f"{full.path}seat")
    assert states(full)[-1] == ("Zoe", "waiting")
    assert counted(full) == (0, 1)


def test_an_accepted_offer_is_a_seat(full: Event, someone: Someone, as_person: Visit) -> None:
    as_person(someone("Nina")).post(f"{full.path}seat/undo")
    browser = as_person(someone("Ada"))
    for _twice in range(2):
        assert browser.post(f"{full.path}seat").status_code == 303
    assert states(full)[0] == ("Ada", "seat")
    assert counted(full) == (1, 0)
    assert "Έχεις θέση." in browser.get(full.path).text


def test_a_declined_offer_goes_to_the_next(full: Event, someone: Someone, as_person: Visit) -> None:
    as_person(someone("Nina")).post(f"{full.path}seat/undo")
    browser = as_person(someone("Ada"))
    for _twice in range(2):
        assert browser.post(f"{full.path}seat/undo").status_code == 303
    assert states(full)[:2] == [("Ada", "declined"), ("Grace", "offered")]
    assert counted(full) == (0, 1)
    page = browser.get(full.path).text
    assert "Είπες όχι." in page
    browser.post(f"{full.path}seat")
    assert states(full)[0] == ("Ada", "waiting")
    assert "Στη σειρά έχεις τον αριθμό 2" in browser.get(full.path).text


def test_a_late_second_press_of_the_same_button_does_nothing_more(
    full: Event, someone: Someone, make_person: People, as_person: Visit
) -> None:
    """The answer was lost on the way; the phone sends it again after the offer was refused."""
    browser = as_person(make_person("Zoe"))
    shown_once = re.findall(r'name="once" value="([^"]+)"', browser.get(full.path).text)
    assert len(shown_once) == 1
    pressed = {"once": shown_once[0]}
    assert browser.post(f"{full.path}seat", data=pressed).status_code == 303
    for name in ("Nina", "Ada", "Grace", "Mallory"):
        as_person(someone(name)).post(f"{full.path}seat/undo")
    assert states(full)[-1] == ("Zoe", "offered")
    browser = as_person(someone("Zoe"))
    browser.post(f"{full.path}seat/undo", data=pressed)
    assert states(full)[-1] == ("Zoe", "declined")
    again = browser.post(f"{full.path}seat", data=pressed)
    assert (again.status_code, again.location) == (303, f"{full.path}#seat")
    assert states(full)[-1] == ("Zoe", "declined")


def test_an_offer_that_nobody_takes_lapses_and_goes_on(
    full: Event, someone: Someone, as_person: Visit, time_: Clock, work: Callable[[], int]
) -> None:
    as_person(someone("Nina")).post(f"{full.path}seat/undo")
    time_.pass_by(hours=23, minutes=59)
    tick(work)
    assert states(full)[0] == ("Ada", "offered")
    time_.pass_by(minutes=2)
    page = as_person(someone("Ada"))
    assert "Η προσφορά θέσης έληξε." in page.get(full.path).text
    assert page.post(f"{full.path}seat").status_code == 422
    for _again in range(3):
        tick(work)
    assert states(full)[:2] == [("Ada", "lapsed"), ("Grace", "offered")]
    assert counted(full) == (0, 1)
    assert "Μπορείς να μπεις ξανά στη λίστα." in page.get(full.path).text


def test_a_turn_that_is_given_up_moves_the_others_up(
    full: Event, someone: Someone, as_person: Visit
) -> None:
    as_person(someone("Ada")).post(f"{full.path}seat/undo")
    assert states(full)[0] == ("Ada", "given-up")
    assert counted(full) == (1, 0)
    assert "Στη σειρά έχεις τον αριθμό 2" in as_person(someone("Mallory")).get(full.path).text
    as_person(someone("Ada")).post(f"{full.path}seat")
    assert "Στη σειρά έχεις τον αριθμό 3" in as_person(someone("Ada")).get(full.path).text


def resize(event: Event, by: Person, capacity: int, **more: Any) -> None:
    """Those who plan write another number of seats."""
    with transaction():
        there = db.session.get_one(Event, event.id)
        walls = {"start_wall": there.start_wall, "end_wall": there.end_wall}
        planner = db.session.get_one(Person, by.id)
        actions.change_event(
            there, planner, {**walls, **more, "capacity": capacity}, there.revision
        )


def test_more_seats_are_offered_in_order(full: Event, maria: Person) -> None:
    resize(full, maria, 3)
    assert states(full) == [
        ("Ada", "offered"),
        ("Grace", "offered"),
        ("Mallory", "waiting"),
        ("Nina", "seat"),
    ]
    assert counted(full) == (1, 2)
    with pytest.raises(Refused, match="Έχουν δοθεί ή προσφερθεί 3 θέσεις"):
        resize(full, maria, 2)
    assert counted(full) == (1, 2)


def test_after_the_cut_off_nobody_moves_up(
    make_person: People, as_person: Visit, time_: Clock, work: Callable[[], int]
) -> None:
    event = make_event(capacity=1, entry_closes_at=at("2026-11-24 09:00"))
    nina, ada, grace = (make_person(name) for name in ("Nina", "Ada", "Grace"))
    for person in (nina, ada, grace):
        seat(event, person)
    as_person(nina).post(f"{event.path}seat/undo")
    assert row_of(event, ada).offer_ends_at == at("2026-11-24 09:00")
    time_.pass_by(hours=22)
    tick(work)
    assert states(event) == [("Ada", "lapsed"), ("Grace", "waiting"), ("Nina", "given-up")]
    assert counted(event) == (0, 0)
    page = as_person(grace).get(event.path).text
    assert "Οι θέσεις δίνονταν ως Τρί 24 Νοεμβρίου, 09:00. Δεν προσφέρονται άλλες θέσεις." in page


@pytest.mark.parametrize(
    ("offered", "hours", "ends"),
    [
        ("2026-11-23 12:00", 24, "2026-11-24 12:00"),
        ("2026-11-23 21:59", 24, "2026-11-24 21:59"),
        ("2026-11-23 22:00", 24, "2026-11-25 10:00"),
        ("2026-11-23 23:30", 24, "2026-11-25 10:00"),
        ("2026-11-23 00:30", 24, "2026-11-24 10:00"),
        ("2026-11-23 07:59", 24, "2026-11-24 10:00"),
        ("2026-11-23 08:00", 24, "2026-11-24 08:00"),
        ("2026-11-23 20:00", 3, "2026-11-24 10:00"),
        # Never beyond the cut-off, be it at night.
        ("2026-12-02 20:00", 24, "2026-12-03 20:00"),
        ("2026-12-03 12:00", 24, "2026-12-03 20:00"),
        # Hours are hours when the clocks change.
        ("2026-10-24 12:00", 24, "2026-10-25 11:00"),
        ("2026-10-24 22:00", 24, "2026-10-25 21:00"),
        ("2026-10-23 23:00", 24, "2026-10-25 10:00"),
    ],
)
def test_an_offer_never_ends_at_night(app: Flask, offered: str, hours: int, ends: str) -> None:
    event = make_event(offer_hours=hours)
    assert deadline(event, at(offered)) == at(ends)


def settled(event: Event, **changed: Any) -> None:
    with transaction():
        there = db.session.get_one(Event, event.id)
        for name, value in changed.items():
            setattr(there, name, value)
        db.session.flush()
        actions.settle(there)


def test_an_offer_holds_as_long_as_was_promised_whatever_cut_off_comes(
    full: Event, someone: Someone, as_person: Visit, time_: Clock
) -> None:
    as_person(someone("Nina")).post(f"{full.path}seat/undo")
    promised = row_of(full, someone("Ada")).offer_ends_at
    assert promised == at("2026-11-24 12:04")
    settled(full, entry_closes_at=at("2026-11-23 18:00"))
    assert row_of(full, someone("Ada")).offer_ends_at == promised
    time_.pass_by(hours=10)
    assert "Ναι, θα έρθω" in as_person(someone("Ada")).get(full.path).text
    assert as_person(someone("Ada")).post(f"{full.path}seat").status_code == 303
    assert states(full)[0] == ("Ada", "seat")


def test_no_offer_holds_beyond_a_start_that_came_nearer(
    full: Event, someone: Someone, as_person: Visit
) -> None:
    as_person(someone("Nina")).post(f"{full.path}seat/undo")
    start = at("2026-11-23 18:00")
    settled(full, starts_at=start, entry_closes_at=at("2026-11-23 15:00"))
    assert row_of(full, someone("Ada")).offer_ends_at == start


def test_where_each_needs_a_yes_from_now_on_whoever_waited_asks(
    full: Event, maria: Person, as_person: Visit, someone: Someone
) -> None:
    resize(full, maria, 2, entry="approval")
    asking = [("Ada", "asked"), ("Grace", "asked"), ("Mallory", "asked"), ("Nina", "seat")]
    assert states(full) == asking
    assert "Το αίτημά σου έφτασε" in as_person(someone("Ada")).get(full.path).text
    as_person(someone("Nina")).post(f"{full.path}seat/undo")
    assert states(full) == [*asking[:3], ("Nina", "given-up")]
    assert counted(full) == (0, 0)


def test_many_new_seats_are_offered_some_at_once_and_the_rest_by_the_worker(
    maria: Person, make_person: People, work: Callable[[], int]
) -> None:
    event = make_event(capacity=1, offer_hours=48)
    for number in range(28):
        seat(event, make_person(f"P{chr(97 + number // 26)}{chr(97 + number % 26)}"))
    resize(event, maria, 26)
    assert counted(event) == (1, 20)
    seat(event, make_person("Zoe"))  # offers go to those before her, though seats are free
    assert states(event)[-1] == ("Zoe", "waiting")
    resize(event, maria, 49)
    assert counted(event) == (1, 28)


def test_the_worker_finds_free_seats_for_those_who_wait(
    maria: Person, make_person: People, work: Callable[[], int]
) -> None:
    event = make_event(capacity=1)
    for number in range(46):
        seat(event, make_person(f"P{chr(97 + number // 26)}{chr(97 + number % 26)}"))
    resize(event, maria, 45)
    assert counted(event) == (1, 20)
    tick(work)
    assert counted(event) == (1, 44)
    assert states(event)[-1] == ("Pbt", "waiting")


def test_of_a_cancelled_event_nothing_is_offered(
    full: Event, someone: Someone, as_person: Visit, time_: Clock, work: Callable[[], int]
) -> None:
    as_person(someone("Nina")).post(f"{full.path}seat/undo")
    with transaction():
        db.session.get_one(Event, full.id).state = CANCELLED
    time_.pass_by(days=2)
    tick(work)
    assert states(full)[:2] == [("Ada", "offered"), ("Grace", "waiting")]
    assert as_person(someone("Ada")).post(f"{full.path}seat").status_code == 422


def test_whoever_leaves_the_platform_frees_turns_and_offers(
    full: Event, someone: Someone, app: Flask
) -> None:
    for name in ("Nina", "Grace"):
        with transaction():
            signals.person_left.send(db.session.get_one(Person, someone(name).id))
    assert states(full) == [("Ada", "offered"), ("Mallory", "waiting")]
    with transaction():
        signals.person_left.send(db.session.get_one(Person, someone("Ada").id))
    assert states(full) == [("Mallory", "offered")]
    assert counted(full) == (0, 1)


def test_another_seat_at_the_same_hours_is_said_before_the_button(
    as_ada: Browser, ada: Person
) -> None:
    seat(make_event("2026-12-03 17:00", title_el="Πρώτο"), ada)
    after, before = (
        make_event("2026-12-03 19:00", title_el="Μετά"),
        make_event("2026-12-03 15:00", title_el="Πριν"),
    )
    clashing = make_event("2026-12-03 18:30", title_el="Δεύτερο")
    for free in (after, before):
        assert "Τις ίδιες ώρες" not in as_ada.get(free.path).text
    page = as_read(as_ada.get(clashing.path).text)
    assert "Έχεις θέση στη δράση «Πρώτο», Πέμπτη 3 Δεκεμβρίου, 17:00–19:00." in page
    assert '<input type="checkbox" name="know" value="1" required>' in page
    answer = as_ada.post(f"{clashing.path}seat")
    assert answer.status_code == 422
    assert "Τις ίδιες ώρες έχεις θέση στη δράση «Πρώτο»." in answer.text
    assert as_ada.post(f"{clashing.path}seat", data={"know": "1"}).status_code == 303
    assert row_of(clashing, ada).state == "seat"


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("waiting", [1, 3, 30])
def test_a_page_costs_the_same_however_many_wait(
    make_person: People, as_person: Visit, make: Any, queries_run: list[str], waiting: int
) -> None:
    event = make_event(capacity=1)
    began = at("2026-11-20 12:00")
    seat(event, make_person("Nina"))
    for number in range(waiting):
        person = make_person("Ada", handle=f"ada{number}", email=f"ada{number}@example.org")
        make(
            Registration,
            event_id=event.id,
            person_id=person.id,
            state="waiting",
            queued_at=began + timedelta(minutes=number),
            made_at=began,
            changed_at=began,
        )
    here, there = as_person(make_person("Zoe")), as_person(person)
    costs = []
    for browser in (here, there):
        queries_run.clear()
        assert browser.get(event.path).status_code == 200
        costs.append(len([sql for sql in queries_run if "FROM events_registration" in sql]))
    # A stranger: what they have, how many wait. Who waits: what they have, their number.
    # Another seat at the same hours is asked of the events.
    assert costs == [2, 2]


def test_a_lesson_says_what_one_has_at_its_workshop(
    app: Flask, ada: Person, grace: Person, step: Step
) -> None:
    event = make_event(capacity=1, serves=step.subject)
    assert "θέση" in shown(app, ada)
    for person in (grace, ada):
        seat(event, person)
    assert "Είσαι στη λίστα αναμονής" in shown(app, ada)
    with transaction():
        actions.give_up_seat(db.session.get_one(Event, event.id), db.session.merge(grace))
    assert "Σου προσφέρεται θέση" in shown(app, ada)
    assert "Σου προσφέρεται θέση" not in shown(app, grace)


def test_ones_own_copy_tells_of_turns_and_offers(
    full: Event, someone: Someone, as_person: Visit
) -> None:
    as_person(someone("Nina")).post(f"{full.path}seat/undo")
    said = {name: _rooms["events"](someone(name))["seats"][0] for name in ("Ada", "Grace")}
    assert [said[name]["state"] for name in said] == ["offered", "waiting"]
    assert said["Ada"]["offer_ended"] == "2026-11-24T10:04:00+00:00"
    assert said["Grace"]["waited_since"] == "2026-11-23T10:02:00+00:00"
    assert said["Grace"]["offered"] is None
