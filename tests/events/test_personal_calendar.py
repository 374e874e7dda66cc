"""The secret calendar of a person: made, shown once, replaced, taken back."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.events.models import CalendarToken
from kalo.events.views.feeds import client_of
from kalo.kit.dates import Dated
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import NOON, make_event, seat


def make_address(browser: Browser, key: str = "k" * 12) -> str:
    """Press the button; answers the path of the address that the page shows."""
    answer = browser.post("/events/subscribe/address", data={"once": key})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    found = re.search(r"http://localhost(/calendar/[\w-]+\.ics)", answer.text)
    assert found
    return found[1]


def titles(body: bytes) -> list[str]:
    return [str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(body).walk("VEVENT")]


def test_it_holds_my_seats_and_nothing_else(client: Browser, as_ada: Browser, ada: Person) -> None:
    mine = make_event(
        title_el="Δική μου", mode="online", online_link="https://meet.example.org/x", organiser=""
    )
    make_event("2026-12-04 18:00", title_el="Ξένη")
    seat(mine, ada)
    answer = client.get(make_address(as_ada))

    assert titles(answer.data) == ["Δική μου"]
    event = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")[0]
    assert (event["TRANSP"], event["CLASS"]) == ("OPAQUE", "PRIVATE")
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    for secret in ("meet.example.org", "SOURCE", "Ada", "Ξένη", "/calendar/"):
        assert secret not in answer.text


def test_a_seat_given_back_leaves_it_and_a_reader_learns_of_it(
    client: Browser, as_ada: Browser, ada: Person, time_: Clock
) -> None:
    event = make_event(title_el="Δική μου")
    seat(event, ada)
    address = make_address(as_ada)
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    time_.pass_by(hours=1)
    as_ada.post(f"{event.path}seat/undo")

    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert titles(client.get(address, headers=since).data) == []


def test_the_address_is_kept_as_a_hash_and_shown_once(as_ada: Browser) -> None:
    address = make_address(as_ada)
    secret = address.removeprefix("/calendar/").removesuffix(".ics")
    token = db.session.scalars(select(CalendarToken)).one()
    assert len(secret) >= 32
    assert secret not in (token.token_hash, token.feed, token.last_client)
    assert secret not in as_ada.get("/events/subscribe").text


def test_the_same_form_sent_twice_makes_one_address(as_ada: Browser) -> None:
    make_address(as_ada)
    again = as_ada.post("/events/subscribe/address", data={"once": "k" * 12})
    assert (again.status_code, again.location) == (303, "/events/subscribe")
    assert len(db.session.scalars(select(CalendarToken)).all()) == 1


def test_a_replaced_address_reminds_for_thirty_days_and_is_then_gone(
    client: Browser, as_ada: Browser, ada: Person, time_: Clock
) -> None:
    seat(make_event(title_el="Δική μου"), ada)
    old = make_address(as_ada)
    time_.pass_by(minutes=1)
    new = make_address(as_ada, "another-key")

    reminder = client.get(old)
    event = icalendar.Calendar.from_ical(reminder.data).walk("VEVENT")[0]
    assert titles(reminder.data) == ["Ανανέωσε τον σύνδεσμο του ημερολογίου σου στο e-ΚΑΛΟ"]
    assert (event["DTEND"].dt - event["DTSTART"].dt) == timedelta(days=30)
    assert titles(client.get(f"/en{old}").data) == ["Renew the link of your e-ΚΑΛΟ calendar"]
    assert client.get(old).data == reminder.data
    assert titles(client.get(new).data) == ["Δική μου"]

    time_.pass_by(days=30)
    gone = client.get(old)
    assert (gone.status_code, gone.mimetype) == (410, "text/plain")
    assert titles(client.get(new).data) == ["Δική μου"]


def test_an_address_taken_back_is_gone_at_once_with_those_before_it(
    client: Browser, as_ada: Browser, time_: Clock
) -> None:
    old = make_address(as_ada)
    new = make_address(as_ada, "another-key")
    assert as_ada.post("/events/subscribe/address/undo").status_code == 303
    for address in (old, new):
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (404, "text/plain")
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("token", ["x", "forged" * 8, "a" * 5000, "..%2f", "%01", "-"])
def test_a_forged_token_is_plain_404(client: Browser, token: str) -> None:
    answer = client.get(f"/calendar/{token}.ics")
    assert answer.status_code == 404


def test_who_fetched_last_is_noted_by_the_worker_once_an_hour(
    client: Browser, as_ada: Browser, work: Callable[[], int], time_: Clock
) -> None:
    address = make_address(as_ada)
    work()

    def fetch(agent: str) -> int:
        client.get(address, headers={"User-Agent": agent})
        return work()

    assert fetch("Google-Calendar-Importer") == 1
    token = db.session.scalars(select(CalendarToken)).one()
    assert (token.last_used_at, token.last_client) == (time_.at, "Google")
    assert "Google" in as_ada.get("/events/subscribe").text
    time_.pass_by(minutes=59)
    assert fetch("Google-Calendar-Importer") == 0
    assert fetch("Thunderbird/128") == 1
    time_.pass_by(minutes=61)
    assert fetch("Thunderbird/128") == 1
    db.session.expire_all()
    assert db.session.scalars(select(CalendarToken)).one().last_used_at == time_.at


def test_a_fetch_writes_nothing_itself(
    client: Browser, as_ada: Browser, queries_run: list[str]
) -> None:
    address = make_address(as_ada)
    queries_run.clear()
    client.get(address)
    assert [sql.split()[0] for sql in queries_run] == ["SELECT"] * 4  # one is learning's


@pytest.fixture
def dates(monkeypatch: pytest.MonkeyPatch) -> list[Dated]:
    """What another room puts into everybody's calendar; a test writes here."""
    found: list[Dated] = []
    monkeypatch.setattr("kalo.kit.dates._finders", [lambda person: list(found)])
    return found


def due(**values: Any) -> Dated:
    known: dict[str, Any] = {
        "name": "due-3-block-12-7",
        "title": "Ως σήμερα: Κουίζ",
        "start": date(2026, 12, 1),
        "end": date(2026, 12, 2),
        "path": "/learning/p1/l1/#quiz",
        "created": NOON - timedelta(days=9),
        "changed": NOON - timedelta(days=2),
        "about": "Συμβουλή.",
        "category": "Μάθηση",
    }
    return Dated(**{**known, **values})


def test_dates_of_other_rooms_stand_beside_the_seats(
    client: Browser, as_ada: Browser, ada: Person, dates: list[Dated]
) -> None:
    seat(make_event(title_el="Δική μου"), ada)
    dates += [due(), due(name="due-3-module-1-7", title="Ως σήμερα: Ενότητα", sequence=4)]
    address = make_address(as_ada)
    answer = client.get(address)
    mine, first, second = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert (mine["UID"], str(mine["SUMMARY"])) == (
        "2026-12-03 18:00-Δική μου@ekalo.example",
        "Δική μου",
    )
    assert first["UID"] == "due-3-block-12-7@ekalo.example"
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (date(2026, 12, 1), date(2026, 12, 2))
    assert b"DTSTART;VALUE=DATE:20261201" in answer.data
    assert (first["TRANSP"], first["CLASS"], first["STATUS"]) == (
        *("TRANSPARENT", "PRIVATE", "CONFIRMED"),
    )
    assert first["LAST-MODIFIED"].dt == first["DTSTAMP"].dt == NOON - timedelta(days=2)
    assert str(first["URL"]) == "http://localhost/learning/p1/l1/#quiz"
    assert str(first["DESCRIPTION"]).endswith("Συμβουλή.")
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 4)
    english = client.get(f"/en{address}").data
    assert b"URL:http://localhost/en/learning/p1/l1/#quiz" in english


def test_a_date_that_was_taken_back_says_so(
    client: Browser, as_ada: Browser, dates: list[Dated]
) -> None:
    dates.append(due(sequence=2, taken_back=True))
    address = make_address(as_ada)
    only = icalendar.Calendar.from_ical(client.get(address).data).walk("VEVENT")[0]
    assert (only["STATUS"], only["SEQUENCE"]) == ("CANCELLED", 2)
    assert titles(client.get(address).data) == ["[ΑΚΥΡΩΘΗΚΕ] Ως σήμερα: Κουίζ"]
    assert b"BEGIN:VTIMEZONE" not in client.get(address).data  # whole days need none


def test_a_reader_learns_that_a_date_came_or_went(
    client: Browser, as_ada: Browser, ada: Person, dates: list[Dated]
) -> None:
    """A pause takes dates away and leaves no moment: then the tag alone says what is new."""
    seat(make_event(title_el="Δική μου"), ada)
    address = make_address(as_ada)
    before = client.get(address)
    since = {"If-Modified-Since": before.headers["Last-Modified"]}
    assert client.get(address, headers=since).status_code == 304
    dates.append(due(changed=NOON - timedelta(days=300)))
    known = {"If-None-Match": before.headers["ETag"]}
    with_date = client.get(address, headers=known)
    assert len(titles(with_date.data)) == 2
    assert "Last-Modified" not in with_date.headers
    same = {"If-None-Match": with_date.headers["ETag"]}
    assert client.get(address, headers=same).status_code == 304
    dates.clear()
    assert titles(client.get(address, headers=same).data) == ["Δική μου"]


def test_a_person_who_left_has_no_calendar(client: Browser, as_ada: Browser, ada: Person) -> None:
    address = make_address(as_ada)
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        ("Google-Calendar-Importer", "Google"),
        ("iOS/17.4 (21E219) dataaccessd/1.0", "Apple"),
        ("macOS/14.4 (23E214) CalendarAgent/1", "Apple"),
        ("Mozilla/5.0 (X11; Linux) Gecko/2010 Thunderbird/128.0", "Thunderbird"),
        ("Microsoft Office/16.0 (Microsoft Outlook 16.0)", "Outlook"),
        ("ICSx5/2.2 (dav4jvm)", "ICSx⁵"),
        ("curl/8", ""),
    ],
)
def test_programs_are_known_by_their_family(agent: str, family: str) -> None:
    assert client_of(agent) == family


def test_the_page_offers_each_program_its_way(client: Browser) -> None:
    page = client.get("/events/subscribe").text
    assert "webcal://localhost/events/calendar.ics" in page
    google = "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Flocalhost%2Fevents"
    assert google in page
    assert "https://outlook.live.com/calendar/0/addfromweb?url=http%3A%2F%2Flocalhost" in page
    assert "https://outlook.office.com/calendar/0/addfromweb?url=" in page
    for kind in ("workshops", "focus-groups", "day-conferences"):
        assert f"http://localhost/events/{kind}.ics" in page
    assert "/en/events/calendar.ics" in client.get("/en/events/subscribe").text
