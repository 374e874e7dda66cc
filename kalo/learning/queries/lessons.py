"""Questions about lessons."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Load, contains_eager, joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.learning.models import Enrolment, Lesson, LessonProgress, Programme
from kalo.learning.queries.paths import Opened, my_enrolment, my_progress


def get_lesson(programme: str, slug: str, person: Person | None) -> Opened:
    """The lesson at an address with its texts, and where this reader stands with it."""
    row = get_or_404(
        _readable()
        .add_columns(Enrolment, LessonProgress)
        .options(Load(Lesson).undefer_group("text"), contains_eager(Lesson.programme))
        .options(joinedload(LessonProgress.done_event), joinedload(LessonProgress.answer_event))
        .outerjoin(Enrolment, my_enrolment(person))
        .outerjoin(LessonProgress, my_progress(person))
        .where(Programme.slug == programme, Lesson.slug == slug)
    )
    return Opened(*row)


def _readable() -> Select[Any]:
    """Lessons that have a page: with a text, standing, in a programme that stands."""
    return (
        select(Lesson)
        .join(Lesson.programme)
        .where(Lesson.has_text, Lesson.withdrawn_at.is_(None), Programme.withdrawn_at.is_(None))
    )


def find_thing(subject: str) -> Lesson | Programme | None:
    """What a subject of ours names, "lesson:17" or "programme:2", if it stands."""
    kind, _, number = subject.partition(":")
    if not number.isdecimal() or kind not in {"lesson", "programme"}:
        return None
    if kind == "programme":
        standing = Programme.withdrawn_at.is_(None)
        return db.session.scalar(select(Programme).where(Programme.id == int(number), standing))
    lesson = _readable().options(contains_eager(Lesson.programme)).where(Lesson.id == int(number))
    return db.session.scalar(lesson)


def lessons_to_find(ids: list[int] | None) -> Sequence[Lesson]:
    """Lessons with their texts, for search; all of them for None."""
    query = _readable().options(
        Load(Lesson).undefer_group("text"), contains_eager(Lesson.programme)
    )
    return db.session.scalars(query if ids is None else query.where(Lesson.id.in_(ids))).all()


def readable_lessons(ids: list[int]) -> set[int]:
    """Which of these lessons anybody may open now."""
    return set(
        db.session.scalars(_readable().with_only_columns(Lesson.id).where(Lesson.id.in_(ids)))
    )
