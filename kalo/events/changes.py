"""What people are told of a change: what of an event they count on, and how two states differ."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kalo.events.models import Event
from kalo.kit import clock

TIME, PLACE = "time", "place"
Facts = dict[str, Any]
Difference = list[Any]  # [what, before, after]


def facts(event: Event) -> Facts:
    """What somebody with a seat plans by, as it can be kept in a row."""
    here = event.mode != "online"  # of what is only online, no place says anything
    return {
        TIME: [event.starts_at.isoformat(), event.ends_at.isoformat()],
        PLACE: {
            "mode": event.mode,
            "venue": event.venue_id if here else None,
            "room": event.venue_room_id if here else None,
            "place": (event.place or "") if here else "",
            "address": (event.address or "") if here else "",
        },
    }


def differences(before: Facts, after: Facts) -> list[Difference]:
    """What of it is another now."""
    return [[what, before[what], after[what]] for what in after if before[what] != after[what]]


def merged(several: Iterable[list[Difference]]) -> list[Difference]:
    """Changes one after the other as one; what came back to where it was is none."""
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for what, before, after in (one for each in several for one in each):
        first.setdefault(what, before)
        last[what] = after
    order = [what for what in (TIME, PLACE) if what in last]
    return [[what, first[what], last[what]] for what in order if first[what] != last[what]]


def first_start(event: Event, told: Iterable[list[Difference]]) -> datetime:
    """The earliest hour at which somebody may set out, by what they read last or by what is."""
    spans = [before for each in told for what, before, _after in each if what == TIME]
    return min([event.starts_at, *(datetime.fromisoformat(start) for start, _end in spans)])


def span_said(kept: list[str]) -> str:
    """A kept time in words, in the language that is spoken."""
    start, end = (datetime.fromisoformat(each) for each in kept)
    return clock.span_words(start, end)
