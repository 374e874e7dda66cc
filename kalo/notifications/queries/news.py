"""The questions about news."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, select

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404, rows_of
from kalo.kit.pages import Slice, keyset, parse_place, tick_of
from kalo.notifications.models import DIRECT, Notification, Preference, kinds

FRESH: Any = case((Notification.read_at.is_(None), 1), else_=0)
# Built once: every page of a member asks it.
UNREAD = select(func.count()).where(
    Notification.person_id == bindparam("person_id"), Notification.read_at.is_(None)
)


def unread_count(person: Person) -> int:
    """How many subjects have news for this person."""
    return int(rows_of(UNREAD, {"person_id": person.id})[0][0])


def unread_by_person(ids: set[int]) -> dict[int, int]:
    """As `unread_count`, for several people by number; who has none is left out. One statement."""
    found = select(Notification.person_id, func.count()).where(
        Notification.person_id.in_(sorted(ids)), Notification.read_at.is_(None)
    )
    rows = rows_of(found.group_by(Notification.person_id))
    return {int(id): int(count) for id, count in rows}


def news_page(person: Person, only: str, size: int = 20) -> Slice[Notification]:
    """A keyset page of a person's news, unread first; all, the unread, or what is for them."""
    mine = select(Notification, FRESH.label("fresh")).where(Notification.person_id == person.id)
    if only == "unread":
        mine = mine.where(Notification.read_at.is_(None))
    elif only == "mine":
        direct = [key for key, kind in kinds.items() if kind.strength >= DIRECT]
        mine = mine.where(Notification.kind.in_(direct))
    columns = (FRESH, Notification.at, Notification.id)
    found = keyset(mine, columns, _place, _parse, size)
    return Slice([row.Notification for row in found.rows], found.earlier, found.later)


def _place(row: Any) -> tuple[int, int, int]:
    news = row.Notification
    return row.fresh, tick_of(news.at), news.id


def _parse(cursor: str) -> tuple[int, datetime, int] | None:
    fresh, _tilde, rest = cursor.partition("~")
    place = parse_place(rest)
    return (int(fresh), *place) if place and fresh in {"0", "1"} else None


def all_news_of(person: Person) -> list[Notification]:
    """Everything this person was told, for their own copy."""
    mine = select(Notification).where(Notification.person_id == person.id)
    return list(db.session.scalars(mine.order_by(Notification.at.desc())))


def get_news(news_id: int, person: Person) -> Notification:
    """One of this person's own; 404 for anything else."""
    mine = Notification.id == news_id, Notification.person_id == person.id
    found: Notification = get_or_404(select(Notification).where(*mine))
    return found


def names_of(news: Iterable[Notification]) -> dict[int, str]:
    """The names of those who did what is gathered; empty for who left. One statement."""
    ids = {id for each in news for id in each.people}
    if not ids:
        return {}
    found = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {id: name or "" for id, name in found}


def listeners(person_ids: Iterable[int]) -> list[tuple[int, bool, Preference | None]]:
    """Those of these people who are still here: whether they take letters, and their wishes."""
    here = select(Person.id, Person.letters, Preference).outerjoin(
        Preference, Preference.person_id == Person.id
    )
    here = here.where(Person.id.in_(list(person_ids)), Person.erased_at.is_(None))
    rows = db.session.execute(here.order_by(Person.id))
    return [(id, letters, wishes) for id, letters, wishes in rows]


def told_before(person_ids: Iterable[int], subject: str) -> dict[int, Notification]:
    """What these people were told about a subject, by person."""
    rows = select(Notification).where(
        Notification.person_id.in_(list(person_ids)), Notification.subject == subject
    )
    fresh = rows.execution_options(populate_existing=True)
    return {row.person_id: row for row in db.session.scalars(fresh)}
