"""Questions about a learner's own notes and bookmarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.learning.models import Bookmark, Lesson, Note
from kalo.learning.queries.paths import id_of

EVERYTHING = 100_000  # notes, for a person's own copy
_WHO: Any = bindparam("person")
_WHERE: Any = bindparam("lesson")
_BESIDE = (
    select(
        select(Bookmark.lesson_id)
        .where(Bookmark.person_id == _WHO, Bookmark.lesson_id == _WHERE)
        .scalar_subquery(),
        Note,
    )
    .select_from(Lesson)
    .outerjoin(Note, (Note.lesson_id == Lesson.id) & (Note.person_id == _WHO))
    .where(Lesson.id == _WHERE)
    .order_by(Note.id)
)


@dataclass(frozen=True)
class Beside:
    """What a learner keeps beside a lesson."""

    notes: Sequence[Note]
    bookmarked: bool


def kept_beside(lesson: Lesson, person: Person | None) -> Beside | None:
    """A learner's notes on a lesson, oldest first, and whether it is bookmarked; one statement."""
    if person is None:
        return None
    whose = {"person": person.id, "lesson": lesson.id}
    rows: Sequence[Any] = db.session.execute(_BESIDE, whose).all()
    return Beside([row[1] for row in rows if row[1]], bool(rows and rows[0][0]))


def get_note(note_id: int, person: Person | None) -> Note:
    """One of a person's own notes, with its lesson; 404 for anybody else's."""
    with_lesson = joinedload(Note.lesson).joinedload(Lesson.programme)
    mine = select(Note).options(with_lesson).where(Note.person_id == id_of(person))
    found: Note = get_or_404(mine.where(Note.id == note_id))
    return found


def notes_of(person: Person, most: int = 200) -> Sequence[Note]:
    """A person's notes with their lessons, the one changed last first."""
    query = select(Note).options(joinedload(Note.lesson).joinedload(Lesson.programme))
    mine = query.where(Note.person_id == person.id).order_by(Note.changed_at.desc(), Note.id.desc())
    return db.session.scalars(mine.limit(most)).all()


def bookmarks_of(person: Person) -> Sequence[Lesson]:
    """The lessons that a person wants to find again, the newest mark first."""
    query = (
        select(Lesson)
        .join(Bookmark, Bookmark.lesson_id == Lesson.id)
        .join(Lesson.programme)
        .options(contains_eager(Lesson.programme))
        .where(Bookmark.person_id == person.id)
    )
    return db.session.scalars(query.order_by(Bookmark.made_at.desc())).all()
