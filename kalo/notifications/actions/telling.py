"""Telling people, and noting what they have read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, literal_column, select, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.notifications import queries
from kalo.notifications.hours import due_at
from kalo.notifications.models import NEVER, PRESSING, Kind, Notification, Preference, kinds

STALE = timedelta(days=1)  # what happened longer ago is worth no letter
KEPT = 20  # things gathered on one subject; the first and the latest stay
AT_ONCE = 400  # people in one statement
CHANGES = (
    *("kind", "what", "path", "unread", "gathered", "place"),
    *("at", "read_at", "way", "due_at", "lettered_at"),
)


# Asked who of some people wants no news of somebody; moderation, which stands above, adds itself.
wants_no_news: list[Callable[[Person, set[int]], set[int]]] = []


@dataclass(frozen=True)
class News:
    """What happened: a thing, once, at a place of a subject."""

    subject: str
    what: str
    path: str
    by: int | None
    thing: str
    place: int
    at: datetime


def notify(
    person_ids: Iterable[int],
    kind: Kind,
    about: str,
    what: str,
    path: str,
    by: Person | None,
    thing: str = "",
    place: int = 0,
) -> None:
    """Tell each of these people but the one who did it; news adds up until it is read.

    Args:
        person_ids: whom; three statements however many.
        about: the subject, `kind:id`; one row per person and subject.
        what: its name, for the line ("Το 35% των κερδών").
        path: where to read it, without a language prefix.
        thing: what exactly is new (`post:5`); of one thing each person is told once.
        place: its number in the subject, by which reading so far reads the news too.
    """
    tell(dict.fromkeys(person_ids, kind), about, what, path, by, thing, place)


def tell(
    whom: Mapping[int, Kind],
    about: str,
    what: str,
    path: str,
    by: Person | None,
    thing: str = "",
    place: int = 0,
    at: datetime | None = None,
) -> None:
    """As `notify`, each person under the kind that fits them; `at` is when it happened."""
    told = set(whom) - ({by.id} if by else set())
    ids = sorted(told - _deaf_to(by, told))  # one lock order for everyone
    news = News(about, what, path, by.id if by else None, thing, place, at or clock.now())
    if ids:
        _one_at_a_time(about)
    for start in range(0, len(ids), AT_ONCE):
        _tell_some({id: whom[id] for id in ids[start : start + AT_ONCE]}, news)


def _deaf_to(by: Person | None, whom: set[int]) -> set[int]:
    """Those who ignore whoever did it."""
    if by is None or not whom:
        return set()
    return {id for ignoring in wants_no_news for id in ignoring(by, whom)}


def _one_at_a_time(subject: str) -> None:
    """Where writers do not wait for each other, those about one subject do."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(subject))))


def _tell_some(whom: Mapping[int, Kind], news: News) -> None:
    before = queries.told_before(whom, news.subject)
    rows = []
    for person_id, takes_letters, said in queries.listeners(whom):
        wishes, kind = said or Preference.usual(person_id), whom[person_id]
        way = wishes.way_of(kind)
        if way != NEVER:
            fresh = takes_letters and clock.now() - news.at < STALE
            way = way if fresh and not kind.own_letter else ""
            rows.append(_row(person_id, kind, way, wishes, before.get(person_id), news))
    changes: dict[str, Any] = {name: literal_column(f"excluded.{name}") for name in CHANGES}
    upsert(Notification, [row for row in rows if row], key=("person_id", "subject"), again=changes)
    for row in before.values():
        db.session.expire(row)


def _row(
    person_id: int,
    kind: Kind,
    way: str,
    wishes: Preference,
    before: Notification | None,
    news: News,
) -> dict[str, Any] | None:
    """The row as it will stand; None where the person knows this already."""
    unread = before if before and before.read_at is None else None
    gathered = [list(each) for each in unread.gathered] if unread else []
    again = [each for each in gathered if news.thing and each[0] == news.thing]
    if again and strength(again[0][1]) >= kind.strength:
        return None
    others = [each for each in gathered if each not in again]
    gathered = [*others, [news.thing, kind.key, news.path, news.place, news.by]]
    gathered.sort(key=lambda each: int(each[3]))  # the first unread leads; equal places keep order
    known = [unread.kind, kind.key] if unread else [kind.key]
    return {
        "person_id": person_id,
        "subject": news.subject,
        "what": news.what,
        "kind": max(reversed(known), key=strength),
        "path": gathered[0][2],
        "unread": (unread.unread if unread else 0) + (0 if again else 1),
        "gathered": [*gathered[:1], *gathered[1:][1 - KEPT :]],
        "place": max(int(each[3]) for each in gathered),
        "at": news.at,
        "read_at": None,
        **_owed(way, wishes, unread),
    }


def strength(key: str) -> int:
    """How strong a kind is; one that is told no more is the weakest."""
    return kinds[key].strength if key in kinds else 0


def _owed(way: str, wishes: Preference, unread: Notification | None) -> dict[str, Any]:
    """Which letter is owed: one per subject while it is unread, unless this presses more."""
    if unread and PRESSING.get(way, 0) <= PRESSING.get(unread.way, 0):
        return {"way": unread.way, "due_at": unread.due_at, "lettered_at": unread.lettered_at}
    if way not in PRESSING:
        return {"way": "", "due_at": None, "lettered_at": None}
    return {"way": way, "due_at": due_at(way, clock.now(), wishes), "lettered_at": None}


def mark_read(person: Person, subject: str | None = None, up_to: int | None = None) -> None:
    """What a person was told is read: all, all of a subject, or of it up to a place."""
    unread = update(Notification).where(
        Notification.person_id == person.id, Notification.read_at.is_(None)
    )
    if subject is not None:
        unread = unread.where(Notification.subject == subject)
    if up_to is not None:
        unread = unread.where(Notification.place <= up_to)
    db.session.execute(unread.values(read_at=clock.now(), unread=0))


def mark_one_read(news: Notification) -> None:
    """A person has seen this."""
    if news.read_at is None:
        news.read_at, news.unread = clock.now(), 0
