"""People without an account: a letter, a page of their own, and what becomes of it."""

import inspect
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from kalo import signals
from kalo.accounts.models import Person
from kalo.events import jobs
from kalo.events.actions import guest_token
from kalo.events.actions.seats import guests
from kalo.events.models import (
    DRAFT,
    Event,
    MailLine,
    Material,
    Registration,
    Theme,
    Venue,
    VenueRoom,
)
from kalo.events.queries import calendars
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import at, make_event, seat

Visit = Callable[..., Browser]
ROSA = {"name": "Ρόζα Λ.", "email": "Rosa@Example.org"}


def rows(event: Event) -> list[tuple[str, str | None, str]]:
    found = select(Registration).where(Registration.event_id == event.id).order_by(Registration.id)
    return [(row.guest_name, row.guest_email, row.state) for row in db.session.scalars(found)]


def letters(recipient: str = "rosa@example.org") -> list[Letter]:
    found = select(Letter).where(Letter.recipient == recipient).order_by(Letter.id)
    return list(db.session.scalars(found))


def link() -> str:
    """The way in that the last letter names."""
    found = re.search(r"http://localhost(\S*/events/guest/\S+)", letters()[-1].text)
    assert found
    return found[1]


def ask(browser: Browser, event: Event, prefix: str = "", **more: str) -> Any:
    return browser.post(f"{prefix}{event.path}guest", data={**ROSA, **more})


def come_in(browser: Browser, event: Event, **more: str) -> str:
    """Ask, open the letter, press the button; answers the address of the page."""
    assert ask(browser, event, **more).status_code == 303
    page = link()
    assert browser.post(f"{page}/seat", data={"name": ROSA["name"]}).status_code == 303
    return page


def as_served(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as `python -OO` compiles it: without its assertions."""
    known = dict(function.__globals__)
    exec(compile(inspect.getsource(function), "served", "exec", optimize=2), known)
    made: Callable[..., Any] = known[function.__name__]
    return made


def test_a_guest_comes_in_where_there_is_a_theme_and_a_place_as_it_is_served(
    client: Browser, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme, hall = (
        make(Theme, slug="money", name_el="Χρήματα"),
        make(Venue, slug="hall", name_el="Θέατρο"),
    )
    room = make(VenueRoom, venue_id=hall.id, name_el="Αίθουσα Β")
    event = make_event(theme_id=theme.id, venue_id=hall.id, venue_room_id=room.id)
    monkeypatch.setattr(calendars, "_hold", as_served(calendars._hold))
    db.session.expunge_all()
    come_in(client, event)
    assert "Θέατρο" in letters()[-1].text


def test_a_guest_comes_in_by_a_letter(client: Browser) -> None:
    event = make_event(capacity=2)
    assert f'href="{event.path}guest"' in client.get(event.path).text
    form = client.get(f"{event.path}guest").text
    assert "Στείλτε μου γράμμα" in form

    answer = ask(client, event)
    assert (answer.status_code, answer.location) == (303, f"{event.path}guest/sent")
    assert "Δες το ταχυδρομείο σου" in client.get(answer.location).text
    assert rows(event) == [("Ρόζα Λ.", "rosa@example.org", "unconfirmed")]
    assert [letter.subject for letter in letters()] == [
        "Επιβεβαίωσε το e-mail σου: Εργαστήριο για το καταστατικό"
    ]

    page = client.get(link())
    assert page.status_code == 200
    assert "Επιβεβαιώνω και κρατώ θέση" in page.text
    assert 'value="Ρόζα Λ."' in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert rows(event)[0][2] == "unconfirmed"  # a program that opens links settles nothing

    done = client.post(f"{link()}/seat", data={"name": "Ρόζα Λύρα"})
    assert (done.status_code, done.location) == (303, link())
    assert rows(event) == [("Ρόζα Λύρα", "rosa@example.org", "seat")]
    assert "Έχεις θέση." in client.get(link()).text
    assert letters()[-1].subject == "Έχεις θέση: Εργαστήριο για το καταστατικό"


def test_the_letter_speaks_the_language_of_the_page(client: Browser) -> None:
    event = make_event()
    ask(client, event, prefix="/en")
    assert letters()[-1].subject == "Confirm your e-mail: Workshop on the statutes"
    assert link().startswith("/en/events/guest/")
    assert "Confirm and take the seat" in client.get(link()).text


def test_without_pressing_the_button_it_is_forgotten_after_two_days(
    client: Browser, time_: Clock
) -> None:
    event = make_event()
    ask(client, event)
    page = link()
    time_.pass_by(hours=48, minutes=1)
    answer = client.get(page)
    assert answer.status_code == 410
    assert "Αυτός ο σύνδεσμος είναι πολύ παλιός" in answer.text
    assert client.post(f"{page}/seat", data=ROSA).status_code == 410
    with transaction():
        jobs.forget_unconfirmed()
    assert rows(event) == []
    assert client.get(page).status_code == 410


def test_what_was_confirmed_is_not_forgotten(client: Browser, time_: Clock) -> None:
    event = make_event()
    page = come_in(client, event)
    time_.pass_by(days=5)
    with transaction():
        jobs.forget_unconfirmed()
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("change", ["x{}", "{}x", "nonsense", "WzEsIng4Il0.{}"])
def test_a_forged_link_opens_nothing_and_says_so(client: Browser, change: str) -> None:
    event = make_event()
    ask(client, event)
    head, _slash, token = link().rpartition("/")
    forged = f"{head}/{change.format(token)}"
    for answer in (client.get(forged), client.post(f"{forged}/seat", data=ROSA)):
        assert answer.status_code == 404
        assert "Αυτός ο σύνδεσμος δεν ανοίγει κάτι" in answer.text
    assert rows(event)[0][2] == "unconfirmed"


def test_a_link_opens_no_row_of_another_address(app: Flask, client: Browser) -> None:
    event = make_event()
    come_in(client, event)
    with transaction():
        row = db.session.scalars(select(Registration)).one()
        token = guest_token(row)
        row.guest_email = "another@example.org"  # as if the number had come back
    assert client.get(f"/events/guest/{token}").status_code == 410


def test_who_asks_again_gets_one_letter_and_the_same_answer(client: Browser, time_: Clock) -> None:
    event = make_event()
    for _again in range(3):
        assert ask(client, event).location == f"{event.path}guest/sent"
    assert len(letters()) == 1
    time_.pass_by(minutes=6)
    ask(client, event)
    assert len(letters()) == 2
    client.post(f"{link()}/seat", data=ROSA)
    time_.pass_by(minutes=6)
    assert ask(client, event, name="Άλλη").location == f"{event.path}guest/sent"
    assert letters()[-1].subject == "Η σελίδα σου για τη δράση: Εργαστήριο για το καταστατικό"
    assert rows(event) == [("Ρόζα Λ.", "rosa@example.org", "seat")]


def test_a_guest_waits_is_offered_accepts_and_withdraws(
    client: Browser, as_ada: Browser, ada: Person, time_: Clock
) -> None:
    event = make_event(capacity=1)
    seat(event, ada)
    page = come_in(client, event)
    assert rows(event)[-1][2] == "waiting"
    assert "Στη σειρά έχεις τον αριθμό 1" in client.get(page).text
    as_ada.post(f"{event.path}seat/undo")
    assert "Μια θέση είναι δική σου, αν απαντήσεις ως" in client.get(page).text
    assert letters()[-1].subject.startswith("Μια θέση είναι δική σου, αν απαντήσεις ως")
    assert link() == page
    client.post(f"{page}/seat")
    assert rows(event)[-1][2] == "seat"
    client.post(f"{page}/seat/undo")
    assert rows(event)[-1][2] == "given-up"
    assert "Έδωσες πίσω τη θέση σου." in client.get(page).text
    client.post(f"{page}/seat")
    assert rows(event)[-1][2] == "seat"


def test_the_address_of_a_member_is_the_members(
    client: Browser, make_person: Callable[..., Person]
) -> None:
    event = make_event()
    rosa = make_person("Rosa")
    answer = ask(client, event)
    assert answer.location == f"{event.path}guest/sent"
    done = client.post(f"{link()}/seat", data=ROSA)
    assert (done.status_code, done.location) == (303, f"{event.path}#seat")
    row = db.session.scalars(select(Registration)).one()
    assert (row.person_id, row.guest_name, row.guest_email) == (rosa.id, "", None)
    assert row.state == "seat"


def test_a_member_who_has_a_seat_keeps_that_one(
    client: Browser, make_person: Callable[..., Person]
) -> None:
    event = make_event(capacity=2)
    rosa = make_person("Rosa")
    seat(event, rosa)
    ask(client, event)
    assert client.post(f"{link()}/seat", data=ROSA).location == f"{event.path}#seat"
    row = db.session.scalars(select(Registration)).one()
    assert (row.person_id, row.state) == (rosa.id, "seat")
    assert db.session.scalar(select(Event.seats_taken)) == 1


def test_who_joins_later_has_what_they_had_as_a_guest(
    client: Browser, make_person: Callable[..., Person], as_person: Visit
) -> None:
    sure, unsure = make_event(title_el="Α"), make_event(title_el="Β")
    page = come_in(client, sure)
    ask(client, unsure)
    rosa = make_person("Rosa")
    with transaction():
        signals.person_joined.send(db.session.get_one(Person, rosa.id))
    row = db.session.scalars(select(Registration)).one()
    assert (row.event_id, row.person_id, row.state) == (sure.id, rosa.id, "seat")
    assert "Έχεις θέση." in as_person(rosa).get(sure.path).text
    answer = client.get(page)
    assert (answer.status_code, answer.location) == (303, f"{sure.path}#seat")
    assert client.post(f"{page}/seat/undo").status_code == 401


def test_of_two_rows_the_one_that_was_there_stays_and_the_count_is_true(
    as_maria: Browser, make_person: Callable[..., Person], as_person: Visit, time_: Clock
) -> None:
    event = make_event("2026-11-23 11:00", capacity=3)
    rosa = make_person("Rosa")
    seat(event, rosa)
    by_hand = {"name": "Ρόζα", "email": "rosa@example.org", "once": "rosa-by-hand"}
    assert as_maria.post(f"{event.path}people/new", data=by_hand).status_code == 303
    with transaction():
        mine = select(Registration).where(Registration.guest_email.is_not(None))
        guest = db.session.scalars(mine).one()
        guest.attended_at, guest.presence = time_.now(), "present"
    assert db.session.scalar(select(Event.seats_taken)) == 2
    for _twice in range(2):
        assert as_person(rosa).post(f"{event.path}seat").status_code == 303
    row = db.session.scalars(select(Registration)).one()
    assert (row.person_id, row.state, row.attended_at) == (rosa.id, "seat", time_.now())
    assert db.session.scalar(select(Event.seats_taken)) == 1


def test_a_row_that_is_gone_meanwhile_is_passed_over(
    client: Browser, make_person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = make_event(title_el="Α"), make_event("2026-12-09 18:00", title_el="Β")
    for event in (first, second):
        come_in(client, event)
    rosa = make_person("Rosa")
    hold = guests.lock

    def meanwhile(event: Event) -> None:
        hold(event)
        if event.id == first.id:
            gone = delete(Registration).where(Registration.event_id == first.id)
            db.session.execute(gone)

    monkeypatch.setattr(guests, "lock", meanwhile)
    with transaction():
        signals.person_joined.send(db.session.get_one(Person, rosa.id))
    row = db.session.scalars(select(Registration)).one()
    assert (row.event_id, row.person_id) == (second.id, rosa.id)


def test_a_guest_forgotten_during_or_after_leaves_numbers_that_agree_with_the_list(
    client: Browser, time_: Clock
) -> None:
    for wall, left in (("2026-11-23 11:00", 0), ("2026-11-23 12:30", 1)):
        event = make_event(wall, hours=2)
        page = come_in(client, event)
        with transaction():
            there = Registration.event_id == event.id
            row = db.session.scalars(select(Registration).where(there)).one()
            row.attended_at = time_.now()
        time_.pass_by(hours=3 * left)
        assert client.post(f"{page}/erasure").status_code == 200
        assert rows(event) == [("—", None, "seat")] * left
        counted = select(Event.seats_taken).where(Event.id == event.id)
        assert db.session.scalar(counted) == left
        assert client.get(page).status_code == 410


def test_a_guest_can_be_forgotten(client: Browser, as_ada: Browser, ada: Person) -> None:
    event = make_event(capacity=1)
    page = come_in(client, event)
    seat(event, ada)
    answer = client.post(f"{page}/erasure")
    assert answer.status_code == 200
    assert "Τίποτα δικό σου δεν φυλάσσεται εδώ" in answer.text
    row = db.session.scalars(select(Registration)).one()
    assert (row.person_id, row.state) == (ada.id, "offered")
    assert db.session.scalar(select(func.count(MailLine.id)).where(MailLine.news == "guest")) == 0
    assert client.get(page).status_code == 410


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"wall": "2026-11-23 09:00"}, "Η δράση έχει τελειώσει."),
        ({"capacity": 1, "seats_taken": 1, "has_waiting_list": False}, "Όλες οι θέσεις έχουν"),
        ({"entry": "invitation"}, "Στη δράση αυτή οι θέσεις δίνονται με πρόσκληση."),
        ({"entry_opens_at": at("2026-11-25 09:00")}, "Οι θέσεις δίνονται από"),
    ],
)
def test_no_seat_is_said_instead_of_the_form(
    client: Browser, values: dict[str, Any], sentence: str
) -> None:
    event = make_event(**values)
    page = client.get(f"{event.path}guest").text
    assert sentence in page
    assert 'name="email"' not in page
    answer = ask(client, event)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (rows(event), letters()) == ([], [])


def test_where_no_guests_are_taken_they_are_led_to_sign_in(
    client: Browser, as_ada: Browser
) -> None:
    members_only, draft = make_event(takes_guests=False), make_event(state=DRAFT, title_el="Β")
    assert f'href="{members_only.path}guest"' not in client.get(members_only.path).text
    assert "/accounts/sign-in" in client.get(f"{members_only.path}guest").location
    assert ask(client, members_only).status_code == 401
    assert ask(client, draft).status_code == 404
    open_ = make_event(title_el="Γ")
    assert as_ada.get(f"{open_.path}guest").location == f"{open_.path}#seat"
    assert ask(as_ada, open_).status_code == 403


LONG = "Α" * 100_000


@pytest.mark.parametrize(
    "typed",
    [
        {"name": LONG},
        {"name": ""},
        {"name": "<b>Ρόζα</b>"},
        {"name": "Ρόζα\x07\x1b[31m"},
        {"name": "δες www.example.com"},
        {"email": f"{LONG}@example.org"},
        {"email": "rosa@example.org\r\nBcc: all@example.org"},
        {"email": "rosa@example.org, other@example.org"},
        {"email": "rosa"},
        {"email": "ρόζα @example.org"},
        {"words": LONG},
    ],
    ids=lambda typed: str(typed)[:40],
)
def test_odd_words_are_refused_with_the_form(client: Browser, typed: dict[str, str]) -> None:
    event = make_event(entry="approval")
    answer = ask(client, event, **typed)
    assert answer.status_code == 422
    assert 'class="field wrong"' in answer.text
    assert (rows(event), letters()) == ([], [])


def test_a_name_with_line_breaks_gets_into_no_head_and_no_calendar(client: Browser) -> None:
    event = make_event()
    name = "Ρόζα\r\nATTENDEE:mailto:x@example.org\nBcc: y@example.org"
    assert ask(client, event, name=name).status_code == 422
    assert ask(client, event, name="Ρόζα\r\nΛ.; A,B:C").status_code == 303
    client.post(f"{link()}/seat", data={"name": "Ρόζα\nΛ.; A,B:C"})
    assert rows(event)[0][0] == "Ρόζα Λ.; A,B:C"
    for letter in letters():
        assert "\n" not in letter.subject
        assert letter.recipient == "rosa@example.org"
    calendar = letters()[-1].calendar.replace("\r\n ", "")
    assert [line for line in calendar.split("\r\n") if line.startswith("ATTENDEE")] == [
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;"
        'CN="Ρόζα Λ.; A,B:C":mailto:rosa@example.org'
    ]


def test_a_seat_at_the_same_hours_is_said_to_guests_too(client: Browser) -> None:
    first, second = make_event(title_el="Α"), make_event(title_el="Β")
    come_in(client, first)
    ask(client, second)
    page = link()
    assert "Έχεις θέση στη δράση «Α»" in client.get(page).text
    assert client.post(f"{page}/seat", data=ROSA).status_code == 422
    assert client.post(f"{page}/seat", data={**ROSA, "know": "1"}).status_code == 303
    assert rows(second)[0][2] == "seat"


def test_the_refusals_addresses_lead_to_the_page(client: Browser) -> None:
    event = make_event()
    page = come_in(client, event)
    for word in ("seat", "seat/undo", "erasure"):
        assert client.get(f"{page}/{word}").location == page


@pytest.mark.usefixtures("alone")
def test_a_guests_page_costs_the_same_however_many_there_are(
    client: Browser, make: Any, queries_run: list[str], time_: Clock
) -> None:
    event = make_event()
    page = come_in(client, event)
    costs = []
    for size in (1, 3, 30):
        for number in range(size):
            stand(make, event, f"g{size}-{number}@example.org", time_.at)
            paper = {"url": "https://x.example/", "audience": "seated", "made_at": time_.at}
            make(Material, event_id=event.id, kind="link", title_el="Χαρτί", **paper)
        queries_run.clear()
        assert client.get(page).status_code == 200
        costs.append(len(queries_run))
    assert costs == [2, 2, 2]  # the row with its event, the papers; a seat asks no more


def stand(make: Any, event: Event, email: str, moment: datetime) -> None:
    known = {"made_at": moment, "changed_at": moment, "taken_at": moment}
    make(Registration, event_id=event.id, guest_name="Γ", guest_email=email, **known)
