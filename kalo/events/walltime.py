"""Hours as people in Athens say them and the moments they mean; two odd nights are refused."""

from datetime import UTC, datetime, timedelta

from flask_babel import gettext as _

from kalo.kit.clock import ATHENS
from kalo.kit.web import Refused

LONGEST = timedelta(days=14)
FIRST_YEAR, LAST_YEAR = 2000, 2100


def is_skipped(wall: datetime) -> bool:
    """True for an hour that the clocks jump over in March."""
    there = wall.replace(tzinfo=ATHENS).astimezone(UTC)
    return there.astimezone(ATHENS).replace(tzinfo=None) != wall


def is_twofold(wall: datetime) -> bool:
    """True for an hour that comes twice in one night of October."""
    first, second = (wall.replace(tzinfo=ATHENS, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and not is_skipped(wall)


def moment(wall: datetime) -> datetime:
    """The moment a wall clock in Athens means; `Refused` where it means none, or two."""
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise Refused(_("Write a year between 2000 and 2100."))
    if is_skipped(wall):
        raise Refused(
            _("This hour does not exist: the clocks go from 03:00 to 04:00. Choose another.")
        )
    if is_twofold(wall):
        raise Refused(
            _("This hour comes twice: the clocks go from 04:00 to 03:00. Choose another.")
        )
    return wall.replace(tzinfo=ATHENS).astimezone(UTC)


def span(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Both moments of a gathering; `Refused` for one that ends before it starts, or never ends."""
    starts_at, ends_at = moment(start), moment(end)
    if ends_at <= starts_at:
        raise Refused(_("The end must come after the start."))
    if ends_at - starts_at > LONGEST:
        raise Refused(_("An event lasts 14 days at most. Make one event for each part."))
    return starts_at, ends_at
