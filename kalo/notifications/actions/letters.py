"""Writing the letters that are due: claimed, asked about again and written in one transaction."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.mail import Letter
from kalo.notifications import queries
from kalo.notifications.actions.wishes import takes_letters
from kalo.notifications.actions.writing import write_about, write_gathered
from kalo.notifications.hours import after_quiet, next_daily
from kalo.notifications.models import (
    DAILY,
    ONCE,
    PRESSING,
    LetterNote,
    Notification,
    Preference,
    kinds,
)
from kalo.notifications.subjects import still_visible

MOST_A_DAY = 12  # letters at once to one person; what is more comes with the daily one
KEPT = timedelta(days=90)


def write_letters(person_id: int) -> None:
    """Write all that is due to a person now."""
    found = queries.reader(person_id)
    if found is None:
        return
    person, wishes = found
    if _put_off(person_id, wishes):
        return
    due = _claim(person_id)
    news = _worth_telling(person, wishes, due)
    daily = [each for each in news if each.way == DAILY]
    _write_at_once(person, wishes, [each for each in news if each.way == ONCE])
    _write_daily(person, daily)


def _put_off(person_id: int, wishes: Preference) -> bool:
    """In quiet hours everything waits for their end."""
    now = clock.now()
    later = after_quiet(now, wishes)
    if later == now:
        return False
    due = update(Notification).where(Notification.person_id == person_id)
    db.session.execute(due.where(Notification.due_at <= now).values(due_at=later))
    return True


def _claim(person_id: int) -> list[Notification]:
    """What is due is taken up; if anything fails after this, all of it is owed still."""
    due = update(Notification).where(
        Notification.person_id == person_id, Notification.due_at <= clock.now()
    )
    taken = due.values(due_at=None).returning(Notification)
    rows = db.session.scalars(taken, execution_options={"populate_existing": True}).all()
    return sorted(rows, key=lambda row: row.id)


def _worth_telling(
    person: Person, wishes: Preference, due: Iterable[Notification]
) -> list[Notification]:
    """Of what is due, what is unread, wanted and still there for this person; the rest is noted."""
    rows, silent = list(due), takes_letters(person, wishes)
    visible = still_visible(person, [row.subject for row in rows]) if not silent else set()
    worth = []
    for row in rows:
        why = silent or why_not(row, wishes, visible)
        if why:
            note(person, row.way, row.subject, skipped=why)
        else:
            worth.append(row)
    return worth


def why_not(row: Notification, wishes: Preference, visible: set[str]) -> str:
    """Why nothing is written about this; empty where it is."""
    if row.read_at is not None:
        return "read"
    if row.kind not in kinds or wishes.way_of(kinds[row.kind]) not in PRESSING:
        return "off"
    return "" if row.subject in visible else "gone"


def _write_at_once(person: Person, wishes: Preference, news: list[Notification]) -> None:
    today = clock.athens(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    written = queries.letters_since(person, ONCE, today) if news else 0
    for row in news:
        if written >= MOST_A_DAY:
            row.way, row.due_at = DAILY, next_daily(clock.now(), wishes)
            note(person, ONCE, row.subject, skipped="many")
            continue
        written += _settled(person, ONCE, [row], write_about(person, row))


def _write_daily(person: Person, news: list[Notification]) -> None:
    if news:
        _settled(person, DAILY, news, write_gathered(person, DAILY, news, []))


def _settled(person: Person, way: str, news: list[Notification], letter: Letter | None) -> int:
    """Note what became of it; answers how many letters were written."""
    subject = news[0].subject if len(news) == 1 else ""
    if letter is None:
        note(person, way, subject, skipped="gone")
        return 0
    for row in news:
        row.lettered_at = clock.now()
    note(person, way, subject, letter=letter)
    return 1


def note(
    person: Person, way: str, subject: str, skipped: str = "", letter: Letter | None = None
) -> None:
    """Write down what became of a letter, for staff who are asked where it is."""
    facts: dict[str, Any] = {"way": way, "subject": subject, "skipped": skipped}
    letter_id = letter.id if letter else None
    db.session.add(LetterNote(person_id=person.id, letter_id=letter_id, at=clock.now(), **facts))


def forget_notes() -> None:
    """Notes about letters are kept for three months."""
    db.session.execute(delete(LetterNote).where(LetterNote.at < clock.now() - KEPT))
