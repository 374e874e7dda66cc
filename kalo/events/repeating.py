"""Dates by a rule, on the wall clock of Athens: every so many weeks, or on some weekdays. Pure."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

MOST = 30  # that a rule makes at once
WEEK = 7


def every_weeks(
    first: datetime, weeks: int, times: int | None = None, until: date | None = None
) -> list[datetime]:
    """The same hour on the same weekday, so often or until a day; one more than `MOST` at most.

    The hour is that of the clock on the wall, so it is the same on both sides of a change.
    """
    count = MOST + 1 if times is None else min(times, MOST + 1)
    days = (first + timedelta(days=WEEK * weeks * n) for n in range(count))
    return [day for day in days if until is None or day.date() <= until]


def on_weekdays(first: date, until: date, weekdays: Collection[int]) -> list[date]:
    """Each of these weekdays (0 is Monday) between two days; one more than `MOST` at most."""
    found: list[date] = []
    day = first
    while day <= until and len(found) <= MOST and weekdays:
        if day.weekday() in weekdays:
            found.append(day)
        day += timedelta(days=1)
    return found
