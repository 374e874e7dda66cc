"""Becoming a member, from the form to the first page as one."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from kalo import signals
from kalo.accounts.actions import forget_expired, make_person
from kalo.accounts.models import Newcomer, Person, Setting, Token
from kalo.accounts.passwords import weakness
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.factories.accounts import letters_to, link_in, subjects_to

ELENI = {
    "name": "Ελένη Δήμου",
    "email": "Eleni@Example.org",
    "password": "four ordinary words",
    "once": "0123456789abcdef",
}


def person_with(email):
    return db.session.scalar(select(Person).where(Person.email == email))


def test_a_newcomer_asks_confirms_and_is_in(client):
    joined = []
    with signals.person_joined.connected_to(lambda person, **_: joined.append(person.name)):
        answer = client.post("/accounts/sign-up", data=ELENI)
        assert (answer.status_code, answer.location) == (303, "/accounts/letter")
        assert person_with("eleni@example.org") is None
        [letter] = letters_to("eleni@example.org")
        assert letter.subject == "Επιβεβαίωσε τη διεύθυνσή σου"
        answer = client.post(link_in(letter))

    eleni = person_with("eleni@example.org")
    assert (answer.status_code, answer.location) == (303, "/")
    assert (eleni.handle, eleni.language, joined) == ("eleni-dimou", "el", ["Ελένη Δήμου"])
    assert eleni.confirmed_at is not None
    assert db.session.scalar(select(func.count(Newcomer.id))) == 0
    assert "Καλώς ήρθες, Ελένη Δήμου." in client.get("/accounts/me/").text


def test_the_page_after_asking_says_what_to_do_and_sends_the_letter_again(client):
    client.post("/accounts/sign-up", data=ELENI)

    page = client.get("/accounts/letter").text
    assert "eleni@example.org" in page
    assert "outbox" in page
    assert client.post("/accounts/sign-up/again").location == "/accounts/letter"
    assert len(letters_to("eleni@example.org")) == 2


def test_without_asking_first_there_is_no_letter_to_send_again(client):
    assert client.post("/accounts/sign-up/again").location == "/accounts/sign-up"
    assert client.get("/accounts/letter").location == "/accounts/sign-in"


def test_the_same_form_sent_twice_is_one_letter(client):
    for _ in range(2):
        assert client.post("/accounts/sign-up", data=ELENI).location == "/accounts/letter"

    assert len(letters_to("eleni@example.org")) == 1


def test_a_password_is_not_needed(client):
    client.post("/accounts/sign-up", data={**ELENI, "password": ""})
    client.post(link_in(letters_to("eleni@example.org")[0]))

    assert person_with("eleni@example.org").password_hash is None


def test_a_confirmation_link_works_once_and_looking_at_it_does_not_use_it(client, as_person):
    client.post("/accounts/sign-up", data=ELENI)
    link = link_in(letters_to("eleni@example.org")[0])

    for _ in range(2):
        page = as_person(None).get(link)
        assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
        assert "Γεια σου, Ελένη Δήμου" in page.text
    assert client.post(link).status_code == 303
    assert as_person(None).get(link).status_code == 410
    assert as_person(None).post(link).status_code == 410


def test_a_confirmation_link_runs_out(client, monkeypatch):
    client.post("/accounts/sign-up", data=ELENI)
    link = link_in(letters_to("eleni@example.org")[0])
    later = clock.now() + timedelta(hours=73)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410
    assert person_with("eleni@example.org") is None


def test_who_has_an_account_is_told_by_letter_only(client, as_person, ada):
    known = as_person(None).post("/accounts/sign-up", data={**ELENI, "email": ada.email})
    fresh = client.post("/accounts/sign-up", data=ELENI)

    assert (known.status_code, known.location) == (fresh.status_code, fresh.location)
    assert subjects_to(ada.email) == ["Έχεις ήδη λογαριασμό"]
    assert db.session.scalar(select(func.count(Person.id))) == 1


def test_a_stranger_leaves_no_password_on_the_account_that_its_owner_confirms(client, as_person):
    stranger = {**ELENI, "name": "Mallory", "password": "chosen by a stranger", "once": "f" * 16}
    as_person(None).post("/accounts/sign-up", data=stranger)
    client.post("/accounts/sign-up", data=ELENI)
    theirs, mine = letters_to("eleni@example.org")

    client.post(link_in(mine))

    eleni = person_with("eleni@example.org")
    entry = {"email": "eleni@example.org", "password": "chosen by a stranger"}
    assert eleni.name == "Ελένη Δήμου"
    assert as_person(None).post("/accounts/sign-in", data=entry).status_code == 422
    assert as_person(None).post(link_in(theirs)).status_code == 410


def test_an_english_page_makes_an_english_member(client):
    client.post("/en/accounts/sign-up", data=ELENI)
    [letter] = letters_to("eleni@example.org")
    assert letter.subject == "Confirm your address"
    assert link_in(letter).startswith("/en/accounts/confirm/")

    assert client.post(link_in(letter)).location == "/en/"
    assert person_with("eleni@example.org").language == "en"


def test_where_a_newcomer_was_going_is_kept(client):
    client.post("/accounts/sign-up?next=/forum/", data=ELENI)

    assert client.post(link_in(letters_to("eleni@example.org")[0])).location == "/forum/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil"])
def test_a_newcomer_is_never_led_to_another_site(client, elsewhere):
    client.post("/accounts/sign-up", data={**ELENI, "next": elsewhere})

    assert client.post(link_in(letters_to("eleni@example.org")[0])).location == "/"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Γράψε το όνομα με το οποίο θα σε ξέρουν οι άλλοι."),
        ("name", "δες www.evil.example", "χωρίς συνδέσμους ή διευθύνσεις"),
        ("name", "12345", "Γράψε όνομα με γράμματα"),
        ("email", "eleni", "Αυτό δεν μοιάζει με διεύθυνση e-mail."),
        ("password", "short", "τουλάχιστον 10 χαρακτήρες"),
        ("password", "1234567890", "από τους πρώτους που δοκιμάζουν οι ξένοι"),
        ("password", "ελενηδημου1", "χωρίς το όνομα ή το e-mail σου"),
        ("password", "eleni@example.org", "χωρίς το όνομα ή το e-mail σου"),
    ],
)
def test_the_form_comes_back_with_what_is_wrong(client, field, typed, sentence):
    answer = client.post("/accounts/sign-up", data={**ELENI, field: typed})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert letters_to("eleni@example.org") == []


def test_a_good_password_has_no_weakness(app):
    assert weakness("τέσσερις απλές λέξεις εδώ", "Ελένη Δήμου", "eleni@example.org") is None
    assert weakness("x" * 201) is not None
    assert weakness("aaaaaaaaaaaa") is not None


def test_while_sign_up_is_closed_nobody_joins(client, make):
    make(Setting, key="sign_up", value="closed")

    assert "δεν γίνονται νέοι λογαριασμοί" in client.get("/accounts/sign-up").text
    assert client.post("/accounts/sign-up", data=ELENI).status_code in {303, 401}
    assert letters_to("eleni@example.org") == []


def test_a_member_needs_no_second_account(as_ada):
    assert as_ada.get("/accounts/sign-up?next=/forum/").location == "/forum/"
    assert as_ada.post("/accounts/sign-up", data=ELENI).status_code == 403


def test_handles_are_latin_free_and_never_empty(app):
    with transaction():
        made = [
            make_person(name, f"p{number}@example.org").handle
            for number, name in enumerate(
                ["Μαρία Παππά", "Μαρία Παππά", "Maria Pappa", "李", "Former 17", "李"]
            )
        ]

    assert made == [
        "maria-pappa",
        "maria-pappa-2",
        "maria-pappa-3",
        "member",
        "member-2",
        "member-3",
    ]


def test_two_who_take_the_same_handle_at_once_both_get_in(app, ada, monkeypatch):
    from kalo.accounts.actions import joining

    monkeypatch.setattr(joining.queries, "handles_like", lambda base: set())
    with transaction():
        assert make_person("Ada", "second@example.org").handle == "ada-2"


def test_old_askings_and_links_are_swept_up(client, monkeypatch, as_ada):
    client.post("/accounts/sign-up", data=ELENI)
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)

    with transaction():
        forget_expired()

    left = [db.session.scalar(select(func.count(table.id))) for table in (Token, Newcomer)]
    assert left == [0, 0]
    assert as_ada.get("/accounts/me/").status_code == 200


def test_without_the_forms_token_nothing_is_done_and_the_words_come_back(app, as_ada, ada):
    app.config["WTF_CSRF_ENABLED"] = True
    about = "Ένα κείμενο που κανείς δεν θέλει να γράψει δύο φορές."

    answer = as_ada.post("/accounts/me/", data={"name": "Ada", "about": about})

    assert answer.status_code == 400
    assert about in answer.text
    assert as_ada.get("/people/ada").text.count(about) == 0


@pytest.mark.parametrize(("path", "name"), [("sign-in", "email"), ("sign-up", "name")])
def test_a_form_whose_cookies_are_gone_comes_back_and_works_at_once(app, client, path, name):
    app.config["WTF_CSRF_ENABLED"] = True
    typed = {"email": "nea@example.org", "name": "Νέα", "password": "μια-μακριά-φράση-94"}

    page = client.post(f"/accounts/{path}", data=typed)

    assert page.status_code == 400
    assert "Ο περιηγητής σου δεν έστειλε μαζί το cookie μας" in page.text
    assert f'value="{typed[name]}"' in page.text
    assert typed["password"] not in page.text
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page.text)
    again = client.post(f"/accounts/{path}", data={**typed, "csrf_token": token[1]})
    assert again.status_code == {"sign-in": 422, "sign-up": 303}[path]  # nobody of that address yet
