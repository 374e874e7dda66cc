"""A week, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort
from flask_babel import format_date
from flask_babel import gettext as _

from kalo.events.models import Event
from kalo.events.views.month import Day, covers
from kalo.events.walltime import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class Week:
    """A week from its Monday."""

    first: date

    @property
    def key(self) -> str:
        """How it stands in the address, 2026-W49."""
        year, number, _day = self.first.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def name(self) -> str:
        """From which day to which."""
        last = self.first + timedelta(days=6)
        if last.month == self.first.month:
            return f"{self.first.day}–{format_date(last, 'd MMMM y')}"
        start = "d MMMM" if last.year == self.first.year else "d MMMM y"
        return f"{format_date(self.first, start)} – {format_date(last, 'd MMMM y')}"

    @property
    def short(self) -> str:
        """The same in few letters."""
        return str(_("from %(day)s", day=format_date(self.first, "d MMM")))

    @property
    def earlier(self) -> "Week":
        """The week before."""
        return Week(self.first - timedelta(days=7))

    @property
    def later(self) -> "Week":
        """The week after."""
        return Week(self.first + timedelta(days=7))

    @property
    def exists(self) -> bool:
        """False beyond the years for which events can be planned."""
        return FIRST_YEAR <= self.first.year <= LAST_YEAR

    def days(self, events: list[Event]) -> list[Day]:
        """Its seven days, with what takes place on each."""
        days = [self.first + timedelta(days=number) for number in range(7)]
        return [Day(day, True, tuple(e for e in events if covers(e, day))) for day in days]


def asked_week(asked: str | None, today: date) -> Week:
    """The week of an address such as `2026-W49`; the present one by default, 404 for nonsense."""
    if not asked:
        return Week(today - timedelta(days=today.weekday()))
    year, dash, number = asked.partition("-W")
    digits = year + number
    if not (dash and len(year) == 4 and len(number) == 2 and digits.isascii() and digits.isdigit()):
        abort(404)
    try:
        week = Week(date.fromisocalendar(int(year), int(number), 1))
    except ValueError:
        abort(404)
    return week if week.exists else abort(404)
