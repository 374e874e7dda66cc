"""The sample people."""

from sqlalchemy import func, select

from kalo.accounts.models import Group, Membership, Person
from kalo.accounts.seeds import GROUP, PASSWORD, PEOPLE, seed_people
from kalo.kit.db import db, transaction


def test_the_sample_people_are_there_once_and_say_what_they_are(app, client):
    for _ in range(2):
        with transaction():
            people = seed_people()

    assert set(people) == set(PEOPLE)
    assert db.session.scalar(select(func.count(Person.id))) == len(PEOPLE)
    assert all(person.sample and person.confirmed_at for person in people.values())
    assert db.session.scalars(select(Group.name)).all() == [GROUP]
    page = client.get("/people/despoina").text
    assert "Δέσποινα Λαζαρίδου" in page
    assert "Πρόσωπο του δείγματος: δεν είναι πραγματικό." in page


def test_each_role_has_somebody_and_the_group_its_owner(app):
    with transaction():
        people = seed_people()

    held = {role for person in people.values() for role in person.roles}
    owner = db.session.scalars(select(Membership.person_id).where(Membership.owner)).all()
    assert held == {"facilitator", "moderator", "editor", "adviser", "administrator"}
    assert owner == [people["despoina"].id]


def test_a_sample_person_signs_in(app, client):
    with transaction():
        seed_people()

    entry = {"email": "iosif@example.org", "password": PASSWORD}
    assert client.post("/accounts/sign-in", data=entry).location == "/"
