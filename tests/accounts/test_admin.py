"""What administrators do, and the log of it."""

import re

import pytest
from sqlalchemy import select

from kalo.accounts.models import Group, Person, StaffAct
from kalo.accounts.queries import setting
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db, transaction


@pytest.fixture
def as_adele(as_person, administrator):
    return as_person(administrator)


def acts():
    rows = db.session.scalars(select(StaffAct).order_by(StaffAct.id))
    return [(act.verb, act.subject, act.detail) for act in rows]


def names(page):
    return re.findall(r'class="title" href="[^"]*/people/\d+/">([^<]+)<', page)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("δημου", ["Ελένη Δήμου"]),
        ("ΔΉΜΟΥ", ["Ελένη Δήμου"]),
        ("eleni@ex", ["Ελένη Δήμου"]),
        ("@eleni", ["Ελένη Δήμου"]),
        ("%", []),
        ("", ["Ada", "Adele", "Ελένη Δήμου"]),
    ],
)
def test_people_are_found_by_name_address_and_handle(as_adele, ada, make_person, words, found):
    make_person("Ελένη Δήμου", handle="eleni", email="eleni@example.org")

    assert names(as_adele.get("/accounts/admin/people", query_string={"q": words}).text) == found


def test_who_was_erased_is_not_among_the_people(as_adele, make_person):
    make_person("", handle="former-9", email=None, erased_at=clock.now())

    assert names(as_adele.get("/accounts/admin/people").text) == ["Adele"]


def test_many_people_stand_on_numbered_pages(as_adele, make_person):
    for number in range(31):
        made = f"{number:02d}"
        make_person(f"Person {made}", handle=f"p{made}", email=f"p{made}@example.org")

    first = names(as_adele.get("/accounts/admin/people").text)
    second = names(as_adele.get("/accounts/admin/people?page=2").text)
    assert (len(first), second) == (30, ["Person 29", "Person 30"])
    assert as_adele.get("/accounts/admin/people?page=3").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_costs_the_same_however_long(as_adele, make_person, queries_run, count):
    for number in range(count):
        make_person(f"Person {'abc'[number]}", roles={"editor"})
    queries_run.clear()

    assert len(names(as_adele.get("/accounts/admin/people").text)) == count + 1
    assert len([q for q in queries_run if "accounts_" in q]) == 3  # me, their count, the page


def test_roles_are_given_and_taken_and_noted(as_adele, ada):
    url = f"/accounts/admin/people/{ada.id}/"

    assert as_adele.post(url, data={"roles": ["editor", "adviser"]}).location == url
    assert db.session.get_one(Person, ada.id).roles == {"editor", "adviser"}
    as_adele.post(url, data={"roles": ["editor", "adviser"]})
    as_adele.post(url, data={})
    subject = f"person:{ada.id}"
    assert acts() == [("gave roles", subject, "adviser editor"), ("gave roles", subject, "–")]


def test_the_last_administrator_stays_one(as_adele, administrator, make_person):
    url = f"/accounts/admin/people/{administrator.id}/"

    answer = as_adele.post(url, data={"roles": ["editor"]})
    assert answer.status_code == 422
    assert "Ο τελευταίος λογαριασμός διαχείρισης μένει" in answer.text
    make_person("Second", roles={"administrator"})
    assert as_adele.post(url, data={"roles": ["editor"]}).status_code == 303
    assert as_adele.get(url).status_code == 403


def test_who_is_suspended_is_out_at_once_and_may_come_back(as_adele, as_ada, ada):
    url = f"/accounts/admin/people/{ada.id}/suspension"

    assert as_adele.post(url, data={"reason": ""}).status_code == 422
    assert as_ada.get("/accounts/me/").status_code == 200
    as_adele.post(url, data={"reason": "Διαφήμιση σε κάθε συζήτηση"})
    assert as_ada.get("/accounts/me/").status_code == 303
    as_adele.post(f"{url}/undo")
    assert db.session.get_one(Person, ada.id).suspended_at is None
    assert acts() == [
        ("suspended an account", f"person:{ada.id}", "Διαφήμιση σε κάθε συζήτηση"),
        ("took back a suspension", f"person:{ada.id}", ""),
    ]


def test_nobody_suspends_themselves(as_adele, administrator):
    url = f"/accounts/admin/people/{administrator.id}/suspension"

    assert as_adele.post(url, data={"reason": "Κούραση"}).status_code == 403


def test_a_group_is_made_once_with_its_owner(as_adele, ada, as_ada):
    typed = {"name": "Ομάδα Ρίζες", "about": "Μαγειρική", "owner": "@ada", "once": "0123456789"}

    for _ in range(2):
        answer = as_adele.post("/accounts/admin/groups", data=typed)
        assert answer.location == "/accounts/groups/omada-rizes/"
    assert db.session.scalars(select(Group.slug)).all() == ["omada-rizes"]
    assert "Let in" in as_ada.get("/en/accounts/groups/omada-rizes/").text
    assert "Ομάδα Ρίζες" in as_adele.get("/accounts/admin/groups").text


@pytest.mark.parametrize("wrong", [{"name": ""}, {"owner": "nobody"}])
def test_a_group_that_will_not_do_comes_back(as_adele, wrong):
    typed = {"name": "Ομάδα", "about": "Μαγειρική", "owner": "", **wrong}
    answer = as_adele.post("/accounts/admin/groups", data=typed)

    assert answer.status_code == 422
    assert "Μαγειρική" in answer.text


def test_two_groups_of_one_name_have_two_addresses(as_adele):
    places = [
        as_adele.post("/accounts/admin/groups", data={"name": "Ρίζες", "once": f"{n}" * 9}).location
        for n in range(2)
    ]
    assert places == ["/accounts/groups/rizes/", "/accounts/groups/rizes-2/"]


def test_settings_are_kept_and_noted(as_adele, client):
    typed = {"welcome_el": "Καλώς ήρθες", "sign_up": "closed", "first_posts": "look"}

    assert as_adele.post("/accounts/admin/settings", data=typed).status_code == 303
    assert [setting(key) for key in ("welcome_el", "welcome_en", "sign_up")] == [
        *("Καλώς ήρθες", "", "closed"),
    ]
    assert "contact@localhost" in client.get("/accounts/sign-up").text
    assert {subject for _verb, subject, _detail in acts()} == {
        *("setting:welcome_el", "setting:sign_up"),
    }


def test_settings_that_will_not_do_come_back(as_adele):
    typed = {"sign_up": "perhaps"}
    assert as_adele.post("/accounts/admin/settings", data=typed).status_code == 422


def test_the_log_says_who_did_what_to_whom_and_forgets_names_with_people(
    as_adele, as_person, moderator, ada, make_person
):
    former = make_person("", handle="former-9", email=None, erased_at=clock.now())
    as_adele.post(f"/accounts/admin/people/{ada.id}/", data={"roles": ["editor"]})
    with transaction():
        note_staff_act(former, "made a group", "group:1")

    page = as_person(moderator).get("/accounts/admin/log").text
    assert "έδωσε ρόλους" in page
    assert "Adele" in page
    assert 'href="/people/ada"' in page
    assert "πρώην μέλος" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_costs_the_same_however_long(as_adele, administrator, ada, queries_run, count):
    with transaction():
        for _ in range(count):
            note_staff_act(administrator, "gave roles", f"person:{ada.id}")
    queries_run.clear()

    assert as_adele.get("/accounts/admin/log").text.count("έδωσε ρόλους") == count
    assert len([q for q in queries_run if "accounts_" in q]) == 3  # me, the acts, whom


def test_the_log_is_read_page_by_page(as_adele, administrator):
    with transaction():
        for number in range(60):
            note_staff_act(administrator, "gave roles", f"thing:{number}")

    page = as_adele.get("/accounts/admin/log").text
    older = re.search(r"/accounts/admin/log\?after=\d+", page)
    assert older
    assert (page.count("έδωσε ρόλους"), "thing:59" in page) == (50, True)
    assert as_adele.get(older[0]).text.count("έδωσε ρόλους") == 10
    assert as_adele.get("/accounts/admin/log?after=nonsense").status_code == 404


def test_the_area_leads_each_to_what_is_theirs(as_adele, as_person, moderator, as_ada):
    places = [
        browser.get("/accounts/admin/").location for browser in (as_adele, as_person(moderator))
    ]
    assert places == ["/accounts/admin/people", "/accounts/admin/log"]
    assert "Διαχείριση" in as_adele.get("/people/ada").text
    assert "Ημερολόγιο ενεργειών" in as_person(moderator).get("/people/ada").text
    assert "/accounts/admin/" not in as_ada.get("/people/ada").text
