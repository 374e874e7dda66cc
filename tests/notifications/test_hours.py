"""When letters go: a table of moments in Athens."""

from datetime import datetime

import pytest

from kalo.kit.clock import ATHENS
from kalo.notifications.hours import after_quiet, next_daily, next_weekly
from kalo.notifications.models import Preference


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=ATHENS)


def wishes(quiet: tuple[int | None, int | None] = (None, None), hour: int = 8) -> Preference:
    said = Preference.usual(1)
    said.quiet_from, said.quiet_to, said.hour = *quiet, hour
    return said


@pytest.mark.parametrize(
    ("quiet", "moment", "then"),
    [
        ((None, None), "2026-10-07T23:30", "2026-10-07T23:30"),
        ((22, None), "2026-10-07T23:30", "2026-10-07T23:30"),
        ((22, 8), "2026-10-07T21:59", "2026-10-07T21:59"),
        ((22, 8), "2026-10-07T22:00", "2026-10-08T08:00"),
        ((22, 8), "2026-10-08T03:15", "2026-10-08T08:00"),
        ((22, 8), "2026-10-08T08:00", "2026-10-08T08:00"),
        ((13, 17), "2026-10-08T14:00", "2026-10-08T17:00"),
        ((13, 17), "2026-10-08T12:59", "2026-10-08T12:59"),
        ((9, 9), "2026-10-08T09:30", "2026-10-08T09:30"),
        # The night in which the clocks go back: the end is still eight on the clock.
        ((22, 8), "2026-10-24T23:00", "2026-10-25T08:00"),
    ],
)
def test_quiet_hours_end_when_their_end_strikes(
    quiet: tuple[int | None, int | None], moment: str, then: str
) -> None:
    assert after_quiet(at(moment), wishes(quiet)) == at(then)


@pytest.mark.parametrize(
    ("moment", "daily", "weekly"),
    [
        ("2026-10-07T07:59", "2026-10-07T08:00", "2026-10-12T08:00"),
        ("2026-10-07T08:00", "2026-10-08T08:00", "2026-10-12T08:00"),
        ("2026-10-12T07:00", "2026-10-12T08:00", "2026-10-12T08:00"),
        ("2026-10-12T09:00", "2026-10-13T08:00", "2026-10-19T08:00"),
        ("2026-10-24T09:00", "2026-10-25T08:00", "2026-10-26T08:00"),
    ],
)
def test_daily_and_weekly_letters_have_their_hour(moment: str, daily: str, weekly: str) -> None:
    assert next_daily(at(moment), wishes()) == at(daily)
    assert next_weekly(at(moment), wishes()) == at(weekly)


def test_a_daily_hour_inside_the_quiet_ones_waits_for_their_end() -> None:
    assert next_daily(at("2026-10-07T12:00"), wishes((5, 9), hour=6)) == at("2026-10-08T09:00")
