"""What calendars hold: public ones, a person's own, what goes along with one letter."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, inspect, or_, select
from sqlalchemy.orm import contains_eager, joinedload, load_only
from sqlalchemy.orm.attributes import set_committed_value

from kalo.accounts.models import Person
from kalo.events.models import (
    CANCELLED,
    DRAFT,
    CalendarToken,
    Event,
    FeedFetch,
    Registration,
    Series,
    Theme,
    Venue,
    VenueRoom,
)
from kalo.events.queries.events import CANCELLED_KEPT, MOST, PAST_KEPT, SAID, worth_keeping
from kalo.events.queries.people import one_of_each
from kalo.events.queries.seats import STANDING, belongs, confirmed_address
from kalo.kit import clock
from kalo.kit.db import db

_WORDS = load_only(*SAID, Event.venue_room_id, raiseload=True)
_PLACES = (joinedload(Event.theme), joinedload(Event.venue), joinedload(Event.venue_room))
_BESIDE = ((Theme, "theme"), (Venue, "venue"), (VenueRoom, "venue_room"))
# Built once: calendars ask every hour, and most have nothing new.
_OWN = belongs(bindparam("person_id"), bindparam("address"))
_MINE = (
    select(Registration)
    .join(Registration.event)
    .where(
        _OWN,
        Registration.state.in_(STANDING),
        Event.state != DRAFT,
        Event.ends_at > bindparam("past"),
        or_(Event.state != CANCELLED, Event.ends_at > bindparam("gone")),
    )
    .options(contains_eager(Registration.event).options(_WORDS, *_PLACES))
    .order_by(Event.starts_at, Event.id)
)
_MINE_CHANGED = select(func.max(Registration.changed_at)).where(_OWN)


@dataclass(frozen=True)
class Choice:
    """Which events a public calendar holds: all, or those of a kind, a theme, a series; or one."""

    kind: str = ""
    theme_id: int | None = None
    series_id: int | None = None
    event_id: int | None = None

    @property
    def key(self) -> str:
        """Its name in the notes of who fetched it."""
        if self.kind:
            return f"kind:{self.kind}"
        named = {"theme": self.theme_id, "series": self.series_id, "event": self.event_id}
        return next((f"{word}:{n}" for word, n in named.items() if n is not None), "all")


def events_of_feed(choice: Choice) -> list[Event]:
    """What a public calendar holds: announced and cancelled, the past year and all to come."""
    public = worth_keeping(_chosen(select(Event).where(Event.state != DRAFT), choice))
    latest = public.order_by(Event.starts_at.desc(), Event.id.desc()).limit(MOST)
    return list(db.session.scalars(latest.options(_WORDS, *_PLACES)))[::-1]


def event_of_feed(event_id: int) -> Event | None:
    """One event as a calendar shows it; drafts are nobody's yet."""
    public = select(Event).where(Event.state != DRAFT, Event.id == event_id)
    return db.session.scalar(public.options(_WORDS, *_PLACES))


def firsts_of_series(events: Sequence[Event]) -> dict[int, str]:
    """The UID of the first event of each series that these events belong to, however it moves."""
    wanted = {event.series_id for event in events if event.series_id is not None}
    if not wanted:
        return {}
    first = select(func.min(Event.id)).where(Event.series_id.in_(wanted)).group_by(Event.series_id)
    rows = select(Event.series_id, Event.uid).where(Event.id.in_(first))
    return {row[0]: row[1] for row in db.session.execute(rows) if row[0] is not None}


def registrations_of_calendar(person: Person) -> list[Registration]:
    """What a calendar of one's own holds: seats, turns, offers, requests, each with its event."""
    at = clock.now()
    asked = {**_whose(person), "past": at - PAST_KEPT, "gone": at - CANCELLED_KEPT}
    return one_of_each(db.session.scalars(_MINE, asked))


def registrations_changed_at(person: Person) -> datetime | None:
    """When what a person has anywhere last changed."""
    return db.session.scalar(_MINE_CHANGED, _whose(person))


def addresses_of(person: Person) -> list[CalendarToken]:
    """The secret addresses of a person that are in use, oldest first."""
    theirs = _of(person).where(CalendarToken.retired_at.is_(None))
    return list(db.session.scalars(theirs.order_by(CalendarToken.id)))


def address_in_use(person: Person | None, token_id: int) -> CalendarToken | None:
    """One of them, of nobody else."""
    if person is None:
        return None
    theirs = _of(person).where(CalendarToken.retired_at.is_(None), CalendarToken.id == token_id)
    return db.session.scalar(theirs)


def every_address_of(person: Person) -> list[CalendarToken]:
    """Those that were replaced too."""
    return list(db.session.scalars(_of(person).order_by(CalendarToken.id)))


def fetches() -> list[FeedFetch]:
    """Who fetched which public feed, latest first."""
    latest = select(FeedFetch).order_by(FeedFetch.last_at.desc(), FeedFetch.id.desc())
    return list(db.session.scalars(latest.limit(200)))


def themes_of_feeds() -> list[Theme]:
    """Every theme, in the order that those who plan gave them."""
    return list(db.session.scalars(select(Theme).order_by(Theme.position, Theme.id)))


def series_of_feeds() -> list[Series]:
    """The series of which something was announced, latest first."""
    known = select(Series).where(_announced_in(Series.id)).order_by(Series.id.desc())
    return list(db.session.scalars(known.limit(100)))


def nouns_of_feeds(keys: Collection[str]) -> dict[str, list[Any]]:
    """The themes, series and events that these names of feeds mean, as far as all may see them."""
    ids: dict[str, list[int]] = {}
    for word, _colon, number in (key.partition(":") for key in keys):
        if number.isdecimal():
            ids.setdefault(word, []).append(int(number))
    known: dict[str, Select[Any]] = {
        "theme": select(Theme).where(Theme.id.in_(ids.get("theme", []))),
        "series": select(Series).where(Series.id.in_(ids.get("series", []))),
        "event": select(Event)
        .where(Event.id.in_(ids.get("event", [])), Event.state != DRAFT)
        .options(_WORDS),
    }
    return {word: list(db.session.scalars(known[word])) for word in ids if word in known}


def theme_by_slug(slug: str) -> Theme | None:
    """The theme of an address."""
    return db.session.scalar(select(Theme).where(Theme.slug == slug))


def announced_series(slug: str) -> Series | None:
    """The series of an address, once something of it was announced."""
    known = select(Series).where(Series.slug == slug, _announced_in(Series.id))
    return db.session.scalar(known)


def ready_for_calendars(registration: Registration) -> Event:
    """The event of a registration with all that a calendar says of it; the person too.

    Whatever is loaded already is not asked for again: letters go to many people of one event.
    """
    _hold(registration, "event", Event, registration.event_id)
    event = registration.event
    columns = {column.key for column in inspect(Event).column_attrs}
    if missing := inspect(event).unloaded & columns:
        db.session.refresh(event, missing)
    for noun, name in _BESIDE:
        _hold(event, name, noun, getattr(event, f"{name}_id"))
    _hold(registration, "person", Person, registration.person_id)
    return event


def _hold(row: Any, name: str, noun: Any, key: int | None) -> None:
    """Have what a row points to at hand."""
    if key is not None and name in inspect(row).unloaded:
        set_committed_value(row, name, db.session.get(noun, key))


def _whose(person: Person) -> dict[str, Any]:
    return {"person_id": person.id, "address": confirmed_address(person)}


def _of(person: Person) -> Select[Any]:
    return select(CalendarToken).where(CalendarToken.person_id == person.id)


def _announced_in(series_id: Any) -> Any:
    return exists().where(Event.series_id == series_id, Event.state != DRAFT)


def _chosen(query: Select[Any], choice: Choice) -> Select[Any]:
    if choice.kind:
        query = query.where(Event.kind == choice.kind)
    if choice.theme_id is not None:
        query = query.where(Event.theme_id == choice.theme_id)
    if choice.series_id is not None:
        query = query.where(Event.series_id == choice.series_id)
    if choice.event_id is not None:
        query = query.where(Event.id == choice.event_id)
    return query
