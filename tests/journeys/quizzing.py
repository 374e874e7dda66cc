"""A quiz of every kind of question in a running platform, and people at every point of it."""

import uuid
from typing import Any

from kalo.kit.db import db, transaction
from kalo.learning.actions import quizzes
from kalo.learning.models import Attempt
from kalo.learning.queries.attempts import slots_of
from kalo.learning.queries.quizzes import get_quiz
from tests.factories.learning import make_lesson, make_module, make_programme
from tests.factories.questions import ALL, PARTLY, RIGHT, WRONG, make_bank, make_quiz, mend
from tests.journeys.inside import make, person

LESSON = "/learning/programme-9/lesson-1/"
OPEN = "Για να αποφασίζουμε μαζί, και να μένει το πλεόνασμα στον τόπο.\n\nΚαι για να μάθουμε."


def stand() -> dict[str, int]:
    """Quizzes by name: "plain", "timed", "each", "mended"; all over the same kinds of questions."""
    programme = make_programme(make, 9, title_el="Κουίζ για δοκιμή", title_en="Quizzes to try")
    lesson = make_lesson(make, make_module(make, programme), blocks=("text",))
    make_bank(make, programme)
    old = make_bank(make, programme, bank="again")
    named = {
        "plain": {},
        "timed": {"minutes": 20, "attempts": 2},
        "each": {"feedback": "each"},
        "mended": {"bank": "again"},
    }
    found = {name: make_quiz(make, lesson, name, **made).id for name, made in named.items()}
    for quiz in ("plain", "mended"):
        take("despoina", found[quiz], {**RIGHT, "open": OPEN})
        take("giorgos", found[quiz], WRONG)
    mend(make, old[0], right="a")
    return found


def begin(handle: str, block_id: int, answers: dict[str, Any] | None = None) -> str:
    """Somebody begins a quiz and answers some of it; answers the address of the attempt."""
    with transaction():
        attempt = quizzes.start(person(handle), get_quiz(block_id))
        slots = {slot.version.body["kind"]: slot.slot for slot in slots_of(attempt)}
        for kind, answer in (answers or {}).items():
            quizzes.save_answer(person(handle), attempt.id, slots[kind], answer, 1, uuid.uuid4())
        return f"/learning/attempts/{attempt.id}/"


def take(handle: str, block_id: int, answers: dict[str, Any]) -> str:
    """From beginning to handing in."""
    there = begin(handle, block_id, answers)
    with transaction():
        quizzes.hand_in(person(handle), uuid.UUID(there.split("/")[3]), uuid.uuid4())
    return there


def check_all(handle: str, there: str) -> None:
    """Every answer of a quiz that checks each is checked."""
    with transaction():
        attempt = db.session.get_one(Attempt, uuid.UUID(there.split("/")[3]))
        for slot in slots_of(attempt):
            if slot.answer is not None:
                quizzes.check_answer(person(handle), attempt.id, slot.slot)


def answers_of(there: str) -> dict[str, Any]:
    """What the server has of an attempt, by the kind of question."""
    db.session.rollback()
    attempt = db.session.get_one(Attempt, uuid.UUID(there.split("/")[3]))
    return {slot.version.body["kind"]: slot.answer for slot in slots_of(attempt)}


def state_of(there: str) -> str:
    """Whether an attempt runs, waits, is marked."""
    db.session.rollback()
    return db.session.get_one(Attempt, uuid.UUID(there.split("/")[3])).state


__all__ = ["ALL", "PARTLY", "RIGHT", "WRONG"]
