"""Who may open which door of accounts: a guest, a member, and two kinds of staff."""

import pytest
from flask import Flask

from kalo.accounts.models import Group
from kalo.kit import clock
from tests.answers import wrong

OPEN, SIGN_IN, NO, GONE, NONE = "open", "sign in", "no", "gone", "none"
LARGEST = "(max=2147483647)"  # said of every number
# method and address: guest, member, moderator, administrator
TABLE = {
    "GET /accounts/sign-in": (OPEN,) * 4,
    "POST /accounts/sign-in": (OPEN,) * 4,
    "GET /accounts/sign-in/link": (OPEN,) * 4,
    "POST /accounts/sign-in/link": (OPEN,) * 4,
    "GET /accounts/link/<token>": (GONE,) * 4,
    "POST /accounts/link/<token>": (GONE,) * 4,
    "POST /accounts/sign-out": (OPEN,) * 4,
    "GET /accounts/letter": (OPEN,) * 4,
    "GET /accounts/sign-up": (OPEN,) * 4,
    "POST /accounts/sign-up": (OPEN, NO, NO, NO),
    "POST /accounts/sign-up/again": (OPEN,) * 4,
    "GET /accounts/confirm/<token>": (GONE,) * 4,
    "POST /accounts/confirm/<token>": (GONE,) * 4,
    "GET /accounts/reset": (OPEN,) * 4,
    "POST /accounts/reset": (OPEN,) * 4,
    "GET /accounts/reset/<token>": (GONE,) * 4,
    "POST /accounts/reset/<token>": (GONE,) * 4,
    "GET /accounts/change-email-<any(old, new):side>/<token>": (GONE,) * 4,
    "POST /accounts/change-email-<any(old, new):side>/<token>": (GONE,) * 4,
    "GET /accounts/confirm-leaving/<token>": (GONE,) * 4,
    "POST /accounts/confirm-leaving/<token>": (GONE,) * 4,
    "GET /accounts/me/": (SIGN_IN, OPEN, OPEN, OPEN),
    "POST /accounts/me/": (SIGN_IN, OPEN, OPEN, OPEN),
    "GET /accounts/me/preferences": (SIGN_IN, OPEN, OPEN, OPEN),
    "POST /accounts/me/preferences": (SIGN_IN, OPEN, OPEN, OPEN),
    "GET /accounts/me/security": (SIGN_IN, OPEN, OPEN, OPEN),
    "POST /accounts/me/devices/<int:sign_in_id>/end": (SIGN_IN, OPEN, OPEN, OPEN),
    "POST /accounts/me/devices/end-others": (SIGN_IN, OPEN, OPEN, OPEN),
    "POST /accounts/me/devices/end-all": (SIGN_IN, OPEN, OPEN, OPEN),
    "GET /accounts/me/password": (SIGN_IN, OPEN, OPEN, OPEN),
    "POST /accounts/me/password": (SIGN_IN, OPEN, OPEN, OPEN),
    "GET /accounts/me/email": (SIGN_IN, OPEN, OPEN, OPEN),
    "POST /accounts/me/email": (SIGN_IN, OPEN, OPEN, OPEN),
    "POST /accounts/me/email/withdrawal": (SIGN_IN, OPEN, OPEN, OPEN),
    "GET /accounts/me/data": (SIGN_IN, OPEN, OPEN, OPEN),
    "GET /accounts/me/data.zip": (SIGN_IN, OPEN, OPEN, OPEN),
    "GET /accounts/me/leaving": (SIGN_IN, OPEN, OPEN, OPEN),
    "POST /accounts/me/leaving": (SIGN_IN, OPEN, OPEN, OPEN),
    "GET /accounts/groups/": (SIGN_IN, OPEN, OPEN, OPEN),
    "GET /accounts/groups/<slug>/": (SIGN_IN, NONE, NONE, OPEN),
    "POST /accounts/groups/<slug>/": (SIGN_IN, NONE, NONE, OPEN),
    "GET /accounts/groups/<slug>/members": (OPEN,) * 4,
    "POST /accounts/groups/<slug>/members": (SIGN_IN, NONE, NONE, OPEN),
    "POST /accounts/groups/<slug>/members/<int:person_id>/removal": (SIGN_IN, NONE, NONE, NONE),
    "POST /accounts/groups/<slug>/members/<int:person_id>/ownership": (SIGN_IN, NONE, NONE, NONE),
    "POST /accounts/groups/<slug>/members/<int:person_id>/ownership/undo": (
        *(SIGN_IN, NONE, NONE, NONE),
    ),
    "POST /accounts/groups/<slug>/leaving": (SIGN_IN, NONE, NONE, NO),
    "GET /accounts/admin/": (SIGN_IN, OPEN, OPEN, OPEN),  # leads on, where the others say no
    "GET /accounts/admin/people": (SIGN_IN, NO, NO, OPEN),
    "GET /accounts/admin/people/<int:person_id>/": (SIGN_IN, NO, NO, OPEN),
    "POST /accounts/admin/people/<int:person_id>/": (SIGN_IN, NO, NO, OPEN),
    "GET /accounts/admin/people/<int:person_id>/suspension": (OPEN,) * 4,
    "POST /accounts/admin/people/<int:person_id>/suspension": (SIGN_IN, NO, NO, OPEN),
    "POST /accounts/admin/people/<int:person_id>/suspension/undo": (SIGN_IN, NO, NO, OPEN),
    "GET /accounts/admin/groups": (SIGN_IN, NO, NO, OPEN),
    "POST /accounts/admin/groups": (SIGN_IN, NO, NO, OPEN),
    "GET /accounts/admin/settings": (SIGN_IN, NO, NO, OPEN),
    "POST /accounts/admin/settings": (SIGN_IN, NO, NO, OPEN),
    "GET /accounts/admin/log": (SIGN_IN, NO, OPEN, OPEN),
    "GET /people/<name>": (OPEN,) * 4,
    "GET /files/<path:name>": (NONE,) * 4,
}


def said(answer):
    to_sign_in = "/accounts/sign-in?next=" in (answer.location or "")
    if answer.status_code == 401 or to_sign_in:
        return SIGN_IN
    return {200: OPEN, 303: OPEN, 422: OPEN, 403: NO, 404: NONE, 410: GONE}[answer.status_code]


def test_every_door_of_accounts_stands_in_the_table(app: Flask):
    doors = {
        f"{method} {rule.rule.replace(LARGEST, '')}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
        if rule.endpoint.startswith("accounts.")
    }
    assert doors == set(TABLE)


@pytest.mark.usefixtures("nothing_stays")
def test_a_door_opens_to_whom_it_should(as_person, ada, grace, moderator, administrator, make):
    make(Group, slug="rizes", name="Ρίζες", made_at=clock.now())
    visitors, found = [as_person(who) for who in (None, ada, moderator, administrator)], []
    somebody = str(grace.id)
    for door, expected in TABLE.items():
        method, rule = door.split(" ", 1)
        asked = address(rule, somebody)
        heard = [said(each.open(asked, method=method)) for each in visitors]
        found += wrong(door, ("guest", "member", "moderator", "administrator"), heard, expected)
    assert found == [], "\n".join(found)


def address(rule: str, person_id: str) -> str:
    """Where a door of the table is."""
    return (
        rule.replace("<int:person_id>", person_id)
        .replace("<int:sign_in_id>", "9999")
        .replace("<any(old, new):side>", "old")
        .replace("<token>", "no-such-token")
        .replace("<slug>", "rizes")
        .replace("<path:name>", "people/none.webp")
        .replace("<name>", "grace")
    )
