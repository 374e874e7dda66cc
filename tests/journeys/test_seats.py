"""Coming by a seat in a real browser: guests without scripts, turns, offers, the staff's list."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from kalo.events import actions
from kalo.events.models import Event, Registration
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.factories.events import make_event
from tests.journeys.conftest import PHONE, link_in, newest_letter, sign_in
from tests.journeys.inside import inside, person
from tests.journeys.looking import EACH_ONCE, VIEWS, faults, looked_at
from tests.services import Platform

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("seats")]


def plan(days: int, **values: Any) -> Event:
    """An event of Maria's at an hour at which nothing else of the sample is."""
    day = f"{clock.athens(clock.now() + timedelta(days=days)):%Y-%m-%d} 07:00"
    return make_event(day, uid=str(uuid.uuid4()), facilitator_id=person("maria").id, **values)


def sit(event: Event, *handles: str, words: str = "") -> None:
    """These take a seat, or a turn, in this order."""
    for handle in handles:
        with transaction():
            there = db.session.get_one(Event, event.id)
            actions.take_seat(there, person(handle), words, knows=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        (
            "",
            {
                "way": "Χωρίς λογαριασμό",
                "name": "Όνομα",
                "email": "Διεύθυνση e-mail",
                "send": "Στείλτε μου γράμμα",
                "sent": "Δες το ταχυδρομείο σου",
                "confirm": "Επιβεβαιώνω και μπαίνω στη λίστα αναμονής",
                "number": "Στη σειρά έχεις τον αριθμό 1",
                "offer": "Μια θέση είναι δική σου, αν απαντήσεις ως",
                "yes": "Ναι, θα έρθω",
                "seat": "Έχεις θέση.",
                "back": "Δίνω πίσω τη θέση μου",
                "given": "Έδωσες πίσω τη θέση σου.",
            },
        ),
        (
            "/en",
            {
                "way": "Without an account",
                "name": "Name",
                "email": "E-mail address",
                "send": "Send me a letter",
                "sent": "Look into your mailbox",
                "confirm": "Confirm and wait for a seat",
                "number": "Your number on the waiting list is 1",
                "offer": "A seat is yours, if you say so by",
                "yes": "Yes, I will come",
                "seat": "You have a seat.",
                "back": "Give my seat back",
                "given": "You gave your seat back.",
            },
        ),
    ],
)
@pytest.mark.parametrize("scripts", [False, True], ids=["plain", "scripts"])
def test_a_guest_waits_is_offered_a_seat_takes_it_and_gives_it_back(
    open_page: Callable[..., Page],
    platform: Platform,
    prefix: str,
    words: dict[str, str],
    scripts: bool,
) -> None:
    address = f"rosa{scripts}{prefix.strip('/')}@example.org".lower()
    with inside(platform):
        event = plan(31, capacity=1, title_el=f"Εργαστήριο {address}")
        sit(event, "nikos")
        path = event.path
    page = open_page(PHONE, java_script_enabled=scripts)
    page.goto(f"{prefix}{path}")
    page.get_by_role("link", name=words["way"]).click()
    page.get_by_label(words["name"]).fill("Ρόζα Λύρα")
    page.get_by_label(words["email"]).fill(address)
    press(page, words["send"])
    expect(page.get_by_text(words["sent"]).first).to_be_visible()
    own = link_in(newest_letter(platform, address))
    page.goto(own)
    press(page, words["confirm"])
    expect(page.get_by_text(words["number"])).to_be_visible()

    seated = open_page(PHONE)
    sign_in(seated, "nikos")
    seated.goto(path)
    press(seated, "Δίνω πίσω τη θέση μου")
    expect(seated.get_by_text("Έδωσες πίσω τη θέση σου.")).to_be_visible()

    page.goto(own)
    expect(page.get_by_text(words["offer"])).to_be_visible()
    press(page, words["yes"])
    expect(page.get_by_text(words["seat"], exact=True)).to_be_visible()
    press(page, words["back"])
    expect(page.get_by_text(words["given"])).to_be_visible()


def test_those_who_hold_it_answer_requests_on_a_phone(
    open_page: Callable[..., Page], platform: Platform
) -> None:
    with inside(platform):
        event = plan(33, capacity=8, kind="focus-group", entry="approval", title_el="Ομάδα 33")
        path = event.path
    asks = open_page(PHONE)
    sign_in(asks, "nikos")
    asks.goto(path)
    asks.get_by_label("Λίγα λόγια για την ομάδα").fill("Δουλεύω σε συνεταιρισμό.")
    press(asks, "Ζητώ θέση")
    expect(asks.get_by_text("Το αίτημά σου έφτασε")).to_be_visible()

    staff = open_page(PHONE)
    sign_in(staff, "maria")
    staff.goto(f"{path}people")
    expect(staff.get_by_text("Δουλεύω σε συνεταιρισμό.")).to_be_visible()
    staff.get_by_role("link", name="Νίκος").click()
    staff.get_by_text("Άρνηση").click()
    staff.get_by_label("Λόγος").fill("Αυτή τη φορά έρχονται άλλοι.")
    press(staff, "Αποστολή της απάντησης")
    expect(staff.locator("#say")).to_have_text("Η απάντηση στάλθηκε.")
    asks.goto(path)
    expect(asks.get_by_text("Αυτή τη φορά έρχονται άλλοι.")).to_be_visible()
    staff.goto(f"{path}people?show=gone")
    staff.get_by_role("link", name="Νίκος").click()
    press(staff, "Αποδοχή τελικά")
    asks.goto(path)
    expect(asks.get_by_text("Έχεις θέση.", exact=True)).to_be_visible()


def test_a_clash_has_to_be_ticked(open_page: Callable[..., Page], platform: Platform) -> None:
    with inside(platform):
        first, second = plan(35, title_el="Πρώτη"), plan(35, title_el="Δεύτερη")
        sit(first, "iosif")
        path = second.path
    page = open_page(PHONE)
    sign_in(page, "iosif")
    page.goto(path)
    expect(page.get_by_text("Έχεις θέση στη δράση «Πρώτη»")).to_be_visible()
    press(page, "Κρατώ θέση")
    expect(page.get_by_text("Έχεις θέση.", exact=True)).to_be_hidden()
    page.get_by_label("Το ξέρω").check()
    press(page, "Κρατώ θέση")
    expect(page.get_by_text("Έχεις θέση.", exact=True)).to_be_visible()


def pages(platform: Platform) -> tuple[dict[str, list[str]], list[str]]:
    """Every page of seats in each of its states: for whom; and those of guests."""
    with inside(platform):
        wait = plan(40, capacity=1, title_el="Με λίστα")
        sit(wait, "nikos", "iosif", "katerina")
        offer = plan(41, capacity=1, title_el="Με προσφορά")
        sit(offer, "nikos", "iosif")
        ask = plan(42, entry="approval", title_el="Με αίτημα")
        sit(ask, "nikos", words="Θέλω πολύ")
        invited = plan(43, entry="invitation", title_el="Με πρόσκληση")
        clash = plan(40, title_el="Τις ίδιες ώρες")
        with transaction():
            actions.give_up_seat(db.session.get_one(Event, offer.id), person("nikos"))
            people = [actions.Named("", handle="@iosif"), actions.Named("Ρ", "r@example.org")]
            there = db.session.get_one(Event, invited.id)
            actions.invite(there, person("maria"), people, "Ελάτε!")
            there = db.session.get_one(Event, wait.id)
            actions.ask_as_guest(there, "Ρόζα", "rosa@example.org", "el")
        rows = db.session.scalars(
            select(Registration).where(Registration.event_id.in_([wait.id, invited.id, ask.id]))
        ).all()
        guests = [r for r in rows if r.person_id is None]
        links = [f"/events/guest/{actions.guest_token(row)}" for row in guests]
        one = {row.event_id: row.id for row in rows if row.person_id and row.state != "seat"}
        staff = [
            *(f"{wait.path}people", f"{ask.path}people", f"{offer.path}people?show=offers"),
            *(f"{wait.path}people/{one[wait.id]}", f"{ask.path}people/{one[ask.id]}"),
            *(f"{wait.path}people/invitation", f"{wait.path}people/new"),
        ]
        events = [each.path for each in (wait, offer, ask, invited)]
        strangers = [f"{ask.path}guest", f"{wait.path}guest/sent", "/events/guest/x", *links]
        return {"maria": staff, "iosif": events, "nikos": [clash.path]}, strangers


@pytest.mark.parametrize(("prefix", "views"), [("", VIEWS), ("/en", EACH_ONCE)])
def test_axe_finds_nothing(
    open_page: Callable[..., Page], platform: Platform, prefix: str, views: Any
) -> None:
    page = looked_at(open_page)
    of_members, of_guests = pages(platform)
    wrong: list[str] = []
    for path in of_guests:
        page.goto(f"{prefix}{path}")
        wrong += faults(page, path, views)
    for handle, paths in of_members.items():
        sign_in(page, handle)
        for path in paths:
            page.goto(f"{prefix}{path}")
            page.locator("main details.fold").evaluate_all("all => all.map(x => x.open = true)")
            wrong += faults(page, path, views)
        page.context.clear_cookies()
    assert wrong == []
