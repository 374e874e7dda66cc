"""Places in a cohort and the waiting list, alone and all at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from kalo import signals
from kalo.accounts.models import Person, StaffAct
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.actions import places
from kalo.learning.models import Cohort, Enrolment, Place
from kalo.notifications.models import Notification
from tests.conftest import Browser
from tests.factories.cohorts import fresh, place, stand_cohort, states
from tests.learning.cohorts.conftest import address
from tests.learning.cohorts.test_cohorts import typed
from tests.learning.conftest import Course
from tests.learning.test_pages import main, page

PLACED, WAITING, GONE = "placed", "waiting", "gone"


def enrolled() -> set[int]:
    db.session.rollback()
    return set(db.session.scalars(select(Enrolment.person_id).where(Enrolment.left_at.is_(None))))


def news() -> list[tuple[int, str]]:
    found = select(Notification).order_by(Notification.id)
    return [(each.person_id, each.kind) for each in db.session.scalars(found)]


def test_a_member_asks_for_a_place_and_follows_the_programme(
    as_ada: Browser, ada: Person, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=2)
    answer = as_ada.post(address(cohort, "place"))
    assert (answer.status_code, answer.location) == (303, address(cohort) + "#place")
    assert (states(cohort), fresh(cohort).places_taken) == ({ada.id: PLACED}, 1)
    assert enrolled() == {ada.id}
    html = main(page(as_ada.get(address(cohort))))
    assert "Έχεις θέση" in html
    assert "έχουν δοθεί 1 από τις 2" in html


def test_asking_twice_takes_one_place(
    as_ada: Browser, ada: Person, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=2)
    for _ in range(2):
        assert as_ada.post(address(cohort, "place")).status_code == 303
    assert fresh(cohort).places_taken == 1


def test_whoever_comes_when_it_is_full_waits_and_sees_their_turn(
    as_person: Any, ada: Person, grace: Person, mallory: Person, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=1)
    for person in (ada, mallory, grace):
        assert as_person(person).post(address(cohort, "place")).status_code == 303
    assert states(cohort) == {ada.id: PLACED, grace.id: WAITING, mallory.id: WAITING}
    assert "Έχεις τον αριθμό 1 στη λίστα" in main(page(as_person(mallory).get(address(cohort))))
    assert "Έχεις τον αριθμό 2 στη λίστα" in main(page(as_person(grace).get(address(cohort))))
    assert enrolled() == {ada.id}


def test_a_place_given_back_goes_to_who_waited_longest_and_they_are_told(
    as_ada: Browser,
    ada: Person,
    grace: Person,
    mallory: Person,
    maria: Person,
    course: Course,
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=1)
    place(cohort, ada, mallory, grace)
    answer = as_ada.post(address(cohort, "place/undo"))
    assert answer.status_code == 303
    assert states(cohort) == {ada.id: GONE, grace.id: WAITING, mallory.id: PLACED}
    assert fresh(cohort).places_taken == 1
    assert enrolled() == {ada.id, mallory.id}  # at one's own pace the programme goes on
    assert news() == [(mallory.id, "learning.place")]


def test_whoever_waits_no_longer_frees_nothing(
    as_person: Any, ada: Person, grace: Person, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=1)
    place(cohort, ada, grace)
    assert as_person(grace).post(address(cohort, "place/undo")).status_code == 303
    assert states(cohort) == {ada.id: PLACED, grace.id: GONE}
    assert fresh(cohort).places_taken == 1
    assert news() == []


def test_whoever_comes_back_waits_behind_the_others(
    as_ada: Browser, ada: Person, grace: Person, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=1)
    place(cohort, ada, grace)
    as_ada.post(address(cohort, "place/undo"))
    as_ada.post(address(cohort, "place"))
    assert states(cohort) == {ada.id: WAITING, grace.id: PLACED}


def test_more_room_goes_to_those_who_wait_in_their_order(
    as_maria: Browser,
    maria: Person,
    ada: Person,
    grace: Person,
    mallory: Person,
    make_person: Any,
    course: Course,
) -> None:
    late = make_person("Late")
    cohort = stand_cohort(course.programme, maria, capacity=1)
    place(cohort, ada, mallory, grace, late)
    as_maria.post(address(cohort, "edit"), data=typed(maria, capacity="3", ends_on="2099-01-01"))
    assert states(cohort) == {
        ada.id: PLACED, grace.id: PLACED, mallory.id: PLACED, late.id: WAITING
    }  # fmt: skip
    assert fresh(cohort).places_taken == 3


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"joining_until": timedelta(days=-1)}, "Θέσεις μπορούσες να ζητήσεις έως"),
        ({"ends_on": timedelta(days=-1)}, "Θέσεις μπορούσες να ζητήσεις έως"),
    ],
)
def test_why_there_is_no_place_is_said_before_the_button_and_after_it(
    as_ada: Browser, maria: Person, course: Course, values: dict[str, timedelta], words: str
) -> None:
    days = {name: clock.today() + span for name, span in values.items()}
    cohort = stand_cohort(course.programme, maria, **days)
    html = main(page(as_ada.get(address(cohort))))
    assert words in html
    assert f'action="{address(cohort, "place")}"' not in html
    assert words in main(page(as_ada.post(address(cohort, "place")), 422))
    assert states(cohort) == {}


def test_one_place_in_a_programme_and_a_place_ends_other_waits(
    as_ada: Browser, ada: Person, grace: Person, maria: Person, course: Course
) -> None:
    first = stand_cohort(course.programme, maria, name_el="Πρώτο", capacity=1)
    second = stand_cohort(course.programme, maria, name_el="Δεύτερο", capacity=1)
    place(first, grace)
    place(first, ada)
    place(second, ada)
    assert (states(first)[ada.id], states(second)[ada.id]) == (GONE, PLACED)
    html = main(page(as_ada.post(address(first, "place")), 422))
    assert "Έχεις θέση στο τμήμα «Δεύτερο»" in html
    assert fresh(first).places_taken == 1


def test_following_alone_needs_no_cohort(
    as_ada: Browser, ada: Person, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=1)
    assert as_ada.post("/learning/programme-1/enrolment").status_code == 303
    assert (enrolled(), states(cohort)) == ({ada.id}, {})


def test_a_lead_takes_somebody_out_who_is_told_and_the_next_comes_in(
    app: Flask, ada: Person, grace: Person, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=1)
    place(cohort, ada, grace)
    with transaction():
        here = db.session.get_one(Cohort, cohort.id)
        asked = [db.session.get_one(Person, who.id) for who in (ada, maria)]
        places.take_out(here, asked[0], asked[1], "Μου το ζήτησε.")
    assert states(cohort) == {ada.id: GONE, grace.id: PLACED}
    assert set(news()) == {(ada.id, "learning.place-gone"), (grace.id, "learning.place")}
    act = db.session.scalars(select(StaffAct).where(StaffAct.verb == "took out of a cohort")).one()
    assert (act.subject, act.after) == (f"person:{ada.id}", "Μου το ζήτησε.")


def test_whoever_leaves_the_platform_frees_the_place(
    app: Flask, ada: Person, grace: Person, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=1)
    place(cohort, ada, grace)
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    assert states(cohort) == {grace.id: PLACED}
    assert fresh(cohort).places_taken == 1


def test_the_database_itself_knows_no_place_too_many(
    app: Flask, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=1)
    with pytest.raises(Exception, match="never_one_too_many"), transaction():
        db.session.get_one(Cohort, cohort.id).places_taken = 2


def people(many: int) -> list[int]:
    with transaction():
        at = datetime.fromisoformat("2026-01-01T00:00+00:00")
        crowd = [
            Person(handle=f"p{n}", name=f"P{n}", joined_at=at, confirmed_at=at) for n in range(many)
        ]
        db.session.add_all(crowd)
        db.session.flush()
        return [person.id for person in crowd]


def test_two_hundred_ask_for_forty_places_at_once(
    app: Flask, maria: Person, course: Course
) -> None:
    cohort_id = stand_cohort(course.programme, maria, capacity=40).id
    numbers = people(200)
    db.session.rollback()

    def ask(person_id: int) -> str:
        with app.app_context(), transaction():
            here = db.session.get_one(Cohort, cohort_id)
            return places.ask_for_place(here, db.session.get_one(Person, person_id)).state

    with ThreadPoolExecutor(16) as pool:
        given = list(pool.map(ask, numbers))

    assert (given.count(PLACED), given.count(WAITING)) == (40, 160)
    cohort = db.session.get_one(Cohort, cohort_id)
    assert cohort.places_taken == 40
    assert list(states(cohort).values()).count(PLACED) == 40
    assert len(enrolled()) == 40


def test_places_change_hands_and_the_count_stays_true(
    app: Flask, maria: Person, course: Course
) -> None:
    cohorts = [stand_cohort(course.programme, maria, capacity=3).id for _ in range(2)]
    numbers = people(8)
    db.session.rollback()

    def come_and_go(person_id: int) -> None:
        for turn in range(6):
            with app.app_context(), transaction():
                cohort = db.session.get_one(Cohort, cohorts[(person_id + turn // 3) % 2])
                person = db.session.get_one(Person, person_id)
                places.leave_place(cohort, person)
                if places.why_no_place(cohort, person) is None:
                    places.ask_for_place(cohort, person)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(come_and_go, numbers))

    held = select(Place.cohort_id, func.count()).where(Place.state == PLACED)
    taken = {each.id: each.places_taken for each in db.session.scalars(select(Cohort))}
    assert dict(db.session.execute(held.group_by(Place.cohort_id)).all()) == taken
    assert max(taken.values()) <= 3
    twice = select(Place.person_id).where(Place.state == PLACED).group_by(Place.person_id)
    assert db.session.scalars(twice.having(func.count() > 1)).all() == []
