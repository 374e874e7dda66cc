"""Each calendar there is, line by line: what it holds, and that nothing breaks out of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from kalo.accounts.models import Person
from kalo.events import feeds
from kalo.events.models import (
    CANCELLED,
    DRAFT,
    OFFERED,
    WAITING,
    Event,
    Registration,
    Series,
    Theme,
    Venue,
    VenueRoom,
)
from kalo.kit.dates import Dated
from kalo.kit.db import db
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_feeds import events_in
from tests.events.test_personal_calendar import due, make_address
from tests.factories.events import NOON, at, make_event, seat
from tests.kit.test_ical import assert_clean

ODD = "Α\r\nATTENDEE:mailto:x@y\nX-ODD:1\x01\x07\u2028Β\\;,^\"'\x85Γ\ufeff"


@dataclass
class House:
    """Something of everything that calendars hold, and the address of each calendar."""

    event: Event
    venue: Venue
    feeds: list[str]


@pytest.fixture
def words() -> dict[str, str]:
    """What people wrote; a test may make it odd."""
    return {"title": "Εργαστήριο", "name": "Κέντρο Αλληλεγγύης", "reason": "Πλημμύρα"}


@pytest.fixture
def everything(
    words: dict[str, str],
    as_ada: Browser,
    ada: Person,
    make: Callable[..., Any],
    dates: list[Dated],
) -> House:
    title, name = words["title"], words["name"]
    theme = make(Theme, slug="nomika", name_el=name[:80], name_en="Law")
    series = make(Series, slug="kyklos", title_el=title[:120], made_at=NOON)
    venue = make(
        Venue, slug="v", name_el=name, address=name, area_el=name, latitude=38.0136, longitude=23.6
    )
    room = make(VenueRoom, venue_id=venue.id, name_el="Αίθουσα Α")
    facts = {"title_el": title[:120], "title_en": "", "summary_el": title, "organiser": name}
    event = make_event(
        uid="1@x",
        theme_id=theme.id,
        venue_id=venue.id,
        venue_room_id=room.id,
        series_id=series.id,
        **facts,
    )
    make_event("2026-12-04 18:00", uid="2@x", series_id=series.id, mode="hybrid", **facts)
    make_event("2026-12-05 18:00", uid="3@x", kind="focus-group", state=CANCELLED,
               reason=words["reason"], **facts)  # fmt: skip
    make_event("2026-12-06 18:00", uid="4@x", kind="office-hours", mode="online", **facts)
    make_event("2026-12-07 09:00", uid="5@x", hours=30, kind="day-conference",
               place=name, moved_at=NOON, **facts)  # fmt: skip
    seat(event, ada)
    for number, state in ((2, WAITING), (4, OFFERED)):
        offer = {"offered_at": NOON, "offer_ends_at": NOON + timedelta(hours=9)}
        rest = {"made_at": NOON, "changed_at": NOON, **(offer if state == OFFERED else {})}
        make(Registration, event_id=number, person_id=ada.id, state=state, **rest)
    dates.append(due(title=title, about=title, category=name))
    mine = make_address(as_ada, alarm_minutes="15", shows_titles="y")
    public = [
        *("calendar", "workshops", "focus-groups", "day-conferences", "office-hours"),
        *("themes/nomika", "series/kyklos", f"{event.id}-x/calendar", f"{event.id}-x"),
    ]
    return House(event, venue, [mine, *(f"/events/{each}.ics" for each in public)])


def lines_of(body: bytes) -> list[bytes]:
    return body.replace(b"\r\n ", b"").split(b"\r\n")


def test_every_feed_is_clean_to_the_byte_in_both_languages(
    client: Browser, everything: House
) -> None:
    counts = []
    for path in everything.feeds:
        greek, english = client.get(path), client.get(f"/en{path}")
        for answer in (greek, english):
            assert_clean(answer.data)
            assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
            assert "Set-Cookie" not in answer.headers
            assert len(client.head(path).data) == 0
        counts.append(greek.data.count(b"BEGIN:VEVENT"))
        assert english.data.count(b"BEGIN:VEVENT") == counts[-1]
    assert counts == [5, 5, 2, 1, 1, 1, 1, 2, 1, 1]


@pytest.mark.parametrize("words", [{"title": ODD, "name": ODD, "reason": ODD}])
def test_words_of_people_begin_no_line_of_their_own_in_any_feed(
    client: Browser, everything: House
) -> None:
    for path in everything.feeds:
        body = client.get(path).data
        assert_clean(body)
        names = {line.split(b":")[0].split(b";")[0] for line in lines_of(body)}
        assert not names & {b"ATTENDEE", b"X-ODD"}
        found = icalendar.Calendar.from_ical(body).walk("VEVENT")
        assert [each.errors for each in found] == [[] for _each in found]
        assert "X-ODD:1" in str(found[0]["SUMMARY"])  # it is there, and only words


@pytest.mark.parametrize("words", [{"title": "Ω" * 120, "name": "Λ" * 80, "reason": "Ψ" * 500}])
def test_the_longest_words_are_folded_in_every_feed(client: Browser, everything: House) -> None:
    for path in everything.feeds:
        assert_clean(client.get(path).data)


def test_every_line_of_the_checklist_stands_in_a_public_feed(
    client: Browser, everything: House
) -> None:
    body = client.get("/events/themes/nomika.ics").data
    lines = [line.decode() for line in lines_of(body)]
    assert lines[: lines.index("BEGIN:VTIMEZONE")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//e-KALO//Events//EL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:e-ΚΑΛΟ: Κέντρο Αλληλεγγύης",
        "X-WR-CALNAME:e-ΚΑΛΟ: Κέντρο Αλληλεγγύης",
        "DESCRIPTION:Ό\\,τι γίνεται στην κοινότητα της κοινωνικής οικονομίας στη Δυτική Αθήνα.",
        "X-WR-CALDESC:Ό\\,τι γίνεται στην κοινότητα της κοινωνικής οικονομίας στη Δυτική Αθήνα.",
        "X-WR-TIMEZONE:Europe/Athens",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:http://localhost/events/themes/nomika.ics",
        "COLOR:sienna",
        "LAST-MODIFIED:20261120T100000Z",
    ]
    page = f"http://localhost{everything.event.path}"
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    image = event.pop()
    assert image.startswith("ORGANIZER;CN=Κέντρο Αλληλεγγύης:mailto:contact@localhost")
    badge, prefix = event.pop(), "IMAGE;VALUE=URI;DISPLAY=BADGE;FMTTYPE=image/png:"
    assert badge.startswith(f"{prefix}http://localhost/static/build/apple-touch-icon-")
    assert event == [
        "UID:1@x",
        "DTSTAMP:20261120T100000Z",
        "CREATED:20261118T100000Z",
        "LAST-MODIFIED:20261120T100000Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
        "DTSTART;TZID=Europe/Athens:20261203T180000",
        "DTEND;TZID=Europe/Athens:20261203T200000",
        "SUMMARY:Εργαστήριο",
        f"DESCRIPTION:{page}\\n\\nΕργαστήριο",
        "LOCATION:Κέντρο Αλληλεγγύης\\, Αίθουσα Α",
        "GEO:38.013600;23.600000",
        f"URL:{page}",
        "CATEGORIES:Εργαστήριο,Κέντρο Αλληλεγγύης",
    ]


def test_events_of_a_series_point_to_its_first(client: Browser, everything: House) -> None:
    for path in ("/events/series/kyklos.ics", "/events/calendar.ics"):
        found = icalendar.Calendar.from_ical(client.get(path).data).walk("VEVENT")
        beside = {str(each["UID"]): each.get("RELATED-TO") for each in found}
        assert (beside["1@x"], beside["2@x"], beside.get("4@x")) == (None, "1@x", None)
    second = next(each for each in found if each["UID"] == "2@x")
    assert second["RELATED-TO"].params["RELTYPE"] == "SIBLING"


def test_a_feed_holds_what_was_chosen_and_no_drafts(
    client: Browser, everything: House, make: Callable[..., Any]
) -> None:
    make_event("2026-12-08 18:00", title_el="Κρυφό", state=DRAFT, theme_id=1, series_id=1)
    make_event("2026-12-09 18:00", title_el="Νέο", theme_id=1, series_id=1)
    shown = {path: list(events_in(client.get(path).data)) for path in everything.feeds[5:]}
    assert list(shown.values()) == [
        ["Εργαστήριο"],
        ["Εργαστήριο", "Νέο"],
        ["Εργαστήριο", "Νέο"],
        ["Εργαστήριο"],
        ["Εργαστήριο"],
    ]
    make(Series, slug="krymmeni", title_el="Κρυμμένη", made_at=NOON)
    for path in ("/events/series/krymmeni.ics", "/events/series/x.ics", "/events/themes/x.ics"):
        answer = client.get(path)
        assert (answer.status_code, answer.mimetype) == (404, "text/plain")


def test_a_single_event_is_followed_through_its_changes(client: Browser, time_: Clock) -> None:
    event = make_event(title_el="Α")
    feed = client.get(f"{event.path}calendar.ics")
    assert feed.headers["Content-Disposition"] == "inline"
    assert b"TRANSP:TRANSPARENT" in feed.data
    source = f"SOURCE;VALUE=URI:http://localhost{event.path}calendar.ics".encode()
    assert source in lines_of(feed.data)
    file = client.get(f"{event.path[:-1]}.ics")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert b"TRANSP:OPAQUE" in file.data
    assert b"CLASS:PUBLIC" in file.data


def test_an_hour_that_comes_twice_is_said_as_a_moment(
    client: Browser, as_ada: Browser, ada: Person, make: Callable[..., Any], time_: Clock
) -> None:
    address = make_address(as_ada)
    time_.at = at("2027-10-30 12:00")
    event = make_event("2027-11-05 18:00", title_el="Α")
    until = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # 03:30 for the second time
    facts = {"made_at": NOON, "changed_at": NOON, "offered_at": NOON, "offer_ends_at": until}
    make(Registration, event_id=event.id, person_id=ada.id, state=OFFERED, **facts)
    lines = lines_of(client.get(address).data)
    assert b"DTSTART:20271031T010000Z" in lines
    assert b"DTEND:20271031T013000Z" in lines


def test_what_an_event_says_turns_at_moments_that_are_known(app: object) -> None:
    moved = make_event(title_el="Α", moved_at=NOON)
    gone = make_event("2026-12-01 18:00", title_el="Β", state=CANCELLED)
    plain = make_event("2026-12-02 18:00", title_el="Γ")
    assert feeds.changes_at([], NOON) is None
    assert feeds.changes_at([moved, gone, plain], NOON) == NOON + timedelta(days=7)
    later = NOON + timedelta(days=7)
    assert feeds.changes_at([moved, gone, plain], later) == gone.ends_at + timedelta(days=90)
    assert feeds.changes_at([plain], later) == plain.ends_at + timedelta(days=366)
    db.session.rollback()


def test_a_feed_grows_no_larger_than_programs_take_and_drops_the_oldest(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 6):
        make_event(f"2026-12-0{number} 18:00", title_el=f"Α{number}", summary_el="Ω" * 300)
    whole = client.get("/events/calendar.ics").data
    assert list(events_in(whole)) == ["Α1", "Α2", "Α3", "Α4", "Α5"]
    monkeypatch.setattr("kalo.events.feeds.public.MOST_BYTES", len(whole) // 2)
    client.application.extensions.pop("kalo_feeds")
    assert list(events_in(client.get("/events/calendar.ics").data)) == ["Α4", "Α5"]


def test_programs_may_read_every_calendar_and_search_engines_keep_none(client: Browser) -> None:
    closed = re.findall(r"^Disallow: (.+)$", client.get("/robots.txt").text, re.M)
    assert closed
    assert [way for way in closed if "/events" in way or "/calendar" in way] == []
    assert client.get("/events/calendar.ics").headers["X-Robots-Tag"] == "noindex"
