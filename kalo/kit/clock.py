"""What time it is, and how a moment is said: stored in UTC, shown in Europe/Athens."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta
from flask_babel import get_locale

from kalo.kit import ageing
from kalo.kit.text import upper

ATHENS = ZoneInfo("Europe/Athens")


def now() -> datetime:
    """This moment, aware, in UTC; tests set it by replacing this function."""
    return datetime.now(UTC)


def read(said: str) -> datetime:
    """A moment that was written down with `isoformat`."""
    return datetime.fromisoformat(said)


def athens(moment: datetime) -> datetime:
    """The same moment on a clock in Athens."""
    return moment.astimezone(ATHENS)


def today() -> date:
    """The date in Athens."""
    return athens(now()).date()


def _locale() -> str:
    return str(get_locale() or "el")


def when_words(moment: datetime) -> str:
    """How long ago, for what is near ("πριν από 20 λεπτά"); the date otherwise."""
    past = now() - moment
    ageing.note_age(moment, past)
    if timedelta(0) <= past < ageing.NEAR:
        return format_timedelta(-past, add_direction=True, locale=_locale(), threshold=1.2)
    return date_words(moment)


def date_words(moment: datetime | date) -> str:
    """A day with its year, "3 Δεκεμβρίου 2026"."""
    return format_date(_day(moment), "d MMMM y", locale=_locale())


def day_words(moment: datetime | date, bare: bool = False) -> str:
    """A day with its weekday, "Πέμπτη 3 Δεκεμβρίου"; of another year with that, unless `bare`:
    where it stands beside it already.
    """
    day = _day(moment)
    year = "" if bare or _is_of_now(day) else " y"
    return format_date(day, f"EEEE d MMMM{year}", locale=_locale())


def month_words(moment: datetime | date) -> str:
    """A month with its year, "Δεκέμβριος 2026"."""
    return format_date(_day(moment), "LLLL y", locale=_locale())


def short_day(moment: datetime | date) -> tuple[str, str]:
    """The two lines of a leaf of the calendar: month ("ΔΕΚ") and day ("3")."""
    month = format_date(_day(moment), "LLL", locale=_locale()).rstrip(".")
    return upper(month), str(_day(moment).day)


def hour_words(moment: datetime) -> str:
    """The hour in Athens, "18:00"."""
    return format_time(athens(moment), "HH:mm", locale=_locale())


def moment_words(moment: datetime) -> str:
    """Day and hour in Athens, "Πέμ 3 Δεκεμβρίου, 18:00"; the year where it is not this one."""
    return _moment_words(moment, "" if _is_of_now(_day(moment)) else " y")


def span_words(start: datetime, end: datetime) -> str:
    """From when to when, naming a day or another year once where both have the same."""
    first, last = _day(start), _day(end)
    if first == last:
        return f"{day_words(start)}, {hour_words(start)}–{hour_words(end)}"
    begins = _moment_words(start, "") if first.year == last.year else moment_words(start)
    return f"{begins} – {moment_words(end)}"


def _moment_words(moment: datetime, year: str) -> str:
    return format_datetime(athens(moment), f"EEE d MMMM{year}, HH:mm", locale=_locale())


def _is_of_now(day: date) -> bool:
    """True for a day of this year; at the turn of the year what was said is another."""
    year = today().year
    ageing.changes_at(datetime(year + 1, 1, 1, tzinfo=ATHENS))
    return day.year == year


def _day(moment: datetime | date) -> date:
    return athens(moment).date() if isinstance(moment, datetime) else moment
