"""Deadlines in one's own calendar: as they hold for this person, and never while they rest."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from sqlalchemy import select, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.dates import Dated, dates_of
from kalo.kit.db import db, transaction
from kalo.kit.locales import speaking
from kalo.learning import actions
from kalo.learning.models import Allowance, Block, Cohort, Deadline, Enrolment, Place
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_personal_calendar import make_address
from tests.factories.learning import make_block, make_lesson, make_module, make_programme

DUE = date(2026, 12, 10)


class Course:
    """A programme with a cohort in which Ada has a place, and three deadlines."""

    def __init__(self, make: Callable[..., Any], ada: Person) -> None:
        self.programme = make_programme(make)
        self.module = make_module(make, self.programme)
        self.lesson = make_lesson(make, self.module)
        self.quiz: Block = make_block(make, self.lesson, "quiz", "quiz")
        with transaction():
            actions.enrol(db.session.get_one(Person, ada.id), self.programme.id)
        self.cohort: Cohort = make(
            Cohort,
            programme_id=self.programme.id,
            name_el="Φθινόπωρο",
            name_en="Autumn",
            starts_on=date(2026, 11, 1),
            ends_on=date(2026, 12, 20),
            made_at=clock.now(),
        )
        self.join(make, ada)
        for thing in (
            f"module:{self.module.id}",
            f"lesson:{self.lesson.id}",
            f"block:{self.quiz.id}",
        ):
            make(Deadline, cohort_id=self.cohort.id, thing=thing, due_on=DUE)

    def join(self, make: Callable[..., Any], person: Person, state: str = "placed") -> None:
        """A place in the cohort."""
        whose = {"cohort_id": self.cohort.id, "person_id": person.id}
        make(Place, **whose, state=state, asked_at=clock.now())

    def allow(self, make: Callable[..., Any], person: Person, **values: Any) -> Allowance:
        """Something arranged for one person."""
        whose = {"person_id": person.id, "programme_id": self.programme.id}
        return make(Allowance, **{**whose, "reason": "Ασθένεια", "at": clock.now(), **values})


@pytest.fixture
def time_(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stands = Clock()
    monkeypatch.setattr(clock, "now", stands.now)
    return stands


@pytest.fixture
def course(time_: Clock, make: Callable[..., Any], ada: Person) -> Course:
    return Course(make, ada)


def dates(person: Person, language: str = "el") -> list[Dated]:
    db.session.rollback()
    with speaking(language):
        return dates_of(db.session.get_one(Person, person.id))


def days(person: Person) -> dict[str, date | datetime]:
    return {each.title: each.start for each in dates(person)}


def change(model: type[Any], **values: Any) -> None:
    """Change the one row there is, as a facilitator's form would."""
    with transaction():
        row = db.session.scalars(select(model)).one()
        for name, value in values.items():
            setattr(row, name, value)


def quiz_of(person: Person, course: Course) -> Dated:
    name = f"learning-{course.cohort.id}-block-{course.quiz.id}-{person.id}"
    return next(each for each in dates(person) if each.name == name)


def change_quiz_deadline(course: Course, **values: Any) -> None:
    with transaction():
        key = (course.cohort.id, f"block:{course.quiz.id}")
        row = db.session.get_one(Deadline, key)
        for name, value in values.items():
            setattr(row, name, value)


def test_a_learner_has_the_deadlines_and_the_end_of_the_cohort(course: Course, ada: Person) -> None:
    assert days(ada) == {
        "Ως σήμερα: Μέρος 1": DUE,
        "Ως σήμερα: Μάθημα 1": DUE,
        "Ως σήμερα: Κουίζ": DUE,
        "Τελευταία μέρα του τμήματος «Φθινόπωρο»": date(2026, 12, 20),
    }
    quiz = quiz_of(ada, course)
    assert quiz.path == "/learning/programme-1/lesson-1/#quiz"
    assert quiz.end == DUE + timedelta(days=1)
    assert "ό,τι λείπει γίνεται και αργότερα" in quiz.about
    english = [each.title for each in dates(ada, "en")]
    assert "By today: Quiz" in english
    assert "Last day of “Autumn”" in english


def test_they_come_with_the_persons_own_feed(
    client: Browser, as_ada: Browser, ada: Person, course: Course
) -> None:
    address = make_address(as_ada)
    answer = client.get(address)
    found = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert len(found) == 4
    assert {str(one["CATEGORIES"].to_ical(), "utf-8") for one in found} == {"Μάθηση"}
    assert b"DTSTART;VALUE=DATE:20261210" in answer.data
    assert client.get(address).data == answer.data


def test_whoever_has_no_place_has_none(
    course: Course, make: Callable[..., Any], ada: Person, grace: Person, mallory: Person
) -> None:
    with transaction():
        actions.enrol(db.session.get_one(Person, grace.id), course.programme.id)
    course.join(make, grace, "waiting")
    assert dates(grace) == dates(mallory) == []
    assert len(dates(ada)) == 4


def test_days_that_were_allowed_move_mine_alone(
    course: Course, make: Callable[..., Any], ada: Person, grace: Person, time_: Clock
) -> None:
    with transaction():
        actions.enrol(db.session.get_one(Person, grace.id), course.programme.id)
    course.join(make, grace)
    before = quiz_of(ada, course)
    time_.pass_by(hours=1)
    course.allow(make, ada, block_id=course.quiz.id, extra_days=7)
    after = quiz_of(ada, course)
    assert (before.start, after.start) == (DUE, DUE + timedelta(days=7))
    assert (after.name, after.sequence > before.sequence, after.changed) == (
        *(before.name, True, time_.at),
    )
    assert days(ada)["Ως σήμερα: Μέρος 1"] == DUE
    assert quiz_of(grace, course).start == DUE
    time_.pass_by(hours=1)
    change(Allowance, undone_at=clock.now())
    undone = quiz_of(ada, course)
    assert (undone.start, undone.sequence > after.sequence, undone.changed) == (DUE, True, time_.at)


def test_an_excuse_takes_the_deadline_away(
    course: Course, make: Callable[..., Any], ada: Person
) -> None:
    assert "Ως σήμερα: Κουίζ" in days(ada)
    course.allow(make, ada, block_id=course.quiz.id, excused=True)
    assert "Ως σήμερα: Κουίζ" not in days(ada)
    assert len(dates(ada)) == 3


def test_who_rests_has_none_and_afterwards_they_have_moved(
    course: Course, ada: Person, time_: Clock
) -> None:
    first = quiz_of(ada, course)
    change(Enrolment, paused_at=clock.now(), paused_until=clock.now() + timedelta(days=5))
    assert dates(ada) == []
    time_.pass_by(days=6)
    moved = quiz_of(ada, course)
    assert (moved.start, moved.sequence > first.sequence) == (DUE + timedelta(days=5), True)
    change(Enrolment, left_at=clock.now())
    assert dates(ada) == []


def test_a_deadline_that_moves_counts_itself(course: Course, ada: Person, time_: Clock) -> None:
    before = quiz_of(ada, course)
    time_.pass_by(hours=1)
    change_quiz_deadline(course, due_on=DUE + timedelta(days=3))
    after = quiz_of(ada, course)
    assert (after.name, after.start) == (before.name, DUE + timedelta(days=3))
    assert (after.sequence, after.changed) == (before.sequence + 1, time_.at)


def test_one_taken_back_is_said_for_a_quarter_and_then_gone(
    course: Course, ada: Person, time_: Clock
) -> None:
    change_quiz_deadline(course, taken_back_at=clock.now())
    gone = quiz_of(ada, course)
    assert (gone.taken_back, gone.sequence) == (True, 1)
    assert not any(each.taken_back for each in dates(ada) if each.name != gone.name)
    with transaction():
        db.session.execute(update(Cohort).values(ends_on=date(2027, 6, 1)))
    time_.pass_by(days=91)
    assert "Ως σήμερα: Κουίζ" not in days(ada)
    assert "Ως σήμερα: Μέρος 1" in days(ada)


def test_a_cohort_that_was_taken_away_takes_its_days_back(
    course: Course, ada: Person, time_: Clock
) -> None:
    change(Cohort, closed_at=clock.now())
    assert [each.taken_back for each in dates(ada)] == [True] * 4
    time_.pass_by(days=91)
    assert dates(ada) == []


def test_what_no_longer_stands_has_no_deadline(course: Course, ada: Person, time_: Clock) -> None:
    with transaction():
        gone = update(Block).where(Block.id == course.quiz.id)
        db.session.execute(gone.values(withdrawn_at=clock.now()))
    assert "Ως σήμερα: Κουίζ" not in days(ada)
    assert len(dates(ada)) == 3


@pytest.mark.parametrize("count", [1, 3, 8])
def test_they_cost_the_same_however_many(
    course: Course,
    make: Callable[..., Any],
    ada: Person,
    queries_run: list[str],
    count: int,
) -> None:
    for number in range(count):
        block = make_block(make, course.lesson, "task", f"task-{number}")
        make(Deadline, cohort_id=course.cohort.id, thing=f"block:{block.id}", due_on=DUE)
    db.session.rollback()
    person = db.session.get_one(Person, ada.id)
    queries_run.clear()
    with speaking("el"):
        assert len(dates_of(person)) == 4 + count
    assert len([each for each in queries_run if "learning_" in each]) == 5


def test_without_a_cohort_it_is_one_question(
    mallory: Person, course: Course, queries_run: list[str]
) -> None:
    db.session.refresh(mallory)
    queries_run.clear()
    assert dates_of(mallory) == []
    assert len([each for each in queries_run if "learning_" in each]) == 1
