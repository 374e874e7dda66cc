"""What changed, before and after; whether one still comes, by a signed link; the agenda anew."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events import actions, changes, jobs, queries
from kalo.events.actions.coming import coming_token
from kalo.events.models import (
    GIVEN_UP,
    SEAT,
    WAITING,
    Announcement,
    Event,
    MailLine,
    Registration,
    Venue,
    VenueRoom,
)
from kalo.events.own_data import collect
from kalo.kit.db import db, transaction
from kalo.kit.logs import safe_path
from kalo.kit.mail import Letter
from tests.conftest import Browser
from tests.events.conftest import Clock, as_read
from tests.events.test_notices import cancel, change
from tests.events.test_reminders import Minute, guest, html_of, text_of, went
from tests.factories.events import at, give_up, make_event, seat
from tests.notifications.conftest import Postbox


@pytest.fixture
def event(
    ada: Person, make_person: Callable[..., Person], maria: Person, minute: Minute, postbox: Postbox
) -> Event:
    """Ada and an English-speaking John have the only seats; Grace waits; all of it was told."""
    event = make_event(facilitator_id=maria.id, capacity=2, address="Πλατεία 1")
    for person in (ada, make_person("John", language="en"), make_person("Grace")):
        seat(event, person)
    minute()
    return event


def row_of(event: Event, name: str) -> Registration:
    rows = select(Registration).join(Registration.person).where(Person.name == name)
    return db.session.scalars(rows.where(Registration.event_id == event.id)).one()


def to(postbox: Postbox, address: str) -> Any:
    return next(each for each in postbox.letters if each["To"] == address)


def link_in(letter: Any) -> str:
    found = re.search(r"http://localhost((?:/en)?/events/coming/\S+)", text_of(letter))
    assert found
    return found[1]


def later(event: Event, by: Person, hours: int = 1) -> None:
    stands = db.session.get_one(Event, event.id)
    span = timedelta(hours=hours)
    moved = {"start_wall": stands.start_wall + span, "end_wall": stands.end_wall + span}
    change(event, by, **moved)


# ── What changed ──────────────────────────────────────────────────────────────


def test_the_letter_says_what_it_was_and_what_it_is(
    event: Event, maria: Person, postbox: Postbox, minute: Minute
) -> None:
    change(event, maria, start_wall=datetime(2026, 12, 3, 17), place="Δημαρχείο Αιγάλεω")
    assert [address for address, _subject in went(postbox, minute)] == [
        "ada@example.org",
        "grace@example.org",
        "john@example.org",
    ]
    letter = to(postbox, "ada@example.org")
    told = (
        "Νέα ώρα",
        "Πέμπτη 3 Δεκεμβρίου, 17:00–20:00",
        "Πέμπτη 3 Δεκεμβρίου, 18:00–20:00",
        "Νέος χώρος",
        "Δημαρχείο Αιγάλεω, Πλατεία 1",
        "Δημαρχείο Περιστερίου, Πλατεία 1",
    )
    html = html_of(letter)
    assert html.count('<span style="white-space:nowrap">18:00–20:00</span>') == 1
    for words in (text_of(letter), as_read(html[html.index("<h1") :])):
        found = [words.index(said) for said in told]
        assert found == sorted(found)
    english = text_of(to(postbox, "john@example.org"))
    assert "(it was: Thursday 3 December, 18:00–20:00)" in english


def test_it_brings_the_same_event_to_calendars_with_a_higher_sequence(
    event: Event, maria: Person, postbox: Postbox, minute: Minute
) -> None:
    later(event, maria)
    went(postbox, minute)
    parts = [
        part
        for part in to(postbox, "ada@example.org").walk()
        if part.get_content_type() == "text/calendar"
    ]
    (entry,) = icalendar.Calendar.from_ical(parts[0].get_payload(decode=True)).walk("VEVENT")
    assert (str(entry["UID"]), int(str(entry["SEQUENCE"]))) == (event.uid, 1)
    assert parts[0].get_param("method") == "REQUEST"
    waiting = to(postbox, "grace@example.org")
    assert [p for p in waiting.walk() if p.get_content_type() == "text/calendar"] == []


@pytest.mark.parametrize("happens", [later, cancel])
def test_who_has_only_an_offer_gets_nothing_for_their_calendar(
    event: Event,
    ada: Person,
    maria: Person,
    postbox: Postbox,
    minute: Minute,
    happens: Callable[[Event, Person], None],
) -> None:
    give_up(event, ada)
    minute()
    assert row_of(event, "Grace").state == "offered"
    happens(event, maria)
    assert [address for address, _subject in went(postbox, minute)] == [
        "grace@example.org",
        "john@example.org",
    ]
    along = {
        str(letter["To"]): [part for part in letter.walk() if part.get_param("method")]
        for letter in postbox.letters
    }
    assert (along["grace@example.org"], len(along["john@example.org"])) == ([], 1)


def test_several_changes_are_one_letter_from_the_first_to_the_last(
    event: Event, maria: Person, postbox: Postbox, minute: Minute
) -> None:
    later(event, maria)
    later(event, maria)
    assert len(went(postbox, minute)) == 3
    words = text_of(to(postbox, "ada@example.org"))
    assert "20:00–22:00" in words
    assert "18:00–20:00" in words
    assert "19:00–21:00" not in words


def test_moved_and_moved_back_tells_nobody(
    event: Event, maria: Person, postbox: Postbox, minute: Minute
) -> None:
    later(event, maria)
    later(event, maria, -1)
    assert went(postbox, minute) == []
    assert (
        db.session.scalars(select(Announcement.id).where(Announcement.told_at.is_(None))).all()
        == []
    )


def test_a_move_to_a_venue_names_it_in_each_language(
    event: Event, maria: Person, postbox: Postbox, minute: Minute
) -> None:
    with transaction():
        venue = Venue(slug="v", name_el="Κέντρο", name_en="Centre", address="Οδός 2")
        venue.rooms = [VenueRoom(name_el="Αίθουσα Α", name_en="Room A")]
        db.session.add(venue)
        db.session.flush()
        there = {"venue_id": venue.id, "venue_room_id": venue.rooms[0].id}
    change(event, maria, **there, address="")
    went(postbox, minute)
    assert "Νέος χώρος: Κέντρο, Αίθουσα Α, Οδός 2" in text_of(to(postbox, "ada@example.org"))
    assert "New place: Centre, Room A, Οδός 2" in text_of(to(postbox, "john@example.org"))


def test_what_differs_is_told_from_what_is_kept() -> None:
    event = Event(
        starts_at=at("2026-12-03 18:00"), ends_at=at("2026-12-03 20:00"), mode="online", place=""
    )
    event.place = "Σπίτι"
    before = changes.facts(event)
    event.place = ""
    assert changes.differences(before, changes.facts(event)) == []  # nobody sees it
    event.mode = "in-person"
    before = changes.facts(event)
    event.place = "Κέντρο"
    (one,) = changes.differences(before, changes.facts(event))
    assert (one[0], one[1]["place"], one[2]["place"]) == ("place", "", "Κέντρο")
    assert changes.merged([[one], [["place", one[2], one[1]]]]) == []


def test_a_letter_that_goes_is_finished_before_the_next_news(
    event: Event,
    maria: Person,
    postbox: Postbox,
    minute: Minute,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kalo.events.notices.telling.BATCH", 1)
    later(event, maria)
    with transaction():
        jobs.tell_of_change(event.id)  # Ada was told, the others were not
    later(event, maria)
    went(postbox, minute)
    told: dict[str, int] = {}
    for address, _subject in postbox.subjects:
        told[address] = told.get(address, 0) + 1
    assert told == {"ada@example.org": 2, "grace@example.org": 2, "john@example.org": 2}
    assert went(postbox, minute) == []


def test_a_cancellation_in_the_middle_of_another_letter_is_told_to_each_once(
    event: Event,
    maria: Person,
    postbox: Postbox,
    minute: Minute,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kalo.events.notices.telling.BATCH", 1)
    later(event, maria)
    with transaction():
        jobs.tell_of_change(event.id)  # Ada was told, the others were not
    cancel(event, maria)
    went(postbox, minute)
    told = sorted((address, subject.partition(":")[0]) for address, subject in postbox.subjects)
    assert told == [
        ("ada@example.org", "Ακυρώθηκε"),
        ("ada@example.org", "Νέα ώρα ή νέος χώρος"),
        ("grace@example.org", "Ακυρώθηκε"),
        ("john@example.org", "Cancelled"),
    ]
    assert went(postbox, minute) == []


def test_who_comes_in_after_the_change_hears_of_it_by_their_seat_alone(
    event: Event, maria: Person, mallory: Person, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    later(event, maria)
    time_.pass_by(seconds=5)
    change(event, maria, capacity=4)
    time_.pass_by(seconds=5)
    seat(event, mallory)
    went(postbox, minute)
    mine = [subject for address, subject in postbox.subjects if address == "mallory@example.org"]
    assert mine == ["Έχεις θέση: Εργαστήριο για το καταστατικό"]


def test_whoever_waits_hears_of_a_cancellation_too_without_a_calendar(
    event: Event, maria: Person, postbox: Postbox, minute: Minute
) -> None:
    cancel(event, maria)
    assert len(went(postbox, minute)) == 3
    seated, waiting = to(postbox, "ada@example.org"), to(postbox, "grace@example.org")
    assert "Πλημμύρα στον χώρο" in text_of(waiting)
    assert "στην οποία θέλεις να έρθεις" in text_of(waiting)
    methods = [part.get_param("method") for part in seated.walk() if part.get_param("method")]
    assert methods == ["CANCEL"]
    assert [part for part in waiting.walk() if part.get_param("method")] == []


def test_news_of_the_agenda_say_what_is_new(
    event: Event, postbox: Postbox, minute: Minute, ada: Person
) -> None:
    line = {"what": "renamed", "key": "k", "title_el": "Νέο", "title_en": "New"}
    both = {
        "before": {"title_el": "Παλιό", "title_en": "Old"},
        "after": {"title_el": "Νέο", "title_en": "New"},
    }
    with transaction():
        news = {
            "news": "agenda",
            "differences": [{**line, **both}],
            "made_at": at("2026-11-23 12:30"),
        }
        db.session.add(Announcement(event_id=event.id, **news))
    assert went(postbox, minute) == [
        ("ada@example.org", "Άλλαξε το πρόγραμμα: Εργαστήριο για το καταστατικό"),
        ("john@example.org", "The agenda changed: Workshop on the statutes"),
    ]
    assert "- «Παλιό»" in text_of(to(postbox, "ada@example.org"))
    assert "- “Old” is now “New”." in text_of(to(postbox, "john@example.org"))
    assert row_of(event, "Ada").asked_again_at is None


# ── At night ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("happens", ["moved", "cancelled", "agenda"])
@pytest.mark.parametrize(
    ("night", "morning", "near"),
    [
        ("2026-11-24 23:00", "2026-11-25 08:00", False),
        ("2026-12-02 17:59", None, True),  # by day
        ("2026-12-02 23:00", "2026-12-03 08:00", True),
    ],
)
def test_at_night_only_what_is_near_wakes_anybody(
    event: Event,
    maria: Person,
    postbox: Postbox,
    minute: Minute,
    time_: Clock,
    happens: str,
    night: str,
    morning: str | None,
    near: bool,
) -> None:
    time_.at = at(night)
    if happens == "agenda":
        old, new = ({"title_el": title, "title_en": title} for title in ("Παλιό", "Νέο"))
        line = {"what": "renamed", "key": "k", **new, "before": old, "after": new}
        news = {"news": "agenda", "differences": [line], "made_at": time_.at}
        with transaction():
            db.session.add(Announcement(event_id=event.id, **news))
    elif happens == "moved":
        later(event, maria, 24 * 7)
    else:
        cancel(event, maria)
    subjects = {"moved": "Νέα ώρα", "cancelled": "Ακυρώθηκε", "agenda": "Άλλαξε το πρόγραμμα"}

    def told() -> bool:
        words = subjects[happens]
        return any(
            to == "ada@example.org" and said.startswith(words) for to, said in went(postbox, minute)
        )

    at_once = morning is None or (near and happens != "agenda")
    assert told() == at_once
    if morning:
        time_.at = at(morning)
        assert told() == (not at_once)


@pytest.mark.parametrize(
    ("night", "at_once"), [("2026-11-24 23:00", False), ("2026-12-02 23:00", True)]
)
def test_a_seat_that_comes_free_at_night_is_offered_in_a_letter_of_the_morning(
    event: Event,
    ada: Person,
    postbox: Postbox,
    minute: Minute,
    time_: Clock,
    night: str,
    at_once: bool,
) -> None:
    time_.at = at(night)
    give_up(event, ada)
    assert row_of(event, "Grace").state == "offered"
    told = ["ada@example.org"]  # an answer to what she did herself
    assert [to for to, _subject in went(postbox, minute)] == told + at_once * ["grace@example.org"]
    time_.at = at(night) + timedelta(hours=9)
    offers = [to for to, _subject in went(postbox, minute) if to == "grace@example.org"]
    assert offers == (not at_once) * ["grace@example.org"]


# ── Whether one still comes ───────────────────────────────────────────────────


@pytest.fixture
def moved(event: Event, maria: Person, postbox: Postbox, minute: Minute, time_: Clock) -> Event:
    """It begins an hour later, and everybody was told."""
    time_.pass_by(minutes=1)
    later(event, maria)
    went(postbox, minute)
    return event


def test_looking_at_the_page_says_nothing(
    moved: Event, client: Browser, postbox: Postbox, queries_run: list[str]
) -> None:
    link = link_in(to(postbox, "ada@example.org"))
    queries_run.clear()
    page = client.get(link).text
    assert [sql for sql in queries_run if not sql.startswith("SELECT")] == []
    assert len(queries_run) == 1
    for said in ("Ναι, έρχομαι", "Όχι, δίνω τη θέση μου", "19:00–21:00", "Ada"):
        assert said in page
    assert row_of(moved, "Ada").comes_at is None


def test_one_press_says_yes_without_an_account(
    moved: Event, client: Browser, postbox: Postbox, time_: Clock
) -> None:
    link = link_in(to(postbox, "ada@example.org"))
    time_.pass_by(hours=1)
    answer = client.post(link, data={"answer": "yes"}, follow_redirects=True)
    assert "Είπες ότι έρχεσαι. Σε περιμένουμε." in answer.text
    assert "Ναι, έρχομαι" not in answer.text
    said = row_of(moved, "Ada").comes_at
    time_.pass_by(hours=1)
    client.post(link, data={"answer": "yes"})
    assert said == row_of(moved, "Ada").comes_at == at("2026-11-23 13:01")


def test_one_press_gives_the_seat_to_whoever_waits(
    moved: Event, client: Browser, postbox: Postbox
) -> None:
    link = link_in(to(postbox, "ada@example.org"))
    answer = client.post(link, data={"answer": "no"}, follow_redirects=True)
    assert "Έδωσες πίσω τη θέση σου." in answer.text
    assert row_of(moved, "Ada").state == GIVEN_UP
    assert row_of(moved, "Grace").state == "offered"
    again = client.post(link, data={"answer": "no"})
    assert again.status_code == 422


def test_the_page_speaks_the_language_of_the_letter(
    moved: Event, client: Browser, postbox: Postbox
) -> None:
    link = link_in(to(postbox, "john@example.org"))
    assert link.startswith("/en/")
    assert "Yes, I come" in client.get(link).text


def test_a_guest_answers_by_the_link_as_well(
    event: Event, maria: Person, client: Browser, postbox: Postbox, minute: Minute
) -> None:
    change(event, maria, capacity=4)
    niki = guest(event)
    later(event, maria)
    went(postbox, minute)
    link = link_in(to(postbox, "niki@example.org"))
    assert "Νίκη" in client.get(link).text
    client.post(link, data={"answer": "no"})
    assert db.session.get_one(Registration, niki).state == GIVEN_UP


def test_the_page_of_the_event_leads_to_the_open_question_until_it_is_answered(
    moved: Event,
    ada: Person,
    mallory: Person,
    maria: Person,
    as_person: Callable[..., Browser],
    postbox: Postbox,
    time_: Clock,
) -> None:
    as_ada, link = as_person(ada), link_in(to(postbox, "ada@example.org"))
    page = as_ada.get(moved.path).text
    assert f'href="{link}"' in page
    assert "Η ώρα άλλαξε και δεν έχεις πει αν θα έρθεις." in page
    time_.pass_by(minutes=1)
    change(moved, maria, capacity=9)
    seat(moved, mallory)  # knew the new hour
    assert "/events/coming/" not in as_person(mallory).get(moved.path).text
    as_ada.post(link, data={"answer": "yes"})
    page = as_ada.get(moved.path).text
    assert "/events/coming/" not in page
    assert "Έχεις θέση." in page


def test_a_guests_own_page_leads_to_the_open_question(
    event: Event, maria: Person, client: Browser, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    change(event, maria, capacity=4)
    niki = guest(event)
    time_.pass_by(minutes=1)
    later(event, maria)
    went(postbox, minute)
    with transaction():
        token = actions.guest_token(db.session.get_one(Registration, niki))
    link = link_in(to(postbox, "niki@example.org"))
    assert f'href="{link}"' in client.get(f"/events/guest/{token}").text
    cancel(event, maria)
    assert "/events/coming/" not in client.get(f"/events/guest/{token}").text


def test_who_waits_is_not_asked(moved: Event, postbox: Postbox) -> None:
    assert "/events/coming/" not in text_of(to(postbox, "grace@example.org"))
    assert row_of(moved, "Grace").state == WAITING


@pytest.mark.parametrize("token", ["x", "WzEsMF0.x", "WzEsMF0", "a" * 3000])
def test_a_forged_link_gets_a_clear_sentence(moved: Event, client: Browser, token: str) -> None:
    for answer in (
        client.get(f"/events/coming/{token}"),
        client.post(f"/events/coming/{token}", data={"answer": "no"}),
    ):
        assert answer.status_code == 404
        assert "Ο σύνδεσμος δεν είναι ολόκληρος." in answer.text
    assert row_of(moved, "Ada").state == SEAT


def test_the_link_of_a_deleted_seat_opens_no_other_that_got_its_number(
    event: Event, maria: Person, client: Browser, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    change(event, maria, capacity=4)
    gone = guest(event)
    with transaction():
        token = coming_token(db.session.get_one(Registration, gone))
    assert client.get(f"/events/coming/{token}").status_code == 200
    with transaction():
        actions.forget_guest(queries.registration_behind_link(gone))
    time_.pass_by(minutes=1)
    with transaction():
        kept = {"guest_name": "Άννα", "guest_email": "anna@e.org", "state": SEAT}
        moments = {"made_at": time_.at, "changed_at": time_.at, "taken_at": time_.at}
        db.session.add(Registration(id=gone, event_id=event.id, **kept, **moments))
        db.session.get_one(Event, event.id).seats_taken += 1
    for answer in (
        client.get(f"/events/coming/{token}"),
        client.post(f"/events/coming/{token}", data={"answer": "no"}),
    ):
        assert answer.status_code == 404
        assert "Ο σύνδεσμος δεν ισχύει πια." in answer.text
        assert "Άννα" not in answer.text
    assert db.session.get_one(Registration, gone).state == SEAT


def test_the_link_of_an_earlier_letter_says_so(
    moved: Event, maria: Person, client: Browser, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    old = link_in(to(postbox, "ada@example.org"))
    time_.pass_by(minutes=10)
    later(moved, maria)
    went(postbox, minute)
    for answer in (client.get(old), client.post(old, data={"answer": "no"})):
        assert answer.status_code == 410
        assert "Ο σύνδεσμος είναι από παλιότερο γράμμα" in answer.text
        assert moved.path in answer.text
    assert row_of(moved, "Ada").state == SEAT
    assert client.get(link_in(to(postbox, "ada@example.org"))).status_code == 200


def test_an_answer_counts_for_one_move_alone(
    moved: Event, maria: Person, client: Browser, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    client.post(link_in(to(postbox, "ada@example.org")), data={"answer": "yes"})
    time_.pass_by(minutes=10)
    later(moved, maria)
    went(postbox, minute)
    assert row_of(moved, "Ada").comes_at is None


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [("cancelled", "Η δράση δεν θα γίνει"), ("over", "Η δράση τελείωσε")],
)
def test_when_there_is_nothing_to_answer_it_says_why(
    moved: Event,
    maria: Person,
    client: Browser,
    postbox: Postbox,
    time_: Clock,
    happens: str,
    sentence: str,
) -> None:
    link = link_in(to(postbox, "ada@example.org"))
    if happens == "cancelled":
        cancel(moved, maria)
    else:
        time_.at = at("2026-12-03 21:00")
    page = client.get(link)
    assert (page.status_code, sentence in page.text) == (200, True)
    assert "Ναι, έρχομαι" not in page.text
    assert client.post(link, data={"answer": "no"}).status_code == 422
    assert row_of(moved, "Ada").state == SEAT


def test_a_press_of_no_button_is_asked_for_one(
    moved: Event, client: Browser, postbox: Postbox
) -> None:
    answer = client.post(link_in(to(postbox, "ada@example.org")), data={"answer": "maybe"})
    assert answer.status_code == 422
    assert "Πάτα ένα από τα δύο κουμπιά." in answer.text


def test_who_did_not_answer_is_asked_once_more_and_never_again(
    moved: Event, client: Browser, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    client.post(link_in(to(postbox, "john@example.org")), data={"answer": "yes"})
    time_.pass_by(days=1, hours=23)
    assert went(postbox, minute) == []
    time_.pass_by(hours=2)
    assert went(postbox, minute) == [
        ("ada@example.org", "Θα έρθεις και τώρα; Εργαστήριο για το καταστατικό")
    ]
    for _day in range(3):
        time_.pass_by(days=1)
        assert went(postbox, minute) == []


def test_nobody_is_asked_once_more_on_the_last_day(
    event: Event, maria: Person, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    time_.at = at("2026-12-01 12:00")
    later(event, maria)
    went(postbox, minute)
    time_.at = at("2026-12-03 12:00")
    assert went(postbox, minute) == []


def test_the_secret_of_the_link_stands_in_no_log(moved: Event) -> None:
    token = coming_token(row_of(moved, "Ada"))
    assert safe_path(f"/events/coming/{token}") == "/events/coming/…"
    assert token not in safe_path(f"/en/events/coming/{token}")


def test_words_of_people_begin_no_line_in_the_head_of_a_letter(
    ada: Person, maria: Person, postbox: Postbox, minute: Minute
) -> None:
    odd = "Α\r\nBcc: x@example.org\r\n\r\nΤέλος\u2028\x0b"
    event = make_event(title_el=odd, organiser=odd, facilitator_id=maria.id, reminders=[3])
    with transaction():
        db.session.get_one(Person, ada.id).name = odd
    seat(event, ada)
    later(event, maria)
    cancel(event, maria)
    went(postbox, minute)
    assert postbox.letters
    for letter, raw in zip(postbox.letters, postbox.raw, strict=True):
        assert letter["Bcc"] is None
        assert letter["To"] == "ada@example.org"
        head = raw.split(b"\r\n\r\n")[0]
        assert b"\nBcc" not in head
    assert all("\n" not in each for each in db.session.scalars(select(Letter.subject)))


def test_every_letter_stands_in_the_log_under_its_own_key(moved: Event) -> None:
    lines = db.session.scalars(select(MailLine).order_by(MailLine.id)).all()
    assert len({(line.registration_id, line.key) for line in lines}) == len(lines)
    assert [line.news for line in lines] == ["seat", "seat", "waiting", "moved", "moved", "moved"]
    assert all(line.letter_id for line in lines)


def test_a_persons_own_copy_says_which_letters_they_had(
    moved: Event, ada: Person, client: Browser, postbox: Postbox
) -> None:
    client.post(link_in(to(postbox, "ada@example.org")), data={"answer": "yes"})
    held = collect(ada)
    assert [(letter["event"], letter["about"]) for letter in held["letters"]] == [
        (moved.title_el, "seat"),
        (moved.title_el, "moved"),
    ]
    assert held["seats"][0]["asked_whether_you_still_come"]
    assert held["seats"][0]["said_that_you_come"]
