"""When letters go: at the hours people chose, as the clocks of Athens show them; never in between
the quiet ones."""

from datetime import UTC, datetime, timedelta

from kalo.kit.clock import athens
from kalo.notifications.models import DAILY, ONCE, Preference

GATHERING = timedelta(minutes=2)  # a letter at once waits so long for more, or to be read first


def due_at(way: str, at: datetime, wishes: Preference) -> datetime | None:
    """When a letter about news of this moment is due; None where its day is not ours to say."""
    if way == ONCE:
        return after_quiet(at + GATHERING, wishes)
    return next_daily(at, wishes) if way == DAILY else None


def next_daily(at: datetime, wishes: Preference) -> datetime:
    """When the next daily letter is due."""
    return after_quiet(next_hour(at, wishes.hour), wishes)


def next_weekly(at: datetime, wishes: Preference) -> datetime:
    """When the next weekly letter is due."""
    return after_quiet(next_hour(at, wishes.hour, wishes.weekday), wishes)


def next_hour(at: datetime, hour: int, weekday: int | None = None) -> datetime:
    """The next time that clocks in Athens show this hour (on this weekday)."""
    here = athens(at)
    then = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    while then <= here or weekday not in (None, then.weekday()):
        then += timedelta(days=1)
    return then.astimezone(UTC)


def after_quiet(at: datetime, wishes: Preference) -> datetime:
    """This moment, or the end of the quiet hours into which it falls."""
    start, end = wishes.quiet_from, wishes.quiet_to
    if start is None or end is None or not is_between(athens(at).hour, start, end):
        return at
    return next_hour(at, end)


def is_between(hour: int, start: int, end: int) -> bool:
    """True from the start up to, not with, the end; over midnight too."""
    return start <= hour < end if start <= end else hour >= start or hour < end
