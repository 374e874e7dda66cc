"""Every door of the house, tried by everybody: nobody meets a fault, no guest writes.

What each role may do behind each door stands in the tables of the rooms (tests/*/test_doors.py).
"""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from kalo.accounts.models import ROLES, Person
from tests.conftest import Browser
from tests.faults.world import count_rows

GUESTS_MAY = {  # what a guest may send: joining, signing in, links from letters, a language
    "accounts",
}


# A mail program presses this button by itself (RFC 8058); the token in the address is its proof.
ONE_CLICK = {"notifications.stop_letters"}

# Forms that only draw what was typed: their pages are the same for all guests, so hold no token.
STORE_NOTHING = {
    *("toolbox.draw_tool", "toolbox.result_tool", "toolbox.export_tool"),
    *("toolbox.open_tool", "toolbox.keeping_tool", "toolbox.reopen_tool"),
    *("network.play", "network.download_played"),
}
# Of these the example is always there: an empty form is refused with its errors.
OF_THE_EXAMPLE = {"network.play", "network.download_played"}


def filled(rule: Rule) -> str:
    """An address of this door that leads to nothing: numbers and names that nobody has."""
    values: dict[str, Any] = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        values[name] = {
            "IntegerConverter": 999_999,
            "UUIDConverter": uuid.UUID(int=0),
            "AnyConverter": _first_of(converter),
        }.get(type(converter).__name__, "nobody")
    _host, path = rule.build(values)  # type: ignore[misc]
    return path


def _first_of(converter: Any) -> Any:
    return next(iter(getattr(converter, "items", ["nobody"])))


def doors(app: Flask, method: str) -> list[Rule]:
    rules = [
        r
        for r in app.url_map.iter_rules()
        if method in (r.methods or ()) and r.endpoint != "static"
    ]
    assert len(rules) > 10
    return rules


@pytest.fixture
def everybody(make_person: Callable[..., Person], as_person: Any) -> dict[str, Browser]:
    people: dict[str, Any] = {"guest": None, "member": make_person("Ada")}
    people |= {role: make_person(role.title(), roles={role}) for role in ROLES}
    return {role: as_person(person) for role, person in people.items()}


def test_nobody_meets_a_fault_at_any_door(app: Flask, everybody: dict[str, Browser]) -> None:
    rules = doors(app, "GET")
    for role, browser in everybody.items():
        for rule in rules:
            for prefix in ("", "/en") if role in ("guest", "administrator") else ("",):
                answer = browser.get(prefix + filled(rule))
                assert answer.status_code < 500 or rule.rule == "/readyz", (role, rule.rule)
                may = answer.mimetype == "text/html" or rule.rule == "/learning/acts/token"
                assert "Set-Cookie" not in answer.headers or may


def test_an_empty_write_meets_no_fault_at_any_door(
    app: Flask, everybody: dict[str, Browser]
) -> None:
    for role, browser in everybody.items():
        for rule in doors(app, "POST"):
            assert browser.post(filled(rule)).status_code < 500, (role, rule.rule)


def test_a_guest_writes_nowhere_but_where_guests_begin(
    app: Flask, everybody: dict[str, Browser]
) -> None:
    for rule in doors(app, "POST"):
        answer = everybody["guest"].post(filled(rule))
        if rule.endpoint.split(".")[0] not in GUESTS_MAY:
            assert answer.status_code >= 400, rule.rule


def test_every_write_is_guarded_against_forgery(app: Flask, everybody: dict[str, Browser]) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    for rule in doors(app, "POST"):
        open_to_all = rule.endpoint in ONE_CLICK | STORE_NOTHING
        wanted = 422 if rule.endpoint in OF_THE_EXAMPLE else 404 if open_to_all else 400
        assert everybody["administrator"].post(filled(rule)).status_code == wanted, rule.rule


def test_what_takes_no_token_stores_nothing(app: Flask, everybody: dict[str, Browser]) -> None:
    rules = [rule for rule in doors(app, "POST") if rule.endpoint in STORE_NOTHING]
    assert {rule.endpoint for rule in rules} == STORE_NOTHING
    before = count_rows()
    for rule in rules:
        _host, path = rule.build(  # type: ignore[misc]
            {"slug": "legal-forms", "kind": "json"}, append_unknown=False
        )
        answer = everybody["member"].post(path, data={"purpose": "work", "persons": "4"})
        assert answer.status_code in (200, 422), rule.rule
    assert count_rows() == before
