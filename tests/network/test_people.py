"""Who keeps a page: by a letter to the organisation, by staff, by invitation; and leaving."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.actions.leaving import erase
from kalo.accounts.models import Person
from kalo.accounts.own_data import everything_of
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.network.jobs import sweep_marks
from kalo.network.models import INVITED, KEEPS, WANTS, Invitation, Keeper, Organisation
from kalo.network.queries import visible_ids
from tests.conftest import Browser
from tests.factories.accounts import letters_to, link_in
from tests.factories.network import TYPED, make_organisation
from tests.network.test_organisations import told

CLAIM = {"words": "Δουλεύω εδώ", "way": "letter"}


def states(organisation: Organisation) -> dict[int, str]:
    db.session.expire_all()
    mine = select(Keeper).where(Keeper.organisation_id == organisation.id)
    return {keeper.person_id: keeper.state for keeper in db.session.scalars(mine)}


def test_the_organisation_says_yes_by_a_letter_to_its_address(
    as_ada: Browser, ada: Person, client: Browser, edna: Person
) -> None:
    kipos = make_organisation("Κήπος", email="kipos@example.org")
    assert "kipos@example.org" not in as_ada.get("/network/kipos/claim").text
    assert as_ada.post("/network/kipos/claim", data=CLAIM).status_code == 303
    assert states(kipos) == {ada.id: WANTS}
    assert told(edna) == [("network.asked", "/network/desk/")]
    (letter,) = letters_to("kipos@example.org")
    assert "Ada" in letter.text
    link = link_in(letter, "/network/letters/")
    assert "Ada" in client.get(link).text
    assert states(kipos) == {ada.id: WANTS}  # opening it does nothing
    assert client.post(link, data={"answer": "maybe"}).status_code == 400
    assert client.post(link, data={"answer": "yes"}).status_code == 303
    assert states(kipos) == {ada.id: KEEPS}
    assert told(ada) == [("network.let-in", "/network/kipos/")]
    assert client.post(link, data={"answer": "no"}).status_code == 410
    assert states(kipos) == {ada.id: KEEPS}
    assert db.session.scalars(select(Invitation.token_hash)).one() not in link


def test_the_organisation_says_no(as_ada: Browser, ada: Person, client: Browser) -> None:
    kipos = make_organisation("Κήπος", email="kipos@example.org")
    as_ada.post("/network/kipos/claim", data=CLAIM)
    link = link_in(letters_to("kipos@example.org")[0], "/network/letters/")
    client.post(link, data={"answer": "no"})
    assert states(kipos) == {}
    assert told(ada) == [("network.let-go", "/network/kipos/")]


def test_a_letter_is_good_for_fourteen_days(
    as_ada: Browser, client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    kipos = make_organisation("Κήπος", email="kipos@example.org")
    as_ada.post("/network/kipos/claim", data=CLAIM)
    link = link_in(letters_to("kipos@example.org")[0], "/network/letters/")
    later = clock.now() + timedelta(days=15)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(link).status_code == 410
    assert client.post(link, data={"answer": "yes"}).status_code == 410
    assert list(states(kipos).values()) == [WANTS]


def test_a_letter_that_is_over_is_kept_no_longer_than_a_month(
    as_ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_organisation("Κήπος", email="kipos@example.org")
    as_ada.post("/network/kipos/claim", data=CLAIM)
    now = clock.now()
    for days, kept in ((43, 1), (45, 0)):
        monkeypatch.setattr(clock, "now", lambda days=days: now + timedelta(days=days))
        with transaction():
            sweep_marks()
        assert db.session.query(Invitation).count() == kept


def test_staff_or_its_people_say_yes_or_no(
    as_person: Callable[..., Browser], as_edna: Browser, ada: Person, grace: Person, mallory: Person
) -> None:
    kipos = make_organisation("Κήπος")
    for person in (ada, grace, mallory):
        asked = {"words": "Είμαι μέλος", "way": "letter"}  # it has no address
        assert as_person(person).post("/network/kipos/claim", data=asked).status_code == 422
        asked["way"] = "staff"
        assert as_person(person).post("/network/kipos/claim", data=asked).status_code == 303
    assert (
        as_person(mallory).post(f"/network/kipos/people/{mallory.id}/approval").status_code == 403
    )
    as_edna.post(f"/network/kipos/people/{ada.id}/approval")
    assert as_person(ada).post(f"/network/kipos/people/{grace.id}/approval").status_code == 303
    assert as_person(ada).post(f"/network/kipos/people/{mallory.id}/removal").status_code == 303
    assert states(kipos) == {ada.id: KEEPS, grace.id: KEEPS}
    assert as_person(grace).post(f"/network/kipos/people/{grace.id}/removal").status_code == 303
    assert states(kipos) == {ada.id: KEEPS}


def test_staff_write_a_page_and_its_people_say_yes_before_it_is_shown(
    as_edna: Browser, as_person: Callable[..., Browser], ada: Person, client: Browser
) -> None:
    sent = {**TYPED, "email": ""}
    at = as_edna.post("/network/desk/new", data=sent).location
    assert at == "/network/kipos-allilengyis/people"
    kipos = db.session.scalars(select(Organisation)).one()
    assert kipos.state == INVITED
    assert client.get(kipos.path).status_code == 404
    assert as_edna.post(at, data={"address": "ada@example.org"}).status_code == 303
    link = link_in(letters_to("ada@example.org")[0], "/network/letters/")
    assert "Συνδέσου" in client.get(link).text or "Σύνδεση" in client.get(link).text
    assert client.post(link, data={"answer": "yes"}).status_code == 401
    assert as_person(ada).post(link, data={"answer": "yes"}).location == kipos.path
    assert states(kipos) == {ada.id: KEEPS}
    assert client.get(kipos.path).status_code == 200


def test_letters_about_one_organisation_are_few(as_edna: Browser) -> None:
    make_organisation("Κήπος")
    for number in range(6):
        sent = {"address": f"x{number}@example.org"}
        answer = as_edna.post("/network/kipos/people", data=sent)
    assert answer.status_code == 422
    assert "Στάλθηκαν ήδη αρκετά e-mail σήμερα." in answer.text
    assert db.session.query(Invitation).count() == 5


def test_where_a_letter_went_is_told_to_nobody(as_ada: Browser, ada: Person) -> None:
    make_organisation("Κήπος", email="kipos@example.org")
    as_ada.post("/network/kipos/claim", data=CLAIM)
    held: dict[str, Any] = everything_of(ada)["network"]
    assert [letter["organisation"] for letter in held["letters_about_you"]] == ["Κήπος"]
    assert "kipos@example.org" not in str(held)


def test_whoever_is_taken_out_comes_back_by_no_letter_of_their_own(
    as_person: Callable[..., Browser], ada: Person, mallory: Person, client: Browser
) -> None:
    kipos = make_organisation("Κήπος", ada, mallory)
    as_person(mallory).post("/network/kipos/people", data={"address": "again@example.org"})
    link = link_in(letters_to("again@example.org")[0], "/network/letters/")
    assert client.get(link).status_code == 200
    as_person(ada).post(f"/network/kipos/people/{mallory.id}/removal")
    assert as_person(mallory).post(link, data={"answer": "yes"}).status_code == 410
    assert states(kipos) == {ada.id: KEEPS}


def test_whoever_only_asks_sees_no_page_that_was_taken_back(
    as_person: Callable[..., Browser], ada: Person, mallory: Person
) -> None:
    kipos = make_organisation("Κήπος", ada, email="kipos@example.org")
    as_person(mallory).post("/network/kipos/claim", data=CLAIM)
    assert as_person(mallory).get(kipos.path).status_code == 200
    as_person(ada).post("/network/kipos/rest")
    assert as_person(mallory).get(kipos.path).status_code == 404
    assert visible_ids(mallory, [kipos.id]) == set()
    page = as_person(mallory).get("/network/mine/")
    assert "Κήπος" in page.text
    assert kipos.path not in page.text
    assert as_person(ada).get(kipos.path).status_code == 200
    assert visible_ids(ada, [kipos.id]) == {kipos.id}


def test_my_organisations_say_what_i_keep(as_person: Callable[..., Browser], ada: Person) -> None:
    assert "Δεν κρατάς ακόμη σελίδα φορέα" in as_person(ada).get("/network/mine/").text
    make_organisation("Κήπος", ada)
    make_organisation("Ξένος")
    page = as_person(ada).get("/network/mine/").text
    assert "Κήπος" in page
    assert "Ξένος" not in page


def test_whoever_leaves_takes_their_words_along(
    as_person: Callable[..., Browser], ada: Person, grace: Person
) -> None:
    kipos = make_organisation("Κήπος", ada, grace)
    other = make_organisation("Άλλος", grace)
    as_person(grace).post("/network/allos/people", data={"address": str(ada.email)})
    sent = {"subject": "Ένα θέμα", "text": "Τα λόγια μου"}
    assert as_person(ada).post("/network/allos/message", data=sent).status_code == 303
    held: dict[str, Any] = everything_of(ada)["network"]
    assert [each["organisation"] for each in held["organisations"]] == ["Κήπος"]
    assert [each["text"] for each in held["messages"]] == ["Τα λόγια μου"]
    with transaction():
        erase(db.session.merge(ada))
    assert list(states(kipos)) == [grace.id]
    assert db.session.query(Invitation).count() == 0
    page = as_person(grace).get("/network/messages/1/").text
    assert "Τα λόγια μου" not in page
    assert "πρώην μέλος" in page
    assert states(other) == {grace.id: KEEPS}
