"""Sample life: who of the sample people follows the first programme, and how far they are."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning import actions
from kalo.learning.models import QUESTION, Block, Enrolment, Lesson, Module, Programme

PROGRAMME = "sse-basics"
# Who; how many days ago they began; what they answered in each lesson that they finished.
STORY: dict[str, tuple[int, list[str]]] = {
    "nikos": (21, ["b", "a c", "a", "c b"]),
    "despoina": (12, ["c b", "c"]),
    "iosif": (3, ["b"]),
    "eleni": (9, []),
}
OURS = uuid.UUID("6b1d0c1e-0000-4000-8000-00000000e1a0")


def seed(people: dict[str, Person]) -> None:
    """Let some people follow the first programme: one has just begun, one finished its module."""
    programme = db.session.scalar(
        select(Programme).where(Programme.slug == PROGRAMME, Programme.withdrawn_at.is_(None))
    )
    if programme is None or _someone_follows(people):
        return
    lessons = _lessons_of(programme)
    for handle, (days, answers) in STORY.items():
        if handle in people:
            _study(people[handle], programme, lessons, days, answers)


def _someone_follows(people: dict[str, Person]) -> bool:
    ids = [person.id for person in people.values()]
    return db.session.scalar(select(Enrolment.id).where(Enrolment.person_id.in_(ids))) is not None


def _lessons_of(programme: Programme) -> list[Lesson]:
    query = select(Lesson).join(Lesson.module)
    readable = query.where(
        Lesson.programme_id == programme.id, Lesson.has_text, Lesson.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(readable.order_by(Module.position, Lesson.position)))


def _question_of(lesson: Lesson) -> Block | None:
    """The first question of a lesson."""
    query = select(Block).options(joinedload(Block.lesson)).order_by(Block.position).limit(1)
    return db.session.scalar(query.where(Block.lesson_id == lesson.id, Block.kind == QUESTION))


def _study(
    person: Person, programme: Programme, lessons: list[Lesson], days: int, answers: list[str]
) -> None:
    """Every other day a lesson: opened, answered until right, done; then the next one is open."""
    actions.enrol(person, programme.id)
    at = clock.now() - timedelta(days=days)
    for lesson, tried in zip(lessons, answers, strict=False):
        question = _question_of(lesson)
        for number, option in enumerate(tried.split() if question else [], 1):
            act = _made(person, lesson, f"answer {number}", at + timedelta(minutes=9 + number))
            actions.answer(person, question, act, option)
        done = _made(person, lesson, "done", at + timedelta(minutes=14))
        actions.mark_done(person, lesson, done)
        at += timedelta(days=2)
    for lesson in lessons[len(answers) : len(answers) + 1]:
        actions.note_opened(person, lesson, _made(person, lesson, "opened", at))


def _made(person: Person, lesson: Lesson, what: str, at: datetime) -> actions.Made:
    return actions.Made(uuid.uuid5(OURS, f"{person.handle} {lesson.key} {what}"), at)
