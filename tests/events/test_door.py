"""At the door: what phones send is kept once, by whoever sent it first, and every act is named."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.events import actions
from kalo.events.actions.door import Act, check_in
from kalo.events.models import Attendance, Event, Registration
from kalo.kit.db import db, transaction
from kalo.learning.models import WorkshopSeat
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import NOON, make_event, seat
from tests.factories.learning import make_block, make_lesson, make_module, make_programme

NOW = "2026-11-23 12:00"  # it begins at this moment


@pytest.fixture
def event(ada: Person, grace: Person) -> Event:
    """A workshop that begins now; Ada and Grace have a seat."""
    event = make_event(NOW, title_el="Εργαστήριο", capacity=5)
    for person in (ada, grace):
        seat(event, person)
    return event


@pytest.fixture
def said(app: Flask) -> Iterator[list[str]]:
    """Whose attendance was announced, and what of it."""
    heard: list[str] = []

    def here(sender: Registration, **_: Any) -> None:
        heard.append(f"here {sender.name}")

    def undone(sender: Registration, **_: Any) -> None:
        heard.append(f"undone {sender.name}")

    with (
        signals.attended.connected_to(here),
        signals.attendance_undone.connected_to(undone),
    ):
        yield heard


def row_of(name: str) -> Registration:
    rows = db.session.execute(
        select(Registration, Person.name).outerjoin(Registration.person)
    ).all()
    return next(row for row, member in rows if (member or row.guest_name) == name)


def act(kind: str = "mark", name: str = "", at: datetime = NOON, **more: Any) -> dict[str, Any]:
    """An act as a phone tells it."""
    who: dict[str, Any] = {}
    if name and kind == "scan":
        who = {"ticket": row_of(name).ticket}
    elif name:
        who = {"seat": row_of(name).id}
    return {"id": str(uuid.uuid4()), "kind": kind, "at": at.isoformat(), **who, **more}


def send(browser: Browser, event: Event, person: Person, *acts: Any, **more: Any) -> Any:
    payload = {"person": person.id, "acts": list(acts), **more}
    return browser.post(f"{event.path}door/acts", json=payload)


def words(answer: Any) -> list[str]:
    return [one["word"] for one in answer.json["named"]]


def standing() -> dict[str, str]:
    """What is known of each seat."""
    rows = db.session.execute(select(Registration, Person.name).outerjoin(Registration.person))
    return {member or row.guest_name: row.presence for row, member in rows.all()}


def stretches() -> list[tuple[str, str, bool]]:
    """Every row: way, from when, whether it stands."""
    rows = db.session.scalars(select(Attendance).order_by(Attendance.id))
    return [(row.way, f"{row.from_at:%H:%M}", row.undone_at is None) for row in rows]


def test_a_ticket_that_is_scanned_is_kept_once_however_often_it_is_sent(
    as_maria: Browser, maria: Person, event: Event, said: list[str], time_: Clock
) -> None:
    scan = act("scan", "Ada", at=NOON - timedelta(minutes=4))
    for _ in range(2):
        answer = send(as_maria, event, maria, scan)
        assert words(answer) == ["kept"]
        assert answer.json["named"][0]["sentence"] == "Ada: εδώ από 11:56."
        assert answer.json["present_words"] == "Ήταν εδώ 1 από 2"
    assert stretches() == [("ticket", "09:56", True)]
    assert said == ["here Ada"]
    seat_of_ada = row_of("Ada")
    assert (seat_of_ada.attended_at, seat_of_ada.attended_by_id) == (
        NOON - timedelta(minutes=4),
        maria.id,
    )
    stands = answer.json["seats"]
    assert stands[str(seat_of_ada.id)] == ["present", scan["id"], "Εδώ από 11:56"]
    assert stands[str(row_of("Grace").id)] == ["", "", "Δεν έχει σημειωθεί"]


def test_two_phones_that_saw_the_same_person_say_so_once(
    as_maria: Browser, maria: Person, event: Event, said: list[str], time_: Clock
) -> None:
    send(as_maria, event, maria, act("scan", "Ada"))
    time_.pass_by(minutes=9)
    answer = send(as_maria, event, maria, act("mark", "Ada", at=time_.at, presence="present"))
    assert words(answer) == ["again"]
    assert "από Δευ 23 Νοεμβρίου, 12:00" in answer.json["named"][0]["sentence"]
    assert (len(stretches()), said) == (1, ["here Ada"])


def test_many_acts_are_named_one_by_one(
    as_maria: Browser, maria: Person, event: Event, mallory: Person, make_person: Any
) -> None:
    other = make_event(NOW, title_el="Άλλη δράση")
    seat(other, mallory)
    zoe = make_person("Zoe")
    seat(event, zoe)
    gone = row_of("Zoe").ticket
    with transaction():
        there = db.session.get_one(Event, event.id)
        actions.give_up_seat(there, db.session.get_one(Person, zoe.id))
    answer = send(
        as_maria,
        event,
        maria,
        act("scan", "Ada"),
        act("scan", ticket="ABCD-EFGH"),
        act("scan", "Mallory"),
        act("scan", ticket=gone),
        act("mark", seat=99999),
        act("mark", "Grace", presence="absent"),
        {"id": "no uuid", "kind": "scan"},
        act("dance", "Ada"),
    )
    assert sorted(words(answer)) == sorted(
        ["kept", "unknown", "other-event", "no-seat", "unknown", "kept", "odd", "odd"]
    )
    sentences = {one["word"]: one["sentence"] for one in answer.json["named"]}
    assert sentences["other-event"] == "Αυτό το εισιτήριο είναι για άλλη δράση: «Άλλη δράση»."
    assert sentences["no-seat"] == "Zoe: δεν έχει πια θέση."
    assert standing()["Ada"] == "present"
    assert standing()["Grace"] == "absent"
    assert standing()["Mallory"] == ""


def test_a_number_of_another_events_seat_is_nobody_here(
    as_maria: Browser, maria: Person, event: Event, mallory: Person
) -> None:
    other = make_event(NOW, title_el="Άλλη")
    seat(other, mallory)
    assert words(send(as_maria, event, maria, act("mark", "Mallory"))) == ["unknown"]
    assert standing()["Mallory"] == ""


def test_what_is_taken_back_is_a_mark_and_only_that_act(
    as_maria: Browser, maria: Person, event: Event, said: list[str]
) -> None:
    first, twin = act("scan", "Ada"), act("scan", "Ada")
    send(as_maria, event, maria, first, twin)
    # The other phone takes back its own scan: the first one stands.
    assert words(send(as_maria, event, maria, act("undo", "Ada", of=twin["id"]))) == ["kept"]
    assert standing()["Ada"] == "present"
    undo = act("undo", "Ada", of=first["id"])
    send(as_maria, event, maria, undo)
    assert (standing()["Ada"], stretches()) == ("", [("ticket", "10:00", False)])
    # Noted anew, an undo that comes once more takes nothing away; nor does the first scan return.
    send(as_maria, event, maria, act("mark", "Ada"))
    send(as_maria, event, maria, undo, first)
    assert standing()["Ada"] == "present"
    assert said == ["here Ada", "undone Ada", "here Ada"]


def test_an_act_taken_back_stays_so_when_it_is_sent_again(
    as_maria: Browser, maria: Person, event: Event
) -> None:
    scan = act("scan", "Ada")
    send(as_maria, event, maria, scan, act("undo", "Ada", of=scan["id"]))
    assert words(send(as_maria, event, maria, scan)) == ["kept"]
    assert (standing()["Ada"], len(stretches())) == ("", 1)


def test_absent_said_by_a_phone_that_did_not_know_undoes_nothing(
    as_maria: Browser, maria: Person, event: Event
) -> None:
    send(as_maria, event, maria, act("scan", "Ada"))
    answer = send(as_maria, event, maria, act("mark", "Ada", presence="absent", was=""))
    assert (words(answer), standing()["Ada"]) == (["again"], "present")
    answer = send(as_maria, event, maria, act("mark", "Ada", presence="absent", was="present"))
    assert (words(answer), standing()["Ada"]) == (["kept"], "absent")
    assert stretches() == [("ticket", "10:00", False)]
    send(as_maria, event, maria, act("scan", "Ada"))
    assert standing()["Ada"] == "present"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (timedelta(days=-400), "09:45"),  # not before the door opens
        (timedelta(minutes=-5), "09:55"),
        (timedelta(days=400), "10:00"),  # not in the future
    ],
)
def test_a_clock_that_is_wrong_is_held_to_what_can_be(
    as_maria: Browser, maria: Person, event: Event, told: timedelta, kept: str
) -> None:
    assert words(send(as_maria, event, maria, act("scan", "Ada", at=NOON + told))) == ["kept"]
    assert stretches() == [("ticket", kept, True)]


def test_a_phone_that_says_what_time_it_has_is_put_right(
    as_maria: Browser, maria: Person, event: Event
) -> None:
    wrong = NOON + timedelta(hours=7)
    scan = act("scan", "Ada", at=wrong - timedelta(minutes=3))
    send(as_maria, event, maria, scan, sent_at=wrong.isoformat())
    assert stretches() == [("ticket", "09:57", True)]


def test_nothing_is_taken_in_the_name_of_another(
    as_maria: Browser, maria: Person, ada: Person, event: Event, client: Browser
) -> None:
    assert send(as_maria, event, ada, act("scan", "Ada")).status_code == 409
    assert send(client, event, maria, act("scan", "Ada")).status_code == 401
    assert standing()["Ada"] == ""
    assert send(as_maria, event, maria, act("scan", "Ada")).status_code == 200


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"person": PERSON, "acts": 5}'])
def test_what_is_no_list_of_acts_is_refused(
    as_maria: Browser, maria: Person, event: Event, body: bytes
) -> None:
    sent = body.replace(b"PERSON", str(maria.id).encode())
    headers = {"Content-Type": "application/json"}
    answer = as_maria.post(f"{event.path}door/acts", data=sent, headers=headers)
    assert answer.status_code == 400


def test_before_the_door_opens_nothing_is_named(
    as_maria: Browser, maria: Person, event: Event, time_: Clock
) -> None:
    time_.pass_by(minutes=-16)
    answer = send(as_maria, event, maria, act("scan", "Ada"))
    assert (answer.status_code, answer.json["sentence"]) == (
        422,
        "Οι παρουσίες σημειώνονται από 15 λεπτά πριν από την αρχή.",
    )
    assert stretches() == []


def test_a_fault_in_one_act_leaves_it_on_the_phone_and_takes_the_others(
    as_maria: Browser, maria: Person, event: Event, caplog: Any
) -> None:
    def stumble(sender: Registration, **_: Any) -> None:
        if sender.name == "Ada":
            raise RuntimeError("a receiver of ours stumbles")

    first, second = act("scan", "Ada"), act("scan", "Grace")
    with signals.attended.connected_to(stumble):
        answer = send(as_maria, event, maria, first, second)
    assert [one["id"] for one in answer.json["named"]] == [second["id"]]
    assert standing() == {"Ada": "", "Grace": "present"}
    assert words(send(as_maria, event, maria, first)) == ["kept"]


def test_another_phone_asks_how_everybody_stands(
    as_maria: Browser, maria: Person, event: Event
) -> None:
    send(as_maria, event, maria, act("mark", "Grace", presence="excused", excuse="δουλειά"))
    answer: Any = as_maria.get(f"{event.path}door/acts")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json["seats"][str(row_of("Grace").id)] == [
        "excused",
        "",
        "Δικαιολογημένη απουσία: δουλειά",
    ]
    assert (answer.json["person"], bool(answer.json["token"])) == (maria.id, True)


def test_the_code_field_works_without_scripts(
    as_maria: Browser, event: Event, said: list[str]
) -> None:
    code = row_of("Ada").ticket
    assert code
    door = f"{event.path}door"
    for _ in range(2):
        answer = as_maria.post(door, data={"code": code.lower(), "once": "k" * 40})
        assert (answer.status_code, answer.location) == (303, door)
    assert said == ["here Ada"]
    assert "Ada: εδώ από 12:00." in as_maria.get(door).text
    again = as_maria.post(door, data={"code": code, "once": "l" * 40})
    assert again.status_code == 303
    wrong = as_maria.post(door, data={"code": "ABCD-EFGH", "once": "m" * 40})
    assert wrong.status_code == 422
    assert "Δεν γνωρίζουμε αυτό το εισιτήριο." in wrong.text
    assert 'value="ABCD-EFGH"' in wrong.text
    assert len(stretches()) == 1


def test_a_name_of_the_list_is_noted_and_taken_back_without_scripts(
    as_maria: Browser, event: Event, said: list[str]
) -> None:
    line = f"{event.path}door/{row_of('Ada').id}"
    for presence, kept in (("present", "present"), ("none", ""), ("absent", "absent")):
        answer = as_maria.post(line, data={"presence": presence})
        assert (answer.status_code, answer.location) == (303, f"{event.path}door")
        assert standing()["Ada"] == kept
    excused = {"presence": "excused", "excuse": "πένθος", "next": f"{event.path}attendance"}
    assert as_maria.post(line, data=excused).location == f"{event.path}attendance"
    assert row_of("Ada").excuse == "πένθος"
    assert 'value="πένθος"' in as_maria.get(line).text
    assert as_maria.post(line, data={"presence": "asleep"}).status_code == 422
    as_maria.post(line, data={"presence": "present"})
    assert (row_of("Ada").excuse, said) == ("", ["here Ada", "undone Ada", "here Ada"])


def test_only_this_page_may_ask_for_the_camera(as_maria: Browser, event: Event) -> None:
    asked = as_maria.get(f"{event.path}door").headers["Permissions-Policy"]
    assert asked == "camera=(self), microphone=(), geolocation=()"
    for path in (event.path, f"{event.path}attendance", f"{event.path}door/code"):
        assert "camera=()" in as_maria.get(path).headers["Permissions-Policy"]


def test_only_this_page_may_be_kept_by_a_worker(as_maria: Browser, event: Event) -> None:
    door, other = as_maria.get(f"{event.path}door"), as_maria.get(f"{event.path}attendance")
    allowed = [
        "worker-src 'self'" in page.headers["Content-Security-Policy"] for page in (door, other)
    ]
    assert allowed == [True, False]
    assert ["X-Door" in page.headers for page in (door, other)] == [True, False]
    worker = as_maria.get("/events/door-worker.js")
    assert (worker.mimetype, worker.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    assert 'addEventListener("fetch"' in worker.text


def test_names_are_found_by_what_the_page_carries(
    as_maria: Browser, event: Event, make_person: Any
) -> None:
    seat(event, make_person("Γιάννης Χατζής"))
    page = as_maria.get(f"{event.path}door").text
    assert 'data-find="γιαννησ χατζησ|gianis hatzis"' in page


def test_somebody_without_a_seat_gets_one_and_is_here(
    as_maria: Browser, event: Event, said: list[str], mallory: Person, as_person: Any
) -> None:
    door = f"{event.path}door/people"
    assert "3 θέσεις είναι ελεύθερες" in as_maria.get(door).text
    for _ in range(2):
        answer = as_maria.post(door, data={"name": "Ρόζα Λ.", "once": "r" * 40})
        assert (answer.status_code, answer.location) == (303, f"{event.path}door")
    member = {"name": "Mallory", "email": "mallory@example.org", "once": "s" * 40}
    assert as_maria.post(door, data=member).status_code == 303
    assert standing() == {"Ada": "", "Grace": "", "Ρόζα Λ.": "present", "Mallory": "present"}
    assert said == []  # of a guest no other room keeps anything, nor of whoever is behind one
    typed = row_of("Mallory")
    assert (typed.person_id, typed.guest_email) == (None, "mallory@example.org")
    page = as_person(mallory)
    assert "Ναι, αυτή η θέση είναι δική μου" in page.get(event.path).text
    assert page.post(f"{event.path}seat").status_code == 303
    assert row_of("Mallory").person_id == mallory.id
    assert "Ναι, αυτή η θέση είναι δική μου" not in page.get(event.path).text
    assert standing()["Mallory"] == "present"
    assert db.session.get_one(Event, event.id).seats_taken == 4
    assert row_of("Ρόζα Λ.").ticket


def test_where_no_seat_is_free_it_is_said_and_nobody_is_let_in(
    as_maria: Browser, ada: Person
) -> None:
    full = make_event(NOW, capacity=1)
    seat(full, ada)
    door = f"{full.path}door/people"
    assert "Καμία θέση δεν είναι ελεύθερη" in as_maria.get(door).text
    answer = as_maria.post(door, data={"name": "Ρόζα Λ.", "once": "r" * 40})
    assert answer.status_code == 422
    assert "Δεν υπάρχει ελεύθερη θέση." in answer.text
    assert 'value="Ρόζα Λ."' in answer.text
    assert list(standing()) == ["Ada"]


def test_a_guest_at_a_workshop_of_a_path_stops_nothing(
    as_maria: Browser, maria: Person, make: Any
) -> None:
    module = make_module(make, make_programme(make))
    block = make_block(make, make_lesson(make, module), kind="workshop")
    event = make_event(NOW, serves=f"block:{block.id}")
    as_maria.post(f"{event.path}door/people", data={"name": "Ρόζα Λ.", "once": "r" * 40})
    assert standing() == {"Ρόζα Λ.": "present"}
    row = db.session.scalars(select(Attendance)).one()
    undo = act("undo", "Ρόζα Λ.", of=row.client_id)
    assert words(send(as_maria, event, maria, undo)) == ["kept"]
    assert standing() == {"Ρόζα Λ.": ""}
    assert db.session.scalars(select(WorkshopSeat)).all() == []


def test_with_nobody_on_the_list_the_page_says_so(as_maria: Browser) -> None:
    empty = make_event(NOW)
    assert "Δεν έχει κρατήσει θέση κανένα άτομο" in as_maria.get(f"{empty.path}door").text
    assert "Nobody has a seat" in as_maria.get(f"/en{empty.path}door").text


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_door_costs_the_same_however_many_have_a_seat(
    as_maria: Browser,
    maria: Person,
    make_person: Callable[..., Person],
    queries_run: list[str],
    count: int,
) -> None:
    event = make_event(NOW)
    for number in range(count):
        seat(event, make_person("P" + "x" * number))
    as_maria.get(f"{event.path}door")
    queries_run.clear()
    page = as_maria.get(f"{event.path}door").text
    assert page.count("data-seat=") == count
    assert len(queries_run) == 6
    queries_run.clear()
    state: Any = as_maria.get(f"{event.path}door/acts").json
    assert len(state["seats"]) == count
    assert len(queries_run) == 6


def test_phones_that_send_at_once_note_each_person_once(
    app: Flask, maria: Person, event: Event, said: list[str]
) -> None:
    ids = [uuid.uuid4() for _ in range(2)]
    codes = [row_of("Ada").ticket, row_of("Grace").ticket]
    event_id, maria_id = event.id, maria.id
    db.session.rollback()

    def scan(number: int) -> list[str]:
        own = str(uuid.uuid4())  # the third act is this phone's own, of somebody seen elsewhere too
        acts = [
            *(
                Act(str(id), "scan", NOON, ticket=code or "")
                for id, code in zip(ids, codes, strict=True)
            ),
            Act(own, "scan", NOON, ticket=codes[number % 2] or ""),
        ]
        with app.app_context(), transaction():
            there, by = db.session.get_one(Event, event_id), db.session.get_one(Person, maria_id)
            return [outcome.word for outcome in check_in(there, by, acts)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(scan, range(8)))
    assert answers == [["kept", "kept", "again"]] * 8
    assert stretches() == [("ticket", "10:00", True)] * 2
    assert sorted(said) == ["here Ada", "here Grace"]
