"""Coming in and going out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kalo.accounts import passwords
from kalo.accounts.login import TOKEN
from kalo.accounts.models import Person, SignIn
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.factories.accounts import PASSWORD, give_password, letters_to, link_in, subjects_to


@pytest.fixture
def ada_types(ada):
    give_password(ada)
    return {"email": " ADA@example.org", "password": PASSWORD}


def token_of(browser):
    with browser.session_transaction() as session:
        return session.get(TOKEN)


def test_a_member_comes_in_by_password(client, ada_types):
    answer = client.post("/accounts/sign-in", data=ada_types)

    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/accounts/me/").status_code == 200


def test_coming_in_starts_a_fresh_session(client, ada_types):
    with client.session_transaction() as session:
        session["left_by"] = "somebody else"
    client.post("/accounts/sign-in", data=ada_types)
    first = token_of(client)
    client.post("/accounts/sign-in", data=ada_types)

    with client.session_transaction() as session:
        assert "left_by" not in session
    assert token_of(client) != first


@pytest.mark.parametrize("unknown", ["nobody@example.org", "ada@example.org"])
def test_an_unknown_address_and_a_wrong_password_are_answered_alike(client, ada_types, unknown):
    answer = client.post("/accounts/sign-in", data={"email": unknown, "password": "not the one"})

    assert answer.status_code == 422
    assert "Αυτή η διεύθυνση και αυτός ο κωδικός δεν ταιριάζουν." in answer.text
    assert token_of(client) is None


def test_an_unknown_address_is_thought_about_as_long(client, ada_types, monkeypatch):
    checked = []
    monkeypatch.setattr(passwords, "_verify", lambda *args: checked.append(args) or False)
    for email in ("nobody@example.org", "ada@example.org"):
        client.post("/accounts/sign-in", data={"email": email, "password": "not the one"})

    assert len(checked) == 2


def test_a_hash_of_weaker_days_is_made_anew(client, ada_types, ada, monkeypatch):
    before = ada.password_hash
    monkeypatch.setattr(passwords, "is_stale", lambda kept: True)

    assert client.post("/accounts/sign-in", data=ada_types).status_code == 303
    assert db.session.get_one(Person, ada.id).password_hash != before


def test_where_the_member_was_going_is_kept(client, ada_types):
    assert client.get("/accounts/me/").location.endswith("/accounts/sign-in?next=/accounts/me/")
    page = client.get("/accounts/sign-in?next=/accounts/me/").text
    assert '<input type="hidden" name="next" value="/accounts/me/">' in page

    answer = client.post("/accounts/sign-in", data={**ada_types, "next": "/accounts/me/"})
    assert answer.location == "/accounts/me/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil"])
def test_a_member_is_never_led_to_another_site(client, ada_types, elsewhere):
    answer = client.post("/accounts/sign-in", data={**ada_types, "next": elsewhere})

    assert answer.location == "/"


def test_an_english_member_who_chose_no_page_lands_on_english(client, ada_types, ada):
    with transaction():
        db.session.get_one(Person, ada.id).language = "en"

    assert client.post("/accounts/sign-in", data=ada_types).location == "/en/"


def test_the_theme_of_a_member_comes_along(client, ada_types, ada):
    with transaction():
        db.session.get_one(Person, ada.id).theme = "dark"

    client.post("/accounts/sign-in", data=ada_types)
    assert client.get_cookie("theme").value == "dark"


def test_who_is_suspended_hears_so_and_stays_out(client, ada_types, ada):
    with transaction():
        db.session.get_one(Person, ada.id).suspended_at = clock.now()

    answer = client.post("/accounts/sign-in", data=ada_types)
    assert answer.status_code == 422
    assert "Αυτός ο λογαριασμός είναι σε αναστολή." in answer.text


def test_a_link_in_a_letter_lets_in_once(client, as_person, ada):
    answer = client.post("/accounts/sign-in/link?next=/forum/", data={"email": ada.email})
    assert answer.location == "/accounts/letter"
    link = link_in(letters_to(ada.email)[0])

    assert "Γεια σου, Ada" in client.get(link).text
    assert client.post(link).location == "/forum/"
    assert client.get("/accounts/me/").status_code == 200
    assert as_person(None).get(link).status_code == 410
    assert as_person(None).post(link).status_code == 410


def test_a_link_runs_out(client, ada, monkeypatch):
    client.post("/accounts/sign-in/link", data={"email": ada.email})
    link = link_in(letters_to(ada.email)[0])
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert client.post(link).status_code == 410


def test_a_link_for_one_purpose_serves_no_other(client, ada):
    client.post("/accounts/sign-in/link", data={"email": ada.email})
    token = link_in(letters_to(ada.email)[0]).rpartition("/")[2]

    for door in ("confirm", "reset", "change-email-old", "confirm-leaving"):
        assert client.get(f"/accounts/{door}/{token}").status_code == 410


def test_a_link_lets_nobody_in_who_is_suspended(client, ada):
    client.post("/accounts/sign-in/link", data={"email": ada.email})
    with transaction():
        db.session.get_one(Person, ada.id).suspended_at = clock.now()

    assert client.post(link_in(letters_to(ada.email)[0])).status_code == 403
    assert token_of(client) is None


@pytest.mark.parametrize("door", ["/accounts/sign-in/link", "/accounts/reset"])
def test_asking_for_a_letter_says_the_same_whoever_is_known(client, as_person, ada, door):
    known = client.post(door, data={"email": ada.email})
    unknown = as_person(None).post(door, data={"email": "nobody@example.org"})

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert subjects_to("nobody@example.org") == ["Δεν υπάρχει λογαριασμός με αυτή τη διεύθυνση"]


@pytest.mark.parametrize("door", ["/accounts/sign-in/link", "/accounts/reset"])
def test_an_address_with_a_slip_comes_back(client, door):
    answer = client.post(door, data={"email": "ada@"})

    assert answer.status_code == 422
    assert "Αυτό δεν μοιάζει με διεύθυνση e-mail." in answer.text


def test_signing_out_ends_the_sign_in_too(as_ada, ada):
    assert as_ada.post("/accounts/sign-out").location == "/"

    assert token_of(as_ada) is None
    assert db.session.scalars(select(SignIn)).all() == []


def test_who_is_in_needs_no_sign_in_page(as_ada):
    assert as_ada.get("/accounts/sign-in").location == "/"
    assert as_ada.get("/accounts/sign-in?next=/forum/").location == "/forum/"


def test_a_device_is_known_by_its_browser_and_system(client, ada_types):
    agent = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
    client.post("/accounts/sign-in", data=ada_types, headers={"User-Agent": agent})

    assert db.session.scalars(select(SignIn.device)).all() == ["Firefox, Android"]


def test_a_visit_is_written_down_once_a_day_and_keeps_the_device_in(as_ada, monkeypatch, work):
    start = clock.now()
    for days in (50, 100):
        monkeypatch.setattr(clock, "now", lambda days=days: start + timedelta(days=days))
        assert as_ada.get("/accounts/me/").status_code == 200
        assert work() == 1
    assert as_ada.get("/accounts/me/").status_code == 200
    assert work() == 0

    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=161))
    assert as_ada.get("/accounts/me/").status_code == 303


def test_the_bar_offers_a_guest_the_way_in_and_back(client):
    page = client.get("/people/nobody").text
    assert 'href="/accounts/sign-in?next=/people/nobody"' in page


def test_wrong_guesses_for_one_address_are_slowed_down_wherever_they_come_from(
    client, ada_types, limits_on, monkeypatch
):
    monkeypatch.setattr(passwords, "fits", lambda *args: False)
    answers = [
        client.post(
            "/accounts/sign-in",
            data={"email": "ada@example.org", "password": "a guess"},
            environ_overrides={"REMOTE_ADDR": f"10.0.0.{number}"},
        ).status_code
        for number in range(12)
    ]

    assert answers == [422] * 10 + [429] * 2


def test_letters_to_one_address_are_few(client, limits_on):
    answers = [
        client.post("/accounts/reset", data={"email": "ada@example.org"}).status_code
        for _ in range(8)
    ]

    assert answers == [303] * 6 + [429] * 2
