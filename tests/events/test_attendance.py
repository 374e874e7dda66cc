"""Who was there: noted as a plain form, or line by line, and taken back."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person, StaffAct
from kalo.accounts.own_data import _rooms
from kalo.events import actions
from kalo.events.models import Event, Registration
from kalo.kit.db import db, transaction
from tests.conftest import HTMX, Browser
from tests.events.conftest import Clock
from tests.factories.events import make_event, seat

NOW = "2026-11-23 12:00"  # it begins at this moment


@pytest.fixture
def said(app: Flask) -> Iterator[list[str]]:
    """What was announced: whose attendance was noted or taken back, and by whom."""
    heard: list[str] = []

    def _hear(word: str) -> Callable[..., None]:
        def hear(sender: Registration, by: Person) -> None:
            heard.append(f"{word} {sender.person.name} {sender.event.title_el} {by.name}")

        return hear

    listeners = [_hear("attended"), _hear("undone")]
    with (
        signals.attended.connected_to(listeners[0]),
        signals.attendance_undone.connected_to(listeners[1]),
    ):
        yield heard


@pytest.fixture
def event(ada: Person, grace: Person) -> Event:
    """A workshop that begins now; Ada and Grace have a seat."""
    event = make_event(NOW, title_el="Εργαστήριο")
    for person in (ada, grace):
        seat(event, person)
    return event


def seats() -> dict[str, Registration]:
    """Each seat, by whose it is."""
    rows = db.session.execute(
        select(Person.handle, Registration).join(Person, Person.id == Registration.person_id)
    )
    return {row[0]: row[1] for row in rows}


def present() -> set[str]:
    return {handle for handle, seat in seats().items() if seat.attended_at is not None}


def form(*here: str, was: tuple[str, ...] = ()) -> dict[str, Any]:
    """The list as a browser sends it: these boxes ticked, those as it showed them."""
    ids = {handle: str(seat.id) for handle, seat in seats().items()}
    return {
        "shown": list(ids.values()),
        "here": [ids[handle] for handle in here],
        "was": [ids[handle] for handle in was],
    }


def test_a_facilitator_notes_who_was_here_and_the_house_hears(
    as_maria: Browser, maria: Person, event: Event, said: list[str], time_: Clock
) -> None:
    answer = as_maria.post(f"{event.path}attendance", data=form("ada"))
    assert (answer.status_code, answer.location) == (303, f"{event.path}attendance")
    assert present() == {"ada"}
    noted = seats()["ada"]
    assert (noted.attended_at, noted.attended_by_id) == (time_.at, maria.id)
    assert said == ["attended Ada Εργαστήριο Maria"]
    page = as_maria.get(f"{event.path}attendance").text
    assert re.findall(r'value="(\d+)" checked', page) == [str(noted.id)]
    assert "Ήταν εδώ 1 από 2" in page
    assert "Ήταν εδώ. Σημειώθηκε" in page


def test_a_mark_can_be_taken_back_later_and_again_given(
    as_maria: Browser, event: Event, said: list[str], time_: Clock
) -> None:
    as_maria.post(f"{event.path}attendance", data=form("ada", "grace"))
    time_.pass_by(days=30)
    as_maria.post(f"{event.path}attendance", data=form("grace", was=("ada", "grace")))
    assert present() == {"grace"}
    assert seats()["ada"].attended_by_id is None
    as_maria.post(f"{event.path}attendance", data=form("ada", "grace", was=("grace",)))
    assert present() == {"ada", "grace"}
    assert [words.split()[0] for words in said] == ["attended", "attended", "undone", "attended"]


def test_an_old_form_undoes_nothing_that_another_one_did(
    as_maria: Browser, event: Event, said: list[str]
) -> None:
    """Two lead the workshop: each sends only the boxes that were turned there."""
    as_maria.post(f"{event.path}attendance", data=form("ada"))
    as_maria.post(f"{event.path}attendance", data=form("grace"))  # it showed nobody ticked
    assert present() == {"ada", "grace"}
    as_maria.post(f"{event.path}attendance", data=form("ada", "grace"))
    assert len(said) == 2


def test_each_line_is_an_act_that_can_be_repeated(
    as_maria: Browser, event: Event, said: list[str]
) -> None:
    line = f"{event.path}attendance/{seats()['ada'].id}"
    for _ in range(2):
        answer = as_maria.post(line, data={"here": "1"}, headers=HTMX)
        assert answer.status_code == 200
        assert f'id="said-{seats()["ada"].id}"' in answer.text
        assert '<p class="strong" id="present">Ήταν εδώ 1 από 2</p>' in answer.text
        assert "<html" not in answer.text
    assert (present(), len(said)) == ({"ada"}, 1)
    for _ in range(2):
        answer = as_maria.post(line)
        assert (answer.status_code, answer.location) == (
            303,
            f"{event.path}attendance#seat-{seats()['ada'].id}",
        )
    assert (present(), len(said)) == (set(), 2)
    assert as_maria.get(line).location.endswith(f"attendance#seat-{seats()['ada'].id}")


def test_everybody_was_here_with_one_press(
    as_maria: Browser, event: Event, said: list[str]
) -> None:
    as_maria.post(f"{event.path}attendance", data=form("grace"))
    for _ in range(2):
        as_maria.post(f"{event.path}attendance", data={**form(), "everybody": "1"})
    assert present() == {"ada", "grace"}
    assert [words.split()[1] for words in said] == ["Grace", "Ada"]


def test_what_was_noted_is_in_the_log_of_staff(
    as_maria: Browser, ada: Person, grace: Person, event: Event
) -> None:
    as_maria.post(f"{event.path}attendance", data=form("ada"))
    as_maria.post(f"{event.path}attendance", data=form(was=("ada",)))
    as_maria.post(f"{event.path}attendance", data={"everybody": "1"})
    acts = db.session.scalars(select(StaffAct).order_by(StaffAct.id))
    assert [(act.verb, act.subject, act.detail) for act in acts] == [
        ("noted who was at an event", event.subject, f"person:{ada.id}"),
        ("took back who was at an event", event.subject, f"person:{ada.id}"),
        ("noted that everybody was at an event", event.subject, "2"),
    ]


@pytest.mark.parametrize(("minutes", "open_"), [(16, False), (15, True), (-60 * 24 * 40, True)])
def test_it_opens_a_quarter_before_the_start_and_never_closes(
    as_maria: Browser, event: Event, time_: Clock, minutes: int, open_: bool
) -> None:
    time_.pass_by(minutes=-minutes)
    page = as_maria.get(f"{event.path}attendance").text
    answer = as_maria.post(f"{event.path}attendance", data=form("ada"))
    assert ("Ada" in page, "data-keeps" in page) == (True, open_)
    assert (answer.status_code, present()) == ((303, {"ada"}) if open_ else (422, set()))
    assert ("από 15 λεπτά πριν" in answer.text) is not open_
    line = as_maria.post(f"{event.path}attendance/{seats()['grace'].id}", data={"here": "1"})
    assert line.status_code == (303 if open_ else 422)


def test_strange_numbers_and_seats_of_others_are_passed_over(
    as_maria: Browser, event: Event, mallory: Person, as_ada: Browser, said: list[str]
) -> None:
    other = make_event(NOW, title_el="Άλλη")
    seat(other, mallory)
    as_ada.post(f"{event.path}seat/undo")
    ids = [str(each.id) for each in seats().values()]
    sent = {"shown": [*ids, "x", "-1", "9" * 30], "here": [*ids, "x", "²", "9" * 30]}
    assert as_maria.post(f"{event.path}attendance", data=sent).status_code == 303
    assert present() == {"grace"}
    assert [words.split()[1] for words in said] == ["Grace"]


def test_who_was_here_keeps_the_seat_and_reads_that_it_is_noted(
    as_maria: Browser, as_ada: Browser, as_person: Any, grace: Person, event: Event, time_: Clock
) -> None:
    as_maria.post(f"{event.path}attendance", data=form("ada"))
    page = as_ada.get(event.path).text
    assert "Ήσουν εκεί· έχει σημειωθεί." in page
    assert "seat/undo" not in page
    answer = as_ada.post(f"{event.path}seat/undo")
    assert answer.status_code == 422
    assert "Έχει σημειωθεί ότι είσαι εδώ" in answer.text
    time_.pass_by(days=1)
    assert "Ήσουν εκεί· έχει σημειωθεί." in as_ada.get(event.path).text
    assert "Είχες θέση. Αν ήσουν εκεί" in as_person(grace).get(event.path).text
    assert "You were there; it is noted." in as_ada.get(f"/en{event.path}").text


def test_who_was_here_may_still_be_erased_at_that_moment(
    as_maria: Browser, ada: Person, event: Event
) -> None:
    as_maria.post(f"{event.path}attendance", data=form("ada"))
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    assert list(seats()) == ["grace"]


def test_an_event_where_somebody_was_is_not_called_off(as_maria: Browser, event: Event) -> None:
    as_maria.post(f"{event.path}attendance", data=form("ada"))
    reason = {"reason": "Πλημμύρα", "once": "k" * 9}
    answer = as_maria.post(f"{event.path}cancellation", data=reason)
    assert answer.status_code == 422
    assert "Κάποιο άτομο έχει σημειωθεί παρόν εδώ." in answer.text
    as_maria.post(f"{event.path}attendance", data=form(was=("ada",)))
    assert as_maria.post(f"{event.path}cancellation", data=reason).status_code == 303


def test_names_are_for_those_who_plan(client: Browser, as_person: Any, event: Event) -> None:
    assert "Ada" in as_person(event_planner(event)).get(f"{event.path}attendance").text
    for browser in (client, as_person(None)):
        assert "Ada" not in browser.get(event.path).text
        assert "attendance" not in browser.get(event.path).text


def event_planner(event: Event) -> Person:
    """Somebody who may plan, made on the spot."""
    with transaction():
        planner = Person(
            handle="planner",
            name="Πλάνη",
            joined_at=event.created_at,
            confirmed_at=event.created_at,
            roles=frozenset({"facilitator"}),
        )
        db.session.add(planner)
    return planner


def test_a_draft_with_nobody_says_so_in_english_too(as_maria: Browser) -> None:
    empty = make_event(NOW)
    assert "Δεν έχει κρατήσει θέση κανένα άτομο" in as_maria.get(f"{empty.path}attendance").text
    assert "Nobody has a seat" in as_maria.get(f"/en{empty.path}attendance").text


def test_a_person_gets_what_was_noted_of_them(as_maria: Browser, ada: Person, event: Event) -> None:
    as_maria.post(f"{event.path}attendance", data=form("ada"))
    held = _rooms["events"](ada)["seats"]
    assert [each["attendance_noted"] for each in held] == ["2026-11-23T10:00:00+00:00"]
    assert [each["attendance"] for each in held] == ["present"]
    assert held[0]["ticket"] == seats()["ada"].ticket
    assert held[0]["was_there"] == [
        {"from": "2026-11-23T10:00:00+00:00", "until": None, "how": "list"}
    ]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_costs_the_same_however_many_have_a_seat(
    as_maria: Browser, make_person: Any, queries_run: list[str], count: int
) -> None:
    event = make_event(NOW)
    for number in range(count):
        seat(event, make_person("P" + "x" * number))
    path = f"{event.path}attendance"
    as_maria.get(path)
    queries_run.clear()
    page = as_maria.get(path).text
    assert page.count('name="here"') == count
    assert len(queries_run) == 5


def test_two_at_once_note_each_line_once(
    app: Flask, maria: Person, event: Event, said: list[str]
) -> None:
    wishes = {each.id: True for each in seats().values()}
    event_id, maria_id = event.id, maria.id
    db.session.rollback()

    def tick(_n: int) -> None:
        with app.app_context(), transaction():
            there, by = db.session.get_one(Event, event_id), db.session.get_one(Person, maria_id)
            actions.keep_attendance(there, by, wishes)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tick, range(8)))
    assert present() == {"ada", "grace"}
    assert sorted(words.split()[1] for words in said) == ["Ada", "Grace"]
