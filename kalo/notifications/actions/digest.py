"""The weekly letter: what waited for it, and for who was away what moves here."""

from datetime import datetime, timedelta

from sqlalchemy import update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.locales import speaking
from kalo.notifications import queries
from kalo.notifications.actions.letters import note, why_not
from kalo.notifications.actions.wishes import takes_letters
from kalo.notifications.actions.writing import write_gathered
from kalo.notifications.hours import next_weekly
from kalo.notifications.models import WEEKLY, Notification, Preference
from kalo.notifications.subjects import still_visible, what_moves

AWAY = timedelta(days=6)  # a visit is noted once a day
TOO_LONG = timedelta(days=180)  # whoever stays away so long is left in peace
LINES = 10


def write_weekly(person_id: int) -> None:
    """Write a person's weekly letter, if it is due and there is something to say."""
    found = queries.reader(person_id)
    if found is None or not _claim(found[1]):
        return
    person, wishes = found
    why = takes_letters(person, wishes)
    gone = clock.now() - queries.last_seen(person)
    if why or gone > TOO_LONG:
        note(person, WEEKLY, "", skipped=why or "away")
        return
    _write(person, wishes, since=clock.now() - max(gone, AWAY) if _wants(wishes, gone) else None)


def _wants(wishes: Preference, gone: timedelta) -> bool:
    return wishes.digest and gone >= AWAY


def _claim(wishes: Preference) -> bool:
    """This week's letter is taken up, and the next one's day set."""
    due = update(Preference).where(
        Preference.person_id == wishes.person_id, Preference.digest_at <= clock.now()
    )
    after = due.values(digest_at=next_weekly(clock.now(), wishes)).returning(Preference.person_id)
    return db.session.scalar(after) is not None


def _write(person: Person, wishes: Preference, since: datetime | None) -> None:
    news = _unread(person, wishes, None if since else WEEKLY)[:LINES]
    known = {row.subject for row in news}
    with speaking(person.language):
        moving = what_moves(person, since, 2 * LINES) if since else []
    fresh = [line for line in moving if line.subject not in known][: LINES - len(news)]
    letter = write_gathered(person, WEEKLY, news, fresh)
    if letter is None:
        note(person, WEEKLY, "", skipped="nothing")
        return
    for row in news:
        row.lettered_at, row.due_at = clock.now(), None
    note(person, WEEKLY, "", letter=letter)


def _unread(person: Person, wishes: Preference, way: str | None) -> list[Notification]:
    rows = queries.unread_for_digest(person, way)
    visible = still_visible(person, [row.subject for row in rows])
    if way is None:  # whoever was away is reminded of what stands on the bell alone, too
        return [row for row in rows if row.subject in visible]
    return [row for row in rows if not why_not(row, wishes, visible)]
