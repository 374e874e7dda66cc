"""Letters of staff: drafted, looked at through a reader's eyes, sent to a filtered set, logged."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from kalo.accounts.models import Person, StaffAct
from kalo.events import jobs, placeholders
from kalo.events.models import Event, EventRole, Mailing, MailLine, Registration
from kalo.events.queries.mailings import GROUPS, count_audience, people_in
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_notices import cancel
from tests.events.test_reminders import Minute, html_of, text_of, went
from tests.factories.events import NOON, at, make_event, seat
from tests.notifications.conftest import Postbox

BODY = "Γεια σου {name},\n\nσε περιμένουμε στο **{event}**: {when}, {where}.\n\n[Η σελίδα]({page})"


@pytest.fixture
def event(
    ada: Person, make_person: Callable[..., Person], maria: Person, minute: Minute, postbox: Postbox
) -> Event:
    """Ada and an English-speaking John have seats, Grace waits; their letters have gone."""
    event = make_event(facilitator_id=maria.id, capacity=2)
    for person in (ada, make_person("John", language="en"), make_person("Grace")):
        seat(event, person)
    minute()
    return event


def typed(**more: Any) -> dict[str, Any]:
    return {
        "groups": ["seat"],
        "language": "",
        "subject": "Για το {event}",
        "body": BODY,
        "revision": "1",
        **more,
    }


def draft(as_maria: Browser, event: Event, **more: Any) -> str:
    """The address of a new draft."""
    answer = as_maria.post(f"{event.path}letters/new", data=typed(**more))
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def send(as_maria: Browser, address: str, **more: Any) -> Any:
    return as_maria.post(f"{address}/sending", data={"way": "now", "revision": "1", **more})


def people(event: Event, **states: dict[str, Any]) -> None:
    """A guest for each, in whatever state."""
    with transaction():
        for name, values in states.items():
            known = {"guest_name": name, "guest_email": f"{name}@e.org", "made_at": NOON}
            row = Registration(event_id=event.id, changed_at=NOON, **{**known, **values})
            db.session.add(row)


# ── From the draft to the letter ──────────────────────────────────────────────


def test_a_letter_goes_to_each_with_their_own_values(
    event: Event, as_maria: Browser, postbox: Postbox, minute: Minute, maria: Person
) -> None:
    address = draft(as_maria, event)
    page = as_maria.get(address).text
    assert "Τώρα είναι 2 άτομα." in page
    assert "Γεια σου Ada," in page
    assert went(postbox, minute) == []  # a draft goes nowhere
    answer = send(as_maria, address)
    assert answer.status_code == 303
    assert went(postbox, minute) == [
        ("ada@example.org", "Για το Εργαστήριο για το καταστατικό"),
        ("john@example.org", "Για το Workshop on the statutes"),
    ]
    greek, english = sorted(postbox.letters, key=lambda letter: str(letter["To"]))
    assert "Γεια σου Ada," in text_of(greek)
    assert "Πέμπτη 3 Δεκεμβρίου, 18:00–20:00, Δημαρχείο Περιστερίου." in text_of(greek)
    assert f'href="http://localhost{event.path}"' in html_of(greek)
    assert "<strong>Εργαστήριο για το καταστατικό</strong>" in html_of(greek)
    assert "Thursday 3 December, 18:00–20:00" in text_of(english)
    assert f"http://localhost/en{event.path}" in text_of(english)
    assert greek["List-Unsubscribe"] is None  # who has a seat needs it
    assert went(postbox, minute) == []
    acts = db.session.scalars(select(StaffAct).where(StaffAct.verb.startswith("sent a")))
    assert [(act.person_id, act.subject) for act in acts] == [(maria.id, event.subject)]


def test_the_page_says_who_got_it_and_keeps_its_text(
    event: Event, as_maria: Browser, postbox: Postbox, minute: Minute
) -> None:
    address = draft(as_maria, event)
    send(as_maria, address)
    postbox.refuse = "550 no such user"
    went(postbox, minute)
    page = as_maria.get(address).text
    assert "Γράφτηκε σε 2 άτομα." in page
    assert "2 δεν έγιναν δεκτά." in page
    assert page.count("Το αρνήθηκε ο διακομιστής αλληλογραφίας") == 2
    kept = db.session.scalars(select(Mailing)).one()
    assert (kept.body, kept.recipients) == (BODY, 2)
    assert "Maria" in page


def test_what_is_another_for_each_is_named_where_all_letters_stand(
    event: Event, as_maria: Browser, ada: Person
) -> None:
    address = draft(as_maria, event, subject="Για {name} και {event}")
    heading = f"Για [το όνομα του ατόμου] και {event.title_el}"
    page = as_maria.get(address).text
    assert f"<h1>{heading}</h1>" in page
    assert f"<h3>Για Ada και {event.title_el}</h3>" in page
    assert '<span class="unbroken">18:00–20:00</span>' in page
    assert heading in as_maria.get(f"{event.path}letters").text


def test_sent_twice_or_in_two_windows_it_goes_once(
    event: Event, as_maria: Browser, postbox: Postbox, minute: Minute
) -> None:
    address = draft(as_maria, event, once="key-of-the-draft")
    again = draft(as_maria, event, once="key-of-the-draft")
    assert address == again
    for key in ("key-of-sending", "key-of-sending", "another-key-1"):
        assert send(as_maria, address, once=key).status_code == 303
    assert len(went(postbox, minute)) == 2
    assert db.session.scalar(select(func.count(Mailing.id))) == 1


def test_a_crash_between_two_batches_loses_and_doubles_nothing(
    event: Event,
    as_maria: Browser,
    postbox: Postbox,
    minute: Minute,
    work: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kalo.events.notices.telling.BATCH", 1)
    address = draft(as_maria, event, groups=["seat", "waiting"])
    send(as_maria, address)
    number = int(address.rpartition("/")[2])
    with transaction():
        jobs.send_mailing(number)
    monkeypatch.setattr(
        "kalo.events.notices.mailings.filled", lambda *_all: (_ for _ in ()).throw(RuntimeError())
    )
    with pytest.raises(RuntimeError), transaction():
        jobs.send_mailing(number)
    monkeypatch.undo()
    monkeypatch.setattr("kalo.kit.clock.now", lambda: NOON + timedelta(minutes=10))
    assert [to for to, _subject in went(postbox, minute)] == [
        "ada@example.org",
        "grace@example.org",
        "john@example.org",
    ]
    mailing = db.session.get_one(Mailing, number)
    assert (mailing.recipients, mailing.told_at) == (3, NOON + timedelta(minutes=10))


def test_what_another_worker_wrote_before_its_turn_is_counted_too(
    event: Event, as_maria: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = draft(as_maria, event)
    send(as_maria, address)
    number = int(address.rpartition("/")[2])

    def wait_for_another(_event: Event) -> None:
        done = update(Mailing).values(recipients=40)
        db.session.execute(done, execution_options={"synchronize_session": False})

    monkeypatch.setattr("kalo.events.notices.mailings.lock", wait_for_another)
    with transaction():
        jobs.send_mailing(number)
    db.session.expire_all()
    assert db.session.get_one(Mailing, number).recipients == 42


# ── When it goes ──────────────────────────────────────────────────────────────


def test_it_goes_at_its_hour_and_can_be_taken_back_until_then(
    event: Event, as_maria: Browser, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    address = draft(as_maria, event)
    send(as_maria, address, way="later", due_wall="2026-11-24T12:00")
    assert "Φεύγει: Τρί 24 Νοεμβρίου, 12:00" in as_maria.get(address).text
    time_.at = at("2026-11-24 11:59")
    assert went(postbox, minute) == []
    as_maria.post(f"{address}/sending/undo")
    time_.at = at("2026-11-24 12:01")
    assert went(postbox, minute) == []
    send(as_maria, address, revision="2")
    assert len(went(postbox, minute)) == 2
    assert as_maria.post(f"{address}/sending/undo").status_code == 422


def test_at_night_it_waits_for_the_morning_unless_that_is_too_late(
    event: Event, as_maria: Browser, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    time_.at = at("2026-11-25 23:00")
    address = draft(as_maria, event)
    assert "Είναι νύχτα" in as_maria.get(address).text
    send(as_maria, address)
    assert went(postbox, minute) == []
    time_.at = at("2026-11-26 08:00")
    assert len(went(postbox, minute)) == 2
    time_.at = at("2026-12-03 07:00")
    with transaction():
        early = db.session.get_one(Event, event.id)
        early.starts_at = at("2026-12-03 07:45")
    send(as_maria, draft(as_maria, event))
    assert len(went(postbox, minute)) == 2


@pytest.mark.parametrize(
    ("hour", "sentence"),
    [
        ("", "Γράψε ημέρα και ώρα."),
        ("2026-11-23T11:00", "Αυτή η ώρα πέρασε."),
        ("2027-03-28T03:30", "Αυτή η ώρα δεν υπάρχει"),
        ("2027-10-31T03:30", "Αυτή η ώρα έρχεται δύο φορές"),
        ("9999-12-31T23:59", "2100"),
    ],
)
def test_an_hour_that_cannot_be_is_refused_in_words(
    event: Event, as_maria: Browser, hour: str, sentence: str
) -> None:
    answer = send(as_maria, draft(as_maria, event), way="later", due_wall=hour)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.scalars(select(Mailing)).one().due_at is None


def test_a_cancellation_makes_drafts_of_what_waits_and_ends_what_has_begun(
    event: Event,
    as_maria: Browser,
    maria: Person,
    postbox: Postbox,
    minute: Minute,
    time_: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits = draft(as_maria, event, subject="Τα λέμε αύριο")
    send(as_maria, waits, way="later", due_wall="2026-11-24T12:00")
    begun = draft(as_maria, event, subject="Ένα ακόμη")
    send(as_maria, begun)
    monkeypatch.setattr("kalo.events.notices.telling.BATCH", 1)
    with transaction():
        jobs.send_mailing(int(begun.rpartition("/")[2]))  # Ada has it, John not yet
    monkeypatch.undo()
    monkeypatch.setattr("kalo.kit.clock.now", time_.now)
    page = as_maria.get(f"{event.path}cancellation").text
    assert "που δεν έχουν φύγει ακόμη γίνονται πάλι προσχέδια" in page
    cancel(event, maria)
    time_.at = at("2026-11-24 12:01")
    assert [to for to, subject in went(postbox, minute) if "Ένα ακόμη" in subject] == [
        "ada@example.org"
    ]
    assert [subject for _to, subject in postbox.subjects if "αύριο" in subject] == []
    assert "Προσχέδιο: δεν έχει σταλεί" in as_maria.get(waits).text
    assert send(as_maria, waits, revision="2").status_code == 303  # meant for after it
    assert [to for to, _subject in went(postbox, minute)] == ["ada@example.org", "john@example.org"]


# ── To whom ───────────────────────────────────────────────────────────────────


def test_each_group_is_exactly_who_it_says(event: Event) -> None:
    moved = {"asked_again_at": NOON}
    people(
        event,
        offered={"state": "offered"},
        asked={"state": "asked"},
        invited={"state": "invited"},
        silent={"state": "seat", **moved},
        coming={"state": "seat", **moved, "comes_at": NOON},
        there={"state": "seat", "attended_at": NOON, "presence": "present"},
        absent={"state": "seat", "presence": "absent"},
        excused={"state": "seat", "presence": "excused"},
        gone={"state": "given-up", **moved, "attended_at": NOON},
        refused={"state": "refused"},
        unsure={"state": "unconfirmed"},
    )
    seats = ["Ada", "John", "absent", "coming", "excused", "silent", "there"]
    expected = {
        "seat": seats,
        "waiting": ["Grace"],
        "offered": ["offered"],
        "asked": ["asked"],
        "invited": ["invited"],
        "unanswered": ["silent"],
        "attended": ["there"],
        "absent": ["absent"],
        "excused": ["excused"],
    }
    found = {
        group: sorted(row.name for row in db.session.scalars(people_in(event.id, [group])))
        for group in GROUPS
    }
    assert found == expected
    both = people_in(event.id, ["waiting", "asked"])
    assert sorted(row.name for row in db.session.scalars(both)) == ["Grace", "asked"]
    assert db.session.scalars(people_in(event.id, [])).all() == []
    assert db.session.scalars(people_in(event.id, ["everybody"])).all() == []


@pytest.mark.parametrize(("language", "names"), [("el", ["Ada", "νίκη"]), ("en", ["John", "sam"])])
def test_a_language_narrows_members_and_guests(
    event: Event, language: str, names: list[str]
) -> None:
    people(event, νίκη={"state": "seat"}, sam={"state": "seat", "guest_language": "en"})
    rows = db.session.scalars(people_in(event.id, ["seat"], language))
    assert [row.name for row in rows] == names


def test_people_without_an_address_are_counted_apart(event: Event, as_maria: Browser) -> None:
    people(event, door={"state": "seat", "guest_email": None})
    assert count_audience(people_in(event.id, ["seat"])) == (2, 1)
    page = as_maria.get(draft(as_maria, event)).text
    assert "Τώρα είναι 2 άτομα. Άλλο 1 δεν έχει διεύθυνση." in page


def test_people_of_another_event_get_nothing(
    event: Event, as_maria: Browser, mallory: Person, postbox: Postbox, minute: Minute
) -> None:
    other = make_event(uid="other")
    seat(other, mallory)
    minute()
    send(as_maria, draft(as_maria, event, groups=list(GROUPS)))
    assert [to for to, _subject in went(postbox, minute)] == [
        "ada@example.org",
        "grace@example.org",
        "john@example.org",
    ]
    address = draft(as_maria, event).replace(event.path, other.path)
    assert as_maria.get(address).status_code == 404


def test_after_the_event_a_letter_can_be_stopped(
    event: Event, as_maria: Browser, postbox: Postbox, minute: Minute, time_: Clock
) -> None:
    time_.at = at("2026-12-05 12:00")
    send(as_maria, draft(as_maria, event))
    went(postbox, minute)
    assert [letter["List-Unsubscribe-Post"] for letter in postbox.letters] == [
        "List-Unsubscribe=One-Click"
    ] * 2


# ── What can stand in braces ──────────────────────────────────────────────────


def test_every_placeholder_is_documented_and_filled_in(event: Event, as_maria: Browser) -> None:
    page = as_maria.get(f"{event.path}letters/new").text
    assert re.findall(r'<input[^>]*type="checkbox"[^>]*required', page) == []
    assert re.findall(r'<input[^>]*required[^>]*type="checkbox"', page) == []
    assert [word for word in placeholders.WORDS if f"<code>{{{word}}}</code>" not in page] == []
    every = " ".join(f"{{{word}}}" for word in placeholders.WORDS)
    preview = as_maria.get(draft(as_maria, event, body=every, subject="{ name }")).text
    shown = re.search(r'<article class="panel letter-preview".*?</article>', preview, re.DOTALL)
    assert shown
    assert "{" not in shown[0]
    assert "<h3>Ada</h3>" in shown[0]


def test_whoever_looks_at_a_letter_gets_no_address_and_no_link_of_its_readers(
    event: Event, as_maria: Browser, postbox: Postbox, minute: Minute
) -> None:
    people(event, νίκη={"state": "seat"})
    address = draft(as_maria, event, body="{page} {coming}", language="el")
    ids = {row.name: row.id for row in db.session.scalars(people_in(event.id, ["seat"], "el"))}
    member = as_maria.get(f"{address}?to={ids['Ada']}").text
    guest = as_maria.get(f"{address}?to={ids['νίκη']}").text
    for page in (member, guest):
        assert "ada@example.org" not in page
        assert set(re.findall(r"/events/(?:coming|guest)/([\w.-]+)", page)) == {"sample"}
        assert "είναι εδώ δείγματα" in page
    assert "νίκη, νίκη@e.org" in guest
    assert as_maria.get("/events/coming/sample").status_code == 404
    send(as_maria, address)
    went(postbox, minute)
    for letter in postbox.letters:  # what goes has those that work
        assert re.search(r"/events/coming/[\w.-]{20,}", text_of(letter))


@pytest.mark.parametrize("field", ["subject", "body"])
def test_an_unknown_one_is_refused_and_no_word_is_lost(
    event: Event, as_maria: Browser, field: str
) -> None:
    words = "Γεια {nmae}, {όνομα} και {name} { } {a b}"
    answer = as_maria.post(f"{event.path}letters/new", data=typed(**{field: words}))
    assert answer.status_code == 422
    assert "Το {nmae}, {όνομα} δεν σημαίνει κάτι εδώ." in answer.text
    assert "Γεια {nmae}" in answer.text
    assert 'value="seat" checked' in answer.text.replace("checked id", "checked id") or (
        re.search(r'<input[^>]*checked[^>]*value="seat"', answer.text)
    )
    assert db.session.scalar(select(func.count(Mailing.id))) == 0


def test_a_name_is_never_markdown_html_or_a_second_placeholder(
    event: Event, as_maria: Browser, ada: Person, postbox: Postbox, minute: Minute
) -> None:
    odd = "**Κακό** [α](http://evil.example) <img> www.evil.example {page} # \r\nX: 1"
    with transaction():
        db.session.get_one(Person, ada.id).name = odd
    send(
        as_maria, draft(as_maria, event, body="# {name}\n\n{name}", subject="{name}", language="el")
    )
    went(postbox, minute)
    (letter,) = postbox.letters
    html = html_of(letter)
    body = html[html.index("</h1>") : html.index("From") if "From" in html else len(html)]
    assert "evil.example" in body
    assert 'href="http://evil' not in body
    assert 'href="http://www.evil' not in body
    assert "<img" not in body
    assert "**Κακό**" in body
    assert "{page}" in body
    assert letter["X"] is None


def test_hostile_words_of_staff_stay_words(event: Event, as_maria: Browser) -> None:
    answer = as_maria.post(
        f"{event.path}letters/new",
        data=typed(
            subject="Α\r\nBcc: x@y.z\x0b\u2028β", body="<script>alert(1)</script>\x07 {name}"
        ),
    )
    assert answer.status_code == 303
    mailing = db.session.scalars(select(Mailing)).one()
    assert mailing.subject == "Α Bcc: x@y.zβ"
    page = as_maria.get(answer.location).text
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("subject", "", "Συμπλήρωσέ το."),
        ("subject", "α" * 161, "160"),
        ("body", "", "Συμπλήρωσέ το."),
        ("body", "α" * 10_001, "10000"),
        ("groups", [], "Διάλεξε σε ποια άτομα πηγαίνει."),
        ("groups", ["everybody"], "everybody"),
        ("language", "fr", ""),
    ],
)
def test_what_cannot_be_kept_comes_back_with_the_words(
    event: Event, as_maria: Browser, field: str, value: Any, sentence: str
) -> None:
    answer = as_maria.post(f"{event.path}letters/new", data=typed(**{field: value}))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert ("Η σελίδα" in answer.text) == (field != "body")
    assert as_maria.post(f"{event.path}letters/new", data=typed()).status_code == 303


# ── Drafts ────────────────────────────────────────────────────────────────────


def test_two_who_write_at_once_see_both_texts(event: Event, as_maria: Browser) -> None:
    address = draft(as_maria, event)
    assert as_maria.post(f"{address}/edit", data=typed(subject="Πρώτο")).status_code == 303
    answer = as_maria.post(f"{address}/edit", data=typed(subject="Δεύτερο"))
    assert answer.status_code == 409
    assert "Πρώτο" in answer.text
    assert "Δεύτερο" in answer.text
    assert db.session.scalars(select(Mailing)).one().subject == "Πρώτο"
    assert as_maria.post(f"{address}/edit", data=typed(revision="2")).status_code == 303


def test_what_was_looked_at_is_what_goes(
    event: Event, as_maria: Browser, postbox: Postbox, minute: Minute
) -> None:
    address = draft(as_maria, event)
    as_maria.post(f"{address}/edit", data=typed(subject="Άλλο"))
    answer = send(as_maria, address)
    assert answer.status_code == 422
    assert "άλλαξε στο μεταξύ" in answer.text
    assert went(postbox, minute) == []


def test_what_was_sent_cannot_be_changed_or_dropped(event: Event, as_maria: Browser) -> None:
    address = draft(as_maria, event)
    send(as_maria, address)
    for door in ("edit", "removal"):
        answer = as_maria.post(f"{address}/{door}", data=typed())
        assert answer.status_code == 422
        assert "Πάρ&#39; το πρώτα πίσω." in answer.text
    assert db.session.scalars(select(Mailing)).one().subject == "Για το {event}"


def test_a_draft_can_be_dropped(event: Event, as_maria: Browser) -> None:
    address = draft(as_maria, event)
    assert as_maria.post(f"{address}/removal").status_code == 303
    assert as_maria.get(address).status_code == 404


# ── Who may, and the log ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("role", "status"),
    [("organiser", 200), ("facilitator", 200), ("check-in", 403), ("note-taker", 403), ("", 403)],
)
def test_those_who_hold_the_event_write_and_nobody_else(
    event: Event, as_person: Callable[..., Browser], mallory: Person, role: str, status: int
) -> None:
    if role:
        with transaction():
            facts = {"event_id": event.id, "person_id": mallory.id, "given_at": NOON}
            db.session.add(EventRole(role=role, **facts))
    browser = as_person(mallory)
    assert browser.get(f"{event.path}letters").status_code == status
    assert browser.get(f"{event.path}letters/new").status_code == status
    wrote = browser.post(f"{event.path}letters/new", data=typed()).status_code
    assert wrote == (303 if status == 200 else 403)


def test_the_log_holds_every_letter_and_is_searched_by_name(
    event: Event, as_maria: Browser, postbox: Postbox, minute: Minute
) -> None:
    people(event, Νικόλαος={"state": "seat"})
    send(as_maria, draft(as_maria, event))
    went(postbox, minute)

    def names(query: str = "") -> list[str]:
        page = as_maria.get(f"{event.path}letters{query}").text
        log = page[page.index('class="rows lined letter-log"') :] if "letter-log" in page else ""
        return re.findall(r'<li id="letter-\d+"><div class="stack tight">\s*<p><b>([^<]+)', log)

    assert names() == ["Νικόλαος", "John", "Ada", "Grace", "John", "Ada"]
    assert names("?q=ada") == ["Ada", "Ada"]
    assert names("?q=ΝΙΚΟΛΑΟΣ") == ["Νικόλαος"]
    assert names("?q=Νικολ&state=sent") == ["Νικόλαος"]
    assert names("?state=refused") == []
    assert names("?q=%25") == []
    assert names("?state=nonsense") == names()


def test_a_letter_that_is_not_sent_yet_is_on_its_way(
    event: Event, as_maria: Browser, monkeypatch: pytest.MonkeyPatch, work: Callable[[], int]
) -> None:
    monkeypatch.setattr("kalo.kit.mail._send", lambda *_all: (_ for _ in ()).throw(OSError()))
    send(as_maria, draft(as_maria, event, language="el"))
    with transaction():
        jobs.write_around_the_day()
    work()
    assert "Στον δρόμο" in as_maria.get(f"{event.path}letters?state=owed").text
    with transaction():
        db.session.scalars(select(Letter).order_by(Letter.id.desc())).first().tries = 8  # type: ignore[union-attr]
    assert "Δεν μπόρεσε να σταλεί" in as_maria.get(f"{event.path}letters?state=failed").text


def test_answers_after_a_move_stand_beside_the_log(event: Event, as_maria: Browser) -> None:
    moved = {"asked_again_at": NOON}
    people(
        event,
        silent={"state": "seat", **moved},
        coming={"state": "seat", **moved, "comes_at": NOON},
        gone={"state": "given-up", **moved, "given_up_at": NOON},
        long_gone={"state": "given-up", **moved, "given_up_at": NOON - timedelta(days=1)},
    )
    page = as_maria.get(f"{event.path}letters").text
    told = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)
    assert told == [("Ναι", "1"), ("Έδωσαν πίσω τη θέση", "1"), ("Χωρίς απάντηση ακόμη", "1")]
    form = as_maria.get(f"{event.path}letters/new?to=unanswered").text
    assert re.search(r'<input[^>]*checked[^>]*value="unanswered"', form)


@pytest.mark.parametrize("count", [1, 3, 9])
def test_the_pages_ask_the_same_however_many_letters_there_are(
    event: Event,
    as_maria: Browser,
    postbox: Postbox,
    minute: Minute,
    alone: None,
    queries_run: list[str],
    count: int,
) -> None:
    people(event, **{f"g{number}": {"state": "seat"} for number in range(count)})
    for _letter in range(count):
        address = draft(as_maria, event)
        send(as_maria, address)
    went(postbox, minute)
    draft_at = draft(as_maria, event)
    asked = []
    for door in (f"{event.path}letters", f"{event.path}letters?q=g&state=sent", address, draft_at):
        as_maria.get(door)
        queries_run.clear()
        assert as_maria.get(door).status_code == 200
        asked.append(len([sql for sql in queries_run if "accounts_sign_in" not in sql]))
    assert asked == [6, 7, 8, 8]
    assert db.session.scalar(select(func.count(MailLine.id))) == 3 + count * (count + 2)
