"""Following a programme, leaving it, and letting go of everything one did."""

from sqlalchemy import delete, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.learning.models import (
    BlockProgress,
    Bookmark,
    Enrolment,
    LearningEvent,
    LessonProgress,
    Note,
)


def enrol(person: Person, programme_id: int) -> None:
    """The person follows the programme; who had left comes back to where they were."""
    row = {"person_id": person.id, "programme_id": programme_id, "started_at": clock.now()}
    upsert(Enrolment, [row], key=("person_id", "programme_id"), again={"left_at": None})


def leave(enrolment: Enrolment) -> None:
    """The person no longer follows the programme; what was done stays done."""
    running = update(Enrolment).where(Enrolment.id == enrolment.id, Enrolment.left_at.is_(None))
    db.session.execute(running.values(left_at=clock.now()))


def forget(person: Person) -> None:
    """Let go of all that a person did here."""
    for model in (Note, Bookmark, BlockProgress, LessonProgress, LearningEvent, Enrolment):
        db.session.execute(delete(model).where(model.person_id == person.id))
