"""An event may be a step of a path that another room keeps."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.events.models import CANCELLED, DRAFT, Event
from kalo.kit.db import db
from kalo.kit.slots import slot
from kalo.kit.steps import Step
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_planning import typed
from tests.factories.events import make_event, seat

SERVES = '<select id="serves" name="serves"'


@pytest.fixture
def handed_over(app: Flask) -> Iterator[list[tuple[str, str, list[str]]]]:
    """Which step was served before, which is now, and whose seats these are."""
    heard: list[tuple[str, str, list[str]]] = []

    def hear(event: Event, before: str, seats: list[Any]) -> None:
        heard.append((before, event.serves, [each.person.name for each in seats]))

    with signals.serving_changed.connected_to(hear):
        yield heard


def only_event() -> Event:
    return db.session.scalars(select(Event)).one()


def shown(app: Flask, person: Person | None, subject: str = "block:17", **more: Any) -> str:
    with app.test_request_context("/"):
        g.person = person
        g.pop("serving", None)
        return str(slot("workshop-events", subject=subject, person=person, **more))


def test_the_form_offers_the_steps_there_are_and_keeps_the_choice(
    as_maria: Browser, step: Step
) -> None:
    assert "Πρόγραμμα: Ζωντανό εργαστήριο" in as_maria.get("/events/new").text
    assert as_maria.post("/events/new", data=typed(serves="block:17")).status_code == 303
    event = only_event()
    assert event.serves == "block:17"
    as_maria.post(f"{event.path}publication")
    form = as_maria.get(f"{event.path}edit").text
    assert '<option selected value="block:17">' in form
    as_maria.post(f"{event.path}edit", data=typed(serves="", revision="2"))
    assert only_event().serves == ""


@pytest.mark.parametrize("subject", ["block:18", "lesson:17", "event:1", "block:17 ", "x" * 90])
def test_a_step_that_was_not_offered_is_refused(
    as_maria: Browser, step: Step, subject: str
) -> None:
    assert as_maria.post("/events/new", data=typed(serves=subject)).status_code == 422
    assert db.session.scalars(select(Event)).all() == []
    assert as_maria.post("/events/new", data=typed(serves=step.subject)).status_code == 303


def test_where_no_room_has_steps_nothing_is_asked(
    as_maria: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kalo.kit.steps._finders", {})
    assert SERVES not in as_maria.get("/events/new").text
    assert as_maria.post("/events/new", data=typed()).status_code == 303
    assert only_event().serves == ""


def test_a_step_that_went_away_stays_chosen_until_somebody_changes_it(
    as_maria: Browser, client: Browser, step: Step
) -> None:
    event = make_event(serves="block:9")
    form = as_maria.get(f"{event.path}edit").text
    assert '<option selected value="block:9">Ένα βήμα που δεν υπάρχει πια</option>' in form
    sent = typed(serves="block:9", revision="1", title_el="Νέος τίτλος")
    assert as_maria.post(f"{event.path}edit", data=sent).status_code == 303
    event = only_event()
    assert (event.serves, event.title_el) == ("block:9", "Νέος τίτλος")
    assert "Βήμα προγράμματος" not in client.get(event.path).text


def test_the_events_page_leads_to_the_step(client: Browser, step: Step) -> None:
    event = make_event(serves=step.subject)
    page = client.get(event.path).text
    assert '<a class="title" href="/learning/p1/">Ζωντανό εργαστήριο</a>' in page
    assert "του προγράμματος «Πρόγραμμα»" in page
    assert 'href="/en/learning/p1/"' in client.get(f"/en{event.path}").text
    assert "Βήμα προγράμματος" not in client.get(make_event("2026-12-05 10:00").path).text


def test_another_step_is_told_with_the_seats(
    as_maria: Browser, ada: Person, step: Step, handed_over: list[Any]
) -> None:
    event = make_event()
    seat(event, ada)
    as_maria.post(f"{event.path}edit", data=typed(serves=step.subject, revision="1"))
    event = only_event()
    as_maria.post(f"{event.path}edit", data=typed(serves=step.subject, revision="2", place="Ίλιον"))
    as_maria.post(f"{event.path}edit", data=typed(serves="", revision="3"))
    assert handed_over == [("", "block:17", ["Ada"]), ("block:17", "", ["Ada"])]


def test_a_step_may_be_chosen_late_but_credit_is_not_moved(
    as_maria: Browser, ada: Person, step: Step, handed_over: list[Any]
) -> None:
    event = make_event("2026-11-23 12:00")
    seat(event, ada)
    as_maria.post(f"{event.path}attendance", data={"everybody": "1"})
    sent = typed(start_wall="2026-11-23T12:00", end_wall="2026-11-23T14:00")
    late = as_maria.post(f"{event.path}edit", data={**sent, "serves": "block:17", "revision": "1"})
    assert (late.status_code, only_event().serves) == (303, "block:17")
    event = only_event()
    away = as_maria.post(f"{event.path}edit", data={**sent, "serves": "", "revision": "2"})
    assert (away.status_code, only_event().serves) == (422, "block:17")
    assert "Κάποιο άτομο έχει σημειωθεί παρόν εδώ." in away.text
    assert handed_over == [("", "block:17", ["Ada"])]


def test_a_lesson_shows_what_comes_with_seats_left_and_no_drafts(
    app: Flask, ada: Person, time_: Clock
) -> None:
    make_event("2026-12-01 18:00", title_el="Έρχεται", serves="block:17", capacity=3)
    make_event("2026-12-02 18:00", title_el="Γεμάτο", serves="block:17", capacity=1, seats_taken=1)
    make_event("2026-12-03 18:00", title_el="Πρόχειρο", serves="block:17", state=DRAFT)
    make_event("2026-12-04 18:00", title_el="Ακυρωμένο", serves="block:17", state=CANCELLED)
    make_event("2026-11-01 18:00", title_el="Παλιό", serves="block:17")
    make_event("2026-12-05 18:00", title_el="Αλλού", serves="block:18")
    for person in (None, ada):
        html = shown(app, person)
        titles = re.findall(r'class="title" href="/events/\d+-ergastirio/">([^<]+)<', html)
        assert titles == ["Έρχεται", "Γεμάτο"]
        assert "3 θέσεις ακόμη" in html
        assert html.count("#seat") == 1
    assert "Δεν έχει οριστεί ακόμη ημερομηνία" not in html
    assert "Δεν έχει οριστεί ακόμη ημερομηνία" in shown(app, ada, "block:99")


def test_a_lesson_shows_my_seat_and_where_i_was_and_nobody_elses(
    app: Flask, as_maria: Browser, ada: Person, grace: Person, time_: Clock
) -> None:
    past = make_event("2026-11-23 12:00", title_el="Χθεσινό", serves="block:17")
    coming = make_event("2026-12-01 18:00", title_el="Έρχεται", serves="block:17")
    called_off = make_event("2026-12-02 18:00", title_el="Ματαιώθηκε", serves="block:17")
    for event in (past, coming, called_off):
        seat(event, ada)
    as_maria.post(f"{called_off.path}cancellation", data={"reason": "Α", "once": "k" * 9})
    time_.pass_by(days=1)
    before = shown(app, ada)
    assert "δεν έχει σημειωθεί ακόμη αν ήρθες" in before
    as_maria.post(f"{past.path}attendance", data={"everybody": "1"})
    html = shown(app, ada)
    assert [html.count(words) for words in ("Ήσουν εκεί", "Έχεις θέση", "Ακυρώθηκε")] == [1, 1, 1]
    make_event("2026-12-03 18:00", title_el="Ακόμη ένα", serves="block:17")
    assert "Ακόμη ένα" not in shown(app, ada)  # who was there needs no other date
    others = shown(app, grace)
    assert "Ακόμη ένα" in others
    assert "Χθεσινό" not in others
    assert "Έχεις θέση" not in others
    assert "Ada" not in html + others
    time_.pass_by(days=10)
    assert "Δεν έχει οριστεί ακόμη ημερομηνία" not in shown(app, ada)


@pytest.mark.parametrize("count", [1, 3, 20])
def test_all_steps_of_a_page_cost_one_statement(
    app: Flask, ada: Person, queries_run: list[str], count: int
) -> None:
    subjects = ["block:17", "block:18", "block:19"]
    for number in range(count):
        for subject in subjects:
            make_event("2026-12-01 18:00", serves=subject, uid=f"{subject}-{number}")
    db.session.refresh(ada)
    queries_run.clear()
    with app.test_request_context("/"):
        g.person = ada
        html = [
            str(slot("workshop-events", subject=each, subjects=subjects, person=ada))
            for each in subjects
        ]
    assert [each.count('class="title"') for each in html] == [count] * 3
    assert len(queries_run) == 1
