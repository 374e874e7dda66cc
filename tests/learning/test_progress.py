"""What a learner does is kept once, and adds up to the same whatever the order."""

import itertools
import random
import threading
import uuid
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from kalo import signals
from kalo.kit.db import db, transaction
from kalo.kit.web import Refused
from kalo.learning import actions
from kalo.learning.actions import Made
from kalo.learning.models import (
    QUESTION,
    Block,
    BlockProgress,
    Enrolment,
    LearningEvent,
    Lesson,
    LessonProgress,
)
from tests.learning.conftest import Course

NEW = {"populate_existing": True}


def check_of(lesson: Lesson) -> Block:
    """The question of a lesson, as a view has it."""
    query = select(Block).options(joinedload(Block.lesson)).where(Block.kind == QUESTION)
    found = query.where(Block.lesson_id == lesson.id).execution_options(**NEW)
    return db.session.scalars(found).one()


def fresh(lesson: Lesson) -> Lesson:
    """The lesson as this session has it."""
    return db.session.get_one(Lesson, lesson.id)


def state(person: Any, lesson: Lesson) -> tuple[Any, ...]:
    query = select(LessonProgress).filter_by(person_id=person.id, lesson_id=lesson.id)
    found = db.session.scalars(query.execution_options(**NEW)).one()
    mine = select(BlockProgress).filter_by(person_id=person.id, lesson_id=lesson.id)
    block = db.session.scalars(mine.execution_options(**NEW)).one_or_none()
    return (
        found.seen_at,
        found.read_at,
        block and block.right_at,
        block and block.tries,
        found.read_event_id,
        block and block.answer_event_id,
    )


def acts(noon: datetime) -> list[tuple[str, uuid.UUID, datetime, str]]:
    """Two tabs, a change of mind, and a lesson finished twice."""
    return [
        ("opened", uuid.UUID(int=1), noon - timedelta(minutes=50), ""),
        ("answered", uuid.UUID(int=2), noon - timedelta(minutes=40), "a"),
        ("answered", uuid.UUID(int=3), noon - timedelta(minutes=30), "b"),
        ("done", uuid.UUID(int=4), noon - timedelta(minutes=20), ""),
        ("done", uuid.UUID(int=5), noon - timedelta(minutes=25), ""),
        ("answered", uuid.UUID(int=6), noon - timedelta(minutes=30), "a"),
    ]


def deliver(person: Any, lesson: Lesson, act: tuple[str, uuid.UUID, datetime, str]) -> None:
    kind, id, at, option = act
    with transaction():
        if kind == "opened":
            actions.note_opened(person, fresh(lesson), Made(id, at))
        elif kind == "answered":
            actions.answer(person, check_of(lesson), Made(id, at), option)
        else:
            actions.mark_done(person, fresh(lesson), Made(id, at))


def test_state_does_not_depend_on_the_order_of_delivery(
    course: Course, make_person: Any, noon: datetime
) -> None:
    lesson = course.lessons[0]
    wanted = (
        noon - timedelta(minutes=20),
        noon - timedelta(minutes=25),
        noon - timedelta(minutes=30),
        3,
        uuid.UUID(int=5),
        uuid.UUID(int=6),
    )
    orders = list(itertools.permutations(acts(noon)))
    for number, order in enumerate(random.Random(7).sample(orders, 24)):
        person = make_person(f"Learner {chr(97 + number)}", handle=f"l{number}", email=None)
        own = {act[1]: uuid.uuid4() for act in order}
        ids = sorted(own.values())
        own = {old: ids[place] for place, old in enumerate(sorted(own))}
        for act in order:
            deliver(person, lesson, (act[0], own[act[1]], act[2], act[3]))
        assert state(person, lesson) == (*wanted[:4], own[wanted[4]], own[wanted[5]])


def test_everything_delivered_three_times_in_any_order_is_kept_once(
    course: Course, ada: Any, noon: datetime
) -> None:
    lesson, once = course.lessons[0], acts(noon)
    for act in once:
        deliver(ada, lesson, act)
    before = state(ada, lesson)
    again = once * 2
    random.Random(3).shuffle(again)
    for act in again:
        deliver(ada, lesson, act)
    assert state(ada, lesson) == before
    assert db.session.scalar(select(func.count()).select_from(LearningEvent)) == len(once)


def test_the_first_time_a_lesson_is_done_the_house_hears_of_it_once(
    course: Course, ada: Any, noon: datetime
) -> None:
    heard: list[int] = []

    def hear(progress: LessonProgress, **_: Any) -> None:
        heard.append(progress.lesson_id)

    with signals.lesson_done.connected_to(hear):
        for act in acts(noon):
            deliver(ada, course.lessons[0], act)
    assert heard == [course.lessons[0].id]


def test_done_enrols_and_a_late_copy_does_not_bring_back_who_left(
    course: Course, ada: Any, noon: datetime
) -> None:
    done = acts(noon)[3]
    deliver(ada, course.lessons[0], done)
    enrolment = db.session.scalars(select(Enrolment)).one()
    assert enrolment.running
    with transaction():
        actions.leave(enrolment)
    deliver(ada, course.lessons[0], done)
    assert not db.session.scalars(select(Enrolment).execution_options(**NEW)).one().running
    deliver(ada, course.lessons[1], acts(noon)[4])
    assert db.session.scalars(select(Enrolment).execution_options(**NEW)).one().running


def test_an_old_page_that_sends_another_choice_loses_neither(
    course: Course, ada: Any, noon: datetime
) -> None:
    lesson, id = course.lessons[0], uuid.uuid4()
    for option in ("a", "b", "a", "b"):
        deliver(ada, lesson, ("answered", id, noon, option))
    kept = db.session.scalars(select(LearningEvent)).all()
    assert sorted(event.value["answer"] for event in kept) == ["a", "b"]
    assert state(ada, lesson)[3] == 2


def test_an_act_of_another_person_cannot_be_taken_over(
    course: Course, ada: Any, mallory: Any, noon: datetime
) -> None:
    done = acts(noon)[3]
    deliver(ada, course.lessons[0], done)
    with pytest.raises(Refused):
        deliver(mallory, course.lessons[0], done)
    with pytest.raises(Refused):
        deliver(ada, course.lessons[1], done)
    assert db.session.scalar(select(func.count()).select_from(LearningEvent)) == 1


def test_no_clock_of_a_phone_runs_ahead_of_ours(course: Course, ada: Any, noon: datetime) -> None:
    deliver(ada, course.lessons[0], ("done", uuid.uuid4(), noon + timedelta(days=400), ""))
    assert state(ada, course.lessons[0])[1] == noon


def test_an_answer_is_judged_by_the_text_that_stood_then(
    course: Course, ada: Any, noon: datetime
) -> None:
    deliver(ada, course.lessons[0], ("answered", uuid.uuid4(), noon, "b"))
    kept = db.session.scalars(select(LearningEvent)).one()
    assert (kept.right, kept.lesson_version) == (True, "v1")


def test_four_writers_at_once_end_in_the_same_state(
    app: Any, course: Course, ada: Any, grace: Any, noon: datetime
) -> None:
    lesson, once = course.lessons[0], acts(noon)
    for act in once:
        deliver(grace, lesson, (act[0], uuid.UUID(int=act[1].int + 100), *act[2:]))
    failures: list[BaseException] = []

    def write(seed: int) -> None:
        mine = once * 2
        random.Random(seed).shuffle(mine)
        try:
            with app.app_context():
                for act in mine:
                    deliver(who, what, act)
        except BaseException as error:
            failures.append(error)

    # A session belongs to one thread: the writers get ids, not rows of ours.
    who, what = SimpleNamespace(id=ada.id), SimpleNamespace(id=lesson.id)
    db.session.rollback()
    writers = [threading.Thread(target=write, args=(seed,)) for seed in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert state(ada, lesson)[:4] == state(grace, lesson)[:4]
    assert [id.int + 100 for id in state(ada, lesson)[4:]] == [
        id.int for id in state(grace, lesson)[4:]
    ]
