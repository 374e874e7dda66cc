"""The rows of the calendar: events around today and who has a seat."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bench import words
from bench.community import Row, Size
from kalo.events.models import KINDS, MODES, PUBLISHED, Event, Registration
from kalo.kit.clock import ATHENS, athens
from kalo.kit.text import render

DAYS = 150  # so many before today, and as many after it
CAPACITY = 20


def rows(chance: Random, size: Size, now: datetime) -> Iterator[tuple[type[Any], list[Row]]]:
    """Events with their registrations."""
    events = [_event(chance, number, size, now) for number in range(1, size.events + 1)]
    seats = {event["id"]: _seats(chance, event, size) for event in events}
    yield Event, [{**event, "seats_taken": len(seats[event["id"]])} for event in events]
    yield Registration, [row for rows in seats.values() for row in rows]


def _event(chance: Random, number: int, size: Size, now: datetime) -> Row:
    title, slug = words.title(chance)
    day = athens(now).date() + timedelta(days=round(DAYS * (2 * number / size.events - 1)))
    start = datetime(day.year, day.month, day.day, chance.randint(10, 18))
    made = now - timedelta(days=DAYS + 30)
    about = words.post(chance)
    return {
        "id": number,
        "uid": f"bench-{number}@ekalo.example",
        "kind": chance.choice(KINDS),
        "mode": chance.choice(MODES),
        "state": PUBLISHED,
        "slug": slug,
        "title_el": title[:120],
        "summary_el": words.sentence(chance, 14),
        "about_el": about,
        "html_el": render(about),
        "place": "Δημαρχείο",
        "facilitator_id": chance.randint(1, size.people),
        "capacity": CAPACITY,
        **_hours(start, start + timedelta(hours=2)),
        **{"ical_stamp": made, "created_at": made, "changed_at": made, "published_at": made},
    }


def _hours(start: datetime, end: datetime) -> Row:
    return {
        "start_wall": start,
        "end_wall": end,
        "starts_at": start.replace(tzinfo=ATHENS),
        "ends_at": end.replace(tzinfo=ATHENS),
    }


def _seats(chance: Random, event: Row, size: Size) -> list[Row]:
    there = chance.sample(range(1, size.people + 1), chance.randint(0, min(CAPACITY, size.people)))
    made = event["created_at"]
    return [
        {
            "event_id": event["id"],
            "person_id": each,
            "made_at": made,
            "taken_at": made,
            "changed_at": made,
        }
        for each in there
    ]
