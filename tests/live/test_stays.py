"""Who was in the live room is told to the event: stretches once each, and who counts as present."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from kalo.accounts.models import Person
from kalo.certificates.subjects import Grounds
from kalo.events.certified import earned, grounds
from kalo.events.models import Attendance, Event, EventRole, Registration
from kalo.kit.db import db, transaction
from kalo.kit.jobs import run_waiting
from kalo.live.jobs import hand_over, hand_over_stays
from kalo.live.models import Presence, Room
from tests.factories.events import seat
from tests.live.conftest import Hour


@pytest.fixture
def was_in(make: Any, event: Event) -> Callable[..., None]:
    """Somebody was in the room, from one minute of the event to another, on some device."""
    room = make(Room, event_id=event.id, made_at=event.starts_at)

    def stay(person: Person, begins: int, ends: int, device: str = "d") -> None:
        at = {
            "entered_at": event.starts_at + timedelta(minutes=begins),
            "last_seen": event.starts_at + timedelta(minutes=ends),
            "left_at": event.starts_at + timedelta(minutes=ends),
        }
        make(Presence, room_id=room.id, person_id=person.id, device=device, **at)

    return stay


def run(app: Flask) -> None:
    """The round, and what it nudged."""
    with transaction():
        hand_over_stays()
    run_waiting(app)


def stretches() -> list[tuple[str, int]]:
    """Each stretch: way, and how many minutes."""
    rows = db.session.scalars(select(Attendance).order_by(Attendance.from_at, Attendance.id))
    minutes = [(row.way, row.until_at and row.until_at - row.from_at) for row in rows]
    return [(way, int(long.total_seconds() // 60) if long else -1) for way, long in minutes]


def presence_of(person: Person) -> str:
    found = db.session.scalar(
        select(Registration.presence).where(Registration.person_id == person.id)
    )
    assert found is not None
    return found


def paper_of(person: Person) -> Grounds:
    return grounds(person, earned(person)[0])


def test_an_hour_after_the_end_stretches_are_handed_over_once(
    app: Flask, at: Hour, event: Event, grace: Person, was_in: Callable[..., None]
) -> None:
    was_in(grace, 0, 30)
    was_in(grace, 20, 40, device="phone")  # both at once: one stretch
    was_in(grace, 60, 70)
    at.is_now(event.ends_at + timedelta(minutes=59))
    run(app)
    assert stretches() == []
    at.is_now(event.ends_at + timedelta(minutes=60))
    for _ in range(2):
        run(app)
        with transaction():
            hand_over(event.id)
    assert stretches() == [("live", 40), ("live", 10)]
    assert presence_of(grace) == "present"
    db.session.rollback()
    assert paper_of(grace).hours == 0.8  # fifty minutes of two hours


@pytest.mark.parametrize(("minutes", "presence"), [(39, ""), (40, "present")])
def test_a_third_of_the_time_is_enough(
    app: Flask,
    at: Hour,
    event: Event,
    grace: Person,
    was_in: Callable[..., None],
    minutes: int,
    presence: str,
) -> None:
    was_in(grace, 0, minutes)
    at.is_now(event.ends_at + timedelta(hours=1))
    run(app)
    assert (presence_of(grace), stretches()) == (presence, [("live", minutes)])


def test_what_was_before_the_start_and_after_the_end_does_not_count(
    app: Flask, at: Hour, event: Event, grace: Person, was_in: Callable[..., None]
) -> None:
    was_in(grace, -15, 20)
    was_in(grace, 110, 170)
    at.is_now(event.ends_at + timedelta(hours=1))
    run(app)
    assert presence_of(grace) == ""  # twenty and ten


def test_what_somebody_said_at_the_door_stands(
    app: Flask, at: Hour, event: Event, grace: Person, was_in: Callable[..., None]
) -> None:
    was_in(grace, 0, 120)
    with transaction():
        db.session.execute(update(Registration).values(presence="absent"))
    at.is_now(event.ends_at + timedelta(hours=1))
    run(app)
    assert presence_of(grace) == "absent"


def test_what_staff_take_back_does_not_come_again_and_given_again_has_its_minutes(
    app: Flask,
    at: Hour,
    event: Event,
    ada: Person,
    grace: Person,
    as_person: Any,
    was_in: Callable[..., None],
) -> None:
    was_in(grace, 0, 60)
    at.is_now(event.ends_at + timedelta(hours=1))
    run(app)
    role = {"event_id": event.id, "person_id": ada.id, "role": "organiser", "given_at": at.moment}
    with transaction():
        db.session.add(EventRole(**role))
    row = db.session.scalars(select(Registration)).one()
    line = f"{event.path}attendance/{row.id}"
    as_person(ada).post(line)
    assert presence_of(grace) == ""
    with transaction():
        hand_over(event.id)
    assert presence_of(grace) == ""
    as_person(ada).post(line, data={"here": "1"})
    assert presence_of(grace) == "present"
    assert paper_of(grace).hours == 1.0
    page = as_person(ada).get(f"{event.path}attendance").text
    assert "60 λεπτά" in page
    assert "το ένα τρίτο του χρόνου" in page


def test_in_a_hall_the_room_says_nothing_of_who_came(
    app: Flask, at: Hour, event: Event, grace: Person, was_in: Callable[..., None]
) -> None:
    with transaction():
        db.session.execute(update(Event).values(mode="in-person"))
    was_in(grace, 0, 120)
    at.is_now(event.ends_at + timedelta(hours=1))
    run(app)
    assert (presence_of(grace), stretches()) == ("", [("live", 120)])


def test_who_had_no_seat_is_not_in_the_list(
    app: Flask, at: Hour, event: Event, mallory: Person, grace: Person, was_in: Callable[..., None]
) -> None:
    was_in(mallory, 0, 120)
    was_in(grace, 0, 60)
    at.is_now(event.ends_at + timedelta(hours=1))
    run(app)
    assert stretches() == [("live", 60)]


def test_noted_by_hand_where_both_are_possible_the_whole_time_counts(
    app: Flask,
    at: Hour,
    event: Event,
    make_person: Callable[..., Person],
    grace: Person,
    as_person: Any,
    was_in: Callable[..., None],
) -> None:
    with transaction():
        db.session.execute(update(Event).values(mode="hybrid"))
    was_in(grace, 0, 5)  # her phone, in the hall
    row = db.session.scalars(select(Registration)).one()
    maria = as_person(make_person("Maria", roles={"facilitator"}))
    maria.post(f"{event.path}attendance/{row.id}", data={"here": "1"})
    at.is_now(event.ends_at + timedelta(hours=1))
    run(app)
    assert presence_of(grace) == "present"
    assert paper_of(grace).hours == 2.0


def test_many_seats_are_handed_over_in_one_go(
    app: Flask,
    at: Hour,
    event: Event,
    make_person: Callable[..., Person],
    was_in: Callable[..., None],
) -> None:
    people = [make_person("P" + "x" * number) for number in range(5)]
    for person in people:
        seat(event, person)
        was_in(person, 0, 100)
    at.is_now(event.ends_at + timedelta(hours=2))
    run(app)
    assert len(stretches()) == 5
    assert {presence_of(person) for person in people} == {"present"}
