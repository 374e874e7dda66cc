"""News of things that stand elsewhere now: told under the new subject, counted once."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from kalo.kit.db import db
from kalo.notifications import queries
from kalo.notifications.actions.telling import KEPT, strength
from kalo.notifications.models import Notification

Entry = list[Any]
# Where a thing (`post:5`) stands now, as path and place; None for what stays.
Place = Callable[[str], tuple[str, int] | None]
# Which of some people may see the place where things went.
Seeing = Callable[[list[int]], set[int]]


def unread_about(subject: str) -> list[Notification]:
    """What people have not read about a subject."""
    rows = select(Notification).where(
        Notification.subject == subject, Notification.read_at.is_(None)
    )
    fresh = rows.order_by(Notification.person_id).execution_options(populate_existing=True)
    return list(db.session.scalars(fresh))


def move_news(source: str, target: str, what: str, place: Place, seeing: Seeing) -> None:
    """Unread news of things that went from one subject to another follow them.

    Whoever may not see the other subject is told nothing of it: their news of these things go.
    """
    unread = unread_about(source)
    people = [row.person_id for row in unread]
    there = queries.told_before(people, target) if unread else {}
    allowed = seeing(people)
    for row in unread:
        moved = [new for entry in row.gathered if (new := _moved(entry, place))]
        if moved and row.person_id in allowed:
            _split(row, there.get(row.person_id), moved, place, target, what)
        elif moved:
            _leave(row, place)
    db.session.flush()


def _moved(entry: Entry, place: Place) -> Entry | None:
    thing, kind, _path, _place, by = entry
    now = place(thing)
    return [thing, kind, *now, by] if now else None


def _split(
    row: Notification,
    other: Notification | None,
    moved: list[Entry],
    place: Place,
    target: str,
    what: str,
) -> None:
    """What went leaves this row; where nothing is left, the row itself goes there."""
    if other is None and not _staying(row, place):
        row.subject, row.what = target, what
        return _gather(row, moved)
    if other is None:
        other = Notification(person_id=row.person_id, subject=target, what=what, at=row.at)
        other.gathered, other.way = [], ""
        db.session.add(other)
    fresh = [] if other.read_at else other.gathered
    other.read_at, other.at = None, max(other.at, row.at)
    known = {entry[0] for entry in fresh}
    _gather(other, [*fresh, *(entry for entry in moved if entry[0] not in known)])
    return _leave(row, place)


def _staying(row: Notification, place: Place) -> list[Entry]:
    return [entry for entry in row.gathered if place(entry[0]) is None]


def _leave(row: Notification, place: Place) -> None:
    """The row without what went; no row where nothing is left."""
    stays = _staying(row, place)
    if stays:
        _gather(row, stays)
    else:
        db.session.delete(row)


def _gather(row: Notification, entries: list[Entry]) -> None:
    """The row as it is with these things: the first unread leads, the strongest names it."""
    entries = sorted(entries, key=lambda entry: int(entry[3]))
    kinds = [entry[1] for entry in entries]
    row.gathered = [*entries[:1], *entries[1:][1 - KEPT :]]
    row.kind, row.path = max(kinds, key=strength), entries[0][2]
    row.unread, row.place = len(entries), max(int(entry[3]) for entry in entries)
