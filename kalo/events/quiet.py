"""When letters about a gathering go: not between ten at night and eight in the morning. Pure.

Exempt are letters that answer what somebody did just now (a seat, a turn, a yes or no), and of what
begins within a day a new time or place, a cancellation and an offer.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from kalo.kit.clock import athens
from kalo.notifications.hours import is_between, next_hour

NIGHT, MORNING = 22, 8  # hours of a clock in Athens
EVENING = 20  # when what would come at night is said before it
NEAR = timedelta(hours=24)  # what begins so soon is worth waking somebody for
THANKS = 10  # the hour of the day after, at which those who were there are thanked


def is_quiet(at: datetime) -> bool:
    """True in the hours in which nobody is written to."""
    return is_between(athens(at).hour, NIGHT, MORNING)


def after_quiet(at: datetime) -> datetime:
    """This moment, or the morning after the night into which it falls."""
    return next_hour(at, MORNING) if is_quiet(at) else at


def letter_at(at: datetime, starts_at: datetime) -> datetime:
    """When what somebody wants to send at a moment goes: after the night, if that is in time."""
    later = after_quiet(at)
    return later if later < starts_at or at >= starts_at else at


def news_at(at: datetime, starts_at: datetime) -> datetime:
    """When news goes on which plans depend: at once where it is near, else after the night."""
    return at if starts_at - at <= NEAR else after_quiet(at)


def offer_at(at: datetime, starts_at: datetime, ends_at: datetime | None) -> datetime:
    """When the letter of an offer goes that holds until `ends_at`: in time for an answer."""
    later = news_at(at, starts_at)
    return at if ends_at is not None and later >= ends_at else later


def reminder_at(starts_at: datetime, hours: int) -> datetime:
    """When a reminder "hours before" goes.

    One that would come at night waits for the morning, if half of its time is left then; else it
    comes the evening before: three hours before a gathering at nine, that is at eight the day
    before.
    """
    ahead = timedelta(hours=hours)
    plain = starts_at - ahead
    morning = after_quiet(plain)
    return morning if starts_at - morning >= ahead / 2 else evening_before(plain)


def evening_before(at: datetime) -> datetime:
    """The last evening before a moment."""
    there = athens(at)
    then = there.replace(hour=EVENING, minute=0, second=0, microsecond=0, fold=0)
    if then > there:
        then = (there - timedelta(days=1)).replace(hour=EVENING, minute=0, second=0, microsecond=0)
    return then.astimezone(UTC)


def reminder_due(
    starts_at: datetime, reminders: Iterable[int], at: datetime
) -> tuple[int, datetime] | None:
    """The reminder that is due by now, and since when.

    Of several that are due the one closest to the start goes, and overtakes the others.
    """
    if at >= starts_at:
        return None
    due = [(hours, reminder_at(starts_at, hours)) for hours in reminders if hours > 0]
    return min((each for each in due if each[1] <= at), default=None)


def thanks_at(ends_at: datetime) -> datetime:
    """In the morning of the day after, when marks have been put right."""
    return next_hour(ends_at, THANKS) if athens(ends_at).hour >= THANKS else _next_day(ends_at)


def _next_day(ends_at: datetime) -> datetime:
    return next_hour(next_hour(ends_at, THANKS), THANKS)
