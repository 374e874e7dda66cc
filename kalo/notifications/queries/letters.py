"""The questions about letters: owed, due, gone."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Person, SignIn
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.mail import Letter
from kalo.kit.pages import Slice, keyset, parse_place, tick_of
from kalo.notifications.models import Errand, LetterNote, Notification, Preference
from kalo.notifications.queries.wishes import person_here, wishes_of

AT_ONCE = 200  # people of one round


def waiting_errands() -> list[int]:
    """What people are yet to be told of."""
    return list(db.session.scalars(select(Errand.id).order_by(Errand.id).limit(AT_ONCE)))


def awaiting_letters() -> list[int]:
    """The people to whom a letter is due."""
    due = select(Notification.person_id).where(Notification.due_at <= clock.now())
    return list(db.session.scalars(due.distinct().limit(AT_ONCE)))


def awaiting_digest() -> list[int]:
    """The people whose weekly letter is due."""
    due = select(Preference.person_id).where(Preference.digest_at <= clock.now())
    return list(db.session.scalars(due.order_by(Preference.digest_at).limit(AT_ONCE)))


def people_without_wishes() -> list[int]:
    """Members for whom no weekly letter has been thought of."""
    new = select(Person.id).outerjoin(Preference, Preference.person_id == Person.id)
    new = new.where(Preference.person_id.is_(None), Person.erased_at.is_(None))
    return list(db.session.scalars(new.where(Person.confirmed_at.is_not(None)).limit(AT_ONCE)))


def reader(person_id: int) -> tuple[Person, Preference] | None:
    """Somebody with their wishes; None for who left."""
    person = person_here(person_id)
    return (person, wishes_of(person)) if person else None


def last_seen(person: Person) -> datetime:
    """When somebody was last here, to the day."""
    seen = select(func.max(SignIn.seen_at)).where(SignIn.person_id == person.id)
    return db.session.scalar(seen) or person.joined_at


def letters_since(person: Person, way: str, at: datetime) -> int:
    """How many letters of a sort were written to somebody since then."""
    written = select(func.count()).where(
        LetterNote.person_id == person.id, LetterNote.way == way, LetterNote.at >= at
    )
    return db.session.scalar(written.where(LetterNote.skipped == "")) or 0


def unread_for_digest(person: Person, way: str | None) -> list[Notification]:
    """What is unread and went in no letter, of one way or of all, the newest first."""
    mine = select(Notification).where(
        Notification.person_id == person.id,
        Notification.read_at.is_(None),
        Notification.lettered_at.is_(None),
    )
    mine = mine.where(Notification.way == way) if way else mine
    return list(db.session.scalars(mine.order_by(Notification.at.desc()).limit(30)))


def letter_notes(only: str, size: int = 50) -> Slice[LetterNote]:
    """A keyset page of what became of letters, the newest first."""
    notes: Any = (
        select(LetterNote, LetterNote.at, LetterNote.id)
        .join(LetterNote.person)
        .outerjoin(Letter, Letter.id == LetterNote.letter_id)
        .options(contains_eager(LetterNote.person), contains_eager(LetterNote.letter))
    )
    if only == "skipped":
        notes = notes.where(LetterNote.skipped != "")
    elif only == "refused":
        notes = notes.where(Letter.refused_at.is_not(None))
    elif only == "owed":
        notes = notes.where(Letter.sent_at.is_(None), Letter.refused_at.is_(None))
    found = keyset(notes, (LetterNote.at, LetterNote.id), _place, parse_place, size)
    return Slice([row.LetterNote for row in found.rows], found.earlier, found.later)


def _place(row: Any) -> tuple[int, int]:
    return tick_of(row.at), row.id
