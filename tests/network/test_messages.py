"""Words to an organisation: no address is shown, both sides are told, few a day, flagged."""

from collections.abc import Callable
from email import message_from_bytes, policy

import pytest
from flask import Flask
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.moderation.things import find_thing, is_visible, kinds
from kalo.network.models import Message
from kalo.notifications.hours import GATHERING
from kalo.notifications.jobs import write_owed_letters
from tests.conftest import Browser
from tests.factories.network import make_call, make_organisation
from tests.network.test_organisations import told

SENT = {"subject": "Για τον χώρο", "text": "Μπορούμε την Τρίτη;"}
WRITE = "/network/kipos/message"


def test_a_member_writes_and_the_organisation_answers(
    as_person: Callable[..., Browser], ada: Person, grace: Person, mallory: Person
) -> None:
    call = make_call(make_organisation("Κήπος", ada, email="kipos@example.org"))
    form = as_person(grace).get(f"{WRITE}?call={call.id}").text
    assert f'value="{call.title}"' in form
    answer = as_person(grace).post(f"{WRITE}?call={call.id}", data=SENT)
    thread = db.session.scalars(select(Message)).one()
    assert answer.location == f"/network/messages/{thread.id}/"
    assert told(ada) == [("network.word", answer.location)]
    page = as_person(ada).get(answer.location).text
    for words in ("Μπορούμε την Τρίτη;", "Grace", call.title):
        assert words in page
    assert "@example.org" not in page
    sent = as_person(ada).post(answer.location, data={"text": "Ναι, στις έξι."})
    assert sent.status_code == 303
    assert told(grace) == [("network.word", answer.location)]
    page = as_person(grace).get(answer.location).text
    assert "Ναι, στις έξι." in page
    assert "@example.org" not in page
    assert [m.from_inside for m in db.session.scalars(select(Message))] == [False, True]
    for other in (mallory, None):
        assert as_person(other).get(answer.location).status_code in (303, 404)
    assert as_person(mallory).post(answer.location, data={"text": "x"}).status_code == 404
    assert "Για τον χώρο" in as_person(ada).get("/network/messages/").text
    assert "Για τον χώρο" not in as_person(mallory).get("/network/messages/").text


def test_a_guest_is_told_what_it_takes_and_sends_nothing(client: Browser, ada: Person) -> None:
    call = make_call(make_organisation("Κήπος", ada))
    assert f'href="{WRITE}"' in client.get("/network/kipos/").text
    page = client.get(f"{WRITE}?call={call.id}").text
    assert "χρειάζεσαι λογαριασμό" in page
    back = f"next={WRITE}?call%3D{call.id}"
    for door in ("sign-in", "sign-up"):
        assert f'href="/accounts/{door}?{back}"' in page
    assert 'method="post" action="/network/kipos/message' not in page
    assert client.post(WRITE, data=SENT).status_code == 401
    assert db.session.scalars(select(Message)).all() == []


def test_the_letter_of_it_holds_the_words_and_no_address(
    app: Flask,
    as_person: Callable[..., Browser],
    ada: Person,
    grace: Person,
    work: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_organisation("Κήπος", ada)
    as_person(grace).post(WRITE, data=SENT)
    later = clock.now() + GATHERING
    monkeypatch.setattr(clock, "now", lambda: later)
    write_owed_letters()
    work()
    (file,) = (app.config["KALO"].data / "outbox").glob("*.eml")
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    said = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert letter["To"] == "ada@example.org"
    assert "Μπορούμε την Τρίτη;" in said
    assert "grace@example.org" not in said


def test_where_nobody_is_nothing_can_be_sent(as_ada: Browser) -> None:
    make_organisation("Κήπος")
    assert "Κανείς από τον φορέα δεν είναι ακόμη εδώ" in as_ada.get(WRITE).text
    assert as_ada.post(WRITE, data=SENT).status_code == 422
    assert db.session.scalars(select(Message)).all() == []


def test_eleven_organisations_in_a_day_are_too_many(
    as_person: Callable[..., Browser], ada: Person, grace: Person
) -> None:
    make_organisation("Κήπος", ada)
    browser = as_person(grace)
    codes = [browser.post(WRITE, data=SENT).status_code for _time in range(11)]
    assert codes == [303] * 10 + [422]


@pytest.mark.usefixtures("limits_on")
def test_so_many_in_an_hour(as_person: Callable[..., Browser], ada: Person, grace: Person) -> None:
    make_organisation("Κήπος", ada)
    browser = as_person(grace)
    codes = {browser.post(WRITE, data={"text": ""}).status_code for _time in range(12)}
    assert codes == {422, 429}


def test_a_form_sent_twice_is_one_message(
    as_person: Callable[..., Browser], ada: Person, grace: Person
) -> None:
    make_organisation("Κήπος", ada)
    places = {
        as_person(grace).post(WRITE, data={**SENT, "once": "the-same-key"}).location
        for _time in range(2)
    }
    assert places == {"/network/messages/1/"}
    other = as_person(grace).post(WRITE, data={**SENT, "text": "Κι άλλο", "once": "the-same-key"})
    assert other.location == "/network/messages/2/"  # whoever went back and wrote something else


def test_a_message_can_be_flagged_by_its_two_sides_and_hidden(
    as_person: Callable[..., Browser],
    ada: Person,
    grace: Person,
    mallory: Person,
    moderator: Person,
) -> None:
    make_organisation("Κήπος", ada)
    as_person(grace).post(WRITE, data=SENT)
    subject = "network-message:1"
    seen = {p.name: is_visible(subject, p) for p in (ada, grace, mallory, moderator)}
    assert seen == {"Ada": True, "Grace": True, "Mallory": False, "Moira": True}
    assert as_person(ada).get(f"/moderation/report?subject={subject}").status_code == 200
    thing = find_thing(subject)
    assert thing
    assert thing.author_id == grace.id
    with transaction():
        assert kinds["network-message"].hide
        kinds["network-message"].hide("1", moderator)
    for address in ("/network/messages/1/", "/network/messages/"):
        page = as_person(ada).get(address).text
        assert SENT["text"] not in page
        assert SENT["subject"] not in page


def test_an_organisation_and_a_call_can_be_hidden_and_come_back(
    client: Browser, moderator: Person, app: object
) -> None:
    kipos = make_organisation("Κήπος")
    call = make_call(kipos)
    for kind, key, path in (
        ("network-call", str(call.id), call.path),
        ("organisation", str(kipos.id), kipos.path),
    ):
        hide, unhide = kinds[kind].hide, kinds[kind].unhide
        assert hide
        assert unhide
        assert client.get(path).status_code == 200
        assert client.get(f"/moderation/report?subject={kind}:{key}").status_code == 200
        with transaction():
            before = hide(key, moderator)
        assert client.get(path).status_code == 404
        with transaction():
            unhide(key, moderator, before or {})
        assert client.get(path).status_code == 200
