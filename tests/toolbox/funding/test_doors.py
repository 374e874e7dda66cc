"""Every door of funding: who comes in, and what it costs."""

from collections.abc import Callable

import pytest
from flask import Flask

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.kit.slots import slot
from kalo.kit.web import Refused
from kalo.toolbox.actions.facts import change_fact
from kalo.toolbox.models.facts import FactRow
from kalo.toolbox.tools.funding import actions
from kalo.toolbox.tools.funding.rules import Wish
from tests.conftest import Browser
from tests.toolbox.funding.conftest import Lay, offer

AT = "/toolbox/tools/funding"
DOORS = [
    # method, path, guest, owner, another member, editor
    ("GET", "/directory/", 200, 200, 200, 200),
    ("GET", "/directory/compare", 200, 200, 200, 200),
    ("GET", "/directory/private/a/", 200, 200, 200, 200),
    ("GET", "/directory/private/none/", 404, 404, 404, 404),
    ("GET", "/directory/private/a/deadline.ics", 404, 404, 404, 404),
    ("GET", "/searches/", 303, 200, 200, 200),
    ("POST", "/searches/", 401, 303, 303, 303),
    ("POST", "/searches/1", 404, 422, 404, 404),
    ("POST", "/searches/99", 404, 404, 404, 404),
    ("POST", "/searches/1/end", 404, 303, 404, 404),
]


@pytest.mark.parametrize(("method", "path", "guest", "owner", "other", "editor"), DOORS)
def test_a_door_opens_to_those_who_may(
    as_person: Callable[..., Browser],
    make_person: Callable[..., Person],
    ada: Person,
    grace: Person,
    lay: Lay,
    method: str,
    path: str,
    guest: int,
    owner: int,
    other: int,
    editor: int,
) -> None:
    lay(offer("a"))
    with transaction():
        actions.keep_search(db.session.get_one(Person, ada.id), Wish(q="α"), "Λίγα", True, True)
    edda = make_person("Edda", roles={"editor"})
    data = {"name": "x"} if path == "/searches/" else {}
    everybody = {None: guest, grace: other, edda: editor, ada: owner}
    found = {
        person: as_person(person).open(f"{AT}{path}", method=method, data=data).status_code
        for person in everybody
    }
    assert list(found.values()) == list(everybody.values())


def test_no_door_is_forgotten(app: Flask) -> None:
    known = app.url_map.bind("localhost")
    tried = {known.match(f"{AT}{path}", method)[0] for method, path, *_codes in DOORS}
    assert tried == {
        each for each in app.view_functions if each.startswith("tool_funding.show")
    } | {
        f"tool_funding.{name}"
        for name in ("deadline", "keep_search", "change_search", "end_search")
    }
    own = {each for each in app.view_functions if each.startswith("tool_funding.")}
    assert own - tried <= {"tool_funding.static"}


@pytest.mark.parametrize("number", [1, 30])
def test_the_tool_and_what_stands_beside_others_cost_the_same(
    client: Browser, lay: Lay, queries_run: list[str], number: int
) -> None:
    lay(*(offer(f"n-{each}") for each in range(number)))
    client.get(f"{AT}/?form=loan")
    queries_run.clear()
    client.get(f"{AT}/?form=loan")
    ours = [each for each in queries_run if "FROM toolbox_f" in each]
    assert len(ours) == 3  # what suits, how many, the papers


def test_a_legal_form_leads_to_its_funding(app: Flask, lay: Lay) -> None:
    lay(
        offer("ours", legal_forms=["koispe"]),
        offer("theirs", legal_forms=["association"]),
        offer("over", state="closed"),
    )
    with app.test_request_context("/"):
        app.preprocess_request()
        words = str(slot("funding-for", legal_form="koispe"))
        assert "Εργαλείο ours" in words
        assert "Εργαλείο theirs" not in words
        assert "Εργαλείο over" not in words
        assert str(slot("funding-for", legal_form="association", form="grant")) == ""
        assert "Εργαλείο theirs" in str(
            slot("beside-tool", tool="founding", answers={"form": "association"})
        )
        assert str(slot("beside-tool", tool="impact", answers={})) == ""


def test_a_fact_that_an_editor_changes_is_found_as_it_is_now(
    make_person: Callable[..., Person], client: Browser, lay: Lay
) -> None:
    lay(offer("a", most=9_000))
    assert "Εργαλείο a" not in client.get(f"{AT}/directory/?amount=20000").text
    edda = make_person("Edda", roles={"editor"})
    with transaction():
        fact = db.session.query(FactRow).filter_by(key="a").one()
        about = {**fact.about, "most": 25_000}
        change_fact(
            fact, db.session.get_one(Person, edda.id), {"about": about}, "Νέα", fact.revision
        )
    assert "Εργαλείο a" in client.get(f"{AT}/directory/?amount=20000").text
    with transaction():
        fact = db.session.query(FactRow).filter_by(key="a").one()
        odd, by = {**fact.about, "most": "πολλά"}, db.session.get_one(Person, edda.id)
        with pytest.raises(Refused):
            change_fact(fact, by, {"about": odd}, "Νέα", fact.revision)
