"""A learner's own notes and bookmarks; nobody else sees them."""

from sqlalchemy import delete, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.learning.models import Bookmark, Lesson, Note


class NoteConflict(Exception):
    """The note was saved elsewhere meanwhile; nothing was overwritten."""


def write_note(person: Person, lesson: Lesson, text: str) -> Note:
    """Add a note beside a lesson; flushes."""
    now = clock.now()
    note = Note(person_id=person.id, lesson_id=lesson.id, text=text, made_at=now, changed_at=now)
    db.session.add(note)
    db.session.flush()
    return note


def change_note(note: Note, text: str, seen: int) -> None:
    """Other words for a note; raises `NoteConflict` unless it stands as `seen` says."""
    mine = update(Note).where(Note.id == note.id, Note.revision == seen)
    changed = db.session.execute(
        mine.values(text=text, revision=seen + 1, changed_at=clock.now()).execution_options(
            synchronize_session=False
        )
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        db.session.refresh(note, ["text", "revision", "changed_at"])
        raise NoteConflict


def remove_note(note: Note) -> None:
    """Take a note away for good."""
    db.session.execute(delete(Note).where(Note.id == note.id))


def keep_bookmark(person: Person, lesson: Lesson) -> None:
    """Find this lesson again; keeping it twice is keeping it once."""
    row = {"person_id": person.id, "lesson_id": lesson.id, "made_at": clock.now()}
    upsert(Bookmark, [row], key=("person_id", "lesson_id"))


def drop_bookmark(person: Person, lesson: Lesson) -> None:
    """Let go of a bookmark."""
    whose = Bookmark.person_id == person.id, Bookmark.lesson_id == lesson.id
    db.session.execute(delete(Bookmark).where(*whose))
