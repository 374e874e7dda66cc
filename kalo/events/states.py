"""The one state machine of all gatherings: what is kept of its life, and what the clock adds. Pure.

Kept are the steps that somebody takes: draft, published, reported, archived, cancelled. Whether
seats are given, it is full, on or over follows from the clock and the seats, so it is never stale.
"""

from datetime import datetime

from kalo.events.models import (
    ARCHIVED,
    BY_INVITATION,
    CANCELLED,
    DOOR_OPENS,
    DRAFT,
    NEW_TIME_SAID,
    PUBLISHED,
    REPORTED,
    Event,
)

OPEN, FULL, LIVE, ENDED = "open", "full", "live", "ended"
PHASES = (DRAFT, PUBLISHED, OPEN, FULL, LIVE, ENDED, REPORTED, ARCHIVED, CANCELLED)

# What can be done with it, and in which of these phases.
STEPS: dict[str, frozenset[str]] = {
    "publish": frozenset({DRAFT}),
    "remove": frozenset({DRAFT}),
    "change": frozenset({DRAFT, PUBLISHED, OPEN, FULL, LIVE, ENDED, REPORTED}),
    "cancel": frozenset({PUBLISHED, OPEN, FULL, LIVE}),
    "report": frozenset({ENDED, REPORTED}),
    "archive": frozenset({ENDED, REPORTED}),
    "unarchive": frozenset({ARCHIVED}),
    "note who was there": frozenset({PUBLISHED, OPEN, FULL, LIVE, ENDED, REPORTED}),
    "write to people": frozenset({PUBLISHED, OPEN, FULL, LIVE, ENDED, REPORTED, CANCELLED}),
}


def phase_of(event: Event, at: datetime) -> str:
    """Where in its life a gathering is at this moment; one of `PHASES`."""
    if event.state != PUBLISHED:
        return event.state
    if at >= event.ends_at:
        return ENDED
    if at >= event.starts_at:
        return LIVE
    if event.is_full:
        return FULL
    return OPEN if takes_entries(event, at) else PUBLISHED


def takes_entries(event: Event, at: datetime) -> bool:
    """True while people can come in by themselves, be it to the waiting list."""
    if event.state != PUBLISHED or event.entry == BY_INVITATION:
        return False
    begun = event.entry_opens_at is None or at >= event.entry_opens_at
    return begun and not entry_is_closed(event, at)


def entry_is_closed(event: Event, at: datetime) -> bool:
    """True once nobody comes in or moves up any more: after the hour set for it, or the end."""
    return at >= entry_ends_at(event)


def entry_ends_at(event: Event) -> datetime:
    """The cut-off: the hour set for it, or the end."""
    return min(event.entry_closes_at or event.ends_at, event.ends_at)


def next_turn(event: Event, at: datetime) -> datetime | None:
    """When the clock next changes what is said of it, though nobody does anything."""
    turns = [
        *(event.entry_opens_at, event.entry_closes_at, event.starts_at, event.ends_at),
        event.starts_at - DOOR_OPENS,
        event.moved_at + NEW_TIME_SAID if event.moved_at else None,
    ]
    return min((turn for turn in turns if turn is not None and turn > at), default=None)


def may_become(event: Event, step: str, at: datetime) -> bool:
    """True where this step of `STEPS` can be taken now."""
    return phase_of(event, at) in STEPS[step]
