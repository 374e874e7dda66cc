"""What events give to other rooms: slots, search, own data, the sample."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.own_data import _rooms
from kalo.events import search, seeds
from kalo.events.models import (
    CANCELLED,
    DRAFT,
    PUBLISHED,
    REPORTED,
    CalendarToken,
    Event,
    Registration,
)
from kalo.events.seeds.stories import LAWYER
from kalo.events.slots import about_event, led_by, next_events
from kalo.kit.db import db, transaction
from kalo.kit.steps import Step
from kalo.kit.text import render
from tests.conftest import Browser
from tests.factories.events import make_event, seat

HANDLES = ("maria", "giorgos", "despoina", "nikos", "anna", "eleni", "admin", "iosif")


@pytest.mark.parametrize("count", [1, 5])
def test_the_home_page_shows_the_next_three(app: Flask, queries_run: list[str], count: int) -> None:
    make_event("2026-11-20 18:00", title_el="Παλιά")
    make_event("2026-12-01 18:00", title_el="Ακυρωμένη", state=CANCELLED)
    make_event("2026-12-01 19:00", title_el="Πρόχειρη", state=DRAFT)
    for number in range(count):
        make_event(f"2026-12-0{number + 2} 18:00", title_el=f"Α{number}")
    queries_run.clear()
    with app.test_request_context("/"):
        shown = next_events(person=None) or ""
    assert [n for n in range(5) if f"Α{n}" in shown] == list(range(min(3, count)))
    assert "ΔΕΚ" in shown
    assert not [title for title in ("Παλιά", "Ακυρωμένη", "Πρόχειρη") if title in shown]
    assert len(queries_run) == 1


def test_without_events_the_home_page_shows_nothing_of_ours(app: Flask) -> None:
    with app.test_request_context("/"):
        assert next_events(person=None) is None


def test_a_profile_shows_what_a_person_facilitates(app: Flask, maria: Person, ada: Person) -> None:
    make_event(facilitator_id=maria.id, title_el="Δικό της")
    make_event("2026-12-04 18:00", facilitator_id=maria.id, title_el="Πρόχειρο", state=DRAFT)
    with app.test_request_context("/"):
        shown = led_by(person=maria, viewer=None) or ""
        assert led_by(person=ada, viewer=None) is None
    assert "Δικό της" in shown
    assert "Πρόχειρο" not in shown


def test_a_discussion_shows_the_event_it_is_about(app: Flask) -> None:
    event, draft = make_event(), make_event("2026-12-04 18:00", state=DRAFT)
    with app.test_request_context("/"):
        assert event.path in (about_event(subject=event.subject) or "")
        for subject in (
            draft.subject,
            "event:999",
            "event:x",
            f"event:{10**20}",
            "lesson:1",
            "",
            None,
        ):
            assert about_event(subject=subject) is None


def test_search_finds_announced_events_in_both_languages(app: Flask, maria: Person) -> None:
    event = make_event(summary_el="Δυο λόγια", html_el=render("Και **πολλά**"))
    draft = make_event("2026-12-04 18:00", state=DRAFT)
    found = list(search.documents([event.id, draft.id, 999]))
    assert [(d.id, d.language, d.title, d.path) for d in found] == [
        (event.id, "el", "Εργαστήριο για το καταστατικό", event.path),
        (event.id, "en", "Workshop on the statutes", event.path),
    ]
    assert found[0].body == "Δυο λόγια\nΚαι πολλά\nΔημαρχείο Περιστερίου"
    assert len(list(search.documents(None))) == 2
    assert search.visible(None, [event.id, draft.id]) == {event.id}
    assert search.visible(maria, [event.id, draft.id]) == {event.id, draft.id}


def test_a_person_gets_what_we_hold_of_them(as_ada: Browser, ada: Person) -> None:
    event = make_event(title_el="Εργαστήριο", facilitator_id=ada.id)
    seat(event, ada)
    for label in ("Κινητό", "Δουλειά"):
        as_ada.post("/events/subscribe/address", data={"label": label, "alarm_minutes": "15"})
    first = db.session.scalars(select(CalendarToken).order_by(CalendarToken.id)).first()
    assert first
    as_ada.post(f"/events/subscribe/addresses/{first.id}/leak")
    held = _rooms["events"](ada)
    assert [(s["event"], s["state"], s["given_up"]) for s in held["seats"]] == [
        ("Εργαστήριο", "seat", None)
    ]
    assert held["facilitates"] == ["Εργαστήριο"]
    assert [(c["name"], c["alarm_minutes"], c["leaked"]) for c in held["calendars"]] == [
        ("Κινητό", 15, True),
        ("Δουλειά", 15, False),
        ("Κινητό", 15, False),
    ]
    assert held["calendars"][0]["replaced"]
    assert [c["last_fetched"] for c in held["calendars"]] == [None] * 3


def test_the_account_leads_to_ones_calendar(as_ada: Browser, ada: Person) -> None:
    seat(make_event(title_el="Η θέση μου"), ada)
    assert "Η θέση μου" in as_ada.get("/events/subscribe").text


@pytest.fixture
def sample(app: Flask, make_person: Callable[..., Person]) -> list[Event]:
    for handle in HANDLES:
        make_person(handle)
    for _ in range(2):
        with transaction():
            seeds.seed({p.handle: p for p in db.session.scalars(select(Person))})
    return list(db.session.scalars(select(Event).order_by(Event.starts_at)))


def test_the_sample_tells_its_story_once_and_names_itself(
    sample: list[Event], client: Browser, time_: Any
) -> None:
    assert [event.state for event in sample].count(PUBLISHED) == 12
    assert [event.state for event in sample].count(REPORTED) == 1
    assert [event.state for event in sample].count(CANCELLED) == 1
    assert [event.state for event in sample].count(DRAFT) == 1
    now = [event for event in sample if event.is_on(time_.at)]
    assert [(event.mode, event.has_room) for event in now] == [("online", True)]
    assert [e.kind for e in sample if e.seats_left == 1] == ["focus-group"]
    assert all(event.title_en and event.sample for event in sample)
    assert "Αυτή η δράση είναι δείγμα" in client.get(now[0].path).text
    assert "Δείγμα" in client.get(now[0].path).text


def test_the_samples_counts_are_true(sample: list[Event]) -> None:
    held = select(Registration.event_id, func.count()).group_by(Registration.event_id)
    assert dict(db.session.execute(held).all()) == {
        event.id: event.seats_taken for event in sample if event.seats_taken
    }


def test_the_samples_workshop_is_a_step_where_its_programme_stands(
    app: Flask, make_person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch, client: Browser
) -> None:
    step = Step("block:17", LAWYER, "Ρώτα τη νομικό", "Πρόγραμμα", "/learning/p1/")
    monkeypatch.setattr("kalo.kit.steps._finders", {"block": lambda _subjects: [step]})
    told: list[tuple[str, list[str]]] = []

    def hear(event: Event, before: str, seats: list[Registration]) -> None:
        told.append((event.serves, sorted(s.person.handle for s in seats if s.attended_at)))

    people = {handle: make_person(handle) for handle in HANDLES}
    with signals.serving_changed.connected_to(hear), transaction():
        seeds.seed(people)
    assert told == [("block:17", ["despoina", "nikos"]), ("block:17", [])]
    served = db.session.scalars(select(Event).where(Event.serves != "")).all()
    assert [event.serves for event in served] == ["block:17", "block:17"]
    assert "Βήμα προγράμματος" in client.get(served[0].path).text


@pytest.mark.parametrize("hour", ["2027-10-31 00:10", "2027-10-31 01:40", "2027-03-28 01:10"])
def test_the_sample_can_be_sown_in_the_odd_nights(
    app: Flask, make_person: Callable[..., Person], time_: Any, hour: str
) -> None:
    from datetime import UTC, datetime

    time_.at = datetime.fromisoformat(hour).replace(tzinfo=UTC)
    for handle in HANDLES:
        make_person(handle)
    with transaction():
        seeds.seed({p.handle: p for p in db.session.scalars(select(Person))})
    assert db.session.scalar(select(func.count(Event.id))) == 15
