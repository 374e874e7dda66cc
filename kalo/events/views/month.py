"""A month as a table of weeks, with what takes place on each day."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort
from flask_babel import format_date

from kalo.events.models import Event
from kalo.events.walltime import FIRST_YEAR, LAST_YEAR

_WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)


@dataclass(frozen=True)
class Day:
    """A cell of the table."""

    date: date
    inside: bool
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Month:
    """A month: its first day, and the first days of those around it."""

    first: date

    @property
    def key(self) -> str:
        """How it stands in the address."""
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """Its name and year."""
        return str(format_date(self.first, "LLLL y"))

    @property
    def short(self) -> str:
        """The same, beside the way there."""
        return self.name

    @property
    def earlier(self) -> "Month":
        """The month before."""
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def later(self) -> "Month":
        """The month after."""
        return Month((self.first + timedelta(days=31)).replace(day=1))

    @property
    def exists(self) -> bool:
        """False beyond the years for which events can be planned."""
        return FIRST_YEAR <= self.first.year <= LAST_YEAR

    def weeks(self, events: list[Event]) -> list[list[Day]]:
        """Rows of seven days, from Monday; only the days of this month carry events."""
        weeks = _WEEKS.monthdatescalendar(self.first.year, self.first.month)
        return [[self._day(day, events) for day in week] for week in weeks]

    def _day(self, day: date, events: list[Event]) -> Day:
        inside = day.month == self.first.month
        there = tuple(event for event in events if inside and covers(event, day))
        return Day(day, inside, there)


def asked_month(asked: str | None, today: date) -> Month:
    """The month of an address such as `2026-12`; the present one by default, 404 for nonsense."""
    if not asked:
        return Month(today.replace(day=1))
    year, dash, month = asked.partition("-")
    if not (dash and len(year) == 4 and len(month) == 2 and (year + month).isdecimal()):
        abort(404)
    if not 1 <= int(month) <= 12 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        abort(404)
    return Month(date(int(year), int(month), 1))


def weekdays() -> list[tuple[str, str]]:
    """The heads of the columns, short and in full."""
    monday = date(2024, 1, 1)
    days = [monday + timedelta(days=number) for number in range(7)]
    return [(str(format_date(day, "ccc")), str(format_date(day, "cccc"))) for day in days]


def covers(event: Event, day: date) -> bool:
    """Whether it takes place that day; a night to midnight does not reach into the next."""
    last = event.end_wall - timedelta(microseconds=1)
    return event.start_wall.date() <= day <= last.date()
