"""The serialiser, byte by byte, against readers that are not ours."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from kalo.kit import ical
from kalo.kit.ical import Entry, Feed, fold, parameter, text, write

LETTERS = st.one_of(
    st.text(max_size=300),
    st.text('αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊΐς ΑΩ;,\\\n"^:', max_size=300),
    st.text("👩‍👩‍👧🏽🇬🇷e\u0301", max_size=120),
    st.text("\\", min_size=60, max_size=200),
    st.text("\x00\x01\x08\x0b\r\n\x1b\x7f\x85\u2028\ufeffα", max_size=60),
    st.text("a", min_size=70, max_size=160),
)
ENTRY = Entry(
    uid="1@ekalo.example",
    stamp=datetime(2026, 11, 20, 10, tzinfo=UTC),
    created=datetime(2026, 11, 18, 10, tzinfo=UTC),
    changed=datetime(2026, 11, 20, 10, tzinfo=UTC),
    sequence=2,
    status="CONFIRMED",
    opaque=False,
    private=False,
    start=datetime(2026, 12, 3, 18),
    end=datetime(2026, 12, 3, 20),
    title="Εργαστήριο: «καταστατικό», μέρος 1; πρόχειρο",
    about="Πρώτη γραμμή\n\nΔεύτερη, με \\ και ;",
    place="Δημαρχείο, Περιστέρι",
    url="https://ekalo.example/events/1-a/",
    door="https://ekalo.example/events/1-a/",
    door_label='Η "σελίδα": εδώ',
    categories=("Εργαστήριο", "Α, Β"),
    organiser='Μαρία "Μ" ^Κ',
    contact="epikoinonia@ekalo.example",
)


def feed(*entries: Entry) -> Feed:
    return Feed("Δράσεις", "Όλες", "sienna", entries or (ENTRY,), ENTRY.changed)


def parsed(body: bytes) -> icalendar.Calendar:
    found = icalendar.Calendar.from_ical(body)
    assert isinstance(found, icalendar.Calendar)
    assert [event.errors for event in found.walk("VEVENT")] == [[] for _ in found.walk("VEVENT")]
    return found


def seen(value: str) -> str:
    """What is left of typed words once breaks are breaks and the unseen is gone."""
    return ical._UNSEEN.sub("", ical._BREAK.sub("\n", value)).replace("\t", " ")


def assert_clean(body: bytes) -> None:
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert not body.startswith(b"\xef\xbb\xbf")
    lines = body.split(b"\r\n")[:-1]
    assert b"".join(line + b"\r\n" for line in lines) == body
    for line in lines:
        assert 1 <= len(line) <= 75
        words = line.decode()  # no line ends inside a character
        assert not [sign for sign in words if ord(sign) < 32 or ord(sign) == 127]
        assert b"\n" not in line
        assert b"\r" not in line


@given(LETTERS)
@settings(max_examples=150, deadline=None)
def test_any_words_come_back_as_they_were(words: str) -> None:
    entry = replace(ENTRY, title="Α", about=words, place=words, organiser=words or "-")
    body = write(feed(entry))

    assert_clean(body)
    event = parsed(body).walk("VEVENT")[0]
    assert str(event["DESCRIPTION"]) == (f"{ENTRY.url}\n\n{seen(words)}" if words else ENTRY.url)
    assert event["ORGANIZER"].params["CN"].strip() == seen(words or "-").replace("\\", "/").strip()


@given(LETTERS)
@settings(max_examples=150, deadline=None)
def test_a_fold_never_falls_inside_an_escape(words: str) -> None:
    for part in fold("DESCRIPTION:" + text(words)).removesuffix(b"\r\n").split(b"\r\n"):
        assert (len(part) - len(part.rstrip(b"\\"))) % 2 == 0
    for part in fold("X;CN=" + parameter(words)).removesuffix(b"\r\n").split(b"\r\n"):
        assert (len(part) - len(part.rstrip(b"^"))) % 2 == 0


def test_unfolding_gives_the_line_back() -> None:
    line = "SUMMARY:" + "Ωραία μέρα, 👩‍👩‍👧 " * 20
    assert fold(line).replace(b"\r\n ", b"").decode() == line + "\r\n"


def test_parameters_follow_rfc_6868() -> None:
    assert parameter('Μαρία "Μ": ^a\nb') == "\"Μαρία ^'Μ^': ^^a^nb\""
    assert parameter("Μαρία") == "Μαρία"


def test_words_cannot_start_a_line_of_their_own() -> None:
    entry = replace(
        ENTRY,
        title="Α\r\nATTENDEE:mailto:x@y",
        place="Β\nBEGIN:VALARM",
        organiser="Γ\r\nURL:x",
        url="https://ekalo.example/\r\nX-A:1",
        door_label="Δ\nX-B:1",
        categories=("Ε\nX-C:1",),
    )
    body = write(feed(entry))

    assert_clean(body)
    names = [line.split(b":")[0].split(b";")[0] for line in body.split(b"\r\n")]
    assert not {b"ATTENDEE", b"X-A", b"X-B", b"X-C"} & set(names)
    assert names.count(b"BEGIN") == 5  # calendar, zone with its two halves, event


def test_the_properties_stand_in_one_order_with_what_clients_need() -> None:
    lines = write(feed()).replace(b"\r\n ", b"").decode().split("\r\n")
    head = lines[: lines.index("BEGIN:VTIMEZONE")]
    assert head == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//e-KALO//Events//EL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Δράσεις",
        "X-WR-CALNAME:Δράσεις",
        "DESCRIPTION:Όλες",
        "X-WR-CALDESC:Όλες",
        "X-WR-TIMEZONE:Europe/Athens",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "COLOR:sienna",
        "LAST-MODIFIED:20261120T100000Z",
    ]
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    assert event[1:] == [
        "UID:1@ekalo.example",
        "DTSTAMP:20261120T100000Z",
        "CREATED:20261118T100000Z",
        "LAST-MODIFIED:20261120T100000Z",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
        "DTSTART;TZID=Europe/Athens:20261203T180000",
        "DTEND;TZID=Europe/Athens:20261203T200000",
        "SUMMARY:Εργαστήριο: «καταστατικό»\\, μέρος 1\\; πρόχειρο",
        "DESCRIPTION:https://ekalo.example/events/1-a/\\n\\nΠρώτη γραμμή\\n\\nΔεύτερη\\, "
        "με \\\\ και \\;",
        "LOCATION:Δημαρχείο\\, Περιστέρι",
        "URL:https://ekalo.example/events/1-a/",
        "CONFERENCE;VALUE=URI;LABEL=\"Η ^'σελίδα^': εδώ\":https://ekalo.example/events/1-a/",
        "CATEGORIES:Εργαστήριο,Α\\, Β",
        "ORGANIZER;CN=Μαρία ^'Μ^' ^^Κ:mailto:epikoinonia@ekalo.example",
    ]


def test_there_is_no_uid_on_the_calendar_and_no_alarm_anywhere() -> None:
    calendar = parsed(write(feed()))
    assert "UID" not in calendar
    assert [part.name for part in calendar.walk()] == [
        "VCALENDAR",
        "VTIMEZONE",
        "DAYLIGHT",
        "STANDARD",
        "VEVENT",
    ]
    assert "ATTENDEE" not in calendar.walk("VEVENT")[0]


def test_an_empty_feed_still_holds_a_component() -> None:
    body = write(Feed("Δράσεις", "", "sienna", ()))
    assert_clean(body)
    assert [part.name for part in parsed(body).subcomponents] == ["VTIMEZONE"]
    assert b"SOURCE" not in body
    assert b"DESCRIPTION" not in body  # an empty value is none


def test_whole_days_need_no_zone_and_end_the_day_after() -> None:
    entry = replace(ENTRY, start=date(2026, 12, 3), end=date(2026, 12, 4))
    body = write(feed(entry))
    assert b"DTSTART;VALUE=DATE:20261203\r\nDTEND;VALUE=DATE:20261204\r\n" in body
    assert b"VTIMEZONE" not in body


def test_a_long_title_is_cut_where_calendars_cut_it() -> None:
    event = parsed(write(feed(replace(ENTRY, title="Ω" * 100_000)))).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == "Ω" * 119 + "…"


def test_the_zone_says_what_zoneinfo_says_for_ten_years() -> None:
    calendar = icalendar.Calendar.from_ical(write(feed()))
    zone = calendar.walk("VTIMEZONE")[0].to_tz()  # type: ignore[attr-defined]
    athens = ZoneInfo("Europe/Athens")
    wall = datetime(2026, 1, 1)
    while wall.year < 2037:
        expected = wall.replace(tzinfo=athens).utcoffset()
        assert wall.replace(tzinfo=zone).utcoffset() == expected, wall
        wall += timedelta(hours=6)


def test_the_zone_changes_at_the_moments_zoneinfo_changes() -> None:
    """By the rule itself, reading nothing but the lines: last Sunday, 01:00 by the clock of UTC."""
    athens = ZoneInfo("Europe/Athens")
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in ical.TIMEZONE
    assert "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" in ical.TIMEZONE
    for year in range(2026, 2037):
        for month, before, after in ((3, 2, 3), (10, 3, 2)):
            last = date(year, month, 31)
            while last.isoweekday() != 7:
                last -= timedelta(days=1)
            change = datetime(last.year, last.month, last.day, 1, tzinfo=UTC)
            just_before = (change - timedelta(seconds=1)).astimezone(athens).utcoffset()
            assert just_before == timedelta(hours=before)
            assert change.astimezone(athens).utcoffset() == timedelta(hours=after)


def test_another_reader_sees_the_same_moments_on_the_nights_of_the_change() -> None:
    nights = [
        replace(ENTRY, uid="s", start=datetime(2027, 3, 28, 1), end=datetime(2027, 3, 28, 5)),
        replace(ENTRY, uid="w", start=datetime(2027, 10, 31, 1), end=datetime(2027, 10, 31, 5)),
    ]
    calendar = parsed(write(feed(*nights)))
    found = recurring_ical_events.of(calendar).between((2027, 1, 1), (2028, 1, 1))
    spans = {
        str(event["UID"]): event["DTEND"].dt.astimezone(UTC) - event["DTSTART"].dt.astimezone(UTC)
        for event in found
    }
    assert spans == {"s": timedelta(hours=3), "w": timedelta(hours=5)}
