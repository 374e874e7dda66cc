"""The people of an event, before those who hold it: what they see and what they decide."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person, StaffAct
from kalo.events.models import CANCELLED, Event, EventRole, Registration
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter
from kalo.notifications.models import Notification
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_seats_waiting import counted, row_of, states
from tests.factories.events import at, make_event, seat

People = Callable[..., Person]
Visit = Callable[..., Browser]


def acts() -> list[tuple[str, str, str]]:
    """The log of staff: what was done, to whom, and why."""
    found = db.session.scalars(select(StaffAct).order_by(StaffAct.id))
    return [(act.verb, act.detail, act.after) for act in found]


def subjects(recipient: str) -> list[str]:
    found = select(Letter.subject).where(Letter.recipient == recipient).order_by(Letter.id)
    return list(db.session.scalars(found))


def news(person: Person) -> list[str]:
    found = select(Notification.kind).where(Notification.person_id == person.id)
    return list(db.session.scalars(found))


def asked_by(event: Event, person: Person, as_person: Visit, words: str = "Θέλω πολύ") -> str:
    """This person asks for a seat; answers the address of the row for staff."""
    assert as_person(person).post(f"{event.path}seat", data={"words": words}).status_code == 303
    return f"{event.path}people/{row_of(event, person).id}"


@pytest.fixture
def circle(maria: Person) -> Event:
    """A focus group of two, whose seats Maria gives."""
    return make_event(kind="focus-group", entry="approval", capacity=2, facilitator_id=maria.id)


def test_a_request_is_asked_with_words_and_waits_for_an_answer(
    circle: Event, as_ada: Browser, ada: Person, maria: Person, as_maria: Browser
) -> None:
    page = as_ada.get(circle.path).text
    assert "Ζητώ θέση" in page
    assert 'name="words"' in page
    assert "λίστα αναμονής" not in page
    assert as_ada.post(f"{circle.path}seat", data={"words": "Θέλω <b>πολύ</b>"}).status_code == 303
    assert states(circle) == [("Ada", "asked")]
    assert counted(circle) == (0, 0)
    page = as_ada.get(circle.path).text
    assert "Το αίτημά σου έφτασε" in page
    assert "Θέλω &lt;b&gt;πολύ&lt;/b&gt;" in page
    assert "λίστα αναμονής" not in page
    assert subjects("ada@example.org") == ["Το αίτημά σου έφτασε: Εργαστήριο για το καταστατικό"]
    assert news(maria) == ["events.requests"]
    page = as_maria.get(f"{circle.path}people").text
    assert "Θέλω &lt;b&gt;πολύ&lt;/b&gt;" in page


def test_a_yes_gives_the_seat(
    circle: Event, ada: Person, as_person: Visit, as_maria: Browser
) -> None:
    row = asked_by(circle, ada, as_person)
    for _twice in range(2):
        assert as_maria.post(f"{row}/seat").status_code == 303
    assert states(circle) == [("Ada", "seat")]
    assert counted(circle) == (1, 0)
    assert acts() == [("said yes to a request for a seat", f"person:{ada.id}", "")]
    assert subjects("ada@example.org")[1:] == ["Έχεις θέση: Εργαστήριο για το καταστατικό"]
    assert news(ada) == ["events.given"]


def test_a_no_says_why_and_is_final_until_a_yes(
    circle: Event, ada: Person, as_person: Visit, as_maria: Browser
) -> None:
    row = asked_by(circle, ada, as_person)
    answer = as_maria.post(f"{row}/refusal", data={"reason": " "})
    assert answer.status_code == 422
    assert "Συμπλήρωσέ το." in answer.text
    assert states(circle) == [("Ada", "asked")]
    reason = {"reason": "Αυτή τη φορά ζητάμε κατοίκους του Αιγάλεω."}
    assert as_maria.post(f"{row}/refusal", data=reason).status_code == 303
    assert states(circle) == [("Ada", "refused")]
    assert acts() == [("said no to a request for a seat", f"person:{ada.id}", reason["reason"])]
    browser = as_person(ada)
    page = browser.get(circle.path).text
    assert "Το αίτημά σου για θέση δεν έγινε δεκτό. Αυτή τη φορά" in page
    assert f'action="{circle.path}seat' not in page
    assert browser.post(f"{circle.path}seat").status_code == 422
    letter = db.session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    assert letter
    assert reason["reason"] in letter.text
    assert news(ada) == ["events.refused"]
    assert as_maria.post(f"{row}/seat").status_code == 303
    assert states(circle) == [("Ada", "seat")]


def test_there_is_no_yes_where_no_seat_is_free(
    circle: Event, ada: Person, make_person: People, as_person: Visit, as_maria: Browser
) -> None:
    rows = [asked_by(circle, p, as_person) for p in (ada, make_person("Bo"), make_person("Cy"))]
    for row in rows[:2]:
        assert as_maria.post(f"{row}/seat").status_code == 303
    answer = as_maria.post(f"{rows[2]}/seat")
    assert answer.status_code == 422
    assert "Δεν υπάρχει ελεύθερη θέση." in answer.text
    assert counted(circle) == (2, 0)


def test_a_request_can_be_taken_back(
    circle: Event, ada: Person, as_person: Visit, as_maria: Browser
) -> None:
    row = asked_by(circle, ada, as_person)
    as_person(ada).post(f"{circle.path}seat/undo")
    assert states(circle) == [("Ada", "given-up")]
    answer = as_maria.post(f"{row}/seat")
    assert answer.status_code == 422
    assert "Δεν υπάρχει πια αίτημα." in answer.text


@pytest.fixture
def waited(make_person: People, time_: Clock, maria: Person) -> Event:
    """One seat, Nina's; Ada and Grace wait."""
    event = make_event(capacity=1, facilitator_id=maria.id)
    for name in ("Nina", "Ada", "Grace"):
        seat(event, make_person(name))
        time_.pass_by(minutes=1)
    return event


def named(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def test_staff_see_the_waiting_list_in_order(waited: Event, as_maria: Browser) -> None:
    page = as_maria.get(f"{waited.path}people?show=waiting").text
    assert page.index("1. Ada") < page.index("2. Grace")
    assert as_maria.get(f"{waited.path}people?show=nonsense").status_code == 404
    assert "Nina" in as_maria.get(f"{waited.path}people?show=seats").text


def test_the_next_seat_can_go_out_of_order_with_a_reason_in_the_log(
    waited: Event, as_maria: Browser, as_person: Visit
) -> None:
    grace = named("Grace")
    row = f"{waited.path}people/{row_of(waited, grace).id}"
    assert "Προσφορά της επόμενης θέσης εκτός σειράς" in as_maria.get(row).text
    assert as_maria.post(f"{row}/offer", data={"reason": ""}).status_code == 422
    reason = "Έρχεται με αμαξίδιο και η αίθουσα αυτή είναι η μόνη προσβάσιμη."
    assert as_maria.post(f"{row}/offer", data={"reason": reason}).status_code == 303
    assert acts() == [("put first on a waiting list", f"person:{grace.id}", reason)]
    assert "Στη σειρά έχεις τον αριθμό 1" in as_person(grace).get(waited.path).text
    as_person(named("Nina")).post(f"{waited.path}seat/undo")
    assert states(waited)[:2] == [("Ada", "waiting"), ("Grace", "offered")]
    page = as_maria.get(f"{waited.path}people?show=offers").text
    assert "ως Τρί 24 Νοεμβρίου" in page


def test_somebody_is_taken_out_with_a_reason_and_the_next_is_asked(
    waited: Event, as_maria: Browser, as_person: Visit
) -> None:
    nina = named("Nina")
    row = f"{waited.path}people/{row_of(waited, nina).id}"
    for _twice in range(2):
        answer = as_maria.post(f"{row}/removal", data={"reason": "Το ζήτησε στο τηλέφωνο."})
        assert answer.status_code == 303
    assert states(waited) == [("Ada", "offered"), ("Grace", "waiting"), ("Nina", "refused")]
    assert counted(waited) == (0, 1)
    assert acts() == [("took out of an event", f"person:{nina.id}", "Το ζήτησε στο τηλέφωνο.")]
    page = as_person(nina).get(waited.path).text
    assert "Η ομάδα που κάνει τη δράση σε έβγαλε από τη λίστα. Το ζήτησε στο τηλέφωνο." in page
    letter = db.session.scalars(
        select(Letter).where(Letter.recipient == "nina@example.org").order_by(Letter.id.desc())
    ).first()
    assert letter
    assert letter.subject == "Για τη θέση σου: Εργαστήριο για το καταστατικό"
    assert "METHOD:CANCEL" in letter.calendar


def test_staff_invite_members_and_addresses(
    as_maria: Browser, ada: Person, grace: Person, as_ada: Browser, client: Browser
) -> None:
    event = make_event(entry="invitation", capacity=2)
    typed = "ada@example.org\n@grace\nΡόζα Λ. <Rosa@example.org>, \nada@example.org\n"
    form = {"who": typed, "words": "Ελάτε!", "once": "first-key"}
    for _twice in range(2):
        assert as_maria.post(f"{event.path}people/invitation", data=form).status_code == 303
    people = db.session.scalars(select(Registration).order_by(Registration.id)).all()
    assert [(r.person_id, r.guest_name, r.guest_email, r.state) for r in people] == [
        (None, "ada", "ada@example.org", "invited"),
        (grace.id, "", None, "invited"),
        (None, "Ρόζα Λ.", "rosa@example.org", "invited"),
    ]
    assert counted(event) == (0, 0)
    for recipient in ("ada@example.org", "grace@example.org", "rosa@example.org"):
        assert subjects(recipient) == ["Πρόσκληση: Εργαστήριο για το καταστατικό"]
    assert [verb for verb, *_more in acts()] == ["invited to an event"] * 3
    assert news(ada) == ["events.invited"]
    page = as_ada.get(event.path).text
    assert "Έχεις πρόσκληση" in page
    assert "Ελάτε!" in page
    as_ada.post(f"{event.path}seat")
    assert states(event)[0] == ("Ada", "seat")
    assert "Στη δράση αυτή οι θέσεις δίνονται με πρόσκληση." in client.get(event.path).text


def test_an_address_does_not_tell_who_is_behind_it_until_they_come(
    as_maria: Browser, make_person: People, as_person: Visit
) -> None:
    event = make_event(entry="invitation", capacity=2)
    hidden = make_person("Ελένη Κρυφή", email="e@example.org")
    form = {"who": "e@example.org", "once": "first-key"}
    as_maria.post(f"{event.path}people/invitation", data=form)
    for page in ("people?show=invitations", "people/1"):
        shown = as_maria.get(f"{event.path}{page}").text
        assert "Κρυφή" not in shown
        assert hidden.handle not in shown
    assert "Ναι, θα έρθω" in as_person(hidden).get(event.path).text
    assert as_person(hidden).post(f"{event.path}seat").status_code == 303
    assert states(event) == [("Ελένη Κρυφή", "seat")]
    assert "Κρυφή" in as_maria.get(f"{event.path}people?show=seats").text
    assert counted(event) == (1, 0)


def test_a_seat_without_an_address_is_nobodys_but_who_has_it(
    as_maria: Browser, as_person: Visit, make_person: People
) -> None:
    event = make_event(capacity=2)
    as_maria.post(f"{event.path}people/new", data={"name": "Κυρία Σοφία"})
    unsure = make_person("Olga", confirmed_at=None)
    with transaction():
        db.session.get_one(Person, unsure.id).email = None
    assert "Έχεις θέση" not in as_person(unsure).get(event.path).text
    with transaction():
        signals.person_left.send(db.session.get_one(Person, unsure.id))
    assert counted(event) == (1, 0)
    assert [row.guest_name for row in db.session.scalars(select(Registration))] == ["Κυρία Σοφία"]


def test_whoever_leaves_takes_what_was_given_to_their_address(
    as_maria: Browser, ada: Person
) -> None:
    event = make_event(capacity=2)
    by_hand = {"name": "Όποια", "email": "ada@example.org"}
    as_maria.post(f"{event.path}people/new", data=by_hand)
    assert counted(event) == (1, 0)
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    assert db.session.scalars(select(Registration)).all() == []
    assert counted(event) == (0, 0)


def test_an_invited_guest_says_no_and_a_full_event_makes_one_wait(
    as_maria: Browser, ada: Person, client: Browser
) -> None:
    from kalo.events.actions import guest_token

    event = make_event(entry="invitation", capacity=1)
    form = {"who": "r1@example.org\nr2@example.org\nr3@example.org"}
    as_maria.post(f"{event.path}people/invitation", data=form)
    rows = db.session.scalars(select(Registration).order_by(Registration.id)).all()
    pages = [f"/events/guest/{guest_token(row)}" for row in rows]
    assert "Ναι, θα έρθω" in client.get(pages[0]).text
    client.post(f"{pages[0]}/seat/undo")
    for page in pages[1:]:
        assert client.post(f"{page}/seat", data={"name": "Ρόζα Λ."}).status_code == 303
    db.session.expire_all()
    assert [(row.guest_name, row.state) for row in rows] == [
        ("r1", "declined"),
        ("Ρόζα Λ.", "seat"),
        ("Ρόζα Λ.", "waiting"),
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Συμπλήρωσέ το."),
        ("ada@example.org\nχωρίς σχήμα", "Η γραμμή 2 δεν μοιάζει με διεύθυνση e-mail."),
        ("x <a@example.org\r\nBcc: b@example.org>", "Η γραμμή 1 δεν μοιάζει"),
        ("@nobody", "Δεν υπάρχει μέλος με το όνομα @nobody."),
        ("a" * 100_000, "Είναι πολύ μεγάλο."),
        ("\n".join(f"a{n}@example.org" for n in range(101)), "Το πολύ 100 κάθε φορά."),
    ],
    ids=lambda value: str(value)[:24],
)
def test_odd_invitations_send_nothing_and_come_back(
    as_maria: Browser, typed: str, sentence: str
) -> None:
    event = make_event()
    answer = as_maria.post(f"{event.path}people/invitation", data={"who": typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.scalars(select(Registration)).all() == []


def test_a_seat_by_hand_needs_no_account_and_no_address(
    as_maria: Browser, ada: Person, time_: Clock
) -> None:
    event = make_event(capacity=3, entry_closes_at=at("2026-11-20 12:00"))
    for number, form in enumerate(
        (
            {"name": "Κυρία Σοφία"},
            {"name": "Ρόζα", "email": "rosa@example.org"},
            {"name": "Όποια", "email": "ada@example.org"},
        )
    ):
        more = {**form, "once": f"key-number-{number}"}
        assert as_maria.post(f"{event.path}people/new", data=more).status_code == 303
    rows = db.session.scalars(select(Registration).order_by(Registration.id)).all()
    assert [(r.person_id, r.guest_name, r.guest_email, r.state) for r in rows] == [
        (None, "Κυρία Σοφία", None, "seat"),
        (None, "Ρόζα", "rosa@example.org", "seat"),
        (None, "Όποια", "ada@example.org", "seat"),
    ]
    assert counted(event) == (3, 0)
    assert subjects("rosa@example.org") == ["Έχεις θέση: Εργαστήριο για το καταστατικό"]
    answer = as_maria.post(f"{event.path}people/new", data={"name": "Τέταρτη"})
    assert answer.status_code == 422
    assert "Δεν υπάρχει ελεύθερη θέση." in answer.text
    assert 'value="Τέταρτη"' in answer.text


def test_nothing_is_decided_about_what_is_cancelled(as_maria: Browser, ada: Person) -> None:
    event = make_event(state=CANCELLED)
    answers = [
        as_maria.post(f"{event.path}people/new", data={"name": "Ρόζα"}),
        as_maria.post(f"{event.path}people/invitation", data={"who": "r@example.org"}),
    ]
    for answer in answers:
        assert answer.status_code == 422
        assert "Η δράση δεν θα γίνει." in answer.text


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("published", None),
        ("reported", "Η δράση έχει τελειώσει."),
        ("cancelled", "Η δράση δεν θα γίνει."),
    ],
)
def test_nobody_is_taken_out_of_what_is_over_or_will_not_be_and_the_words_come_back(
    as_maria: Browser, ada: Person, grace: Person, as_person: Visit, state: str, said: str | None
) -> None:
    event = make_event(capacity=3)
    seat(event, ada)
    with transaction():
        db.session.get_one(Event, event.id).entry = "approval"
    row, asked = f"{event.path}people/{row_of(event, ada).id}", asked_by(event, grace, as_person)
    with transaction():
        db.session.get_one(Event, event.id).state = state
    answers = [
        as_maria.post(f"{row}/removal", data={"reason": "Πολλά λόγια"}),
        as_maria.post(f"{asked}/refusal", data={"reason": "Πολλά λόγια"}),
    ]
    if said is None:
        assert [answer.status_code for answer in answers] == [303, 303]
        assert states(event) == [("Ada", "refused"), ("Grace", "refused")]
        return
    for answer in answers:
        assert answer.status_code == 422
        assert said in answer.text
        assert re.search(r"<textarea [^>]*readonly>Πολλά λόγια</textarea>", answer.text)
    assert states(event) == [("Ada", "seat"), ("Grace", "asked")]
    assert counted(event) == (1, 0)


def test_words_of_a_request_come_back_where_none_can_be_made_any_more(
    as_ada: Browser, client: Browser
) -> None:
    event = make_event(entry="approval", entry_closes_at=at("2026-11-23 10:00"))
    answer = as_ada.post(f"{event.path}seat", data={"words": "Θέλω <πολύ>"})
    assert answer.status_code == 422
    assert re.search(r"<textarea [^>]*readonly>Θέλω &lt;πολύ&gt;</textarea>", answer.text)
    with transaction():
        db.session.get_one(Event, event.id).entry = "free"
    guest = {"name": "Ρόζα", "email": "rosa@example.org", "words": "Θέλω", "once": "a-key"}
    answer = client.post(f"{event.path}guest", data=guest)
    assert answer.status_code == 422
    assert re.search(r"<textarea [^>]*readonly>Θέλω</textarea>", answer.text)


def test_each_role_sees_what_it_needs(
    waited: Event, make: Any, mallory: Person, as_person: Visit, client: Browser
) -> None:
    stranger = as_person(mallory)
    assert stranger.get(f"{waited.path}people").status_code == 403
    known = {"made_at": at("2026-11-20 12:00"), "changed_at": at("2026-11-20 12:00")}
    guest = make(
        Registration, event_id=waited.id, guest_name="Ρόζα", guest_email="r@example.org", **known
    )
    row = f"{waited.path}people/{guest.id}"
    role = make(
        EventRole,
        event_id=waited.id,
        person_id=mallory.id,
        role="check-in",
        given_at=at("2026-11-20 12:00"),
    )
    assert role
    assert stranger.get(f"{waited.path}people?show=seats").status_code == 200
    page = stranger.get(row).text
    assert "Ρόζα" in page
    assert "r@example.org" not in page
    assert f'action="{row}' not in page
    for path in (f"{row}/seat", f"{row}/refusal", f"{row}/removal", f"{row}/offer"):
        assert stranger.post(path, data={"reason": "Έτσι"}).status_code == 403
    assert client.get(f"{waited.path}people").status_code == 303


def test_a_row_of_another_event_is_none_of_this(waited: Event, as_maria: Browser) -> None:
    other = make_event(title_el="Άλλο")
    number = row_of(waited, named("Nina")).id
    assert as_maria.get(f"{other.path}people/{number}").status_code == 404
    answer = as_maria.post(f"{other.path}people/{number}/removal", data={"reason": "Έτσι"})
    assert answer.status_code == 404


def test_the_refusals_addresses_lead_to_the_row(waited: Event, as_maria: Browser) -> None:
    row = f"{waited.path}people/{row_of(waited, named('Nina')).id}"
    for word in ("seat", "refusal", "offer", "removal"):
        assert as_maria.get(f"{row}/{word}").location == row


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    "state", ["asked", "waiting", "offered", "invited", "seat", "refused", "unconfirmed"]
)
@pytest.mark.parametrize("size", [1, 3, 40])
def test_the_list_costs_the_same_however_long(
    as_maria: Browser, make: Any, queries_run: list[str], state: str, size: int
) -> None:
    groups = {
        **{"asked": "requests", "waiting": "waiting", "offered": "offers"},
        **{"invited": "invitations", "seat": "seats", "refused": "gone"},
        "unconfirmed": "unconfirmed",
    }
    event, began = make_event(), at("2026-11-20 12:00")
    for number in range(size):
        moment = began + timedelta(minutes=number)
        make(
            Registration,
            event_id=event.id,
            guest_name=f"Ρόζα {number}",
            guest_email=f"r{number}@example.org",
            state=state,
            queued_at=moment,
            offer_ends_at=moment,
            made_at=moment,
            changed_at=moment,
        )
    queries_run.clear()
    page = as_maria.get(f"{event.path}people?show={groups[state]}").text
    assert page.count('id="registration-') == size
    # How many there are in each state, and those of this page.
    assert len([sql for sql in queries_run if "FROM events_registration" in sql]) == 2
    assert len(queries_run) < 12
