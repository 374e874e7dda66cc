"""A quiz in a lesson: one question of every kind, in both languages."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.actions import quizzes
from kalo.learning.models import Attempt, AttemptSlot, Block, Lesson, Programme, QuestionVersion
from kalo.learning.queries.attempts import slots_of
from kalo.learning.queries.quizzes import get_quiz
from tests.factories.learning import make_lesson, make_module, make_programme
from tests.factories.questions import RIGHT, WRONG, make_bank, make_quiz

NOON = datetime.fromisoformat("2026-11-22T08:42:00+00:00")  # 10:42 in Athens


@dataclass
class Clock:
    """The hour, as a test sets it."""

    at: datetime = NOON

    def forward(self, **spans: float) -> datetime:
        self.at += timedelta(**spans)
        return self.at


@dataclass
class Quiz:
    """A quiz that people take in tests."""

    make: Callable[..., Any]
    programme: Programme
    lesson: Lesson
    block: Block
    versions: list[QuestionVersion]

    @property
    def page(self) -> str:
        """The lesson in which it stands."""
        return f"/learning/{self.programme.slug}/{self.lesson.slug}/"

    def set(self, **made: Any) -> None:
        """Other facts of the quiz: minutes, attempts, pass …"""
        with transaction():
            block = db.session.get_one(Block, self.block.id)
            block.made = {**block.made, **made}
        db.session.refresh(self.block)

    def start(self, person: Person) -> Attempt:
        with transaction():
            attempt = quizzes.start(_of(person), get_quiz(self.block.id))
        return self.again(attempt)

    def slots(self, attempt: Attempt) -> dict[str, AttemptSlot]:
        """What is asked, by the kind of question."""
        db.session.rollback()
        return {slot.version.body["kind"]: slot for slot in slots_of(attempt)}

    def save(
        self,
        person: Person,
        attempt: Attempt,
        kind: str,
        answer: Any,
        revision: int = 1,
        act: uuid.UUID | None = None,
    ) -> quizzes.Saved:
        number = self.slots(attempt)[kind].slot
        with transaction():
            return quizzes.save_answer(
                _of(person), attempt.id, number, answer, revision, act or uuid.uuid4()
            )

    def answer(self, person: Person, attempt: Attempt, answers: dict[str, Any]) -> None:
        for kind, answer in answers.items():
            self.save(person, attempt, kind, answer)

    def hand_in(self, person: Person, attempt: Attempt, act: uuid.UUID | None = None) -> Attempt:
        with transaction():
            quizzes.hand_in(_of(person), attempt.id, act or uuid.uuid4())
        return self.again(attempt)

    def take(self, person: Person, answers: dict[str, Any] | None = None) -> Attempt:
        """From the start to handing in; everything right but the open answer, which is left out."""
        attempt = self.start(person)
        self.answer(person, attempt, RIGHT if answers is None else answers)
        return self.hand_in(person, attempt)

    def again(self, attempt: Attempt) -> Attempt:
        """The attempt as it stands now."""
        db.session.rollback()
        query = select(Attempt).where(Attempt.id == attempt.id)
        return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _of(person: Person) -> Person:
    return db.session.get_one(Person, person.id)


@pytest.fixture
def hour(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """It is 10:42 in Athens until the test says otherwise."""
    set_to = Clock()
    monkeypatch.setattr(clock, "now", lambda: set_to.at)
    return set_to


@pytest.fixture
def quiz(make: Callable[..., Any]) -> Quiz:
    """A quiz of nine questions, one of each kind; 17 points, of which 4 are a person's to give."""
    programme = make_programme(make)
    lesson = make_lesson(make, make_module(make, programme))
    versions = make_bank(make, programme)
    return Quiz(make, programme, lesson, make_quiz(make, lesson), versions)


@pytest.fixture
def facilitator(make_person: Callable[..., Person]) -> Person:
    return make_person("Fani", roles={"facilitator"})


ALL_RIGHT, ALL_WRONG = RIGHT, WRONG
