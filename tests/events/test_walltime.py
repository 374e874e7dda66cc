"""Wall hours in Athens: the two odd nights, and what lasts too long."""

from datetime import UTC, datetime, timedelta

import pytest

from kalo.events.walltime import is_skipped, is_twofold, moment, span
from kalo.kit.web import Refused


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture(autouse=True)
def _words(app: object) -> None:
    """Refusals are sentences, so they need an application."""


@pytest.mark.parametrize(
    ("hour", "skipped", "twofold"),
    [
        ("2027-03-28 02:59", False, False),
        ("2027-03-28 03:00", True, False),
        ("2027-03-28 03:59", True, False),
        ("2027-03-28 04:00", False, False),
        ("2027-10-31 02:59", False, False),
        ("2027-10-31 03:00", False, True),
        ("2027-10-31 03:59", False, True),
        ("2027-10-31 04:00", False, False),
    ],
)
def test_the_odd_hours_of_both_nights_are_known(hour: str, skipped: bool, twofold: bool) -> None:
    assert (is_skipped(wall(hour)), is_twofold(wall(hour))) == (skipped, twofold)


@pytest.mark.parametrize("hour", ["2027-03-28 03:30", "2027-10-31 03:30", "1999-01-01 10:00"])
def test_an_hour_that_means_no_single_moment_is_refused(hour: str) -> None:
    with pytest.raises(Refused):
        moment(wall(hour))


def test_a_wall_hour_is_the_moment_of_its_season() -> None:
    assert moment(wall("2026-12-03 18:00")) == datetime(2026, 12, 3, 16, tzinfo=UTC)
    assert moment(wall("2026-07-03 18:00")) == datetime(2026, 7, 3, 15, tzinfo=UTC)
    assert moment(wall("2028-02-29 18:00")) == datetime(2028, 2, 29, 16, tzinfo=UTC)


@pytest.mark.parametrize("hours", [-1, 0, 14 * 24 + 1, 24 * 3650])
def test_an_end_before_the_start_or_far_behind_it_is_refused(hours: int) -> None:
    start = wall("2026-12-03 18:00")
    with pytest.raises(Refused):
        span(start, start + timedelta(hours=hours))


def test_a_gathering_across_the_change_lasts_as_long_as_it_lasts() -> None:
    start, end = span(wall("2027-10-31 01:00"), wall("2027-10-31 05:00"))
    assert end - start == timedelta(hours=5)
