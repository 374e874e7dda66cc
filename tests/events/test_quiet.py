"""Hours at which letters go: never between ten at night and eight in the morning in Athens."""

from datetime import UTC, datetime, timedelta

import pytest

from kalo.events.quiet import (
    after_quiet,
    is_quiet,
    letter_at,
    news_at,
    offer_at,
    reminder_at,
    reminder_due,
    thanks_at,
)
from kalo.kit.clock import ATHENS, athens
from tests.factories.events import at


def wall(moment: datetime) -> str:
    return athens(moment).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("hour", "quiet"),
    [("07:59", True), ("08:00", False), ("21:59", False), ("22:00", True), ("00:30", True)],
)
def test_the_night_is_from_ten_to_eight(hour: str, quiet: bool) -> None:
    assert is_quiet(at(f"2026-12-03 {hour}")) == quiet


@pytest.mark.parametrize(
    ("starts", "hours", "goes"),
    [
        ("2026-12-03 18:00", 3, "2026-12-03 15:00"),
        ("2026-12-03 18:00", 48, "2026-12-01 18:00"),
        ("2026-12-03 09:00", 3, "2026-12-02 20:00"),  # six in the morning: the evening before
        ("2026-12-03 10:30", 3, "2026-12-03 08:00"),  # half past seven: still in time at eight
        ("2026-12-03 07:00", 24, "2026-12-02 08:00"),  # an hour later leaves nearly all of it
        ("2026-12-04 00:30", 2, "2026-12-03 20:00"),  # half past ten at night: earlier
        ("2026-12-03 23:00", 48, "2026-12-02 08:00"),
        ("2026-03-29 09:00", 3, "2026-03-28 20:00"),  # the clocks go forward in between
        ("2026-10-25 09:00", 3, "2026-10-24 20:00"),  # and back
        ("2026-10-26 09:00", 24, "2026-10-25 09:00"),
        ("2028-03-01 09:00", 24, "2028-02-29 09:00"),  # a leap day
    ],
)
def test_a_reminder_comes_at_an_hour_at_which_people_are_awake(
    starts: str, hours: int, goes: str
) -> None:
    assert wall(reminder_at(at(starts), hours)) == goes


def test_no_reminder_of_any_hour_falls_into_the_night_or_after_the_start() -> None:
    first = datetime(2026, 10, 24, 0, 0, tzinfo=ATHENS).astimezone(UTC)
    for half_hours in range(96):
        starts = first + timedelta(minutes=30 * half_hours)
        for hours in (1, 2, 3, 12, 24, 48, 168):
            goes = reminder_at(starts, hours)
            assert not is_quiet(goes)
            assert goes < starts


def test_of_several_reminders_that_are_due_the_closest_goes_alone() -> None:
    starts = at("2026-12-03 18:00")
    asked = ["2026-12-01 17:59", "2026-12-01 18:00", "2026-12-03 15:00", "2026-12-03 18:00"]
    due = [reminder_due(starts, [48, 3], at(each)) for each in asked]
    assert due == [None, (48, at(asked[1])), (3, at(asked[2])), None]
    assert reminder_due(starts, [], at(asked[2])) is None
    assert reminder_due(starts, [0, -5], at(asked[2])) is None


def test_what_is_sent_at_night_waits_unless_it_would_come_too_late() -> None:
    night = at("2026-12-02 23:00")
    assert letter_at(night, at("2026-12-03 18:00")) == at("2026-12-03 08:00")
    assert letter_at(night, at("2026-12-03 07:30")) == night
    assert letter_at(night, at("2026-12-01 18:00")) == at("2026-12-03 08:00")  # it is over
    assert after_quiet(at("2026-12-02 12:00")) == at("2026-12-02 12:00")


@pytest.mark.parametrize(
    ("ends", "goes"),
    [
        ("2026-12-03 20:00", "2026-12-04 10:00"),
        ("2026-12-03 23:30", "2026-12-04 10:00"),
        ("2026-12-03 09:30", "2026-12-04 10:00"),
        ("2026-12-04 01:00", "2026-12-05 10:00"),
    ],
)
def test_thanks_come_in_the_morning_of_the_day_after(ends: str, goes: str) -> None:
    assert wall(thanks_at(at(ends))) == goes


@pytest.mark.parametrize(
    ("now", "starts", "until", "goes"),
    [
        ("2026-12-01 21:59", "2026-12-03 18:00", "2026-12-02 21:00", "2026-12-01 21:59"),
        ("2026-12-01 23:00", "2026-12-03 18:00", "2026-12-03 10:00", "2026-12-02 08:00"),
        ("2026-12-01 23:00", "2026-12-03 18:00", "2026-12-02 08:00", "2026-12-01 23:00"),
        ("2026-12-02 23:00", "2026-12-03 18:00", "2026-12-03 12:00", "2026-12-02 23:00"),
    ],
)
def test_an_offer_made_at_night_is_told_in_the_morning_unless_that_is_late(
    now: str, starts: str, until: str, goes: str
) -> None:
    assert wall(offer_at(at(now), at(starts), at(until))) == goes


@pytest.mark.parametrize(
    ("starts", "goes"),
    [("2026-12-02 23:00", "2026-12-01 23:00"), ("2026-12-02 23:01", "2026-12-02 08:00")],
)
def test_what_begins_within_a_day_is_told_at_night_too(starts: str, goes: str) -> None:
    assert wall(news_at(at("2026-12-01 23:00"), at(starts))) == goes
