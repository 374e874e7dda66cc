"""What stands around an event: its theme, its series, its place, who does what there."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Person
from kalo.events.models import DRAFT, Event, EventRole, Series, Theme, Venue
from kalo.events.queries.events import SHORT, visible_events
from kalo.kit.db import db, get_or_404

PUBLIC_ROLES = ("organiser", "facilitator")


@dataclass(frozen=True)
class InSeries:
    """Where an event stands in its series: of how many, and which come before and after it."""

    total: int
    earlier: Event | None
    later: Event | None


def themes_in_use() -> list[Theme]:
    """The themes that announced events have, as those who plan put them in order."""
    used = exists().where(Event.theme_id == Theme.id, Event.state != DRAFT)
    return list(db.session.scalars(select(Theme).where(used).order_by(Theme.position, Theme.id)))


def venues_in_use() -> list[Venue]:
    """The places of announced events."""
    used = exists().where(Event.venue_id == Venue.id, Event.state != DRAFT)
    return list(db.session.scalars(select(Venue).where(used).order_by(Venue.name_el, Venue.id)))


def series_in_use() -> list[Series]:
    """The series of announced events."""
    used = exists().where(Event.series_id == Series.id, Event.state != DRAFT)
    return list(db.session.scalars(select(Series).where(used).order_by(Series.id)))


def get_theme(slug: str) -> Theme:
    """A theme by its name in the address, or 404."""
    theme: Theme = get_or_404(select(Theme).where(Theme.slug == slug))
    return theme


def get_series(slug: str, person: Person | None) -> Series:
    """A series of which this person may see an event, or 404."""
    seen = visible_events(person).where(Event.series_id == Series.id)
    there = exists(seen.with_only_columns(Event.id))
    series: Series = get_or_404(select(Series).where(Series.slug == slug, there))
    return series


def in_series(event: Event, person: Person | None) -> InSeries | None:
    """Where an event stands in its series; None where it is in none."""
    if event.series is None or event.series_number is None:
        return None
    beside = visible_events(person).where(Event.series_id == event.series_id)
    number, total = Event.series_number, func.max(Event.series_number)
    alone = beside.correlate(None).with_only_columns
    earlier = alone(func.max(number)).where(number < event.series_number).scalar_subquery()
    later = alone(func.min(number)).where(number > event.series_number).scalar_subquery()
    found = beside.where(or_(number == earlier, number == later)).add_columns(
        alone(total).scalar_subquery()
    )
    rows = list(db.session.execute(found.order_by(Event.id).options(SHORT)))
    return _placed(event, event.series, rows)


def public_roles(event: Event) -> list[tuple[str, Person]]:
    """Who organises and who leads it, besides the one it names."""
    given = (
        select(EventRole)
        .join(EventRole.person)
        .where(
            EventRole.event_id == event.id,
            EventRole.role.in_(PUBLIC_ROLES),
            Person.erased_at.is_(None),
        )
    )
    named = given.order_by(EventRole.role, EventRole.given_at, EventRole.person_id)
    loaded = named.options(contains_eager(EventRole.person))
    return [(each.role, each.person) for each in db.session.scalars(loaded)]


def _placed(event: Event, series: Series, rows: list[Any]) -> InSeries:
    number = event.series_number or 0
    beside = [row[0] for row in rows]
    counted = max([number, *(row[1] or 0 for row in rows)])
    return InSeries(
        total=max(series.planned or 0, counted),
        earlier=next((each for each in beside if (each.series_number or 0) < number), None),
        later=next((each for each in beside if (each.series_number or 0) > number), None),
    )
