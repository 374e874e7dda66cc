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
from kalo.events.actions import cancel_event
from kalo.events.models import (
    ASKED,
    CANCELLED,
    DECLINED,
    DRAFT,
    GIVEN_UP,
    INVITED,
    LAPSED,
    OFFERED,
    PUBLISHED,
    REFUSED,
    SEAT,
    WAITING,
    CalendarToken,
    Event,
    Registration,
)
from kalo.kit.dates import Dated
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import NOON, at, make_event, seat


def typed(label: str = "Κινητό", **more: str) -> dict[str, str]:
    return {"label": label, "alarm_minutes": "0", **more}


def shown_in(answer: Any) -> str:
    """The path of the address that a page shows."""
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    found = re.search(r"http://localhost(/calendar/[\w-]+\.ics)", answer.text)
    assert found
    return found[1]


def make_address(browser: Browser, label: str = "Κινητό", **more: str) -> str:
    """Press the button; answers the path of the address that the page shows."""
    return shown_in(browser.post("/events/subscribe/address", data=typed(label, **more)))


def tokens() -> list[CalendarToken]:
    db.session.expire_all()
    return list(db.session.scalars(select(CalendarToken).order_by(CalendarToken.id)))


def renew(browser: Browser, token: CalendarToken, way: str = "renewal") -> str:
    return shown_in(browser.post(f"/events/subscribe/addresses/{token.id}/{way}"))


def the_events(body: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


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

    fresh = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert titles(fresh.data) == []
    assert "Last-Modified" not in fresh.headers  # what leaves may leave no moment behind
    changed = icalendar.Calendar.from_ical(fresh.data)["LAST-MODIFIED"].dt
    assert changed == time_.at


def test_the_address_is_kept_as_a_hash_and_shown_once(as_ada: Browser) -> None:
    address = make_address(as_ada)
    secret = address.removeprefix("/calendar/").removesuffix(".ics")
    token = db.session.scalars(select(CalendarToken)).one()
    assert len(secret) >= 32
    assert secret not in (token.token_hash, token.feed, token.last_client)
    assert secret not in as_ada.get("/events/subscribe").text


def test_the_same_form_sent_twice_makes_one_address(as_ada: Browser) -> None:
    make_address(as_ada, once="k" * 12)
    again = as_ada.post("/events/subscribe/address", data=typed(once="k" * 12))
    assert (again.status_code, again.location) == (303, "/events/subscribe")
    assert len(tokens()) == 1


def test_each_device_has_an_address_of_its_own(
    client: Browser, as_ada: Browser, ada: Person
) -> None:
    seat(make_event(title_el="Δική μου"), ada)
    phone, work = make_address(as_ada, "Κινητό"), make_address(as_ada, "Δουλειά")
    taken = as_ada.post("/events/subscribe/address", data=typed("  Κινητό "))
    assert taken.status_code == 422
    assert "Έχεις ήδη μια διεύθυνση με αυτό το όνομα." in taken.text
    assert 'value="Κινητό"' in taken.text
    assert as_ada.post("/events/subscribe/address", data=typed("")).status_code == 422
    assert [token.label for token in tokens()] == ["Κινητό", "Δουλειά"]
    first, second = tokens()
    assert as_ada.post(f"/events/subscribe/addresses/{first.id}/undo").status_code == 303
    assert client.get(phone).status_code == 404
    assert titles(client.get(work).data) == ["Δική μου"]
    page = as_ada.get("/events/subscribe").text
    assert re.findall(r'href="/events/subscribe/addresses/(\d+)"', page) == [str(second.id)]


def test_nobody_has_more_addresses_than_devices(
    as_ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kalo.events.actions.calendars.MOST_ADDRESSES", 2)
    for label in ("Α", "Β"):
        make_address(as_ada, label)
    refused = as_ada.post("/events/subscribe/address", data=typed("Γ"))
    assert refused.status_code == 422
    assert "Έχεις 2 διευθύνσεις. Πάρε πρώτα πίσω μία." in refused.text


def test_an_address_is_nobody_elses(
    as_ada: Browser, as_person: Callable[..., Browser], mallory: Person, client: Browser
) -> None:
    address = make_address(as_ada)
    (token,) = tokens()
    path, stranger = f"/events/subscribe/addresses/{token.id}", as_person(mallory)
    assert as_ada.get(path).status_code == 200
    assert stranger.get(path).status_code == 404
    for way in ("", "/renewal", "/leak", "/undo"):
        assert stranger.post(path + way, data=typed()).status_code == 404
        assert client.post(path + way, data=typed()).status_code == 401
    assert client.get(address).status_code == 200


def test_a_new_name_alarm_and_titles_leave_the_address_as_it_is(
    client: Browser, as_ada: Browser, ada: Person
) -> None:
    seat(make_event(title_el="Άνεργες νέες", uid="g@x", kind="focus-group"), ada)
    address = make_address(as_ada)
    make_address(as_ada, "Δουλειά")
    before = client.get(address)
    path = f"/events/subscribe/addresses/{tokens()[0].id}"
    clash = as_ada.post(path, data=typed("Δουλειά"))
    assert (clash.status_code, tokens()[0].label) == (422, "Κινητό")
    told = typed("Τάμπλετ", alarm_minutes="15", shows_titles="y")
    assert as_ada.post(path, data=told).status_code == 303
    assert tokens()[0].label == "Τάμπλετ"
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert titles(after.data) == ["Άνεργες νέες"]
    assert b"BEGIN:VALARM" in after.data
    assert as_ada.post(path, data=typed("Τάμπλετ", alarm_minutes="7")).status_code == 422


def test_what_a_focus_group_is_about_stays_unsaid_unless_wished(
    client: Browser, as_ada: Browser, ada: Person
) -> None:
    group = make_event(
        "2026-12-03 18:00",
        title_el="Άνεργες νέες",
        uid="g@x",
        summary_el="Μυστικό",
        slug="anerges-nees",
        kind="focus-group",
        mode="hybrid",
        organiser="Δίκτυο Ανέργων",
    )
    seat(group, ada)
    seat(make_event("2026-12-04 18:00", title_el="Εργαστήριο"), ada)
    masked, told = make_address(as_ada), make_address(as_ada, "Δικό μου", shows_titles="y")
    assert titles(client.get(masked).data) == ["Συνάντηση", "Εργαστήριο"]
    assert titles(client.get(f"/en{masked}").data) == ["Meeting", "Workshop on the statutes"]
    first = the_events(client.get(masked).data)[0]
    assert str(first["LOCATION"]) == "Δημαρχείο Περιστερίου"  # where to go, one has to know
    whole = client.get(masked).data.replace(b"\r\n ", b"").decode()
    for words in ("Άνεργες", "Μυστικό", "anerges", "Ομάδα", "Δίκτυο"):
        assert words not in whole
    assert titles(client.get(told).data) == ["Άνεργες νέες", "Εργαστήριο"]
    assert client.get(str(first["URL"]).removeprefix("http://localhost")).status_code == 301


def test_what_may_become_a_seat_is_tentative_and_takes_no_time(
    client: Browser, as_ada: Browser, ada: Person, make: Callable[..., Any], time_: Clock
) -> None:
    states = (WAITING, OFFERED, ASKED, INVITED, DECLINED, LAPSED, REFUSED, GIVEN_UP)
    until = NOON + timedelta(hours=20)
    for day, state in enumerate(states, 1):
        event = make_event(f"2026-12-{day:02d} 18:00", title_el=state)
        facts = {"made_at": NOON, "changed_at": NOON + timedelta(seconds=3)}
        if state == OFFERED:
            facts |= {"offered_at": NOON, "offer_ends_at": until}
        make(Registration, event_id=event.id, person_id=ada.id, state=state, **facts)
    address = make_address(as_ada)
    found = {str(each["SUMMARY"]): each for each in the_events(client.get(address).data)}
    assert list(found) == [
        "[ΛΙΣΤΑ ΑΝΑΜΟΝΗΣ] waiting",
        "[ΣΕ ΠΕΡΙΜΕΝΕΙ ΘΕΣΗ] offered",
        "Παίρνεις τη θέση; offered",
        "[ΖΗΤΗΣΕΣ ΘΕΣΗ] asked",
        "[ΠΡΟΣΚΛΗΣΗ] invited",
    ]
    deadline = found.pop("Παίρνεις τη θέση; offered")
    assert (deadline["DTEND"].dt, deadline["TRANSP"]) == (until, "TRANSPARENT")
    assert deadline["DTSTART"].dt == until - timedelta(minutes=30)
    for each in found.values():
        assert (each["STATUS"], each["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
        assert each["SEQUENCE"] == 30  # what changed about it counts, in tenths of a second
    offer = found["[ΣΕ ΠΕΡΙΜΕΝΕΙ ΘΕΣΗ] offered"]["DESCRIPTION"]
    assert "Μια θέση είναι δική σου, αν το πεις ως Τρί 24 Νοεμβρίου, 08:00." in offer
    time_.at = at("2026-12-01 20:00")
    assert "[ΛΙΣΤΑ ΑΝΑΜΟΝΗΣ] waiting" not in titles(client.get(address).data)


def test_a_seat_after_a_wait_outranks_what_was_there(
    client: Browser, as_ada: Browser, ada: Person, make: Callable[..., Any], time_: Clock
) -> None:
    event = make_event(title_el="Α")
    facts = {"made_at": NOON, "changed_at": NOON}
    mine = make(Registration, event_id=event.id, person_id=ada.id, state=WAITING, **facts)
    address = make_address(as_ada)
    (before,) = the_events(client.get(address).data)
    time_.pass_by(hours=1)
    with transaction():
        stands = db.session.get_one(Registration, mine.id)
        stands.state, stands.changed_at = SEAT, time_.at
    (after,) = the_events(client.get(address).data)
    assert before["UID"] == after["UID"] == event.uid
    assert (before["STATUS"], after["STATUS"]) == ("TENTATIVE", "CONFIRMED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt == time_.at


@pytest.mark.parametrize(
    ("minutes", "hour", "day"),
    [("0", None, None), ("15", -timedelta(minutes=15), None), ("1440", -timedelta(days=1), 9)],
)
def test_it_rings_as_chosen_and_only_for_what_is_sure(
    client: Browser,
    as_ada: Browser,
    ada: Person,
    maria: Person,
    make: Callable[..., Any],
    dates: list[Dated],
    minutes: str,
    hour: timedelta | None,
    day: int | None,
) -> None:
    seat(make_event("2026-12-03 18:00", title_el="Α"), ada)
    off = make_event("2026-12-04 18:00", title_el="Β")
    seat(off, ada)
    with transaction():
        cancel_event(db.session.get_one(Event, off.id), maria, "Γ")
    hoped = make_event("2026-12-05 18:00", title_el="Δ")
    facts = {"made_at": NOON, "changed_at": NOON, "state": WAITING}
    make(Registration, event_id=hoped.id, person_id=ada.id, **facts)
    dates += [due(), due(name="gone", taken_back=True)]
    body = client.get(make_address(as_ada, alarm_minutes=minutes)).data
    rings = {
        str(each["SUMMARY"]): [(a["ACTION"], a["TRIGGER"].dt) for a in each.walk("VALARM")]
        for each in the_events(body)
    }
    assert rings == {
        "Α": [("DISPLAY", hour)] if hour else [],
        "[ΑΚΥΡΩΘΗΚΕ] Β": [],
        "[ΛΙΣΤΑ ΑΝΑΜΟΝΗΣ] Δ": [],
        "Ως σήμερα: Κουίζ": [("DISPLAY", -timedelta(hours=24 - day))] if day else [],
        "[ΑΚΥΡΩΘΗΚΕ] Ως σήμερα: Κουίζ": [],
    }


def test_a_replaced_address_reminds_for_thirty_days_and_is_then_gone(
    client: Browser, as_ada: Browser, ada: Person, time_: Clock
) -> None:
    seat(make_event(title_el="Δική μου"), ada)
    old = make_address(as_ada, alarm_minutes="15", shows_titles="y")
    time_.pass_by(minutes=1)
    new = renew(as_ada, tokens()[0])
    kept = tokens()[1]
    assert (kept.label, kept.alarm_minutes, kept.shows_titles) == ("Κινητό", 15, True)

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


def test_a_leaked_address_is_silent_at_once_with_those_before_it(
    client: Browser, as_ada: Browser, ada: Person
) -> None:
    seat(make_event(title_el="Δική μου"), ada)
    oldest, beside = make_address(as_ada), make_address(as_ada, "Δουλειά")
    old = renew(as_ada, tokens()[0])
    assert client.get(oldest).status_code == 200
    new = renew(as_ada, tokens()[2], "leak")
    for address in (oldest, old):
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    for address in (new, beside):
        assert titles(client.get(address).data) == ["Δική μου"]


def test_a_renewed_form_sent_twice_makes_one_address(as_ada: Browser) -> None:
    make_address(as_ada)
    path = f"/events/subscribe/addresses/{tokens()[0].id}/renewal"
    assert as_ada.post(path, data={"once": "k" * 12}).status_code == 200
    again = as_ada.post(path, data={"once": "k" * 12})
    assert (again.status_code, again.location) == (303, "/events/subscribe")
    assert as_ada.post(path).status_code == 404  # it is in use no more
    assert len(tokens()) == 2


def test_an_address_taken_back_is_gone_at_once_with_those_before_it(
    client: Browser, as_ada: Browser
) -> None:
    old = make_address(as_ada)
    new = renew(as_ada, tokens()[0])
    path = f"/events/subscribe/addresses/{tokens()[1].id}"
    assert as_ada.post(f"{path}/undo").status_code == 303
    for address in (old, new):
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (404, "text/plain")
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("token", ["x", "forged" * 8, "a" * 5000, "..%2f", "%01", "-"])
def test_a_forged_token_is_plain_404(client: Browser, token: str) -> None:
    answer = client.get(f"/calendar/{token}.ics")
    assert answer.status_code == 404


def test_who_fetched_last_is_noted_by_the_worker_once_an_hour(
    client: Browser, as_ada: Browser, ada: Person, work: Callable[[], int], time_: Clock
) -> None:
    address = make_address(as_ada)
    work()

    def fetch(agent: str) -> int:
        client.get(address, headers={"User-Agent": agent})
        return work()

    assert fetch("Google-Calendar-Importer") == 1
    (token,) = tokens()
    assert (token.last_used_at, token.last_client) == (time_.at, "Google")
    assert token.last_entries == 0
    assert "Google" in as_ada.get("/events/subscribe").text
    time_.pass_by(minutes=59)
    assert fetch("Google-Calendar-Importer") == 0
    assert fetch("Thunderbird/128") == 1
    time_.pass_by(minutes=61)
    assert fetch("Thunderbird/128") == 1
    assert tokens()[0].last_used_at == time_.at
    time_.pass_by(minutes=1)
    seat(make_event(), ada)
    work()
    assert fetch("Thunderbird/128") == 1  # more than before
    assert (tokens()[0].last_used_at, tokens()[0].last_entries) == (time_.at, 1)


def test_a_fetch_writes_nothing_itself(
    client: Browser, as_ada: Browser, dates: list[Dated], queries_run: list[str]
) -> None:
    address = make_address(as_ada)
    queries_run.clear()
    client.get(address)
    assert [sql.split()[0] for sql in queries_run] == ["SELECT"] * 3  # besides those of the rooms


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
    """A pause takes dates away and leaves no moment: the tag alone says what is new."""
    seat(make_event(title_el="Δική μου"), ada)
    address = make_address(as_ada)
    known = {"If-None-Match": client.get(address).headers["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    dates.append(due(changed=NOON - timedelta(days=300)))
    with_date = client.get(address, headers=known)
    assert len(titles(with_date.data)) == 2
    same = {"If-None-Match": with_date.headers["ETag"]}
    assert client.get(address, headers=same).status_code == 304
    dates.clear()
    assert titles(client.get(address, headers=same).data) == ["Δική μου"]


def test_a_person_who_left_has_no_calendar(client: Browser, as_ada: Browser, ada: Person) -> None:
    address = make_address(as_ada)
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    assert client.get(address).status_code == 404


def test_it_keeps_the_past_year_and_what_was_cancelled_for_ninety_days(
    client: Browser, as_ada: Browser, ada: Person, make: Callable[..., Any]
) -> None:
    for wall, title, state in (
        ("2025-11-20 18:00", "Πρόπερσι", PUBLISHED),
        ("2025-12-03 18:00", "Πέρσι", PUBLISHED),
        ("2026-08-20 18:00", "Παλιά ακύρωση", CANCELLED),
        ("2026-09-20 18:00", "Ακύρωση", CANCELLED),
        ("2026-12-20 18:00", "Πρόχειρο", DRAFT),
        ("2030-01-01 18:00", "Μετά", PUBLISHED),
    ):
        event = make_event(wall, title_el=title, state=state)
        facts = {"made_at": NOON, "changed_at": NOON}
        make(Registration, event_id=event.id, person_id=ada.id, state=SEAT, **facts)
    found = titles(client.get(make_address(as_ada)).data)
    assert found == ["Πέρσι", "[ΑΚΥΡΩΘΗΚΕ] Ακύρωση", "Μετά"]
