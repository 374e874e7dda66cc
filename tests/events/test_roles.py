"""Who does what at an event: given by a name, taken back, seen by those who have one."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo import signals
from kalo.accounts.models import Person, StaffAct
from kalo.events.models import DRAFT, ROLES, EventRole
from kalo.events.own_data import collect
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.factories.events import NOON, make_event


def given() -> list[tuple[int, int, str]]:
    rows = select(EventRole).order_by(EventRole.person_id, EventRole.role)
    return [(each.event_id, each.person_id, each.role) for each in db.session.scalars(rows)]


@pytest.mark.parametrize(
    "typed", ["@grace", "grace", "GRACE", "https://x.gr/people/grace", "Grace"]
)
@pytest.mark.parametrize("role", ["observer", "check-in"])
def test_a_role_is_given_by_any_of_their_names(
    as_maria: Browser, grace: Person, typed: str, role: str
) -> None:
    event = make_event()
    answer = as_maria.post(f"{event.path}roles", data={"who": typed, "role": role})
    assert (answer.status_code, given()) == (303, [(event.id, grace.id, role)])
    act = db.session.scalars(select(StaffAct)).one()
    assert (act.verb, act.detail) == (f"gave the role of {role}", f"person:{grace.id}")
    assert "@grace" in as_maria.get(f"{event.path}roles").text


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_its_words_in_the_log(as_maria: Browser, grace: Person, role: str) -> None:
    event = make_event()
    as_maria.post(f"{event.path}roles", data={"who": "grace", "role": role})
    sent = {"person": str(grace.id), "role": role}
    assert as_maria.post(f"{event.path}roles/removal", data=sent).status_code == 303
    assert given() == []
    verbs = list(db.session.scalars(select(StaffAct.verb).order_by(StaffAct.id)))
    assert verbs == [f"gave the role of {role}", f"took back the role of {role}"]
    again = as_maria.post(f"{event.path}roles/removal", data=sent)
    assert again.status_code == 303
    assert db.session.scalar(select(func.count()).select_from(StaffAct)) == 2


def test_the_same_role_twice_is_one(as_maria: Browser, grace: Person) -> None:
    event = make_event()
    for key in ("first-key", "second-key"):
        sent = {"who": "grace", "role": "observer", "once": key}
        assert as_maria.post(f"{event.path}roles", data=sent).status_code == 303
    assert len(given()) == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"who": "nobody", "role": "observer"}, "Κανένα μέλος δεν λέγεται έτσι."),
        ({"who": "", "role": "observer"}, "Συμπλήρωσέ το."),
        ({"who": "Ω" * 100_000, "role": "observer"}, "Το πολύ 200 χαρακτήρες."),
        ({"who": "grace", "role": "queen"}, "grace"),
    ],
)
def test_what_names_nobody_is_said_and_comes_back(
    as_maria: Browser, grace: Person, sent: dict[str, str], sentence: str
) -> None:
    answer = as_maria.post(f"{make_event().path}roles", data=sent)
    assert (answer.status_code, given()) == (422, [])
    assert sentence in answer.text


def test_a_name_is_completed_among_members_and_without_scripts_among_those_who_lead(
    as_maria: Browser, as_ada: Browser, grace: Person
) -> None:
    event = make_event()
    page = as_maria.get(f"{event.path}roles").text
    assert 'data-names="/writing/people?only=people"' in page
    assert 'list="who-suggested"' in page
    offered = re.findall(r'<option value="(@\w+)">', page)
    assert offered == ["@maria"]
    assert len(re.findall(r"names-\w+\.js", page)) == 1
    as_maria.post(f"{event.path}roles", data={"who": "ada", "role": "organiser"})
    address = html.unescape(re.findall(r'data-names="([^"]+)"', page)[0])
    found = as_ada.get(f"{address}&q=gra").json["names"]
    assert [each["handle"] for each in found] == ["grace"]


def test_a_facilitator_who_left_is_nobody(as_maria: Browser, make_person: Any) -> None:
    leads = make_person("Leda", erased_at=NOON)
    page = as_maria.get(f"{make_event(facilitator_id=leads.id).path}roles").text
    assert "Leda" not in page
    assert "Κανένα άτομο δεν έχει ακόμη ρόλο." in page


def test_two_who_are_called_alike_are_told_apart(
    as_maria: Browser, make_person: Callable[..., Person]
) -> None:
    for handle in ("eleni", "elenid"):
        make_person("Ελένη Δήμου", handle=handle, email=f"{handle}@example.org")
    answer = as_maria.post(
        f"{make_event().path}roles", data={"who": "ελενη δημου", "role": "observer"}
    )
    assert answer.status_code == 422
    assert "@eleni, @elenid" in answer.text


def test_whoever_is_given_a_role_is_told_on_the_bell(as_maria: Browser, as_ada: Browser) -> None:
    event = make_event(state=DRAFT)
    assert event.title_el not in as_ada.get("/accounts/news/").text
    as_maria.post(f"{event.path}roles", data={"who": "ada", "role": "observer"})
    assert "Έχεις κάτι να κάνεις" in as_ada.get("/accounts/news/").text
    assert event.title_el in as_ada.get("/accounts/news/").text


@pytest.mark.parametrize("role", ROLES)
def test_whoever_has_a_role_sees_the_draft(
    as_maria: Browser, as_ada: Browser, ada: Person, role: str
) -> None:
    event = make_event(state=DRAFT)
    assert as_ada.get(event.path).status_code == 404
    as_maria.post(f"{event.path}roles", data={"who": "ada", "role": role})
    assert as_ada.get(event.path).status_code == 200
    as_maria.post(f"{event.path}roles/removal", data={"person": str(ada.id), "role": role})
    assert as_ada.get(event.path).status_code == 404


def test_an_organiser_gives_roles_at_that_event_only(
    as_maria: Browser, as_ada: Browser, grace: Person
) -> None:
    event, other = make_event(), make_event("2026-12-10 18:00")
    as_maria.post(f"{event.path}roles", data={"who": "ada", "role": "organiser"})
    sent = {"who": "grace", "role": "observer"}
    assert as_ada.post(f"{event.path}roles", data=sent).status_code == 303
    assert as_ada.post(f"{other.path}roles", data=sent).status_code == 403


def test_roles_are_told_to_whom_they_are_of_and_go_with_them(
    as_maria: Browser, ada: Person, grace: Person
) -> None:
    event = make_event()
    for name in ("ada", "grace"):
        sent = {"who": name, "role": "observer", "once": f"key-of-{name}"}
        as_maria.post(f"{event.path}roles", data=sent)
    held = collect(ada)["roles"]
    assert held == [{"event": event.title_el, "address": event.path, "role": "observer"}]
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    assert given() == [(event.id, grace.id, "observer")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(
    as_maria: Browser,
    make_person: Callable[..., Person],
    alone: None,
    queries_run: list[str],
    count: int,
) -> None:
    event = make_event()
    for number in range(count):
        name = "abc"[number] * 4
        make_person(name)
        sent = {"who": name, "role": "observer", "once": f"key-{number}-key"}
        as_maria.post(f"{event.path}roles", data=sent)
    queries_run.clear()
    assert as_maria.get(f"{event.path}roles").text.count("Παρατηρεί") >= count
    assert len(queries_run) == 6
