"""What those who plan choose from and keep: themes, series, venues, roles, drafts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from kalo.accounts.models import Person
from kalo.events.models import (
    CANCELLED,
    DRAFT,
    ROLES,
    Event,
    EventRole,
    Series,
    Theme,
    Venue,
    VenueRoom,
)
from kalo.events.permissions import may_plan
from kalo.events.queries.events import SHORT
from kalo.kit.db import db, get_or_404
from kalo.kit.text import fold

MOST_DRAFTS = 60


def every_theme() -> list[Theme]:
    """The list of themes, in order."""
    return list(db.session.scalars(select(Theme).order_by(Theme.position, Theme.id)))


def themes_with_counts() -> list[tuple[Theme, int]]:
    """The list of themes, each with how many events have it."""
    counted = select(Theme, func.count(Event.id)).outerjoin(Event, Event.theme_id == Theme.id)
    ordered = counted.group_by(Theme.id).order_by(Theme.position, Theme.id)
    return [(row[0], row[1]) for row in db.session.execute(ordered)]


def theme_numbered(theme_id: int) -> Theme:
    """A theme, or 404."""
    theme: Theme = get_or_404(select(Theme).where(Theme.id == theme_id))
    return theme


def every_series() -> list[Series]:
    """All series, the latest first."""
    return list(
        db.session.scalars(select(Series).order_by(Series.made_at.desc(), Series.id.desc()))
    )


def series_with_counts() -> list[tuple[Series, int]]:
    """All series, the latest first, each with how many events are in it."""
    counted = select(Series, func.count(Event.id)).outerjoin(Event, Event.series_id == Series.id)
    ordered = counted.group_by(Series.id).order_by(Series.made_at.desc(), Series.id.desc())
    return [(row[0], row[1]) for row in db.session.execute(ordered)]


def series_numbered(series_id: int) -> Series:
    """A series, or 404."""
    series: Series = get_or_404(select(Series).where(Series.id == series_id))
    return series


def events_in_series(series: Series) -> list[Event]:
    """What is in a series, drafts too, by number and hour."""
    within = select(Event).where(Event.series_id == series.id)
    ordered = within.order_by(Event.series_number, Event.starts_at, Event.id)
    return list(db.session.scalars(ordered.options(SHORT)))


def next_in_series(series_id: int) -> int:
    """The number that the next event of a series has."""
    last = select(func.max(Event.series_number)).where(Event.series_id == series_id)
    return (db.session.scalar(last) or 0) + 1


def same_number(series_id: int, number: int, mine: Event | None) -> Event | None:
    """Another event that has this number in the series; what was cancelled gave it up."""
    asked = select(Event).where(
        Event.series_id == series_id,
        Event.series_number == number,
        Event.state != CANCELLED,
        Event.id != (mine.id if mine else 0),
    )
    return db.session.scalar(asked.options(SHORT).order_by(Event.id).limit(1))


def venues_to_choose(kept: int | None = None) -> list[Venue]:
    """Places in use, each with its rooms, and the one that an event has already."""
    open_ = or_(Venue.retired_at.is_(None), Venue.id == (kept or 0))
    asked = select(Venue).where(open_).order_by(Venue.name_el, Venue.id)
    return list(db.session.scalars(asked.options(selectinload(Venue.rooms))))


def every_venue() -> list[Venue]:
    """All places, those out of use at the end, with their rooms."""
    retired = case((Venue.retired_at.is_(None), 0), else_=1)
    asked = select(Venue).order_by(retired, Venue.name_el, Venue.id)
    return list(db.session.scalars(asked.options(selectinload(Venue.rooms))))


def venue_numbered(venue_id: int) -> Venue:
    """A place with its rooms, or 404."""
    asked = select(Venue).where(Venue.id == venue_id).options(selectinload(Venue.rooms))
    venue: Venue = get_or_404(asked)
    return venue


def venue_called(slug: str) -> Venue:
    """A place by its name in the address, with its rooms, or 404."""
    asked = select(Venue).where(Venue.slug == slug).options(selectinload(Venue.rooms))
    venue: Venue = get_or_404(asked)
    return venue


def room_of(venue: Venue, room_id: int) -> VenueRoom:
    """A room of this place, or 404."""
    asked = select(VenueRoom).where(VenueRoom.venue_id == venue.id, VenueRoom.id == room_id)
    room: VenueRoom = get_or_404(asked)
    return room


def slugs_of(noun: type[Venue] | type[Series] | type[Theme], base: str) -> set[str]:
    """The names in addresses that begin with this."""
    return set(db.session.scalars(select(noun.slug).where(noun.slug.startswith(base))))


def roles_at(event: Event) -> list[EventRole]:
    """Who does what at an event, in the order of roles, then by name; each person loaded."""
    order = case({role: place for place, role in enumerate(ROLES)}, value=EventRole.role)
    asked = select(EventRole).join(EventRole.person).where(EventRole.event_id == event.id)
    living = asked.where(Person.erased_at.is_(None)).options(contains_eager(EventRole.person))
    return list(db.session.scalars(living.order_by(order, Person.name_key, Person.id)))


def roles_everywhere(person: Person) -> list[tuple[EventRole, Event]]:
    """What a person does at which events."""
    asked = select(EventRole, Event).join(Event, Event.id == EventRole.event_id)
    theirs = asked.where(EventRole.person_id == person.id).options(SHORT)
    ordered = theirs.order_by(Event.starts_at, EventRole.role)
    return [(row[0], row[1]) for row in db.session.execute(ordered)]


def members_named(typed: str) -> list[Person]:
    """The members who are called so, accents or not; six at most."""
    asked = select(Person).where(
        Person.confirmed_at.is_not(None),
        Person.erased_at.is_(None),
        Person.name_key == fold(" ".join(typed.split()))[:200],
    )
    return list(db.session.scalars(asked.order_by(Person.id).limit(6)))


def drafts_of(person: Person) -> list[Event]:
    """Drafts that a person sees, soonest first."""
    drafts = select(Event).where(Event.state == DRAFT)
    if not may_plan(person):
        mine = exists().where(EventRole.event_id == Event.id, EventRole.person_id == person.id)
        drafts = drafts.where(or_(mine, Event.facilitator_id == person.id))
    ordered = drafts.order_by(Event.starts_at, Event.id).limit(MOST_DRAFTS)
    return list(db.session.scalars(ordered.options(SHORT)))


def awaits_report(at: Any, limit: int = 20) -> Sequence[Event]:
    """What is over and of which nobody has said yet what came, latest first."""
    asked = select(Event).where(Event.state == "published", Event.ends_at <= at)
    ordered = asked.order_by(Event.starts_at.desc(), Event.id.desc()).limit(limit)
    return list(db.session.scalars(ordered.options(SHORT, joinedload(Event.series))))
