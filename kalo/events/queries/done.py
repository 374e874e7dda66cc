"""What took place, in numbers: counted once for each version of what is counted."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import func, literal_column, select

from kalo.events.models import CANCELLED, DRAFT, KINDS, Event
from kalo.events.queries.events import in_time
from kalo.events.queries.finding import Filters, filtered, in_year
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.versions import summed

SCOPES = ("event", "seats")  # raised by whatever changes what is counted here
MOST = 500  # questions whose numbers a process remembers


@dataclass(frozen=True)
class Done:
    """What took place of one kind: how many gatherings, and how many seats were taken there."""

    kind: str
    count: int
    seats: int


@dataclass(frozen=True)
class Numbers:
    """What took place by kind, the version it is of, and when the next gathering is over."""

    version: int
    until: datetime | None
    by_kind: tuple[Done, ...]


def done_by_kind(filters: Filters, year: int | None) -> Numbers:
    """What took place, counted; drafts and what was called off never did.

    Counting goes through all of them, so a process remembers what it counted, until a version
    moves or a gathering ends. For readers only: what a writer counts may yet be dropped.
    """
    remembered = current_app.extensions.setdefault("kalo_done", OrderedDict())
    key, (version, until) = (filters, year), _standing()
    known: Numbers | None = remembered.get(key)
    if known is None or (known.version, known.until) != (version, until):
        known = remembered[key] = Numbers(version, until, _counted(filters, year))
        if len(remembered) > MOST:
            remembered.popitem(last=False)
    return known


def first_year() -> int | None:
    """The year in which the first gathering that took place did so; None before there is one."""
    first = in_time(select(Event).where(_took_place()), past=True)
    wall = db.session.scalar(
        first.with_only_columns(Event.start_wall).order_by(Event.starts_at).limit(1)
    )
    return wall.year if wall else None


def next_end(at: datetime) -> datetime | None:
    """When the next gathering ends, and so is over."""
    return db.session.scalar(_next_end(at))


def _standing() -> tuple[int, datetime | None]:
    """The version of what is counted, and until when it holds; of one moment, so one statement."""
    version, end = summed(SCOPES).scalar_subquery(), _next_end(clock.now()).scalar_subquery()
    row = db.session.execute(select(version, end)).one()
    return int(row[0]), row[1]


def _next_end(at: datetime) -> Any:
    return select(func.min(Event.ends_at)).where(Event.ends_at > at)


def _counted(filters: Filters, year: int | None) -> tuple[Done, ...]:
    held = in_time(filtered(select(Event), filters), past=True).where(_took_place())
    # Said so that SQLite counts in the index that has it all, not along the one by kind.
    kind = func.coalesce(Event.kind, literal_column("''"))
    numbers = kind, func.count(), func.coalesce(func.sum(Event.seats_taken), 0)
    counted = in_year(held, year).with_only_columns(*numbers).group_by(kind)
    done = [Done(*row) for row in db.session.execute(counted)]
    return tuple(sorted(done, key=lambda each: KINDS.index(each.kind)))


def _took_place() -> Any:
    """Said so that the order of time stays the way through the table, not the state."""
    return Event.state.not_in((DRAFT, CANCELLED))
