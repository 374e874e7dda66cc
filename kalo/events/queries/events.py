"""Which events there are, for whom."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Load, joinedload, load_only

from kalo.accounts.models import Person
from kalo.events.models import CANCELLED, DRAFT, HELD, Event, EventRole, Venue
from kalo.events.permissions import may_plan
from kalo.events.walltime import LONGEST
from kalo.kit import clock
from kalo.kit.db import db, get_or_404

CANCELLED_KEPT = timedelta(days=90)  # in calendars, so that those who subscribed learn of it
PAST_KEPT = timedelta(days=366)
MOST = 2_000  # events of a feed: about two megabytes, which is what clients take

_CALLED = (Venue.slug, Venue.name_el, Venue.name_en, Venue.area_el, Venue.area_en)
# What lists and calendars both say; the long texts stay where they are.
SAID = (
    Event.uid,
    Event.kind,
    Event.state,
    Event.slug,
    Event.title_el,
    Event.title_en,
    Event.summary_el,
    Event.summary_en,
    Event.start_wall,
    Event.end_wall,
    Event.starts_at,
    Event.ends_at,
    Event.mode,
    Event.place,
    Event.address,
    Event.organiser,
    Event.ical_sequence,
    Event.ical_stamp,
    Event.created_at,
    Event.changed_at,
    Event.moved_at,
    Event.reason,
    Event.venue_id,
    Event.theme_id,
    Event.series_id,
)
# What a list shows.
SHORT = Load(Event).options(
    load_only(
        *SAID,
        Event.facilitator_id,
        Event.capacity,
        Event.seats_taken,
        Event.seats_held,
        Event.has_room,
        Event.serves,
        Event.sample,
        Event.series_number,
        Event.spoken,
        Event.entry,
        Event.entry_opens_at,
        Event.entry_closes_at,
        Event.has_waiting_list,
        Event.cancelled_at,
        raiseload=True,
    ),
    joinedload(Event.venue).load_only(*_CALLED, raiseload=True),
)
_SOONEST = (Event.starts_at, Event.id)
_LATEST = (Event.starts_at.desc(), Event.id.desc())
_AROUND = (Event.facilitator, Event.theme, Event.series, Event.venue, Event.venue_room)


def visible_events(person: Person | None) -> Select[Any]:
    """The events `permissions.may_see` says yes to, as a query."""
    if may_plan(person):
        return select(Event)
    announced = Event.state != DRAFT
    if person is None:
        return select(Event).where(announced)
    mine = exists().where(EventRole.event_id == Event.id, EventRole.person_id == person.id)
    return select(Event).where(or_(announced, mine))


def roles_of(event: Event, person: Person | None) -> frozenset[str]:
    """What a person does at this event; of the one who is named to lead it, without asking."""
    if person is None:
        return frozenset()
    given = select(EventRole.role).where(
        EventRole.event_id == event.id, EventRole.person_id == person.id
    )
    leads = {"facilitator"} if event.facilitator_id == person.id else set()
    return frozenset(leads | set(db.session.scalars(given)))


def get_event(event_id: int, person: Person | None) -> Event:
    """The event with what it names, or 404: what you may not see does not exist for you."""
    query = visible_events(person).where(Event.id == event_id)
    event: Event = get_or_404(query.options(*map(joinedload, _AROUND)))
    return event


def find_event(event_id: int, person: Person | None) -> Event | None:
    """The event, or None where there is none for this person."""
    return db.session.scalar(visible_events(person).where(Event.id == event_id).options(SHORT))


def visible_ids(person: Person | None, ids: Iterable[int]) -> set[int]:
    """Which of these events a person may see."""
    seen = visible_events(person).where(Event.id.in_(ids)).with_only_columns(Event.id)
    return set(db.session.scalars(seen))


def next_events(limit: int = 3) -> list[Event]:
    """The next announced events that take place, for other rooms' pages."""
    return _all(in_time(_announced(), past=False).order_by(*_SOONEST).limit(limit))


def happening_now() -> list[Event]:
    """Announced events that take place at this moment."""
    now = in_time(_announced(), past=False).where(Event.starts_at <= clock.now())
    return _all(now.order_by(*_SOONEST))


def facilitated_by(person: Person, limit: int = 5) -> list[Event]:
    """What a person facilitates or has facilitated, latest first."""
    theirs = _announced().where(Event.facilitator_id == person.id)
    return _all(theirs.order_by(*_LATEST).limit(limit))


def events_for_search(ids: list[int] | None) -> list[Event]:
    """Announced events, with their texts and what they name: these, or all."""
    public = select(Event).where(Event.state != DRAFT).order_by(Event.id)
    named = public.options(*map(joinedload, _AROUND[1:]))
    return list(db.session.scalars(named if ids is None else named.where(Event.id.in_(ids))))


def worth_keeping(query: Select[Any]) -> Select[Any]:
    """Of events, those that calendars still show."""
    at = clock.now()
    return query.where(
        Event.starts_at > at - PAST_KEPT - LONGEST,
        Event.ends_at > at - PAST_KEPT,
        or_(Event.state != CANCELLED, Event.ends_at > at - CANCELLED_KEPT),
    )


def _announced() -> Select[Any]:
    return select(Event).where(Event.state.in_(HELD))


def _of_kind(query: Select[Any], kind: str) -> Select[Any]:
    return query.where(Event.kind == kind) if kind else query


def in_time(query: Select[Any], past: bool) -> Select[Any]:
    """Nothing lasts longer than `LONGEST`, so the index on the start finds what has not ended."""
    at = clock.now()
    if past:
        return query.where(Event.starts_at < at, Event.ends_at <= at)
    return query.where(Event.starts_at > at - LONGEST - timedelta(days=1), Event.ends_at > at)


def _all(query: Select[Any]) -> list[Event]:
    return list(db.session.scalars(query.options(SHORT)))
