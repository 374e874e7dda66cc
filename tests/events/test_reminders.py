"""Reminders and thanks: owed by rows, sent once, never at night, never to who gave up."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events import actions, jobs
from kalo.events.models import ARCHIVED, PRESENT, REPORTED, Event, MailLine, Material, Registration
from kalo.events.notices import reminders
from kalo.kit.db import db, transaction
from kalo.notifications.actions import save_wishes
from kalo.notifications.models import BELL, NEVER, Notification
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import at, make_event, seat
from tests.notifications.conftest import Postbox

Minute = Callable[[], None]


@pytest.fixture
def event(ada: Person, make_person: Callable[..., Person], maria: Person) -> Event:
    """Ada and an English-speaking John have seats on Thursday evening; Maria facilitates."""
    event = make_event(facilitator_id=maria.id, capacity=9, reminders=[48, 3])
    for person in (ada, make_person("John", language="en")):
        seat(event, person)
    return event


def went(postbox: Postbox, minute: Minute) -> list[tuple[str, str]]:
    """What went in this minute."""
    postbox.letters.clear()
    postbox.raw.clear()
    minute()
    return sorted(postbox.subjects)


def guest(event: Event, name: str = "Νίκη", email: str | None = "niki@example.org") -> int:
    with transaction():
        taken = at("2026-11-23 12:00")
        row = Registration(event_id=event.id, guest_name=name, guest_email=email, made_at=taken)
        row.state, row.taken_at, row.changed_at = "seat", taken, taken
        db.session.add(row)
        db.session.get_one(Event, event.id).seats_taken += 1
    return row.id


def text_of(letter: Any) -> str:
    return str(letter.get_body(("plain",)).get_content())


def html_of(letter: Any) -> str:
    return str(letter.get_body(("html",)).get_content())


BOTH = [
    ("ada@example.org", "Υπενθύμιση: Εργαστήριο για το καταστατικό, Πέμ 3 Δεκεμβρίου, 18:00"),
    ("john@example.org", "Reminder: Workshop on the statutes, Thu 3 December, 18:00"),
]


def test_a_reminder_comes_at_its_hour_once_in_each_ones_language(
    event: Event, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    time_.at = at("2026-12-01 17:59")
    assert went(postbox, minute) == [
        ("ada@example.org", "Έχεις θέση: Εργαστήριο για το καταστατικό"),
        ("john@example.org", "You have a seat: Workshop on the statutes"),
    ]
    time_.at = at("2026-12-01 18:00")
    assert went(postbox, minute) == BOTH
    for _again in range(3):
        time_.pass_by(minutes=1)
        assert went(postbox, minute) == []
    time_.at = at("2026-12-03 15:00")
    assert went(postbox, minute) == BOTH
    time_.at = at("2026-12-03 18:01")
    assert went(postbox, minute) == []


def test_it_says_when_where_and_how_to_give_the_seat_back(
    event: Event, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    minute()
    time_.at = at("2026-12-01 18:00")
    went(postbox, minute)
    letter = next(each for each in postbox.letters if each["To"] == "ada@example.org")
    for words in (text_of(letter), html_of(letter)):
        for said in (
            "Πέμπτη 3 Δεκεμβρίου, 18:00–20:00",
            "Δημαρχείο Περιστερίου",
            f"http://localhost{event.path}#seat",
            "http://localhost/events/coming/",
            "Παίρνεις αυτό το γράμμα επειδή έχεις θέση.",
        ):
            assert said in words
    (part,) = [each for each in letter.walk() if each.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_whoever_gave_up_or_came_in_later_gets_none(
    event: Event, ada: Person, grace: Person, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    with transaction():
        here = db.session.get_one(Event, event.id)
        actions.give_up_seat(here, db.session.get_one(Person, ada.id))
    time_.at = at("2026-12-01 18:30")
    seat(event, grace)
    went(postbox, minute)
    reminded = [
        to for to, subject in postbox.subjects if "Reminder" in subject or "Υπεν" in subject
    ]
    assert reminded == ["john@example.org"]


def test_a_cancelled_event_reminds_nobody(
    event: Event, maria: Person, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    time_.at = at("2026-12-01 17:00")
    with transaction():
        actions.cancel_event(db.session.get_one(Event, event.id), maria, "Πλημμύρα")
    minute()
    time_.at = at("2026-12-01 18:00")
    assert went(postbox, minute) == []


def test_nothing_goes_at_night_and_a_morning_is_announced_the_evening_before(
    ada: Person, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    seat(make_event("2026-12-03 09:00", reminders=[3]), ada)
    minute()
    told = []
    for hour in ("2026-12-02 19:59", "2026-12-02 20:00", "2026-12-02 23:00", "2026-12-03 06:00"):
        time_.at = at(hour)
        told.append(len(went(postbox, minute)))
    assert told == [0, 1, 0, 0]


def test_after_a_night_without_a_worker_what_is_still_of_use_comes_in_the_morning(
    ada: Person, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    seat(make_event("2026-12-03 12:00", reminders=[24]), ada)
    minute()
    time_.at = at("2026-12-02 23:30")  # it was due at noon
    assert went(postbox, minute) == []
    time_.at = at("2026-12-03 08:00")
    assert [to for to, _subject in went(postbox, minute)] == ["ada@example.org"]


def test_moved_to_another_day_it_reminds_of_that_one(
    event: Event, maria: Person, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    time_.at = at("2026-12-01 18:00")
    minute()
    with transaction():
        stands = db.session.get_one(Event, event.id)
        names = ("title_el", "about_el", "about_en", "capacity", "place")
        moved = {name: getattr(stands, name) for name in names}
        week = timedelta(days=7)
        moved |= {"start_wall": stands.start_wall + week, "end_wall": stands.end_wall + week}
        actions.change_event(stands, maria, moved, stands.revision)
    minute()
    time_.at = at("2026-12-03 15:00")
    asked_again = went(postbox, minute)
    assert [subject for _to, subject in asked_again if subject.startswith(("Υπ", "Rem"))] == []
    time_.at = at("2026-12-08 18:00")
    told = [subject.rpartition(", ")[0] for _to, subject in went(postbox, minute)]
    assert [words[-13:] for words in told if words.startswith(("Υπ", "Rem"))] == [
        "10 Δεκεμβρίου",
        "u 10 December",
    ]


def test_a_guest_is_reminded_and_who_has_no_address_stands_in_the_log(
    event: Event, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    niki, nobody = guest(event), guest(event, "Στην πόρτα", None)
    minute()
    time_.at = at("2026-12-01 18:00")
    assert len(went(postbox, minute)) == 3
    letter = next(each for each in postbox.letters if each["To"] == "niki@example.org")
    assert "http://localhost/events/guest/" in text_of(letter)
    assert letter["List-Unsubscribe"] is None
    lines = {line.registration_id: line for line in db.session.scalars(select(MailLine))}
    assert (lines[niki].skipped, lines[nobody].skipped) == ("", "address")
    assert lines[nobody].letter_id is None


@pytest.mark.parametrize(("way", "rings"), [(BELL, 1), (NEVER, 0)])
def test_whoever_stopped_these_letters_gets_none(
    event: Event, ada: Person, postbox: Postbox, minute: Minute, time_: Clock, way: str, rings: int
) -> None:
    minute()
    with transaction():
        who = db.session.get_one(Person, ada.id)
        save_wishes(who, letters=True, ways={"events.reminder": way})
    time_.at = at("2026-12-01 18:00")
    assert went(postbox, minute) == BOTH[1:]
    told = select(Notification.person_id).where(Notification.kind == "events.reminder")
    assert db.session.scalars(told).all().count(ada.id) == rings
    (line,) = db.session.scalars(select(MailLine).where(MailLine.skipped != ""))
    assert (line.news, line.skipped) == ("reminder", "off")


def test_the_link_of_a_letter_stops_them(
    event: Event, ada: Person, client: Browser, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    minute()
    time_.at = at("2026-12-01 18:00")
    went(postbox, minute)
    letter = next(each for each in postbox.letters if each["To"] == "ada@example.org")
    stop = letter["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    assert "Πλησιάζει δράση στην οποία έχω θέση" in client.get(stop).text
    client.post(stop, data={"List-Unsubscribe": "One-Click"})
    time_.at = at("2026-12-03 15:00")
    assert went(postbox, minute) == BOTH[1:]


def test_it_rings_the_bell_and_writes_no_second_letter_of_its_own(
    event: Event, ada: Person, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    minute()
    time_.at = at("2026-12-01 18:00")
    went(postbox, minute)
    mine = select(Notification).where(Notification.person_id == ada.id)
    (news,) = db.session.scalars(mine)
    assert (news.kind, news.way, news.due_at) == ("events.reminder", "", None)


def test_many_are_reminded_in_short_transactions(
    event: Event,
    make_person: Callable[..., Person],
    postbox: Postbox,
    minute: Minute,
    time_: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kalo.events.notices.telling.BATCH", 2)
    for number in range(3):
        seat(
            event, make_person(f"Δέσποινα {number}", handle=f"d{number}", email=f"d{number}@e.org")
        )
    minute()
    time_.at = at("2026-12-01 18:00")
    assert len(went(postbox, minute)) == 5
    assert went(postbox, minute) == []


def test_a_crash_in_the_middle_leaves_nothing_half_done(
    event: Event, postbox: Postbox, minute: Minute, time_: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    minute()
    time_.at = at("2026-12-01 18:00")
    kept = reminders.feeds.request_for
    calls: list[int] = []

    def breaks(registration: Registration) -> bytes:
        calls.append(registration.id)
        if len(calls) == 2:
            raise RuntimeError("the machine went away")
        return kept(registration)

    monkeypatch.setattr(reminders.feeds, "request_for", breaks)
    with pytest.raises(RuntimeError), transaction():
        jobs.remind(event.id)
    reminded = select(MailLine).where(MailLine.news == "reminder")
    assert db.session.scalars(reminded).all() == []
    assert went(postbox, minute) == BOTH


def test_two_workers_remind_once(
    event: Event, postbox: Postbox, minute: Minute, time_: Clock, work: Callable[[], int]
) -> None:
    minute()
    time_.at = at("2026-12-01 18:00")
    for _worker in range(2):
        with transaction():
            jobs.remind(event.id)
    assert went(postbox, minute) == BOTH


# ── Thanks ────────────────────────────────────────────────────────────────────


def note_presence(event: Event, person: Person, moment: Any) -> None:
    with transaction():
        mine = select(Registration).where(
            Registration.event_id == event.id, Registration.person_id == person.id
        )
        row = db.session.scalars(mine).one()
        row.attended_at, row.presence = moment, PRESENT


@pytest.mark.parametrize("state", ["published", REPORTED, ARCHIVED])
def test_who_was_there_is_thanked_in_the_morning_after_once(
    event: Event, ada: Person, postbox: Postbox, minute: Minute, time_: Clock, state: str
) -> None:
    facts = {
        "event_id": event.id,
        "kind": "slides",
        "url": "https://x.example/",
        "made_at": time_.at,
    }
    with transaction():
        db.session.add(Material(title_el="Διαφάνειες", audience="attended", **facts))
        db.session.add(Material(title_el="Παλιές", removed_at=time_.at, **facts))
    note_presence(event, ada, at("2026-12-03 18:05"))
    with transaction():
        db.session.get_one(Event, event.id).state = state
    minute()
    time_.at = at("2026-12-04 09:59")
    assert went(postbox, minute) == []
    time_.at = at("2026-12-04 10:00")
    thanks = [("ada@example.org", "Ευχαριστούμε που ήρθες: Εργαστήριο για το καταστατικό")]
    assert went(postbox, minute) == thanks
    words = text_of(postbox.letters[0])
    assert "- Διαφάνειες" in words
    assert "Παλιές" not in words
    assert f"http://localhost/certificates/for/event:{event.id}" in words
    time_.pass_by(days=1)
    assert went(postbox, minute) == []


def test_who_is_noted_later_is_thanked_later_and_a_fresh_mark_can_be_put_right(
    event: Event, ada: Person, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    minute()
    time_.at = at("2026-12-05 12:00")
    note_presence(event, ada, time_.at)
    assert went(postbox, minute) == []
    time_.pass_by(hours=1)
    assert [to for to, _subject in went(postbox, minute)] == ["ada@example.org"]


def test_a_guest_is_led_to_the_papers_on_their_own_page_and_to_no_certificate(
    event: Event, postbox: Postbox, minute: Minute, time_: Clock, client: Browser
) -> None:
    niki = guest(event)
    facts = {
        "event_id": event.id,
        "kind": "slides",
        "url": "https://x.example/",
        "made_at": time_.at,
    }
    with transaction():
        db.session.add(Material(title_el="Διαφάνειες", audience="attended", **facts))
        db.session.add(Material(title_el="Για όλους", **facts))
        db.session.get_one(Registration, niki).attended_at = at("2026-12-03 18:05")
    minute()
    time_.at = at("2026-12-04 10:00")
    went(postbox, minute)
    words = text_of(postbox.letters[0])
    assert re.findall("^- (.*)$", words, re.M) == ["Διαφάνειες", "Για όλους"]
    assert "certificates" not in words
    assert f"http://localhost{event.path}" not in words
    (way,) = re.findall(r"http://localhost(/events/guest/\S+)", words)
    page = client.get(way).text
    assert re.findall(r'<a class="file"[^>]*>.*?<span>([^<]*)<', page) == [
        "Διαφάνειες",
        "Για όλους",
    ]
