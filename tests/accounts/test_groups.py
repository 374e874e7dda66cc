"""Groups, seen by those in them and those who run them."""

import pytest
from sqlalchemy import select

from kalo.accounts.models import Group, Membership, StaffAct
from kalo.kit import clock
from kalo.kit.db import db


@pytest.fixture
def group(make):
    return make(Group, slug="rizes", name="Ρίζες", made_at=clock.now())


@pytest.fixture
def place(make, group):
    """place(ada, owner=True) puts somebody into the group."""

    def _place(person, owner=False):
        ids = {"group_id": group.id, "person_id": person.id}
        return make(Membership, **ids, owner=owner, since=clock.now())

    return _place


def members():
    rows = db.session.scalars(select(Membership).order_by(Membership.person_id))
    return [(row.person_id, row.owner) for row in rows]


def test_an_owner_lets_people_in_and_out(as_ada, ada, grace, place):
    place(ada, owner=True)
    url = "/accounts/groups/rizes/members"

    for typed in ("@grace", "http://localhost/people/grace/", "Grace"):
        assert as_ada.post(url, data={"handle": typed}).status_code == 303
    assert members() == [(ada.id, True), (grace.id, False)]
    as_ada.post(f"{url}/{grace.id}/ownership")
    assert members() == [(ada.id, True), (grace.id, True)]
    as_ada.post(f"{url}/{grace.id}/ownership/undo")
    as_ada.post(f"{url}/{grace.id}/removal")
    assert members() == [(ada.id, True)]


def test_nobody_of_that_name_comes_back_with_the_form(as_ada, ada, place):
    place(ada, owner=True)

    answer = as_ada.post("/accounts/groups/rizes/members", data={"handle": "nobody"})
    assert answer.status_code == 422
    assert "Κανείς εδώ δεν έχει αυτό το όνομα στη διεύθυνση." in answer.text


def test_an_owner_renames_the_group_and_its_address_stays(as_ada, ada, place):
    place(ada, owner=True)
    url = "/accounts/groups/rizes/"

    assert as_ada.post(url, data={"name": ""}).status_code == 422
    assert as_ada.post(url, data={"name": "Κλαδιά", "about": "Νέα"}).location == url
    assert "Κλαδιά" in as_ada.get(url).text


def test_a_member_sees_the_group_but_does_not_run_it(as_ada, ada, grace, place):
    place(ada)
    place(grace, owner=True)

    page = as_ada.get("/accounts/groups/rizes/").text
    assert "Grace" in page
    assert "Προσθήκη" not in page
    assert as_ada.post("/accounts/groups/rizes/", data={"name": "Δική μου"}).status_code == 403


def test_a_stranger_does_not_find_the_group(as_ada, ada, grace, place):
    place(grace)

    assert as_ada.get("/accounts/groups/rizes/").status_code == 404


def test_a_member_leaves(as_ada, ada, place):
    place(ada)

    assert as_ada.post("/accounts/groups/rizes/leaving").location == "/accounts/groups/"
    assert members() == []
    assert "Δεν είσαι ακόμη σε ομάδα" in as_ada.get("/accounts/groups/").text


def test_what_owners_do_is_noted(as_ada, ada, grace, place, group):
    place(ada, owner=True)
    as_ada.post("/accounts/groups/rizes/members", data={"handle": "grace"})

    acts = db.session.execute(select(StaffAct.verb, StaffAct.subject, StaffAct.detail)).all()
    assert acts == [("let into a group", f"group:{group.id}", f"person:{grace.id}")]


@pytest.mark.parametrize("count", [1, 3])
def test_a_group_costs_the_same_however_many_are_in_it(
    as_ada, ada, make_person, place, queries_run, count
):
    place(ada, owner=True)
    for number in range(count):
        place(make_person(f"Person {'abc'[number]}"))
    queries_run.clear()

    page = as_ada.get("/accounts/groups/rizes/").text
    assert page.count('id="member-') == count + 1
    own = [q for q in queries_run if "accounts_" in q]
    assert len(own) == 3  # me, the group with my place, its members


@pytest.mark.parametrize("count", [1, 3])
def test_my_groups_cost_the_same_however_many(as_ada, ada, make, queries_run, count):
    for number in range(count):
        kept = make(Group, slug=f"g{number}", name=f"Ομάδα {number}", made_at=clock.now())
        make(Membership, group_id=kept.id, person_id=ada.id, since=clock.now())
    queries_run.clear()

    page = as_ada.get("/accounts/groups/").text
    assert page.count('href="/accounts/groups/g') == count
    assert len([q for q in queries_run if "accounts_" in q]) == 2  # me, my groups
