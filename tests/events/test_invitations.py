"""What goes along with letters: iTIP objects, as they come out of a real SMTP server."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import icalendar
import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from kalo.accounts.models import Person
from kalo.events import feeds
from kalo.events.actions import cancel_event, change_event
from kalo.events.models import OFFERED, Event, Registration, Venue, VenueRoom
from kalo.events.notices.letters import write
from kalo.kit.db import db, transaction
from tests.events.conftest import Clock
from tests.events.test_feeds import values
from tests.factories.events import NOON, make_event, seat
from tests.kit.test_ical import assert_clean
from tests.services import free_port


class Postbox:
    """Keeps what a real SMTP server was handed."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def postbox(app: Flask) -> Iterator[Postbox]:
    box, port = Postbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings = app.config["KALO"]
    changed = {**vars(settings), "mail_url": f"smtp://127.0.0.1:{port}"}
    app.config["KALO"] = type(settings)(**changed)
    yield box
    server.stop()


@pytest.fixture
def event(app: Flask) -> Event:
    return make_event(title_el="Εργαστήριο", organiser="Δίκτυο «Κ»")


@pytest.fixture
def mine(event: Event, ada: Person) -> int:
    """The number of Ada's registration: she has a seat."""
    seat(event, ada)
    return only().id


def only() -> Registration:
    return db.session.query(Registration).one()


def made(make: Callable[[Registration], bytes], number: int) -> bytes:
    """What a job makes of a registration of which nothing is loaded yet."""
    db.session.rollback()
    db.session.expire_all()
    return make(db.session.get_one(Registration, number))


def the(body: bytes) -> Any:
    calendar = icalendar.Calendar.from_ical(body)
    (found,) = calendar.walk("VEVENT")
    return found


def test_a_request_asks_one_person_who_has_said_yes(event: Event, mine: int) -> None:
    body = made(feeds.request_for, mine)
    assert_clean(body)
    calendar, asked = icalendar.Calendar.from_ical(body), the(body)
    assert list(calendar) == ["VERSION", "PRODID", "CALSCALE", "METHOD"]
    assert calendar["METHOD"] == "REQUEST"
    assert str(asked["ATTENDEE"]) == "mailto:ada@example.org"
    assert dict(asked["ATTENDEE"].params) == {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
        "CN": "Ada",
    }
    assert str(asked["ORGANIZER"]) == "mailto:contact@localhost"
    assert asked["ORGANIZER"].params["CN"] == "Δίκτυο «Κ»"
    assert (str(asked["UID"]), str(asked["SUMMARY"])) == (event.uid, "Εργαστήριο")
    said = (asked["SEQUENCE"], asked["STATUS"], asked["TRANSP"], asked["CLASS"])
    assert said == (0, "CONFIRMED", "OPAQUE", "PRIVATE")
    assert asked["DTSTART"].dt.astimezone(UTC) == datetime(2026, 12, 3, 16, tzinfo=UTC)


def test_a_seat_given_back_is_a_cancel_that_outranks_the_request(
    event: Event, mine: int, as_ada: Any, time_: Clock
) -> None:
    first = the(made(feeds.request_for, mine))
    time_.pass_by(minutes=2)
    as_ada.post(f"{event.path}seat/undo")
    body = made(feeds.cancel_for, mine)
    gone = the(body)
    assert_clean(body)
    assert b"METHOD:CANCEL\r\n" in body
    assert (str(gone["UID"]), gone["STATUS"]) == (event.uid, "CANCELLED")
    assert gone["SEQUENCE"] > first["SEQUENCE"]
    assert str(gone["SUMMARY"]) == "Εργαστήριο"  # it takes place, without her
    time_.pass_by(minutes=1)
    as_ada.post(f"{event.path}seat")
    again = the(made(feeds.request_for, mine))
    assert again["SEQUENCE"] > gone["SEQUENCE"]
    assert again["DTSTAMP"].dt == time_.at


def test_a_move_is_the_same_event_with_a_higher_sequence(
    event: Event, mine: int, maria: Person, time_: Clock
) -> None:
    first = the(made(feeds.request_for, mine))
    time_.pass_by(hours=1)
    with transaction():
        stands = db.session.get_one(Event, event.id)
        sooner = values(stands, start_wall=datetime(2026, 12, 3, 17))
        change_event(stands, maria, sooner, stands.revision)
    moved = the(made(feeds.request_for, mine))
    assert (str(moved["UID"]), moved["SEQUENCE"]) == (str(first["UID"]), first["SEQUENCE"] + 1)
    assert moved["DTSTART"].dt.astimezone(UTC) == datetime(2026, 12, 3, 15, tzinfo=UTC)
    assert str(moved["SUMMARY"]) == "Εργαστήριο"  # a letter cannot take a mark off again


def test_of_a_cancelled_event_there_is_only_the_cancel(
    event: Event, mine: int, maria: Person
) -> None:
    first = the(made(feeds.request_for, mine))
    with transaction():
        cancel_event(db.session.get_one(Event, event.id), maria, "Πλημμύρα")
    body = made(feeds.cancel_for, mine)
    assert made(feeds.request_for, mine) == body
    gone = the(body)
    assert (gone["STATUS"], str(gone["SUMMARY"])) == ("CANCELLED", "[ΑΚΥΡΩΘΗΚΕ] Εργαστήριο")
    assert gone["SEQUENCE"] > first["SEQUENCE"]
    assert "Πλημμύρα" in gone["DESCRIPTION"]


def test_it_speaks_the_language_of_whom_it_reaches(event: Event, mine: int, ada: Person) -> None:
    with transaction():
        db.session.get_one(Person, ada.id).language = "en"
    asked = the(made(feeds.request_for, mine))
    assert str(asked["SUMMARY"]) == "Workshop on the statutes"
    assert str(asked["URL"]) == f"http://localhost/en{event.path}"


def test_what_a_focus_group_is_about_does_not_reach_a_calendar(ada: Person) -> None:
    group = make_event(uid="g@x", kind="focus-group", title_el="Άνεργες", summary_el="Μυστικό")
    seat(group, ada)
    body = made(feeds.request_for, only().id)
    assert str(the(body)["SUMMARY"]) == "Συνάντηση"
    assert str(the(body)["URL"]) == f"http://localhost/events/{group.id}/"
    for words in ("Άνεργες", "Μυστικό", group.slug, "Ομάδα"):
        assert words not in body.replace(b"\r\n ", b"").decode()


def test_an_offer_is_tentative_until_it_is_taken(event: Event, mine: int) -> None:
    with transaction():
        only().state = OFFERED
    asked = the(made(feeds.request_for, mine))
    said = (asked["STATUS"], asked["TRANSP"], asked["ATTENDEE"].params["PARTSTAT"])
    assert said == ("TENTATIVE", "TRANSPARENT", "TENTATIVE")


def test_a_guest_has_one_too_and_who_has_no_address_has_none(event: Event) -> None:
    facts = {"event_id": event.id, "made_at": NOON, "changed_at": NOON}
    with transaction():
        db.session.add(Registration(guest_name='Νίκη "Ν"', guest_email="niki@example.org", **facts))
        db.session.add(Registration(guest_name="Στην πόρτα", **facts))
    guest, at_door = db.session.query(Registration).order_by(Registration.id)
    asked = the(made(feeds.request_for, guest.id))
    assert str(asked["ATTENDEE"]) == "mailto:niki@example.org"
    assert asked["ATTENDEE"].params["CN"] == 'Νίκη "Ν"'
    assert made(feeds.request_for, at_door.id) == made(feeds.cancel_for, at_door.id) == b""


def test_whoever_writes_to_many_asks_for_the_place_once(
    event: Event, make_person: Any, queries_run: list[str]
) -> None:
    with transaction():
        venue = Venue(slug="v", name_el="Κέντρο", latitude=38.01, longitude=23.69)
        venue.rooms = [VenueRoom(name_el="Αίθουσα Α")]
        db.session.add(venue)
        db.session.flush()
        there = db.session.get_one(Event, event.id)
        there.venue_id, there.venue_room_id = venue.id, venue.rooms[0].id
    people = [make_person(name) for name in ("Άννα", "Βάσω", "Γιάννα")]
    for person in people:
        seat(event, person)
    db.session.expunge_all()
    seats = db.session.query(Registration).order_by(Registration.id).all()
    feeds.request_for(seats[0])
    queries_run.clear()
    bodies = [feeds.request_for(each) for each in seats[1:]]
    assert len(queries_run) >= 2  # who each of them is
    assert [sql for sql in queries_run if "FROM events_" in sql] == []
    assert [str(the(body)["LOCATION"]) for body in bodies] == ["Κέντρο, Αίθουσα Α"] * 2
    assert b"GEO:38.010000;23.690000\r\n" in bodies[0]


@pytest.fixture
def letter(app: Flask, tmp_path: Path) -> str:
    """A letter that needs nothing."""
    folder = tmp_path / "events" / "letters"
    folder.mkdir(parents=True)
    for name in ("subject.txt", "text.txt", "html.html"):
        (folder / f"probe_{name}").write_text("Καλημέρα")
    app.jinja_loader.searchpath.append(str(tmp_path))  # type: ignore[union-attr]
    return "probe"


def test_the_letter_names_the_method_that_its_object_has(
    event: Event, mine: int, ada: Person, postbox: Postbox, work: Callable[[], int], letter: str
) -> None:
    work()
    postbox.letters.clear()
    bodies = []
    for make in (feeds.request_for, feeds.cancel_for):
        with transaction():
            registration = db.session.get_one(Registration, mine)
            registration.event, registration.person  # noqa: B018
            bodies.append(make(registration))
            write(registration, db.session.get_one(Event, event.id), letter, bodies[-1])
        work()
    for sent, method, body in zip(postbox.letters, ("REQUEST", "CANCEL"), bodies, strict=True):
        parts = [part for part in sent.walk() if part.get_content_type() == "text/calendar"]
        (part,) = parts
        assert part.get_param("method") == method
        assert part.get_param("charset") == "utf-8"
        assert part.get_payload(decode=True) == body
        assert f"METHOD:{method}\r\n".encode() in body
        alike = next(p for p in sent.walk() if p.get_content_type() == "multipart/alternative")
        kinds = [each.get_content_type() for each in alike.iter_parts()]
        assert kinds == ["text/plain", "text/html", "text/calendar"]
        (file,) = sent.iter_attachments()
        assert (file.get_filename(), file.get_payload(decode=True)) == ("event.ics", body)


def test_words_of_people_begin_no_line_of_their_own(ada: Person) -> None:
    odd = "Α\r\nATTENDEE:mailto:x@y\nX-A:1"
    group = make_event(title_el=odd[:100], organiser=odd, place=odd)
    with transaction():
        db.session.get_one(Person, ada.id).name = odd
    seat(group, ada)
    body = made(feeds.request_for, only().id)
    assert_clean(body)
    names = [line.split(b":")[0].split(b";")[0] for line in body.split(b"\r\n")]
    assert (names.count(b"ATTENDEE"), names.count(b"X-A")) == (1, 0)
