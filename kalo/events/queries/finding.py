"""Finding events: a list that turns its pages, spans of days, what was announced last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from kalo.accounts.models import Person
from kalo.events.models import DRAFT, PUBLISHED, Event
from kalo.events.queries.events import SHORT, in_time, visible_events
from kalo.events.walltime import LAST_YEAR, LONGEST
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.pages import Slice, keyset

REMOTE = ("online", "hybrid")
SPOKEN_THERE = {"el": ("el", "el-en"), "en": ("en", "el-en")}  # whom each language suits
LAST_MOMENT = int(datetime(LAST_YEAR + 1, 12, 31, tzinfo=UTC).timestamp())
FEED = 50  # announcements of a feed


@dataclass(frozen=True)
class Filters:
    """What somebody looks for; what is empty asks for nothing."""

    kind: str = ""
    theme_id: int | None = None
    series_id: int | None = None
    venue_id: int | None = None
    online: bool = False
    spoken: str = ""
    free: bool = False


def coming(person: Person | None, filters: Filters, size: int) -> Slice[Event]:
    """A page of what is to come, soonest first."""
    return _turning(in_time(_chosen(person, filters), past=False), size, rising=True)


def over(person: Person | None, filters: Filters, year: int | None, size: int) -> Slice[Event]:
    """A page of what is over, of one year or of all, latest first."""
    return _turning(in_year(in_time(_chosen(person, filters), past=True), year), size)


def all_of(person: Person | None, filters: Filters, size: int) -> Slice[Event]:
    """A page of what was and what comes, in the order of time."""
    return _turning(_chosen(person, filters), size, rising=True)


def soonest(person: Person | None, filters: Filters, most: int) -> list[Event]:
    """The next of them, soonest first."""
    ahead = in_time(_chosen(person, filters), past=False)
    return _all(ahead.order_by(Event.starts_at, Event.id).limit(most))


def latest(person: Person | None, filters: Filters, most: int) -> list[Event]:
    """The last of them that are over, latest first."""
    gone = in_time(_chosen(person, filters), past=True)
    return _all(gone.order_by(Event.starts_at.desc(), Event.id.desc()).limit(most))


def events_between(person: Person | None, filters: Filters, first: date, end: date) -> list[Event]:
    """What takes place from one day to before another, by the clock in Athens."""
    start, stop = (datetime.combine(day, time()) for day in (first, end))
    around = LONGEST + timedelta(days=1)
    within = _chosen(person, filters).where(
        Event.starts_at > _athens(start) - around,
        Event.starts_at < _athens(stop) + timedelta(days=1),
        Event.start_wall < stop,
        Event.end_wall > start,
    )
    return _all(within.order_by(Event.starts_at, Event.id))


def announced_last(kind: str) -> list[Event]:
    """What was announced last, for a feed: with its texts."""
    public = filtered(select(Event), Filters(kind=kind)).where(
        Event.state != DRAFT, Event.published_at.is_not(None)
    )
    newest = public.order_by(Event.published_at.desc(), Event.id.desc()).limit(FEED)
    return list(db.session.scalars(newest.options(joinedload(Event.venue))))


def events_on_the_map() -> list[tuple[int, str, datetime]]:
    """What was announced, as a map of the site names it: number, name, last change."""
    announced = select(Event.id, Event.slug, Event.changed_at).where(Event.state != DRAFT)
    return [(row[0], row[1], row[2]) for row in db.session.execute(announced.order_by(Event.id))]


def filtered(query: Select[Any], filters: Filters) -> Select[Any]:
    """Of events, those that somebody looks for."""
    wanted: list[tuple[Any, Any]] = [
        (Event.kind, filters.kind),
        (Event.theme_id, filters.theme_id),
        (Event.series_id, filters.series_id),
        (Event.venue_id, filters.venue_id),
    ]
    query = query.where(*(column == value for column, value in wanted if value))
    if filters.online:
        query = query.where(Event.mode.in_(REMOTE))
    if filters.spoken:
        query = query.where(Event.spoken.in_(SPOKEN_THERE[filters.spoken]))
    return query.where(*_free()) if filters.free else query


def in_year(query: Select[Any], year: int | None) -> Select[Any]:
    """By the clock in Athens; the index on the start finds the year."""
    if year is None:
        return query
    first, last = (_athens(datetime(each, 1, 1)) for each in (year, year + 1))
    return query.where(Event.starts_at >= first, Event.starts_at < last)


def _free() -> Iterable[Any]:
    """Where a seat is left."""
    taken = Event.seats_taken + Event.seats_held
    return Event.state == PUBLISHED, or_(Event.capacity.is_(None), taken < Event.capacity)


def _chosen(person: Person | None, filters: Filters) -> Select[Any]:
    return filtered(visible_events(person), filters)


def _turning(query: Select[Any], size: int, rising: bool = False) -> Slice[Event]:
    turned = keyset(
        query.options(SHORT),
        (Event.starts_at, Event.id),
        lambda row: (int(row[0].starts_at.timestamp()), row[0].id),
        edge_of,
        size,
        rising=rising,
    )
    return Slice([row[0] for row in turned.rows], turned.earlier, turned.later)


def edge_of(cursor: str) -> tuple[datetime, int] | None:
    """The place in the list that an address names; None for nonsense."""
    seconds, _tilde, number = cursor.partition("~")
    if not (seconds.isascii() and seconds.isdigit() and number.isascii() and number.isdigit()):
        return None
    if len(number) > 9 or len(seconds) > 11 or int(seconds) > LAST_MOMENT:
        return None
    return datetime.fromtimestamp(int(seconds), UTC), int(number)


def _athens(wall: datetime) -> datetime:
    return wall.replace(tzinfo=clock.ATHENS)


def _all(query: Select[Any]) -> list[Event]:
    return list(db.session.scalars(query.options(SHORT)))
