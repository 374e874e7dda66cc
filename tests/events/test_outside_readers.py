"""Readers that are not ours agree about every calendar: libical, ical.js and icalendar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.events import feeds
from kalo.events.models import Registration
from kalo.events.walltime import is_skipped, is_twofold
from kalo.kit.clock import ATHENS
from kalo.kit.db import db
from kalo.kit.ical import Entry, Feed, write
from tests.conftest import Browser
from tests.events.readers import Libical, Reading, by_ical_js, by_icalendar
from tests.events.test_every_feed import House, everything, words  # noqa: F401
from tests.factories.events import make_event, seat
from tests.kit.test_ical import ENTRY, feed

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def libical() -> Libical:
    return Libical()


Agreed = Callable[..., list[Reading]]


@pytest.fixture
def agreed(libical: Libical) -> Agreed:
    """agreed(body, …) is what all of them saw alike in each."""

    def _agreed(*bodies: bytes) -> list[Reading]:
        seen = [by_icalendar(body) for body in bodies]
        assert by_ical_js(*bodies) == seen
        assert [libical.read(body) for body in bodies] == seen
        return seen

    return _agreed


def around(uid: str, start: datetime | date, end: datetime | date) -> Entry:
    return replace(ENTRY, uid=uid, start=start, end=end)


def hours_around(night: datetime, uid: str) -> list[Entry]:
    """Events that begin each half hour of a night of the change and last two, as forms let them."""
    walls = [night + timedelta(minutes=30 * step) for step in range(14)]
    spans = [(wall, wall + timedelta(hours=2)) for wall in walls]
    fine = [pair for pair in spans if not any(is_skipped(w) or is_twofold(w) for w in pair)]
    return [around(f"{uid}{start:%H%M}", start, end) for start, end in fine]


def test_they_agree_on_every_moment_where_clocks_change(
    agreed: Agreed,
) -> None:
    entries = [
        *hours_around(datetime(2027, 3, 28), "spring"),
        *hours_around(datetime(2027, 10, 31), "autumn"),
        around("across spring", datetime(2027, 3, 28, 1), datetime(2027, 3, 28, 5)),
        around("across autumn", datetime(2027, 10, 31, 1), datetime(2027, 10, 31, 5)),
        around("all day in spring", date(2027, 3, 28), date(2027, 3, 29)),
        around("leap day", datetime(2028, 2, 29, 18), datetime(2028, 2, 29, 20)),
        around("across leap day", datetime(2028, 2, 28, 22), datetime(2028, 3, 1, 1)),
        around("all leap day", date(2028, 2, 29), date(2028, 3, 1)),
        around("new year", datetime(2026, 12, 31, 23), datetime(2027, 1, 1, 1)),
        around("far", datetime(2037, 7, 1, 18), datetime(2037, 7, 1, 20)),
    ]
    (seen,) = agreed(write(feed(*entries)))
    assert list(seen) == [entry.uid for entry in entries]
    assert len(seen) == 28
    for entry in entries:
        start, end, *_rest = seen[entry.uid]
        if entry.whole_days:
            assert (start, end) == (entry.start.isoformat(), entry.end.isoformat())
        else:
            assert start == entry.start.replace(tzinfo=ATHENS).timestamp()  # type: ignore[call-arg]
            assert end == entry.end.replace(tzinfo=ATHENS).timestamp()  # type: ignore[call-arg]
    spring, autumn = seen["across spring"], seen["across autumn"]
    assert (spring[1] - spring[0], autumn[1] - autumn[0]) == (3 * 3600, 5 * 3600)


def test_they_agree_on_a_moment_whose_hour_comes_twice(agreed: Agreed) -> None:
    moments = [datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    entries = [around(f"{m:%H}", m, m + timedelta(minutes=20)) for m in moments]
    (seen,) = agreed(write(feed(*entries)))
    assert [seen[each.uid][0] for each in entries] == [int(m.timestamp()) for m in moments]


def test_every_feed_is_read_alike_in_both_languages(
    client: Browser,
    everything: House,  # noqa: F811
    agreed: Agreed,
) -> None:
    assert len(everything.feeds) == 10
    greek, english = (
        [client.get(prefix + path).data for path in everything.feeds] for prefix in ("", "/en")
    )
    read = agreed(*greek, *english)
    for body, one, other in zip(greek, read[:10], read[10:], strict=True):
        assert len(one) == body.count(b"BEGIN:VEVENT") > 0
        without_titles = [(uid, *facts[:2], *facts[3:]) for uid, facts in one.items()]
        assert without_titles == [(uid, *f[:2], *f[3:]) for uid, f in other.items()]
    assert "[ΑΚΥΡΩΘΗΚΕ] Εργαστήριο" in [facts[2] for facts in read[1].values()]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kathmandu", "Pacific/Auckland"])
def test_who_is_in_another_zone_sees_the_same_moments(zone: str) -> None:
    night = hours_around(datetime(2027, 3, 28), "spring")
    body = write(feed(*night, around("day", date(2027, 3, 28), date(2027, 3, 29))))
    (seen,) = by_ical_js(body, zone=zone)
    assert seen == by_icalendar(body)


def test_what_goes_with_letters_is_read_alike(ada: Person, app: Any, agreed: Agreed) -> None:
    event = make_event(title_el="Εργαστήριο")
    seat(event, ada)
    registration = db.session.query(Registration).one()
    asked, gone = feeds.request_for(registration), feeds.cancel_for(registration)
    (before,), (after,) = (each.values() for each in agreed(asked, gone))
    assert (before[3], after[3]) == ("CONFIRMED", "CANCELLED")
    assert (before[0], after[4]) == (int(event.starts_at.timestamp()), before[4] + 1)


def test_an_empty_feed_is_a_calendar_too(client: Browser, agreed: Agreed) -> None:
    empty = write(Feed("Δράσεις", "", "sienna", ()))
    assert agreed(client.get("/events/calendar.ics").data, empty) == [{}, {}]


def test_the_strictest_of_them_would_speak_up(libical: Libical) -> None:
    body = write(feed())
    assert libical.errors(body) == 0
    lines = body.split(b"\r\n")
    headless = b"\r\n".join(line for line in lines if not line.startswith(b"ORGANIZER"))
    assert libical.errors(headless) > 0
    unasked = body.replace(b"METHOD:PUBLISH", b"METHOD:REQUEST")  # of nobody
    assert libical.errors(unasked) > 0
