"""Finishing: earned once, under the version that held when somebody began."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from kalo import signals
from kalo.accounts.models import StaffAct
from kalo.kit.db import db, transaction
from kalo.learning import actions
from kalo.learning.actions import Made
from kalo.learning.models import (
    ACCEPTED,
    ATTENDED,
    EXCUSED,
    HANDED_IN,
    QUIZ,
    SUBMITTED,
    TASK,
    VIDEO,
    WORKSHOP,
    Block,
    BlockProgress,
    Completion,
    Enrolment,
    Lesson,
    LessonProgress,
    Module,
)
from tests.factories.learning import make_block, make_lesson, make_path
from tests.learning.conftest import Course
from tests.learning.test_progress import NEW


def new(at: datetime | None = None) -> Made:
    return Made(uuid.uuid4(), at)


def read(person: Any, *lessons: Lesson) -> None:
    for lesson in lessons:
        with transaction():
            actions.mark_done(person, db.session.get_one(Lesson, lesson.id), new())


def credit(person: Any, block: Block, kind: str, **value: Any) -> None:
    with transaction():
        actions.credit(person, loaded(block), kind, new(), **value)


def loaded(block: Block) -> Block:
    found = db.session.get_one(Block, block.id)
    db.session.refresh(found, ["lesson"])
    return found


def things(person: Any) -> list[str]:
    query = select(Completion.thing).filter_by(person_id=person.id)
    return sorted(db.session.scalars(query.where(Completion.revoked_at.is_(None))))


def enrolment(person: Any) -> Enrolment:
    mine = select(Enrolment).filter_by(person_id=person.id).execution_options(**NEW)
    return db.session.scalars(mine).one()


def numbers(person: Any) -> tuple[int, int, int]:
    mine = enrolment(person)
    return mine.met, mine.required, mine.percent


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """Which modules and programmes the house heard of."""
    told: list[str] = []

    def hear(done: Completion, person: Any, **_: Any) -> None:
        assert person.id == done.person_id
        told.append(done.thing)

    with (
        signals.module_done.connected_to(hear),
        signals.programme_done.connected_to(hear),
    ):
        yield told


def test_lessons_make_modules_and_modules_make_the_programme(
    course: Course, make: Any, ada: Any, heard: list[str]
) -> None:
    path = make_path(make, course.lessons[:3])
    first, second, third = course.lessons[:3]
    read(ada, first)
    assert (things(ada), numbers(ada)) == ([f"lesson:{first.id}"], (1, 3, 33))
    assert enrolment(ada).path_id == path.id
    read(ada, second)
    assert heard == [f"module:{course.modules[0].id}"]
    assert enrolment(ada).done_at is None
    read(ada, third, third)
    assert heard[1:] == [f"module:{course.modules[1].id}", f"programme:{course.programme.id}"]
    assert numbers(ada) == (3, 3, 100)
    assert enrolment(ada).done_at is not None
    assert len(things(ada)) == 6


def test_a_lesson_with_a_quiz_is_done_when_both_are_there(
    course: Course, make: Any, ada: Any
) -> None:
    lesson = course.lessons[0]
    quiz = make_block(make, lesson, QUIZ)
    rule = {"all": [{"read": lesson.id}, {"score": quiz.id, "at_least": 70}]}
    make_path(make, course.lessons[:3], lesson_1=rule)
    read(ada, lesson)
    credit(ada, quiz, SUBMITTED, percent=60, passed=False)
    assert (things(ada), numbers(ada)) == ([], (1, 4, 25))
    credit(ada, quiz, SUBMITTED, percent=80, passed=True)
    assert (things(ada), numbers(ada)) == ([f"lesson:{lesson.id}"], (2, 4, 50))
    credit(ada, quiz, SUBMITTED, percent=30, passed=False)
    progress = db.session.scalars(select(BlockProgress).execution_options(**NEW)).one()
    assert (progress.best, progress.tries) == (80, 3)
    assert progress.right_at is not None


def test_a_task_is_done_when_it_is_accepted_and_stays_done(
    course: Course, make: Any, ada: Any
) -> None:
    lesson = course.lessons[0]
    task = make_block(make, lesson, TASK)
    rule = {"all": [{"read": lesson.id}, {"accepted": task.id}]}
    make_path(make, course.lessons[:3], lesson_1=rule)
    read(ada, lesson)
    credit(ada, task, HANDED_IN)
    assert things(ada) == []
    credit(ada, task, ACCEPTED)
    assert things(ada) == [f"lesson:{lesson.id}"]
    credit(ada, task, ACCEPTED, undone=True)
    assert things(ada) == [f"lesson:{lesson.id}"]
    assert numbers(ada) == (2, 4, 50)


def test_a_workshop_or_its_make_up_way(course: Course, make: Any, ada: Any, grace: Any) -> None:
    lesson = course.lessons[0]
    workshop, video = make_block(make, lesson, WORKSHOP), make_block(make, lesson, VIDEO)
    makeup = {"all": [{"watched": video.id, "percent": 80}]}
    rule = {"any": 1, "of": [{"attended": workshop.id}, makeup]}
    make_path(make, course.lessons[:3], lesson_1=rule)
    for person in (ada, grace):
        with transaction():
            actions.enrol(person, course.programme.id)
    credit(ada, workshop, ATTENDED)
    assert things(ada) == [f"lesson:{lesson.id}"]
    for start in (0, 50):
        with transaction():
            spans = [[start, start + 45.0]]
            actions.note_played(grace, loaded(video), new(), start + 45, spans)
        assert things(grace) == ([f"lesson:{lesson.id}"] if start else [])


def test_an_excuse_counts_as_met(course: Course, make: Any, ada: Any) -> None:
    lesson = course.lessons[0]
    task = make_block(make, lesson, TASK)
    make_path(make, course.lessons[:3], lesson_1={"all": [{"submitted": task.id}]})
    with transaction():
        actions.enrol(ada, course.programme.id)
    credit(ada, task, EXCUSED)
    assert things(ada) == [f"lesson:{lesson.id}"]


def test_what_was_done_before_enrolling_counts(course: Course, make: Any, ada: Any) -> None:
    lesson = course.lessons[0]
    quiz = make_block(make, lesson, QUIZ)
    make_path(make, course.lessons[:3], lesson_1={"score": quiz.id, "at_least": 70})
    credit(ada, quiz, SUBMITTED, percent=90, passed=True)
    assert things(ada) == []
    with transaction():
        actions.enrol(ada, course.programme.id)
    assert (things(ada), numbers(ada)) == ([f"lesson:{lesson.id}"], (1, 3, 33))


def test_a_new_lesson_is_an_extra_for_who_began_before_and_lowers_nothing(
    course: Course, make: Any, ada: Any, grace: Any
) -> None:
    make_path(make, course.lessons[:3])
    read(ada, *course.lessons[:3])
    added = make_lesson(make, course.modules[1], 5)
    make_path(make, [*course.lessons[:3], added], number=2)
    with transaction():
        actions.settle(ada.id, course.programme.id)
    assert numbers(ada) == (3, 3, 100)
    read(grace, course.lessons[0])
    assert numbers(grace) == (1, 4, 25)
    read(ada, added)
    mine = select(Completion).filter_by(person_id=ada.id, thing=f"lesson:{added.id}")
    assert db.session.scalars(mine).one().path_number == 2
    assert enrolment(ada).percent == 100


def test_a_withdrawn_lesson_is_asked_of_nobody_and_no_percent_falls(
    course: Course, make: Any, ada: Any, heard: list[str]
) -> None:
    make_path(make, course.lessons[:3])
    read(ada, course.lessons[0])
    with transaction():
        third = update(Lesson).where(Lesson.id == course.lessons[2].id)
        db.session.execute(third.values(withdrawn_at=ada.joined_at))
    read(ada, course.lessons[1])
    assert numbers(ada) == (3, 3, 100)
    # A module of which everything was withdrawn is no achievement, but stands in nobody's way.
    assert heard == [f"module:{course.modules[0].id}", f"programme:{course.programme.id}"]


def test_done_is_since_the_last_item_whatever_the_order(
    course: Course, make: Any, ada: Any, grace: Any, noon: datetime
) -> None:
    lesson = course.lessons[0]
    quiz = make_block(make, lesson, QUIZ)
    rule = {"all": [{"read": lesson.id}, {"score": quiz.id, "at_least": 70}]}
    make_path(make, course.lessons[:3], lesson_1=rule)
    for person, order in ((ada, (0, 1, 2)), (grace, (2, 1, 0))):
        for step in order:
            with transaction():
                at = noon - timedelta(hours=9 - step)
                if step == 1:
                    facts = {"percent": 90, "passed": True}
                    actions.credit(person, loaded(quiz), SUBMITTED, new(at), **facts)
                else:
                    actions.mark_done(person, db.session.get_one(Lesson, lesson.id), new(at))
    done = select(LessonProgress.done_at).order_by(LessonProgress.person_id)
    assert db.session.scalars(done).all() == [noon - timedelta(hours=8)] * 2


def test_a_facilitator_gives_and_takes_back_with_a_reason(
    course: Course, make: Any, ada: Any, grace: Any, heard: list[str]
) -> None:
    make_path(make, course.lessons[:3])
    first, second = course.lessons[:2]
    read(ada, first)
    with transaction():
        thing = f"lesson:{second.id}"
        actions.give(grace, ada.id, course.programme.id, thing, "Done elsewhere")
    assert heard == [f"module:{course.modules[0].id}"]
    assert numbers(ada) == (2, 3, 66)
    given = db.session.get_one(Completion, (ada.id, thing))
    assert (given.how, given.by_id, given.reason) == ("override", grace.id, "Done elsewhere")
    taken: list[str] = []

    def hear(done: Completion, **_: Any) -> None:
        taken.append(done.thing)

    with signals.completion_taken_back.connected_to(hear), transaction():
        actions.take_back(grace, db.session.get_one(Completion, (ada.id, thing)), "A mistake")
    assert taken == [thing]
    assert thing not in things(ada)
    assert f"module:{course.modules[0].id}" in things(ada)
    assert enrolment(ada).percent == 66
    read(ada, second)
    assert thing not in things(ada)
    acts = db.session.execute(select(StaffAct.verb, StaffAct.after).order_by(StaffAct.id)).all()
    assert [tuple(act) for act in acts] == [
        ("gave a completion", "Done elsewhere"),
        ("took back a completion", "A mistake"),
    ]


def test_a_programme_taken_back_is_open_again_until_it_is_given(
    course: Course, make: Any, ada: Any, grace: Any
) -> None:
    make_path(make, course.lessons[:3])
    read(ada, *course.lessons[:3])
    key = (ada.id, f"programme:{course.programme.id}")
    with transaction():
        actions.take_back(grace, db.session.get_one(Completion, key), "Copied")
    assert enrolment(ada).done_at is None
    with transaction():
        actions.give(grace, ada.id, course.programme.id, key[1], "Cleared up")
    assert enrolment(ada).done_at is not None


def test_any_two_of_three_lessons_finish_a_programme(course: Course, make: Any, ada: Any) -> None:
    choices = [{"lesson": lesson.id} for lesson in course.lessons[:3]]
    make_path(make, course.lessons[:3], rule={"any": 2, "of": choices})
    read(ada, course.lessons[0])
    assert numbers(ada) == (1, 2, 50)
    read(ada, course.lessons[2])
    assert numbers(ada) == (2, 2, 100)
    assert f"programme:{course.programme.id}" in things(ada)
    assert f"module:{course.modules[0].id}" not in things(ada)
    assert isinstance(course.modules[0], Module)
