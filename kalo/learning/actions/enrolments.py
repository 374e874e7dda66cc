"""Following a programme, leaving it, and letting go of everything one did."""

from sqlalchemy import delete, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.learning.actions.completion import settle
from kalo.learning.actions.log import hold
from kalo.learning.models import (
    Attempt,
    BlockProgress,
    Bookmark,
    Completion,
    Enrolment,
    LearningEvent,
    LessonProgress,
    Note,
    WorkshopSeat,
)
from kalo.learning.queries.facts import newest_path

# In this order: what points at another comes before it.
PERSONAL = (
    WorkshopSeat,
    Attempt,
    Note,
    Bookmark,
    Completion,
    BlockProgress,
    LessonProgress,
    LearningEvent,
    Enrolment,
)


def enrol(person: Person, programme_id: int, lesson_id: int | None = None) -> None:
    """The person follows the programme, as it is asked now; who had left comes back.

    What was done before counts; `lesson_id` is where something was done just now.
    """
    hold(person.id)
    path = newest_path(programme_id)
    row = {
        "person_id": person.id,
        "programme_id": programme_id,
        "path_id": path.id if path else None,
        "started_at": clock.now(),
        "last_act_at": clock.now() if lesson_id else None,
    }
    upsert(Enrolment, [row], key=("person_id", "programme_id"), again={"left_at": None})
    settle(person.id, programme_id, lesson_id)


def leave(enrolment: Enrolment) -> None:
    """The person no longer follows the programme; what was done stays done."""
    running = update(Enrolment).where(Enrolment.id == enrolment.id, Enrolment.left_at.is_(None))
    db.session.execute(running.values(left_at=clock.now()))


def forget(person: Person) -> None:
    """Let go of all that a person did here."""
    for model in PERSONAL:
        db.session.execute(delete(model).where(model.person_id == person.id))
