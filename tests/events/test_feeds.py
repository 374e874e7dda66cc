"""Feeds as calendar programs fetch them."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import icalendar
import pytest

from kalo.events import actions, queries
from kalo.events.actions import cancel_event, change_event
from kalo.events.models import DRAFT, Event
from kalo.events.queries.events import CANCELLED_KEPT
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import NOON, make_event

Maker = Callable[..., object]


def events_in(body: bytes) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(body)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}  # type: ignore[misc]


def blocks(body: bytes) -> dict[bytes, bytes]:
    """Each VEVENT's bytes by its UID."""
    parts = body.split(b"BEGIN:VEVENT\r\n")[1:]
    return {part.split(b"\r\n")[0]: part.split(b"END:VEVENT")[0] for part in parts}


def values(event: Event, **changed: object) -> dict[str, object]:
    kept = ("title_el", "about_el", "about_en", "start_wall", "end_wall", "capacity", "place")
    return {name: getattr(event, name) for name in kept} | changed


def edit(event: Event, by: object, **changed: object) -> None:
    with transaction():
        stands = db.session.get_one(Event, event.id)
        change_event(stands, by, values(stands, **changed), stands.revision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("/events/calendar.ics", ["Ε", "Ο", "Η"]),
        ("/events/workshops.ics", ["Ε"]),
        ("/events/focus-groups.ics", ["Ο"]),
        ("/events/day-conferences.ics", ["Η"]),
        ("/en/events/calendar.ics", ["E", "Ο", "Η"]),
    ],
)
def test_each_feed_holds_its_kind(client: Browser, path: str, titles: list[str]) -> None:
    make_event("2026-12-01 18:00", title_el="Ε", title_en="E")
    make_event("2026-12-02 18:00", title_el="Ο", title_en="", kind="focus-group")
    make_event("2026-12-03 18:00", title_el="Η", title_en="", kind="day-conference")
    make_event("2026-12-04 18:00", title_el="Πρόχειρο", state=DRAFT)

    assert list(events_in(client.get(path).data)) == titles


def test_a_feed_carries_the_headers_that_clients_need(client: Browser) -> None:
    make_event()
    answer = client.get("/events/calendar.ics")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Last-Modified"] == "Fri, 20 Nov 2026 10:00:00 GMT"
    digest = hashlib.blake2b(answer.data, digest_size=16).hexdigest()
    assert answer.headers["ETag"] == f'"{digest}"'
    assert "Set-Cookie" not in answer.headers


def test_nothing_is_compressed_for_those_who_cannot_read_it(client: Browser) -> None:
    for number in range(1, 9):
        make_event(f"2026-12-0{number} 18:00", summary_el="Λόγια " * 40)
    answer = client.get("/events/calendar.ics", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in answer.headers


def test_two_fetches_are_the_same_bytes_and_the_second_is_304(client: Browser) -> None:
    make_event()
    first = client.get("/events/calendar.ics")
    assert client.get("/events/calendar.ics").data == first.data

    again = client.get("/events/calendar.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    weak = client.get(
        "/events/calendar.ics", headers={"If-None-Match": f"W/{first.headers['ETag']}"}
    )
    assert weak.status_code == 304
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get("/events/calendar.ics", headers=since).status_code == 304


def test_head_says_how_long_the_body_is(client: Browser) -> None:
    make_event()
    full, head = client.get("/events/calendar.ics"), client.head("/events/calendar.ics")
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(full.data))
    assert head.headers["ETag"] == full.headers["ETag"]


def test_an_edit_changes_only_that_event(client: Browser, maria: object, time_: Clock) -> None:
    make_event("2026-12-01 18:00", title_el="Μένει")
    moved = make_event("2026-12-02 18:00", title_el="Αλλάζει")
    before = blocks(client.get("/events/calendar.ics").data)
    time_.pass_by(hours=1)
    edit(moved, maria, place="Αλλού")
    after = blocks(client.get("/events/calendar.ics").data)

    assert [uid for uid in after if after[uid] != before[uid]] == [f"UID:{moved.uid}".encode()]


def test_a_new_hour_raises_the_sequence_and_marks_the_title_for_a_week(
    client: Browser, maria: object, time_: Clock
) -> None:
    event = make_event(title_el="Εργαστήριο")
    time_.pass_by(hours=1)
    edit(event, maria, start_wall=datetime(2026, 12, 3, 17))
    shown = events_in(client.get("/events/calendar.ics").data)["[ΝΕΑ ΩΡΑ] Εργαστήριο"]
    assert (shown["SEQUENCE"], str(shown["UID"])) == (1, event.uid)
    assert shown["DTSTART"].dt.astimezone(UTC) == datetime(2026, 12, 3, 15, tzinfo=UTC)
    assert shown["DTSTAMP"].dt == shown["LAST-MODIFIED"].dt == time_.at

    fetched = client.get("/events/calendar.ics").headers["Last-Modified"]
    time_.pass_by(days=7)
    since = client.get("/events/calendar.ics", headers={"If-Modified-Since": fetched})
    assert list(events_in(since.data)) == ["Εργαστήριο"]
    assert "[NEW TIME] Workshop" not in client.get("/en/events/calendar.ics").text


def test_words_alone_do_not_raise_the_sequence(client: Browser, maria: object) -> None:
    event = make_event(title_el="Παλιό")
    edit(event, maria, title_el="Νέο")
    assert events_in(client.get("/events/calendar.ics").data)["Νέο"]["SEQUENCE"] == 0


def test_a_cancelled_event_stays_ninety_days_and_says_so(
    client: Browser, maria: object, time_: Clock
) -> None:
    event = make_event(title_el="Εργαστήριο", title_en="Workshop")
    with transaction():
        cancel_event(db.session.get_one(Event, event.id), maria, "Πλημμύρα")  # type: ignore[arg-type]

    shown = events_in(client.get("/events/calendar.ics").data)["[ΑΚΥΡΩΘΗΚΕ] Εργαστήριο"]
    assert (shown["STATUS"], shown["SEQUENCE"], shown["TRANSP"]) == ("CANCELLED", 1, "TRANSPARENT")
    assert "Πλημμύρα" in shown["DESCRIPTION"]
    assert list(events_in(client.get("/en/events/calendar.ics").data)) == ["[CANCELLED] Workshop"]

    time_.at = event.ends_at + CANCELLED_KEPT
    assert list(events_in(client.get("/events/calendar.ics").data)) == []


def test_the_past_year_stays_and_older_goes(client: Browser) -> None:
    make_event("2025-12-03 18:00", title_el="Πέρσι")
    make_event("2025-11-01 18:00", title_el="Πρόπερσι")
    make_event("2030-01-01 18:00", title_el="Μετά")
    assert list(events_in(client.get("/events/calendar.ics").data)) == ["Πέρσι", "Μετά"]


def test_an_online_event_names_its_page_and_never_the_call(client: Browser) -> None:
    event = make_event(mode="online", online_link="https://meet.example.org/x")
    body = client.get("/events/calendar.ics").data
    shown = next(iter(events_in(body).values()))

    page = f"http://localhost{event.path}"
    assert str(shown["LOCATION"]) == str(shown["CONFERENCE"]) == page
    assert str(shown["DESCRIPTION"]).split("\n")[0] == page
    assert b"meet.example.org" not in body


def test_a_public_feed_says_its_own_address_and_takes_nobodys_time(client: Browser) -> None:
    make_event()
    body = client.get("/en/events/workshops.ics").data.replace(b"\r\n ", b"")
    assert b"SOURCE;VALUE=URI:http://localhost/en/events/workshops.ics\r\n" in body
    shown = next(iter(events_in(body).values()))
    assert (shown["TRANSP"], shown["CLASS"]) == ("TRANSPARENT", "PUBLIC")
    assert str(shown["ORGANIZER"]) == "mailto:contact@localhost"


def test_one_event_is_a_file_under_any_of_its_names(client: Browser) -> None:
    event = make_event(title_el="Εργαστήριο")
    answer = client.get(f"/events/{event.id}-an-old-name.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f"attachment; filename=event-{event.id}.ics"
    assert list(events_in(answer.data)) == ["Εργαστήριο"]
    assert next(iter(events_in(answer.data).values()))["TRANSP"] == "OPAQUE"


@pytest.mark.parametrize("state", [DRAFT, None])
def test_what_is_not_public_is_plain_404(client: Browser, as_maria: Browser, state: str) -> None:
    number = make_event(state=state).id if state else 999
    for browser in (client, as_maria):
        answer = browser.get(f"/events/{number}-x.ics")
        assert (answer.status_code, answer.mimetype) == (404, "text/plain")


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_costs_two_statements_and_one_while_nothing_changes(
    client: Browser, queries_run: list[str], count: int
) -> None:
    for number in range(count):
        make_event(f"2026-12-0{number + 1} 18:00", title_el=f"Α{number}")
    queries_run.clear()
    body = client.get("/events/calendar.ics").data
    assert len(events_in(body)) == count
    assert len(queries_run) == 2
    queries_run.clear()
    assert client.get("/events/calendar.ics").data == body
    assert len(queries_run) == 1


def test_a_feed_of_many_stays_within_what_clients_take(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kalo.events.queries.calendars.MOST", 2)
    for number in range(1, 5):
        make_event(f"2026-12-0{number} 18:00", title_el=f"Α{number}")
    assert list(events_in(client.get("/events/calendar.ics").data)) == ["Α3", "Α4"]


def test_a_made_event_keeps_the_domain_it_was_made_with(app: object, maria: object) -> None:
    with transaction():
        event = actions.plan_event(
            maria,  # type: ignore[arg-type]
            {
                "kind": "workshop",
                "title_el": "Α",
                "start_wall": datetime(2026, 12, 3, 18),
                "end_wall": datetime(2026, 12, 3, 20),
            },
        )
        assert event.uid.endswith("@ekalo.example")
        assert (event.state, event.ical_stamp, event.ical_sequence) == (DRAFT, NOON, 0)
    assert queries.event_of_feed(event.id) is None
