"""Every night progress is compared with the log, and nobody is left standing at 99 percent."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning import actions
from kalo.learning.actions import Made, checking
from kalo.learning.actions.checking import check_everybody, mend
from kalo.learning.jobs import check_progress
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
    BlockProgress,
    Enrolment,
    Lesson,
    LessonProgress,
    PathVersion,
)
from kalo.recurring import ROUNDS
from tests.factories.learning import make_block, make_path
from tests.learning.conftest import Course
from tests.learning.test_completion import credit, enrolment, loaded, numbers, read, things
from tests.learning.test_progress import NEW, check_of


def rows(model: Any, leaving_out: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """All rows of a table as they stand."""
    names = [
        column.key for column in model.__mapper__.column_attrs if column.key not in leaving_out
    ]
    found = db.session.scalars(select(model).order_by(*model.__mapper__.primary_key))
    return [{name: getattr(row, name) for name in names} for row in found.all()]


def live(person: Any, course: Course, make: Any) -> None:
    """Somebody does a little of everything."""
    first, second = course.lessons[:2]
    kinds = (VIDEO, QUIZ, TASK, WORKSHOP)
    video, quiz, task, workshop = (make_block(make, first, kind) for kind in kinds)
    make_path(make, course.lessons[:3])
    read(person, first, second)
    for option in "aba":
        with transaction():
            actions.answer(person, check_of(first), Made(uuid.uuid4()), option)
    for start in (10, 50):
        with transaction():
            made = Made(uuid.uuid4())
            actions.note_played(person, loaded(video), made, start, [[start, start + 30.0]])
    credit(person, quiz, SUBMITTED, percent=60, passed=False)
    credit(person, quiz, SUBMITTED, percent=80, passed=True)
    credit(person, task, HANDED_IN)
    credit(person, task, ACCEPTED)
    credit(person, workshop, ATTENDED, event=4)
    credit(person, workshop, EXCUSED, allowance=1)
    credit(person, workshop, EXCUSED, allowance=1, undone=True)


def test_what_is_right_is_left_alone(course: Course, make: Any, ada: Any) -> None:
    live(ada, course, make)
    before = rows(BlockProgress), rows(LessonProgress), rows(Enrolment)
    found = check_everybody()
    assert (found.learners, found.mended, found.stuck) == (1, [], [])
    assert (rows(BlockProgress), rows(LessonProgress), rows(Enrolment)) == before


def test_one_who_cannot_be_looked_at_keeps_nobody_else_from_it(
    course: Course,
    make: Any,
    ada: Any,
    grace: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    make_path(make, course.lessons[:3])
    read(ada, course.lessons[0])
    read(grace, course.lessons[0])
    broken = ada.id

    def fails_for_one(person_id: int) -> list[str]:
        if person_id == broken:
            raise ZeroDivisionError
        return mend(person_id)

    monkeypatch.setattr(checking, "mend", fails_for_one)
    found = check_everybody()
    assert (found.learners, found.broken) == (1, 1)
    assert f"person:{broken} could not be looked at" in caplog.text


def test_what_is_not_what_the_log_says_is_mended_and_reported(
    course: Course, make: Any, ada: Any, caplog: pytest.LogCaptureFixture
) -> None:
    live(ada, course, make)
    before = rows(BlockProgress), rows(LessonProgress, leaving_out=("done_at",))
    with transaction():
        wrong = {"tries": 9, "best": 3, "watched": 0, "segments": [], "done_at": None}
        db.session.execute(update(BlockProgress).values(**wrong, answer_event_id=None))
        db.session.execute(
            delete(LessonProgress).where(LessonProgress.lesson_id == course.lessons[1].id)
        )
    found = check_everybody()
    assert len(found.mended) == 6
    assert f"person:{ada.id} lesson:{course.lessons[1].id} seen_at, read_at, read_event" in (
        found.mended
    )
    assert caplog.text.count("progress was not what the log says") == 6
    assert (rows(BlockProgress), rows(LessonProgress, leaving_out=("done_at",))) == before
    assert check_everybody().mended == []


def test_who_was_not_heard_of_lately_is_not_folded_again(
    course: Course, make: Any, ada: Any
) -> None:
    live(ada, course, make)
    with transaction():
        db.session.execute(update(Enrolment).values(last_act_at=clock.now() - timedelta(days=9)))
        db.session.execute(update(BlockProgress).values(tries=9))
    assert check_everybody().mended == []


def test_who_has_all_there_is_finishes_by_night(course: Course, make: Any, ada: Any) -> None:
    make_path(make, course.lessons[:3])
    read(ada, *course.lessons[:2])
    with transaction():
        third = update(Lesson).where(Lesson.id == course.lessons[2].id)
        db.session.execute(third.values(withdrawn_at=clock.now()))
    assert numbers(ada) == (2, 3, 66)
    assert check_everybody().stuck == []
    assert numbers(ada) == (3, 3, 100)
    assert f"programme:{course.programme.id}" in things(ada)


def test_who_began_before_there_were_paths_gets_one(course: Course, make: Any, ada: Any) -> None:
    read(ada, course.lessons[0])
    assert enrolment(ada).path_id is None
    path = make_path(make, course.lessons[:3])
    check_everybody()
    assert (enrolment(ada).path_id, numbers(ada)) == (path.id, (1, 3, 33))
    assert things(ada) == [f"lesson:{course.lessons[0].id}"]


def test_who_stands_just_before_the_end_with_nothing_missing_is_reported(
    course: Course, make: Any, ada: Any, caplog: pytest.LogCaptureFixture
) -> None:
    path = make_path(make, course.lessons[:3])
    read(ada, course.lessons[0])
    with transaction():
        empty = {"rule": {"all": []}, "modules": []}
        db.session.execute(update(PathVersion).where(PathVersion.id == path.id).values(body=empty))
        db.session.execute(update(Enrolment).values(percent=99))
    found = check_everybody()
    assert found.stuck == [f"person:{ada.id} programme:{course.programme.id}"]
    assert "nothing is missing, and yet it is not finished" in caplog.text


def test_the_check_comes_round_every_night(course: Course, make: Any, ada: Any) -> None:
    live(ada, course, make)
    assert [(one.hour, one.work) for one in ROUNDS if one.work is check_progress] == [
        ("3", check_progress)
    ]
    assert check_progress() == "1 learners, 0 mended, 0 stuck, 0 broken"
    mine = select(Enrolment).execution_options(**NEW)
    assert db.session.scalars(mine).one().percent == 66
