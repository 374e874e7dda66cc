"""What else happens at the same hours with the same room or the same people; five statements."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, union
from sqlalchemy.orm import Load, aliased, load_only

from kalo.accounts.models import Person
from kalo.events.models import (
    CANCELLED,
    SEAT,
    AgendaItem,
    Event,
    EventRole,
    Registration,
    Speaker,
)
from kalo.events.queries.events import visible_events
from kalo.events.walltime import LONGEST, span
from kalo.kit.db import db

_SHOWN = Load(Event).options(
    load_only(
        Event.slug,
        Event.state,
        Event.title_el,
        Event.title_en,
        Event.start_wall,
        Event.end_wall,
        Event.starts_at,
        Event.ends_at,
        Event.venue_id,
        Event.venue_room_id,
        Event.facilitator_id,
        raiseload=True,
    )
)
ROOM, PERSON, SEATS = "room", "person", "seats"


@dataclass(frozen=True)
class Plan:
    """When, where and with whom something is to take place; hours of the wall clock in Athens."""

    start: datetime
    end: datetime
    venue_id: int | None = None
    room_id: int | None = None
    facilitator_id: int | None = None


@dataclass(frozen=True)
class Conflict:
    """Something else at the same hours: same room, same person, or people with a seat in both."""

    kind: str
    event: Event
    name: str = ""
    count: int = 0
    seen: bool = True  # whoever asks may see the event; where not, nothing of it is said

    @property
    def mark(self) -> str:
        """What makes it the same conflict when it is found again."""
        return f"{self.kind}/{self.event.id}/{self.event.start_wall}/{self.name}/{self.count}"


@dataclass(frozen=True)
class _Use:
    """A room during some time; without a room, the whole venue."""

    venue_id: int | None
    room_id: int | None
    start: datetime
    end: datetime

    def meets(self, other: "_Use") -> bool:
        if not (self.start < other.end and other.start < self.end):
            return False
        if self.room_id and other.room_id:
            return self.room_id == other.room_id
        return self.venue_id is not None and self.venue_id == other.venue_id


def conflicts_of(
    plans: Sequence[Plan],
    person: Person | None,
    mine: Event | None = None,
    along: Event | None = None,
    parts: Collection[str] = ("agenda", "roles"),
) -> list[list[Conflict]]:
    """For each plan, what stands in its way, as far as this person may know.

    `mine` is the event being changed; `along` the one whose agenda and roles, by `parts`, are used.
    """
    seen = _at_once(plans, person, mine)
    others = list(seen)
    ids = {event.id for event in others} | ({along.id} if along else set())
    items = _items_in_rooms(ids)
    people = _people(ids, along, parts)
    leads = {plan.facilitator_id for plan in plans} | {event.facilitator_id for event in others}
    names = _names({*leads, *(person for theirs in people.values() for person in theirs)})
    shared = _seats_in_both(mine, {event.id for event in others})
    own = along if along and "agenda" in parts else None
    found: list[list[Conflict]] = []
    for plan in plans:
        uses = list(_uses_of_plan(plan, own, items))
        there = people.get(along.id, set()) if along else set()
        mine_ids = there | ({plan.facilitator_id} if plan.facilitator_id else set())
        found.append(
            [
                conflict
                for event in others
                if event.start_wall < plan.end and plan.start < event.end_wall
                for known in _between(event, uses, mine_ids, items, people, names, shared)
                if (conflict := _as_known(known, seen[event]))
            ]
        )
    return found


def _between(
    event: Event,
    uses: list[_Use],
    mine: set[int],
    items: dict[int, list[AgendaItem]],
    people: dict[int, set[int]],
    names: dict[int, str],
    shared: dict[int, int],
) -> Iterator[Conflict]:
    theirs = _uses_of_event(event, items)
    if any(one.meets(other) for one in uses for other in theirs):
        yield Conflict(ROOM, event)
    there = people.get(event.id, set()) | {event.facilitator_id or 0}
    for person_id in sorted(mine & there):
        if person_id in names:
            yield Conflict(PERSON, event, names[person_id])
    if shared.get(event.id):
        yield Conflict(SEATS, event, count=shared[event.id])


def _as_known(conflict: Conflict, seen: bool) -> Conflict | None:
    """Of a draft of others it is known that a room or somebody is taken, and no more."""
    if seen:
        return conflict
    return None if conflict.kind == SEATS else replace(conflict, name="", seen=False)


def _uses_of_plan(
    plan: Plan, along: Event | None, items: dict[int, list[AgendaItem]]
) -> Iterator[_Use]:
    if plan.venue_id or plan.room_id:
        yield _Use(plan.venue_id, plan.room_id, plan.start, plan.end)
    if along is not None and along.venue_id == plan.venue_id:
        by = plan.start - along.start_wall
        for item in items.get(along.id, []):
            yield _use_of_item(item, by)


def _uses_of_event(event: Event, items: dict[int, list[AgendaItem]]) -> list[_Use]:
    whole = _Use(event.venue_id, event.venue_room_id, event.start_wall, event.end_wall)
    named = [_use_of_item(item) for item in items.get(event.id, [])]
    return [whole, *named] if event.venue_id else named


def _use_of_item(item: AgendaItem, by: timedelta = timedelta()) -> _Use:
    start = item.start_wall + by
    return _Use(None, item.venue_room_id, start, start + timedelta(minutes=item.minutes))


def _at_once(plans: Sequence[Plan], person: Person | None, mine: Event | None) -> dict[Event, bool]:
    """What else there is at these hours, in order, each with whether this person may see it."""
    spans = [span(plan.start, plan.end) for plan in plans]
    meets = [
        (Event.starts_at > start - LONGEST) & (Event.starts_at < end) & (Event.ends_at > start)
        for start, end in spans
    ]
    visible = visible_events(person).with_only_columns(Event.id)
    asked = select(Event, Event.id.in_(visible)).where(
        Event.state != CANCELLED, Event.id != (mine.id if mine else 0), or_(*meets)
    )
    ordered = asked.order_by(Event.starts_at, Event.id).options(_SHOWN)
    return {row[0]: row[1] for row in db.session.execute(ordered)}


def _items_in_rooms(ids: set[int]) -> dict[int, list[AgendaItem]]:
    asked = select(AgendaItem).where(
        AgendaItem.event_id.in_(ids), AgendaItem.venue_room_id.is_not(None)
    )
    found: dict[int, list[AgendaItem]] = {}
    for item in db.session.scalars(asked.order_by(AgendaItem.start_wall, AgendaItem.id)):
        found.setdefault(item.event_id, []).append(item)
    return found


def _people(ids: set[int], along: Event | None, parts: Collection[str]) -> dict[int, set[int]]:
    """Who leads or speaks at each; of the event that goes along, as far as these go with it."""
    lead = select(EventRole.event_id, EventRole.person_id).where(
        EventRole.event_id.in_(ids), EventRole.role == "facilitator"
    )
    speak = select(Speaker.event_id, Speaker.person_id).where(
        Speaker.event_id.in_(ids), Speaker.person_id.is_not(None)
    )
    mine = along.id if along else 0
    if "roles" not in parts:
        lead = lead.where(EventRole.event_id != mine)
    if "agenda" not in parts:
        speak = speak.where(Speaker.event_id != mine)
    found: dict[int, set[int]] = {}
    rows: Any = db.session.execute(union(lead, speak))
    for row in rows:
        found.setdefault(row[0], set()).add(row[1])
    return found


def _names(ids: set[int | None]) -> dict[int, str]:
    known = {person_id for person_id in ids if person_id is not None}
    asked = select(Person.id, Person.name).where(Person.id.in_(known), Person.erased_at.is_(None))
    return {row[0]: row[1] for row in db.session.execute(asked)}


def _seats_in_both(mine: Event | None, ids: set[int]) -> dict[int, int]:
    """How many of those who have a seat here have one there too."""
    here, there = aliased(Registration), aliased(Registration)
    same = or_(here.person_id == there.person_id, here.guest_email == there.guest_email)
    asked = (
        select(there.event_id, func.count())
        .join(here, same)
        .where(
            here.event_id == (mine.id if mine else 0),
            here.state == SEAT,
            there.event_id.in_(ids),
            there.state == SEAT,
        )
        .group_by(there.event_id)
    )
    return {row[0]: row[1] for row in db.session.execute(asked)}
