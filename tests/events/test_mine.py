"""One's own page of seats: what waits for an answer, what comes, what was; and nobody else's."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.accounts.own_data import everything_of
from kalo.events.models import BY_APPROVAL, CANCELLED, Attendance, Event, Registration
from kalo.events.views.mine import SIZE
from kalo.kit.dates import Dated
from kalo.kit.db import db, transaction
from kalo.kit.steps import Step
from tests.conftest import Browser
from tests.events.conftest import Clock, as_read
from tests.events.test_personal_calendar import make_address
from tests.events.test_personal_calendar import titles as titles_of
from tests.events.test_serving import shown
from tests.factories.events import at, give_up, make_event, seat

PAGE = "/events/mine"


@pytest.fixture
def stand(make: Any, ada: Person, time_: Clock) -> Callable[..., Registration]:
    """stand(event, "waiting") gives Ada a row at an event, as it is kept."""

    def _stand(event: Event, state: str = "seat", **values: Any) -> Registration:
        known = {"person_id": ada.id, "made_at": time_.at, "changed_at": time_.at}
        known |= {"queued_at": time_.at, "taken_at": time_.at}
        row: Registration = make(
            Registration, event_id=event.id, state=state, **{**known, **values}
        )
        return row

    return _stand


def to_ada(**values: Any) -> dict[str, Any]:
    """What staff gave to the address that Ada has."""
    return {"person_id": None, "guest_name": "Άντα", "guest_email": "ada@example.org", **values}


def groups(page: str) -> dict[str, list[str]]:
    """The titles under each heading."""
    parts = re.split(r'<h2 id="mine-[a-z]+">([^<]*)</h2>', page)[1:]
    titles = [
        re.findall(r'<a class="title" href="[^"]*">([^<]*)</a>', part) for part in parts[1::2]
    ]
    return dict(zip(parts[::2], titles, strict=True))


def line(page: str, event: Event) -> str:
    found = re.search(rf'<li class="date" id="mine-{event.id}">(.*?)</li>', page, re.S)
    assert found
    return found[1]


def test_what_waits_for_an_answer_comes_first_then_what_comes_then_what_was(
    as_ada: Browser, stand: Any
) -> None:
    stand(make_event("2026-12-20 18:00", title_el="Θέση αργότερα"))
    stand(make_event("2026-12-03 18:00", title_el="Θέση"))
    stand(make_event("2026-12-04 18:00", title_el="Σειρά"), "waiting")
    offered = make_event("2026-12-05 18:00", title_el="Προσφορά")
    stand(offered, "offered", offer_ends_at=at("2026-11-25 10:00"))
    stand(make_event("2026-12-06 18:00", title_el="Αίτημα", entry=BY_APPROVAL), "asked")
    stand(make_event("2026-12-07 18:00", title_el="Πρόσκληση"), "invited")
    stand(make_event("2026-11-20 18:00", title_el="Έγινε"))
    stand(make_event("2026-11-10 18:00", title_el="Έγινε πιο παλιά"))
    for number, state in enumerate(("given-up", "declined", "lapsed", "refused")):
        stand(make_event(f"2026-12-1{number} 18:00", title_el=state), state)
    stand(make_event("2026-11-19 18:00", title_el="Δεν βρέθηκε θέση"), "waiting")
    make_event("2026-12-08 18:00", title_el="Άλλων")
    assert groups(as_ada.get(PAGE).text) == {
        "Σου προσφέρεται θέση": ["Προσφορά"],
        "Έχεις πρόσκληση": ["Πρόσκληση"],
        "Πού έχεις θέση": ["Θέση", "Θέση αργότερα"],
        "Είσαι στη λίστα αναμονής": ["Σειρά"],
        "Ζήτησες θέση": ["Αίτημα"],
        "Έχουν γίνει": ["Έγινε", "Έγινε πιο παλιά"],
    }
    english = as_ada.get(f"/en{PAGE}").text
    assert list(groups(english)) == [
        "A seat is offered to you",
        "You are invited",
        "Where you have a seat",
        "You are on the waiting list",
        "You asked for a seat",
        "Past",
    ]


def test_an_offer_says_until_when_and_leads_to_the_answer(
    as_ada: Browser, stand: Any, time_: Clock
) -> None:
    event = make_event(capacity=1, seats_held=1)
    stand(event, "offered", offer_ends_at=at("2026-11-25 10:00"))
    said = line(as_ada.get(PAGE).text, event)
    assert "Μια θέση είναι δική σου, αν απαντήσεις ως" in said
    assert "25 Νοεμβρίου, 10:00" in said
    assert f'<a class="button " href="{event.path}#seat"' in said
    time_.at = at("2026-11-25 10:00")
    said = line(as_ada.get(PAGE).text, event)
    assert "Η προσφορά θέσης έληξε." in said
    assert "button" not in said


def test_a_turn_says_its_number_and_when_no_seat_is_offered_any_more(
    as_ada: Browser, stand: Any, grace: Person, mallory: Person, time_: Clock
) -> None:
    event = make_event(capacity=1, entry_closes_at=at("2026-12-01 18:00"))
    for number, person in enumerate((grace, mallory)):
        before = time_.at - timedelta(minutes=9 - number)
        stand(event, "waiting", person_id=person.id, queued_at=before)
    stand(event, "waiting")
    alone = make_event("2026-12-09 18:00", title_el="Μόνη", capacity=1, seats_taken=1)
    stand(alone, "waiting")
    page = as_ada.get(PAGE).text
    assert "Στη σειρά έχεις τον αριθμό 3." in line(page, event)
    assert "Δεν προσφέρονται άλλες θέσεις." not in line(page, event)
    assert "Στη σειρά έχεις τον αριθμό 1." in line(page, alone)
    time_.at = at("2026-12-01 18:00")
    assert "Δεν προσφέρονται άλλες θέσεις." in line(as_ada.get(PAGE).text, event)


def test_a_request_and_an_invitation_show_what_was_said(as_ada: Browser, stand: Any) -> None:
    asked, invited = make_event(entry=BY_APPROVAL), make_event("2026-12-09 18:00", title_el="Β")
    stand(asked, "asked", words="Έχω <b>συνεταιρισμό</b>")
    stand(invited, "invited", answer="Σε θέλουμε κοντά μας")
    page = as_ada.get(PAGE).text
    assert "Έγραψες: Έχω &lt;b&gt;συνεταιρισμό&lt;/b&gt;" in line(page, asked)
    assert "Σε θέλουμε κοντά μας" in line(page, invited)
    assert f'href="{invited.path}#seat"' in line(page, invited)


def test_a_seat_leads_to_its_ticket_and_to_the_question_whether_one_comes(
    as_ada: Browser, ada: Person, stand: Any, time_: Clock
) -> None:
    event, plain = make_event(), make_event("2026-12-09 18:00", title_el="Β")
    for each in (event, plain):
        seat(each, ada)
    with transaction():
        mine = select(Registration).where(Registration.event_id == event.id)
        row = db.session.scalars(mine).one()
        row.asked_again_at, ticket = time_.at, row.ticket
    page = as_ada.get(PAGE).text
    assert f'href="/events/ticket/{ticket}"' in line(page, event)
    way = re.search(r'href="(/events/coming/[^"]+)"', line(page, event))
    assert way
    assert as_ada.get(way[1]).status_code == 200
    assert "/events/coming/" not in line(page, plain)


def test_what_was_called_off_is_marked_and_holds_no_hope(as_ada: Browser, stand: Any) -> None:
    seated = make_event(state=CANCELLED, title_el="Δεν θα γίνει")
    stand(seated, ticket="t1")
    stand(make_event("2026-12-09 18:00", state=CANCELLED, title_el="Β"), "waiting")
    page = as_ada.get(PAGE).text
    assert groups(page) == {"Πού έχεις θέση": ["Δεν θα γίνει"]}
    assert "Ακυρώθηκε" in line(page, seated)
    assert "ticket" not in line(page, seated)


def test_who_was_there_is_led_to_the_certificate_others_are_not(
    as_ada: Browser, stand: Any
) -> None:
    there = make_event("2026-11-20 18:00", title_el="Α")
    absent = make_event("2026-11-21 18:00", title_el="Β")
    stand(there, attended_at=at("2026-11-20 18:05"), presence="present")
    stand(absent)
    page = as_ada.get(PAGE).text
    assert "Ήσουν εκεί" in line(page, there)
    assert f'href="/certificates/for/event:{there.id}"' in line(page, there)
    assert "Ήσουν εκεί" not in line(page, absent)
    assert "/certificates/" not in line(page, absent)
    assert as_ada.get(f"/certificates/for/event:{there.id}").status_code == 200


def test_what_staff_gave_to_ones_address_stands_there_too_and_once(
    as_ada: Browser, ada: Person, stand: Any
) -> None:
    invited, given = make_event(title_el="Α"), make_event("2026-12-09 18:00", title_el="Β")
    both, past = make_event("2026-12-10 18:00", title_el="Γ"), make_event("2026-11-10 18:00")
    stand(invited, "invited", **to_ada())
    stand(given, **to_ada())
    stand(both, "waiting")
    stand(both, **to_ada())
    for values in ({}, to_ada()):
        stand(past, **values)
    stand(make_event("2026-12-11 18:00", title_el="Δ"), "unconfirmed", **to_ada())
    stand(make_event("2026-12-12 18:00", title_el="Ε"), **to_ada(guest_email="b@example.org"))
    page = as_ada.get(PAGE).text
    assert groups(page) == {
        "Έχεις πρόσκληση": ["Α"],
        "Πού έχεις θέση": ["Β", "Γ"],
        "Έχουν γίνει": [past.title_el],
    }
    assert "Δόθηκε στη διεύθυνση e-mail σου." in line(page, given)
    assert "Δόθηκε στη διεύθυνση e-mail σου." in line(page, both)
    assert "Δόθηκε στη διεύθυνση e-mail σου." not in line(page, past)
    assert "Ναι, αυτή η θέση είναι δική μου" in as_ada.get(both.path).text
    with transaction():
        db.session.get_one(Person, ada.id).confirmed_at = None
    assert groups(as_ada.get(PAGE).text) == {
        "Είσαι στη λίστα αναμονής": ["Γ"],
        "Έχουν γίνει": [past.title_el],
    }


def test_calendars_hours_and_steps_know_of_it_as_this_page_does(
    app: Flask, client: Browser, as_ada: Browser, ada: Person, stand: Any, step: Step
) -> None:
    given = make_event(title_el="Δοσμένη", serves=step.subject)
    invited = make_event("2026-12-09 18:00", title_el="Πρόσκληση")
    both = make_event("2026-12-10 18:00", title_el="Διπλή")
    at_once = make_event(title_el="Ίδια ώρα")
    stand(given, **to_ada())
    stand(invited, "invited", **to_ada())
    stand(both, "waiting")
    stand(both, **to_ada())
    address = make_address(as_ada)

    def known() -> list[Any]:
        page, seen = (
            as_ada.get(f"/events/{path}").text for path in ("subscribe", "subscribe/seen")
        )
        return [
            titles_of(client.get(address).data),
            re.findall(r'<span class="title">([^<]*)</span>', seen),
            re.findall(r'<li><a class="title" href="[^"]*">([^<]*)</a><small>', page),
            "Έχεις θέση στη δράση «Δοσμένη»" in as_read(as_ada.get(at_once.path).text),
            "Έχεις θέση" in shown(app, db.session.get_one(Person, ada.id)),
        ]

    lines = ["Δοσμένη", "[ΠΡΟΣΚΛΗΣΗ] Πρόσκληση", "Διπλή"]
    assert known() == [lines, lines, ["Δοσμένη", "Διπλή"], True, True]
    assert as_ada.post(f"{at_once.path}seat").status_code == 422
    with transaction():
        db.session.get_one(Person, ada.id).confirmed_at = None
    lines = ["[ΛΙΣΤΑ ΑΝΑΜΟΝΗΣ] Διπλή"]
    assert known() == [lines, lines, [], False, False]


def test_who_gave_a_seat_back_and_was_given_another_finds_that_one(
    as_ada: Browser, as_maria: Browser, ada: Person
) -> None:
    event = make_event(capacity=3)
    seat(event, ada)
    give_up(event, ada)
    form = {"name": "Άντα", "email": "ada@example.org", "once": "by-hand-again"}
    assert as_maria.post(f"{event.path}people/new", data=form).status_code == 303
    assert list(groups(as_ada.get(PAGE).text)) == ["Πού έχεις θέση"]
    page = as_ada.get(event.path).text
    assert "Έχεις θέση." in page
    assert 'name="once"' in page[page.index("Έχεις θέση.") : page.index("Ναι, αυτή η θέση")]
    assert as_ada.post(f"{event.path}seat").status_code == 303
    rows = db.session.scalars(select(Registration)).all()
    assert [(row.person_id, row.state) for row in rows] == [(ada.id, "seat")]


def test_ones_own_copy_holds_what_stands_under_the_address(
    ada: Person, make: Any, stand: Any, time_: Clock
) -> None:
    invited, was = make_event(title_el="Α"), make_event("2026-11-10 18:00", title_el="Β")
    stand(invited, "invited", **to_ada(answer="Έλα"))
    there = stand(was, **to_ada())
    act = {"client_id": "a", "way": "list", "from_at": was.starts_at, "kept_at": time_.at}
    make(Attendance, event_id=was.id, registration_id=there.id, **act)
    stand(make_event("2026-12-09 18:00"), "unconfirmed", **to_ada())
    held = everything_of(db.session.get_one(Person, ada.id))["events"]["seats"]
    found = [(row["event"], row["answered"], len(row["was_there"])) for row in held]
    assert found == [("Α", "Έλα", 0), ("Β", "", 1)]


def test_an_empty_page_says_what_will_be_here_and_leads_to_the_list(as_ada: Browser) -> None:
    page = as_ada.get(PAGE).text
    assert "Δεν έχεις κάτι σε δράσεις ακόμη" in page
    assert '<a class="button " href="/events/"' in page
    assert "You have nothing at events yet" in as_ada.get(f"/en{PAGE}").text


def test_with_only_the_past_it_leads_to_what_comes(as_ada: Browser, stand: Any) -> None:
    stand(make_event("2026-11-10 18:00"))
    page = as_ada.get(PAGE).text
    assert "Τώρα δεν έχεις κάτι που έρχεται." in page
    assert list(groups(page)) == ["Έχουν γίνει"]


def test_it_is_for_whoever_is_signed_in_and_for_no_search_engine(
    client: Browser, as_ada: Browser, as_person: Callable[..., Browser], grace: Person, stand: Any
) -> None:
    stand(make_event(title_el="Της Άντα"))
    assert client.get(PAGE).status_code == 303
    assert "/accounts/sign-in" in client.get(PAGE).location
    page = as_ada.get(PAGE).text
    assert '<meta name="robots" content="noindex">' in page
    assert "Της Άντα" in page
    assert "Της Άντα" not in as_person(grace).get(PAGE).text


def test_the_list_the_account_the_home_and_the_calendars_lead_there(
    client: Browser, as_ada: Browser, stand: Any
) -> None:
    stand(make_event())
    for page in ("/events/", "/events/?when=past", "/accounts/me/", "/", "/events/subscribe"):
        assert f'href="{PAGE}"' in as_ada.get(page).text, page
        assert f'href="/en{PAGE}"' in as_ada.get(f"/en{page}").text, page
        assert PAGE not in client.get(page).text, page


def test_the_past_turns_its_pages_and_the_rest_stands_on_the_first(
    as_ada: Browser, stand: Any
) -> None:
    stand(make_event(title_el="Έρχεται"))
    for number in range(SIZE + 1):
        stand(make_event("2026-11-10 18:00", title_el=f"Π{number:02}"))
    first = as_ada.get(PAGE).text
    gone = [f"Π{number:02}" for number in range(SIZE, -1, -1)]
    assert groups(first) == {"Πού έχεις θέση": ["Έρχεται"], "Έχουν γίνει": gone[:SIZE]}
    (onwards,) = re.findall(r'href="([^"]*)" rel="next"', first)
    second = as_ada.get(onwards).text
    assert groups(second) == {"Έχουν γίνει": gone[SIZE:]}
    assert f'href="{PAGE}"' in second
    (back,) = re.findall(r'href="([^"]*)" rel="prev"', second)
    assert groups(as_ada.get(back).text) == {"Έχουν γίνει": gone[:SIZE]}
    last = as_ada.get(f"{PAGE}?after={int(at('2000-01-01 10:00').timestamp())}~1").text
    assert "Δεν υπάρχει τίποτε άλλο" in last
    for nonsense in ("after=x", "after=1~", "before=99999999999~1"):
        assert as_ada.get(f"{PAGE}?{nonsense}").status_code == 404


def test_dates_of_other_rooms_that_are_ahead_stand_there_too(
    as_ada: Browser, dates: list[Dated], time_: Clock
) -> None:
    today = time_.at.date()

    def planned(days: int, title: str, **more: Any) -> Dated:
        day, at = today + timedelta(days=days), time_.at
        end = day + timedelta(days=1)
        path = "/toolbox/works/7/"
        return Dated(title, title, day, end, path, at, at, about="Η ομάδα μας\n\nΆννα", **more)

    dates += [planned(-1, "Χτες"), planned(0, "Σήμερα"), planned(9, "Υπογραφή")]
    dates += [planned(3, "Όχι πια", taken_back=True)]
    page = as_ada.get(PAGE).text
    assert groups(page) == {"Οι άλλες μέρες σου": ["Σήμερα", "Υπογραφή"]}
    assert page.count('href="/toolbox/works/7/"') == 2
    assert page.count("<span>Η ομάδα μας</span>") == 2
    assert "Your other dates" in as_ada.get(f"/en{PAGE}").text
    assert as_ada.get(f"/en{PAGE}").text.count('href="/en/toolbox/works/7/"') == 2
    dates += [planned(number + 10, f"Μέρα {number}") for number in range(50)]
    assert len(groups(as_ada.get(PAGE).text)["Οι άλλες μέρες σου"]) == 12


def costs(browser: Browser, stand: Any, queries_run: list[str], moment: datetime) -> list[int]:
    """How many statements the page takes with one of everything, three and many."""
    found = []
    for count in (1, 3, 30):
        for number in range(count):
            _one_of_each(stand, f"{count}-{number}", moment)
        queries_run.clear()
        assert browser.get(PAGE).status_code == 200
        found.append(len(queries_run))
    return found


@pytest.mark.usefixtures("alone", "dates")
def test_it_costs_the_same_however_much_one_has(
    as_ada: Browser, stand: Any, queries_run: list[str], time_: Clock
) -> None:
    # Who it is, what is over, what is ahead.
    assert costs(as_ada, stand, queries_run, time_.at) == [3, 3, 3]


@pytest.mark.usefixtures("dates")
def test_certificates_cost_two_more_however_many_there_are(
    as_ada: Browser, stand: Any, queries_run: list[str], time_: Clock
) -> None:
    # With the bell in the bar.
    assert costs(as_ada, stand, queries_run, time_.at) == [6, 6, 6]


def _one_of_each(stand: Any, name: str, moment: datetime) -> None:
    for state in ("seat", "waiting", "offered", "asked", "invited"):
        event = make_event(title_el=f"{state} {name}")
        stand(event, state, offer_ends_at=moment + timedelta(hours=9))
    stand(make_event("2026-11-10 18:00", title_el=name), attended_at=moment)
