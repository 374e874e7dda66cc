"""What one person has at events: what is to come, or may become a seat; where they had one."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from kalo.accounts.models import Person
from kalo.events.models import PUBLISHED, SEAT, WAITING, Event, Registration
from kalo.events.queries.events import SHORT
from kalo.events.queries.finding import edge_of
from kalo.events.queries.people import one_of_each
from kalo.events.queries.seats import HOPING, belonging_to
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.pages import Slice, keyset


@dataclass(frozen=True)
class Mine:
    """What somebody has at an event; `position` is their number, where they wait for a seat."""

    event: Event
    registration: Registration
    position: int = 0


def ahead_of(person: Person) -> list[Mine]:
    """What a person has at what is not over, soonest first: seats, and what may become one."""
    hopes = and_(Registration.state.in_(HOPING), Event.state == PUBLISHED)
    seated_or_hoping = or_(Registration.state == SEAT, hopes)
    ahead = _at_events(person, _position()).where(Event.ends_at > clock.now(), seated_or_hoping)
    rows = db.session.execute(ahead.order_by(Event.starts_at, Event.id))
    found = {row[1].id: Mine(*row) for row in rows}
    return [found[each.id] for each in one_of_each(mine.registration for mine in found.values())]


def behind_of(person: Person, size: int) -> Slice[Mine]:
    """A page of the seats that a person had at what is over, latest first."""
    own = aliased(Registration)
    twice = exists().where(own.event_id == Event.id, own.person_id == person.id, own.state == SEAT)
    given = Registration.person_id.is_(None)
    seats = _at_events(person).where(Registration.state == SEAT, ~and_(given, twice))
    turned = keyset(
        seats.where(Event.ends_at <= clock.now()),
        (Event.starts_at, Event.id),
        lambda row: (int(row[0].starts_at.timestamp()), row[0].id),
        edge_of,
        size,
    )
    return Slice([Mine(row[0], row[1]) for row in turned.rows], turned.earlier, turned.later)


def _at_events(person: Person, *more: Any) -> Select[Any]:
    found = select(Event, Registration, *more).join(Registration, Registration.event_id == Event.id)
    return found.where(belonging_to(person)).options(SHORT)


def _position() -> Any:
    """Which number somebody has among those who wait, as a column."""
    ahead = aliased(Registration)
    before = or_(
        ahead.queued_at < Registration.queued_at,
        and_(ahead.queued_at == Registration.queued_at, ahead.id <= Registration.id),
    )
    waits = ahead.event_id == Registration.event_id, ahead.state == WAITING
    number = select(func.count(ahead.id)).where(*waits, before).scalar_subquery()
    return case((Registration.state == WAITING, number), else_=0)
