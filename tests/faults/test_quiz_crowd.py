"""A quiz under load and under kill -9, over real HTTP: every answer that was named is there."""

import json
import random
import threading
import time
import uuid
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.learning.marking import mark
from kalo.learning.models import (
    MARKED,
    SUBMITTED,
    Attempt,
    AttemptAnswer,
    AttemptSlot,
    BlockProgress,
    LearningEvent,
)
from kalo.learning.queries.attempts import slots_of
from tests.factories.learning import make_lesson, make_module, make_programme
from tests.factories.questions import ALL, RIGHT, WRONG, make_bank, make_quiz
from tests.faults.world import LOST, Visitor, World, at_once

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("quiz-crowd")]
ON_BOTH = pytest.mark.parametrize(
    "world", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True
)
# The whole crowd comes in `make walks`.
CROWDS = pytest.mark.parametrize(
    ("world", "people"),
    [
        pytest.param("sqlite", 30),
        *(pytest.param(on, 120, marks=pytest.mark.long) for on in ("sqlite", "postgresql")),
    ],
    indirect=["world"],
)
CLOSED = [body for kind, body in ALL.items() if kind != "open"]


def make(model: type[Any], **values: Any) -> Any:
    with transaction():
        row = model(**values)
        db.session.add(row)
    db.session.refresh(row)
    return row


def stand(number: int) -> int:
    """A quiz of one question of each kind that marks itself; answers its block."""
    programme = make_programme(make, number)
    lesson = make_lesson(make, make_module(make, programme), blocks=("text",))
    make_bank(make, programme, CLOSED)
    return int(make_quiz(make, lesson).id)


class Learner:
    """Somebody with a browser, and the attempt that runs in it."""

    def __init__(self, world: World, person: Person) -> None:
        self.person, self.visitor = person.id, world.visitor(person)
        self.attempt = uuid.UUID(int=0)
        self.slots: dict[str, int] = {}

    def start(self, block: int) -> int:
        answer = self.visitor.post(f"/learning/quizzes/{block}/attempts")
        if answer.status == 303:
            self.attempt = uuid.UUID(answer.headers["Location"].split("/")[3])
        return answer.status

    def look(self) -> None:
        """Which question stands where."""
        db.session.rollback()
        attempt = db.session.get_one(Attempt, self.attempt)
        self.slots = {slot.version.body["kind"]: slot.slot for slot in slots_of(attempt)}

    def answer(self, kind: str, value: Any, revision: int = 1) -> dict[str, Any]:
        said = {"revision": revision, "answer": value}
        return self.act("quiz-answer", slot=self.slots[kind], value=said)

    def act(self, kind: str, **more: Any) -> dict[str, Any]:
        return {"id": str(uuid.uuid4()), "kind": kind, "attempt": str(self.attempt), **more}

    def send(self, *acts: dict[str, Any]) -> dict[str, Any]:
        return sent(self.visitor, self.person, acts)


def sent(visitor: Visitor, person: int, acts: Any) -> dict[str, Any]:
    body = json.dumps({"person": person, "acts": list(acts)}).encode()
    answer = visitor.post_bytes("/learning/acts", body, "application/json")
    assert answer.status == 200, answer.status
    said: dict[str, Any] = json.loads(answer.text)
    assert said["refused"] == []
    return said


def scores(block: int) -> Counter[tuple[str, int | None]]:
    db.session.rollback()
    mine = select(Attempt.state, Attempt.percent).where(Attempt.block_id == block)
    return Counter((row.state, row.percent) for row in db.session.execute(mine))


def agrees(attempt: Attempt) -> bool:
    """What counts is the highest of what came in time, and the score is that of what counts."""
    slots = slots_of(attempt)
    for slot in slots:
        came = select(AttemptAnswer).where(
            AttemptAnswer.attempt_id == attempt.id,
            AttemptAnswer.slot == slot.slot,
            AttemptAnswer.counts,
        )
        known = db.session.scalars(came).all()
        best = max(known, key=lambda one: (one.revision, one.received_at, one.id), default=None)
        if slot.answer_event_id != (best.id if best else None):
            return False
        if slot.answer != (best.value if best else None):
            return False
    worth = sum(
        (mark(s.version.body, s.answer).score or 0) * s.version.body["points"] for s in slots
    )
    return attempt.score is None or abs(attempt.score - worth) < 1e-9


@CROWDS
def test_many_people_take_one_quiz_in_the_same_moment(world: World, people: int) -> None:
    block = stand(7_100 + people)
    learners = [Learner(world, person) for person in world.crowd(people)]
    assert set(at_once([partial(one.start, block) for one in learners])) == {303}
    for one in learners:
        one.look()
    saving = [
        partial(one.send, *[one.answer(kind, said) for kind, said in answers.items()])
        for one, answers in zip(learners, [RIGHT, WRONG] * (people // 2), strict=True)
    ]
    assert [each for each in at_once(saving) if not isinstance(each, dict)] == []
    began = time.monotonic()
    submits = [one.act("quiz-submit") for one in learners]
    twice = [partial(one.send, act) for one, act in zip(learners, submits, strict=True)] * 2
    assert [each for each in at_once(twice) if not isinstance(each, dict)] == []
    took = time.monotonic() - began
    assert scores(block) == {(MARKED, 100): people // 2, (MARKED, 0): people // 2}
    events = select(func.count()).where(
        LearningEvent.kind == SUBMITTED, LearningEvent.block_id == block
    )
    assert db.session.scalar(events) == people
    best = select(BlockProgress.best, func.count()).where(BlockProgress.block_id == block)
    halves = {100: people // 2, 0: people // 2}
    assert dict(db.session.execute(best.group_by(BlockProgress.best)).all()) == halves
    assert took < 30, f"handing in twice took {took:.1f} s"


@ON_BOTH
def test_one_person_who_begins_eight_times_at_once_has_one_attempt(world: World) -> None:
    block = stand(72)
    person = world.crowd(1)[0]
    windows = [Learner(world, person) for _ in range(8)]
    assert set(at_once([partial(one.start, block) for one in windows])) == {303}
    assert len({one.attempt for one in windows}) == 1
    assert scores(block) == {("running", None): 1}


@ON_BOTH
def test_saving_and_handing_in_at_once_agree_on_what_counts(world: World) -> None:
    block = stand(73)
    learners = [Learner(world, person) for person in world.crowd(12)]
    deeds = []
    for one in learners:
        one.start(block)
        one.look()
        for revision, key in enumerate("abcab", 1):
            deeds.append(partial(one.send, one.answer("single", key, revision)))
        deeds += [partial(one.send, one.act("quiz-submit")) for _ in range(2)]
    random.Random(5).shuffle(deeds)
    assert [each for each in at_once(deeds) if not isinstance(each, dict)] == []
    db.session.rollback()
    attempts = db.session.scalars(select(Attempt).where(Attempt.block_id == block)).all()
    assert {attempt.state for attempt in attempts} == {MARKED}
    assert [attempt.id for attempt in attempts if not agrees(attempt)] == []
    came = (
        select(func.count())
        .select_from(AttemptAnswer)
        .join(Attempt, Attempt.id == AttemptAnswer.attempt_id)
    )
    assert db.session.scalar(came.where(Attempt.block_id == block)) == 12 * 5


def carry(
    one: Learner, acts: list[dict[str, Any]], seed: int, named: set[str], lost: list[int]
) -> None:
    """A phone with a copy of the acts: it drops what was named, and goes on until none is left."""
    waiting = random.Random(seed).sample(acts, len(acts))
    while waiting:
        with suppress(*LOST):
            said = one.send(*waiting[:5])
            safe = {each["id"] for each in said["kept"]}
            named |= safe
            waiting = [act for act in waiting if act["id"] not in safe]
            continue
        lost.append(len(waiting))
        time.sleep(0.05)


def test_answers_delivered_three_times_while_the_server_is_killed_all_count_once(
    doomed: World,
) -> None:
    block = stand(74)
    learners = [Learner(doomed, person) for person in doomed.crowd(3)]
    everything: list[tuple[Learner, list[dict[str, Any]]]] = []
    for one in learners:
        one.start(block)
        one.look()
        rng = random.Random(str(one.person))
        everything.append((one, [one.answer(*said) for said in _typing(rng)]))
    named, lost = [set[str]() for _ in learners], list[int]()
    phones = [
        threading.Thread(target=carry, args=(one, acts, seed, named[number], lost))
        for number, (one, acts) in enumerate(everything)
        for seed in range(3)
    ]
    for phone in phones:
        phone.start()
    for _ in range(3):
        time.sleep(0.4)
        doomed.platform.kill("web")
        doomed.platform.start_web()
    for phone in phones:
        phone.join(240)
    assert lost, "the server was never away"
    for number, (one, acts) in enumerate(everything):
        assert named[number] == {act["id"] for act in acts}
        db.session.rollback()
        attempt = db.session.get_one(Attempt, one.attempt)
        assert agrees(attempt)
        last = {act["slot"]: act for act in sorted(acts, key=lambda act: act["value"]["revision"])}
        slots = {slot.slot: slot for slot in slots_of(attempt)}
        assert {n: str(slot.answer_event_id) for n, slot in slots.items() if slot.revision} == {
            n: act["id"] for n, act in last.items()
        }
    stored = select(func.count()).select_from(AttemptAnswer)
    assert db.session.scalar(stored) == sum(len(acts) for _one, acts in everything)
    filled = select(func.count()).select_from(AttemptSlot).where(AttemptSlot.revision > 0)
    assert db.session.scalar(filled) == 3 * len(CLOSED)


def _typing(rng: random.Random) -> list[tuple[str, Any, int]]:
    """Somebody changes their mind ten times about each question."""
    return [
        (kind, rng.choice([RIGHT[kind], WRONG[kind], None]), revision)
        for kind in RIGHT
        for revision in range(1, 11)
    ]
