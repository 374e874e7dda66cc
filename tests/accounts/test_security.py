"""Password, address, devices."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from kalo.accounts.models import Person, SignIn, Token
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.factories.accounts import PASSWORD, give_password, letters_to, link_in, subjects_to

NEW = "another four words"


def sign_ins():
    return db.session.scalar(select(func.count(SignIn.id)))


def enters_with(browser, password):
    entry = {"email": "ada@example.org", "password": password}
    return browser.post("/accounts/sign-in", data=entry).status_code == 303


def test_a_forgotten_password_is_replaced_and_every_device_signed_out(as_ada, as_person, ada):
    give_password(ada)
    as_ada.post("/accounts/reset", data={"email": ada.email})
    link, other = link_in(letters_to(ada.email)[0]), as_person(None)

    assert "Για τον λογαριασμό: Ada." in other.get(link).text
    assert other.post(link, data={"password": "short"}).status_code == 422
    assert other.post(link, data={"password": NEW}).location == "/"
    assert other.get("/accounts/me/").status_code == 200
    assert as_ada.get("/accounts/me/").status_code == 303
    assert other.post(link, data={"password": NEW}).status_code == 410
    assert subjects_to(ada.email) == ["Νέος κωδικός", "Ο κωδικός σου άλλαξε"]
    assert enters_with(as_person(None), NEW)


def test_a_reset_link_runs_out(client, ada, monkeypatch):
    client.post("/accounts/reset", data={"email": ada.email})
    link = link_in(letters_to(ada.email)[0])
    later = clock.now() + timedelta(hours=2, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert client.get(link).status_code == 410
    assert client.post(link, data={"password": NEW}).status_code == 410


def test_a_reset_lets_nobody_in_who_is_suspended(client, ada):
    client.post("/accounts/reset", data={"email": ada.email})
    with transaction():
        db.session.get_one(Person, ada.id).suspended_at = clock.now()

    answer = client.post(link_in(letters_to(ada.email)[0]), data={"password": NEW})
    assert (answer.status_code, sign_ins()) == (403, 0)


def test_a_change_of_password_signs_the_other_devices_out(as_ada, as_person, ada):
    give_password(ada)
    other = as_person(ada)

    typed = {"current": PASSWORD, "password": NEW}
    assert as_ada.post("/accounts/me/password", data=typed).location == "/accounts/me/security"
    assert as_ada.get("/accounts/me/").status_code == 200
    assert other.get("/accounts/me/").status_code == 303
    assert subjects_to(ada.email) == ["Ο κωδικός σου άλλαξε"]
    assert enters_with(as_person(None), NEW)
    assert not enters_with(as_person(None), PASSWORD)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"current": "not the one", "password": NEW}, "Δεν είναι αυτός ο κωδικός που έχεις τώρα."),
        ({"current": PASSWORD, "password": "ada12345678"}, None),
        ({"current": PASSWORD, "password": "ada@example.org"}, "χωρίς το όνομα ή το e-mail"),
        ({"current": "", "password": NEW}, "Γράψε τον κωδικό που έχεις τώρα."),
    ],
)
def test_a_change_of_password_that_will_not_do_comes_back(as_ada, ada, typed, sentence):
    give_password(ada)

    answer = as_ada.post("/accounts/me/password", data=typed)
    assert answer.status_code == (422 if sentence else 303)
    assert (sentence or "") in answer.text


def test_who_has_no_password_chooses_one(as_ada, as_person, ada):
    assert "Επιλογή κωδικού" in as_ada.get("/accounts/me/password").text

    assert as_ada.post("/accounts/me/password", data={"password": NEW}).status_code == 303
    assert enters_with(as_person(None), NEW)


def test_a_device_is_signed_out_from_another(as_ada, as_person, ada):
    other = as_person(ada)
    number = db.session.scalar(select(func.max(SignIn.id)))

    assert as_ada.get("/accounts/me/security").text.count("αυτή εδώ") == 1
    assert as_ada.post(f"/accounts/me/devices/{number}/end").status_code == 303
    assert other.get("/accounts/me/").status_code == 303
    assert as_ada.get("/accounts/me/").status_code == 200


def test_nobody_signs_out_the_device_of_another(as_ada, as_person, mallory):
    number = db.session.scalar(select(func.max(SignIn.id)))
    as_person(mallory).post(f"/accounts/me/devices/{number}/end")

    assert as_ada.get("/accounts/me/").status_code == 200


def test_signing_out_everywhere_but_here(as_ada, as_person, ada):
    others = [as_person(ada), as_person(ada)]
    as_ada.post("/accounts/me/devices/end-others")

    assert [browser.get("/accounts/me/").status_code for browser in others] == [303, 303]
    assert as_ada.get("/accounts/me/").status_code == 200


def test_signing_out_everywhere(as_ada, as_person, ada):
    other = as_person(ada)

    assert as_ada.post("/accounts/me/devices/end-all").location == "/accounts/sign-in"
    assert [b.get("/accounts/me/").status_code for b in (as_ada, other)] == [303, 303]
    assert sign_ins() == 0


@pytest.fixture
def letters_of_change(as_ada, ada):
    """Ada asks for another address; the links of both letters."""
    as_ada.post("/accounts/me/email", data={"email": "New@example.org"})
    [old], [new] = letters_to(ada.email), letters_to("new@example.org")
    assert (old.subject, new.subject) == (
        "Να αλλάξει η διεύθυνσή σου;",
        "Επιβεβαίωσε τη νέα σου διεύθυνση",
    )
    return link_in(old), link_in(new)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_address_changes_when_both_have_said_yes(client, ada, letters_of_change, order):
    first, second = (letters_of_change[number] for number in order)

    assert client.get(first).status_code == 200
    assert "Η μία από τις δύο διευθύνσεις είπε ναι." in client.post(first).text
    assert db.session.get_one(Person, ada.id).email == "ada@example.org"
    assert client.post(first).status_code == 410
    assert "new@example.org" in client.post(second).text
    assert db.session.get_one(Person, ada.id).email == "new@example.org"


def test_a_change_under_way_is_shown_and_can_be_withdrawn(as_ada, client, ada, letters_of_change):
    client.post(letters_of_change[0])
    page = as_ada.get("/accounts/me/security").text
    assert "Η διεύθυνση που έχεις τώρα είπε ναι." in page
    assert "Άνοιξε τον σύνδεσμο στο μήνυμα προς τη νέα διεύθυνση." in page

    as_ada.post("/accounts/me/email/withdrawal")
    assert client.post(letters_of_change[1]).status_code == 410
    assert db.session.get_one(Person, ada.id).email == "ada@example.org"


def test_a_change_of_address_runs_out(client, letters_of_change, monkeypatch):
    client.post(letters_of_change[0])
    later = clock.now() + timedelta(hours=49)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert client.post(letters_of_change[1]).status_code == 410


def test_an_address_that_somebody_has_is_told_so_by_letter_only(as_ada, ada, grace):
    answer = as_ada.post("/accounts/me/email", data={"email": grace.email})

    assert answer.location == "/accounts/me/security"
    assert subjects_to(grace.email) == ["Έχεις ήδη λογαριασμό"]
    assert subjects_to(ada.email) == ["Να αλλάξει η διεύθυνσή σου;"]


def test_an_address_taken_in_the_meantime_is_refused(client, make_person, letters_of_change):
    make_person("Late", email="new@example.org")
    client.post(letters_of_change[0])

    answer = client.post(letters_of_change[1])
    assert answer.status_code == 422
    assert "Αυτή η διεύθυνση ανήκει πια σε άλλον λογαριασμό." in answer.text


@pytest.mark.parametrize("typed", ["ada@example.org", "ada@"])
def test_a_new_address_that_will_not_do_comes_back(as_ada, ada, typed):
    assert as_ada.post("/accounts/me/email", data={"email": typed}).status_code == 422
    assert db.session.scalars(select(Token)).all() == []
