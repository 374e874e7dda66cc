"""What a quiz does to progress: the lesson, the programme, the log and its self-check agree."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.learning import actions
from kalo.learning.actions.checking import mend as check
from kalo.learning.models import Completion, Enrolment
from tests.factories.learning import make_path
from tests.factories.questions import PARTLY, RIGHT, mend
from tests.learning.quizzes.conftest import Quiz
from tests.learning.quizzes.test_marks import mark, regrade

OPEN = {"open": "Μαζί."}


@pytest.fixture
def graded(quiz: Quiz, make: Any) -> Quiz:
    """The lesson is finished with seventy percent in its quiz, and nothing else."""
    make_path(make, [quiz.lesson], lesson_1={"score": quiz.block.id, "at_least": 70})
    return quiz


def enrol(person: Person, quiz: Quiz) -> None:
    with transaction():
        actions.enrol(db.session.get_one(Person, person.id), quiz.programme.id)


def percent(person: Person) -> int:
    db.session.rollback()
    return db.session.scalars(select(Enrolment.percent).filter_by(person_id=person.id)).one()


def finished(person: Person) -> set[str]:
    db.session.rollback()
    mine = select(Completion.thing).where(Completion.person_id == person.id)
    return {thing.partition(":")[0] for thing in db.session.scalars(mine)}


def test_the_lesson_is_finished_by_the_score_that_it_asks(graded: Quiz, ada: Person) -> None:
    enrol(ada, graded)
    graded.take(ada, PARTLY)
    assert (percent(ada), finished(ada)) == (0, set())
    graded.take(ada, RIGHT)
    assert (percent(ada), finished(ada)) == (100, {"lesson", "module", "programme"})
    graded.take(ada, PARTLY)
    assert percent(ada) == 100


def test_a_quiz_taken_before_enrolling_counts(graded: Quiz, ada: Person) -> None:
    graded.take(ada, RIGHT)
    enrol(ada, graded)
    assert percent(ada) == 100


def test_points_of_a_facilitator_finish_the_lesson(
    graded: Quiz, ada: Person, facilitator: Person
) -> None:
    enrol(ada, graded)
    waits = graded.take(ada, {**RIGHT, **OPEN, "matching": None})
    assert (waits.percent, percent(ada)) == (59, 0)
    mark(facilitator, graded, waits, 4)
    assert percent(ada) == 100


def test_a_mended_key_finishes_the_lesson(
    graded: Quiz, ada: Person, facilitator: Person, make: Any
) -> None:
    enrol(ada, graded)
    graded.take(ada, {**RIGHT, "single": "c", "short": "Α.Ε."})
    assert percent(ada) == 0
    mend(make, graded.versions[0], right="c")
    regrade(facilitator, graded)
    assert percent(ada) == 100


def test_the_self_check_finds_nothing_to_mend(
    graded: Quiz, ada: Person, facilitator: Person, make: Any
) -> None:
    enrol(ada, graded)
    waits = graded.take(ada, {**RIGHT, **OPEN, "single": "c"})
    mark(facilitator, graded, waits, 4)
    mark(facilitator, graded, waits, 2)
    mend(make, graded.versions[0], right="c")
    regrade(facilitator, graded)
    graded.take(ada, PARTLY)
    with transaction():
        assert check(ada.id) == []
