"""Letters and news about seats and changes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events import actions, jobs, queries
from kalo.events.models import Announcement, Event
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter
from kalo.notifications.models import Notification
from tests.events.conftest import Clock
from tests.factories.events import make_event, seat


def letters() -> list[tuple[str, str]]:
    rows = db.session.scalars(select(Letter).order_by(Letter.recipient, Letter.id))
    return [(row.recipient, row.subject) for row in rows]


def forget_letters() -> None:
    with transaction():
        for letter in db.session.scalars(select(Letter)):
            db.session.delete(letter)


def news() -> list[tuple[int, str, int]]:
    rows = db.session.scalars(select(Notification).order_by(Notification.person_id))
    return [(row.person_id, row.kind, row.unread) for row in rows]


def change(event: Event, by: Person, **changed: Any) -> None:
    kept = ("title_el", "about_el", "about_en", "start_wall", "end_wall", "capacity", "place")
    with transaction():
        stands = db.session.get_one(Event, event.id)
        values = {name: getattr(stands, name) for name in kept} | changed
        actions.change_event(stands, by, values, stands.revision)


def cancel(event: Event, by: Person) -> None:
    with transaction():
        actions.cancel_event(db.session.get_one(Event, event.id), by, "Πλημμύρα στον χώρο")


@pytest.fixture
def event(ada: Person, make_person: Callable[..., Person], maria: Person) -> Event:
    """Ada and an English-speaking John have seats; Maria facilitates."""
    event = make_event(facilitator_id=maria.id, capacity=9)
    for person in (ada, make_person("John", language="en")):
        seat(event, person)
    return event


def test_a_seat_is_confirmed_in_each_ones_language(event: Event, ada: Person) -> None:
    assert letters() == [
        ("ada@example.org", "Έχεις θέση: Εργαστήριο για το καταστατικό"),
        ("john@example.org", "You have a seat: Workshop on the statutes"),
    ]
    greek, english = db.session.scalars(select(Letter).order_by(Letter.id))
    for words in (
        "Πέμπτη 3 Δεκεμβρίου, 18:00–20:00",
        f"http://localhost{event.path}",
        f"http://localhost/events/{event.id}-ergastirio.ics",
        "http://localhost/events/subscribe",
    ):
        assert words in greek.text
        assert words in greek.html
    assert f"http://localhost/en{event.path}" in english.text


def test_the_facilitator_hears_of_seats_on_the_bell(event: Event, maria: Person) -> None:
    assert news() == [(maria.id, "events.seats", 2)]


def test_a_cancellation_is_told_once_to_each_with_the_reason(
    event: Event, ada: Person, maria: Person, grace: Person, work: Callable[[], int]
) -> None:
    forget_letters()
    cancel(event, maria)
    assert letters() == []  # not in the request: the worker writes them
    work()
    work()
    with transaction():
        jobs.tell_of_change(event.id)
    assert letters() == [
        ("ada@example.org", "Ακυρώθηκε: Εργαστήριο για το καταστατικό"),
        ("john@example.org", "Cancelled: Workshop on the statutes"),
    ]
    assert (ada.id, "events.cancelled", 1) in news()
    assert grace.id not in [person for person, *_ in news()]


def test_the_letter_of_a_cancellation_says_why(
    event: Event, maria: Person, work: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_letters()
    monkeypatch.setattr("kalo.kit.mail._send", lambda letter: (_ for _ in ()).throw(OSError()))
    cancel(event, maria)
    with transaction():
        jobs.tell_of_change(event.id)
    assert "Πλημμύρα στον χώρο" in db.session.scalars(select(Letter.text)).first()


def test_a_new_time_is_told_once_however_often_it_changed(
    event: Event, maria: Person, work: Callable[[], int]
) -> None:
    forget_letters()
    for hour in (17, 16):
        change(event, maria, start_wall=datetime(2026, 12, 3, hour))
    work()
    assert letters() == [
        ("ada@example.org", "Νέα ώρα ή νέος χώρος: Εργαστήριο για το καταστατικό"),
        ("john@example.org", "New time or place: Workshop on the statutes"),
    ]


def test_moved_and_then_cancelled_is_told_as_cancelled(
    event: Event, maria: Person, work: Callable[[], int]
) -> None:
    forget_letters()
    change(event, maria, place="Αλλού")
    cancel(event, maria)
    work()
    assert [subject.split(":")[0] for _, subject in letters()] == ["Ακυρώθηκε", "Cancelled"]


@pytest.mark.parametrize("changed", [{"title_el": "Άλλο"}, {"capacity": 12}])
def test_other_changes_trouble_nobody(
    event: Event, maria: Person, work: Callable[[], int], changed: dict[str, Any]
) -> None:
    forget_letters()
    change(event, maria, **changed)
    work()
    assert letters() == []


def test_those_who_gave_their_seat_back_hear_nothing(
    event: Event, ada: Person, maria: Person, work: Callable[[], int]
) -> None:
    with transaction():
        actions.give_up_seat(
            db.session.get_one(Event, event.id), db.session.get_one(Person, ada.id)
        )
    forget_letters()
    cancel(event, maria)
    work()
    assert [to for to, _ in letters()] == ["john@example.org"]


def test_what_a_crash_left_untold_is_taken_up(
    app: Any, event: Event, maria: Person, work: Callable[[], int]
) -> None:
    forget_letters()
    cancel(event, maria)
    app.extensions["kalo_queue"].flush()  # the nudge is lost with the process
    assert (work(), letters()) == (0, [])
    assert queries.owed_events() == [event.id]

    with transaction():
        jobs.tell_what_is_owed()
    work()
    assert len(letters()) == 2
    assert queries.owed_events() == []
    told = db.session.scalars(select(Announcement)).one()
    assert told.told_at is not None
    assert told.told_at - told.made_at == timedelta(0)


def test_what_waits_for_the_morning_keeps_nothing_that_is_near_from_being_told(
    app: Any, ada: Person, maria: Person, make: Any, time_: Clock, work: Callable[[], int]
) -> None:
    waiting = []
    for number in range(queries.OWED_AT_ONCE + 1):
        far = make_event("2027-02-03 18:00", title_el=f"Α{number}")
        make(Announcement, event_id=far.id, news="agenda", made_at=time_.at)
        waiting.append(far.id)
    near = make_event("2026-11-24 10:00", title_el="Αύριο")
    seat(near, ada)
    time_.pass_by(hours=11)  # it is eleven at night
    cancel(near, maria)
    forget_letters()
    app.extensions["kalo_queue"].flush()  # the nudge is lost with the process

    with transaction():
        jobs.tell_what_is_owed()
    work()
    assert [to for to, _subject in letters()] == ["ada@example.org"]
    assert queries.owed_events() + queries.owed_events(waiting[-2]) == waiting


def test_somebody_without_an_address_gets_no_letter(
    app: Any, make_person: Callable[..., Person]
) -> None:
    seat(make_event(), make_person("Nomail", email=None))
    assert letters() == []
