"""Every act delivered three times, in any order, by eight writers, while the server is killed:
the state is the one that a careful reader of the log would write down."""

import json
import random
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.learning.actions.checking import mend
from kalo.learning.models import (
    QUESTION,
    TEXT,
    VIDEO,
    Block,
    BlockProgress,
    Completion,
    Enrolment,
    LearningEvent,
    Lesson,
    LessonProgress,
)
from tests.factories.learning import (
    make_block,
    make_lesson,
    make_module,
    make_path,
    make_programme,
)
from tests.faults.world import LOST, Visitor, World

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("replay")]
WRITERS, LEARNERS, ACTS, KILLS = 8, 3, 40, 2
BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)


@dataclass
class Course:
    """Three lessons: one is read, one has a question to answer, one a film to watch."""

    lessons: list[int]
    question: int
    film: int
    length: float = 100


@dataclass
class Learner:
    """Somebody, what their browser has done, and what is not named yet of each delivery."""

    person: int
    visitor: Visitor
    acts: list[dict[str, Any]] = field(default_factory=list)


def make(model: type[Any], **values: Any) -> Any:
    with transaction():
        row = model(**values)
        db.session.add(row)
    db.session.refresh(row)
    return row


def stand() -> Course:
    module = make_module(make, make_programme(make))
    lessons = [make_lesson(make, module, number, (TEXT,)) for number in (1, 2, 3)]
    question = make_block(make, lessons[1], QUESTION, required=True)
    film = make_block(make, lessons[2], VIDEO, required=True)
    second, third = lessons[1], lessons[2]
    make_path(
        make,
        lessons,
        lesson_2={"all": [{"read": second.id}, {"answered": question.id}]},
        lesson_3={"all": [{"read": third.id}, {"watched": film.id, "percent": 80}]},
    )
    return Course([lesson.id for lesson in lessons], question.id, film.id)


def act(kind: str, rng: random.Random, number: int, **more: Any) -> dict[str, Any]:
    """What a browser sends; some clocks and counts are equal on purpose."""
    at = BEGAN + timedelta(minutes=rng.randrange(20))
    id = str(uuid.UUID(int=rng.getrandbits(128)))
    return {"id": id, "kind": kind, "seq": number // 2, "made_at": at.isoformat(), **more}


def days_work(rng: random.Random, course: Course) -> list[dict[str, Any]]:
    """What somebody does: opens, plays, answers, finishes, over and over."""
    made = []
    for number in range(ACTS):
        kind = rng.choice(["opened", "played", "played", "answered", "answered", "done"])
        if kind == "played":
            start = rng.randrange(0, 95)
            value = {"position": start + 4, "segments": [[start, start + 5]]}
            made.append(act(kind, rng, number, block=course.film, value=value))
        elif kind == "answered":
            value = {"answer": rng.choice("ab")}
            made.append(act(kind, rng, number, block=course.question, value=value))
        else:
            made.append(act(kind, rng, number, lesson=rng.choice(course.lessons)))
    return made


def post(visitor: Visitor, person: int, acts: list[dict[str, Any]]) -> set[str]:
    """Deliver some acts; answers the ids that the server named as safe."""
    body = json.dumps({"person": person, "acts": acts}).encode()
    answer = visitor.post_bytes("/learning/acts", body, "application/json")
    if answer.status != 200:
        return set()
    told = json.loads(answer.text)
    assert told["refused"] == []
    return {one["id"] for one in told["kept"]}


def writer(learners: list[Learner], seed: int, named: Callable[[int], None]) -> None:
    """A device of each learner with its own copy of a share of the acts: it drops only what was
    named, and goes on until nothing is left."""
    rng = random.Random(seed)
    waiting = [(learner, one) for learner in learners for one in learner.acts]
    rng.shuffle(waiting)
    waiting = waiting[: len(waiting) * 3 // WRITERS]
    while waiting:
        learner = waiting[0][0]
        batch = [one for whose, one in waiting if whose is learner][: rng.randrange(1, 7)]
        safe = set[str]()
        with suppress(*LOST):
            safe = post(learner.visitor, learner.person, batch)
        waiting = [(whose, one) for whose, one in waiting if one["id"] not in safe]
        named(len(safe))
        if not safe:
            time.sleep(0.05)


def deliver(world: World, learners: list[Learner]) -> int:
    """Eight writers at once, and kill -9 of the server in between; answers how many were named."""
    told, count = threading.Lock(), [0]

    def named(number: int) -> None:
        with told:
            count[0] += number

    writers = [
        threading.Thread(target=writer, args=(learners, seed, named)) for seed in range(WRITERS)
    ]
    for each in writers:
        each.start()
    for number in range(1, KILLS + 1):
        end = time.monotonic() + 60
        while count[0] < number * LEARNERS * ACTS // 3 and time.monotonic() < end:
            time.sleep(0.01)
        world.platform.kill("web")
        world.platform.start_web()
    for each in writers:
        each.join(240)
    assert not any(each.is_alive() for each in writers)
    return count[0]


def reference(acts: list[dict[str, Any]], course: Course) -> dict[str, Any]:
    """The state by the plain rules, from the whole log at once."""

    def at(one: dict[str, Any]) -> datetime:
        return datetime.fromisoformat(one["made_at"])

    def rank(one: dict[str, Any]) -> tuple[Any, ...]:
        return one["seq"], at(one), uuid.UUID(one["id"])

    lessons = {}
    for id in course.lessons:
        inside = {course.question: 1, course.film: 2}
        here = [
            one
            for one in acts
            if one.get("lesson") == id
            or ("block" in one and course.lessons[inside[one["block"]]] == id)
        ]
        read = [at(one) for one in here if one["kind"] == "done"]
        if here:
            lessons[id] = (max(map(at, here)), min(read, default=None))
    answered = [one for one in acts if one["kind"] == "answered"]
    right = [at(one) for one in answered if one["value"]["answer"] == "b"]
    played = [one for one in acts if one["kind"] == "played"]
    seconds = {
        second
        for one in played
        for start, end in one["value"]["segments"]
        for second in range(start, end)
    }
    read_at = {id: read for id, (_seen, read) in lessons.items()}
    met = sum(read is not None for read in read_at.values())
    met += bool(answered) + (len(seconds) >= 80)
    return {
        "lessons": lessons,
        "question": (len(answered), min(right, default=None), max(answered, key=rank)["value"]),
        "film": (len(seconds), max(played, key=rank)["value"]["position"]),
        "enrolment": (met, 5, 100 * met // 5),
    }


def state(person: int, course: Course) -> dict[str, Any]:
    """What stands in the database."""
    lessons = db.session.scalars(select(LessonProgress).filter_by(person_id=person))
    question = db.session.get_one(BlockProgress, (person, course.question))
    film = db.session.get_one(BlockProgress, (person, course.film))
    mine = db.session.scalars(select(Enrolment).filter_by(person_id=person)).one()
    return {
        "lessons": {one.lesson_id: (one.seen_at, one.read_at) for one in lessons},
        "question": (question.tries, question.right_at, question.answer),
        "film": (film.watched, film.position),
        "enrolment": (mine.met, mine.required, mine.percent),
    }


def test_every_act_three_times_in_any_order_ends_in_the_reference_state(doomed: World) -> None:
    course, rng = stand(), random.Random(20)
    learners = []
    for person in doomed.crowd(LEARNERS):
        learner = Learner(person.id, doomed.visitor(person), days_work(rng, course))
        learners.append(learner)
    deliver(doomed, learners)
    # The eight had random shares: what none of them carried is delivered too, and all once more.
    for learner in learners:
        for start in range(0, ACTS, 50):
            batch = learner.acts[start : start + 50]
            assert post(learner.visitor, learner.person, batch) == {one["id"] for one in batch}

    db.session.rollback()
    stored = select(func.count()).select_from(LearningEvent)
    assert db.session.scalar(stored) == LEARNERS * ACTS
    for learner in learners:
        assert state(learner.person, course) == reference(learner.acts, course)
        with transaction():
            assert mend(learner.person) == []
    finished = select(func.count()).select_from(Completion)
    done = select(func.count()).select_from(LessonProgress)
    lessons = db.session.scalar(done.where(LessonProgress.done_at.is_not(None)))
    things = db.session.scalar(finished.where(Completion.thing.like("lesson:%")))
    assert things == lessons
    assert db.session.scalar(select(func.count()).select_from(Person)) == LEARNERS
    assert db.session.scalar(select(func.count()).select_from(Block)) == 5
    assert db.session.scalar(select(func.count()).select_from(Lesson)) == 3
