"""Who passes behind each door of the room."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.network.models import ASKED, RESTING, WANTS, Keeper, Message
from tests.answers import wrong
from tests.conftest import Browser
from tests.factories.network import PROPOSED, make_call, make_organisation

# guest, member, who asked (of the one that waits) or wrote (the thread), who keeps it, editor
TABLE: list[tuple[str, str, int, int, int, int, int]] = [
    ("/", "GET", 200, 200, 200, 200, 200),
    ("/map/", "GET", 200, 200, 200, 200, 200),
    ("/organisations.csv", "GET", 200, 200, 200, 200, 200),
    ("/unions/unions.json", "GET", 200, 200, 200, 200, 200),
    ("/example/", "GET", 200, 200, 200, 200, 200),
    ("/example/", "POST", 422, 422, 422, 422, 422),
    ("/example/profile.json", "GET", 200, 200, 200, 200, 200),
    ("/example/profile.json", "POST", 422, 422, 422, 422, 422),
    ("/kipos/profile.json", "GET", 200, 200, 200, 200, 200),
    ("/waits/profile.json", "GET", 404, 404, 200, 404, 200),
    ("/rests/profile.json", "GET", 404, 404, 404, 200, 200),
    ("/calls/", "GET", 200, 200, 200, 200, 200),
    ("/unions/", "GET", 200, 200, 200, 200, 200),
    ("/new", "GET", 200, 200, 200, 200, 200),
    ("/new", "POST", 401, 303, 303, 303, 303),
    ("/mine/", "GET", 303, 200, 200, 200, 200),
    ("/messages/", "GET", 303, 200, 200, 200, 200),
    ("/messages/1/", "GET", 303, 404, 200, 200, 404),
    ("/messages/1/", "POST", 401, 404, 303, 303, 404),
    ("/desk/", "GET", 303, 403, 403, 403, 200),
    ("/desk/new", "GET", 303, 403, 403, 403, 200),
    ("/desk/new", "POST", 401, 403, 403, 403, 303),
    ("/desk/import", "GET", 303, 403, 403, 403, 200),
    ("/desk/import", "POST", 401, 403, 403, 403, 422),
    ("/desk/import/kept", "GET", 303, 403, 403, 403, 303),
    ("/desk/import/kept", "POST", 401, 403, 403, 403, 422),
    ("/kipos/", "GET", 200, 200, 200, 200, 200),
    ("/waits/", "GET", 404, 404, 200, 404, 200),
    ("/rests/", "GET", 404, 404, 404, 200, 200),
    ("/nobody/", "GET", 404, 404, 404, 404, 404),
    ("/kipos/edit", "GET", 303, 403, 403, 200, 200),
    ("/waits/edit", "GET", 404, 404, 200, 404, 200),
    ("/kipos/edit", "POST", 401, 403, 403, 303, 303),
    ("/kipos/email", "POST", 401, 403, 403, 303, 303),
    ("/kipos/history", "GET", 303, 403, 403, 200, 200),
    ("/kipos/people", "GET", 303, 403, 403, 200, 200),
    ("/kipos/people", "POST", 401, 403, 403, 303, 303),
    ("/kipos/people/(asker)/approval", "POST", 401, 403, 403, 303, 303),
    ("/kipos/people/(asker)/removal", "POST", 401, 403, 403, 303, 303),
    ("/kipos/people/999/removal", "POST", 404, 404, 404, 404, 404),
    ("/kipos/claim", "GET", 303, 200, 200, 403, 200),
    ("/kipos/claim", "POST", 401, 303, 303, 403, 303),
    ("/waits/claim", "GET", 404, 404, 403, 404, 403),
    ("/kipos/marks", "GET", 303, 403, 403, 200, 403),
    ("/kipos/marks", "POST", 401, 403, 403, 303, 403),
    ("/kipos/message", "GET", 200, 200, 200, 403, 200),
    ("/kipos/message", "POST", 401, 303, 303, 403, 303),
    ("/kipos/calls/new", "GET", 303, 403, 403, 200, 403),
    ("/kipos/calls/new", "POST", 401, 403, 403, 303, 403),
    ("/calls/1/", "GET", 200, 200, 200, 200, 200),
    ("/calls/999/", "GET", 404, 404, 404, 404, 404),
    ("/calls/1/edit", "GET", 303, 403, 403, 200, 403),
    ("/calls/1/edit", "POST", 401, 403, 403, 303, 403),
    ("/calls/1/renewal", "POST", 401, 403, 403, 303, 403),
    ("/calls/1/closure", "POST", 401, 403, 403, 303, 403),
    ("/kipos/listing", "POST", 401, 403, 403, 403, 403),
    ("/waits/listing", "POST", 404, 404, 403, 404, 303),
    ("/kipos/return", "POST", 401, 403, 403, 403, 403),
    ("/waits/return", "POST", 404, 404, 403, 404, 303),
    ("/kipos/rest", "POST", 401, 403, 403, 303, 303),
    ("/rests/rest/undo", "POST", 404, 404, 404, 303, 303),
    ("/kipos/rest/undo", "POST", 401, 403, 403, 403, 403),
    ("/letters/nothing", "GET", 410, 410, 410, 410, 410),
    ("/letters/nothing", "POST", 410, 410, 410, 410, 410),
]
SENT: dict[str, Any] = {
    **PROPOSED,
    **{"revision": "1", "text": "Λόγια", "subject": "Θέμα", "address": "x@example.org"},
    **{"kind": "seek", "service": "space", "title": "Χώρος", "days": "30", "why": "Λείπει"},
    **{"way": "staff", "answer": "yes", "once": "key-of-one-form"},
}


@pytest.fixture
def street(ada: Person, grace: Person, mallory: Person) -> dict[str, Person]:
    """One that is listed, one that waits, one that rests; a call, a thread, two who ask."""
    kipos = make_organisation("kipos", grace)
    waits = make_organisation("waits", state=ASKED, made_by_id=ada.id, listed_at=None)
    make_organisation("rests", grace, state=RESTING)
    make_call(kipos)
    at = clock.now()
    with transaction():
        asks = {"state": WANTS, "asked_at": at}
        for there, person in ((waits, ada), (kipos, mallory)):
            db.session.add(Keeper(organisation_id=there.id, person_id=person.id, **asks))
        word = {"subject": "Θέμα", "text": "Λόγια", "at": at}
        db.session.add(Message(organisation_id=kipos.id, person_id=ada.id, **word))
    return {"asker": mallory}


ROLES = ("guest", "member", "who asked or wrote", "who keeps it", "editor")


@pytest.mark.usefixtures("nothing_stays")
def test_each_passes_where_they_may(
    as_person: Callable[..., Browser],
    make_person: Callable[..., Person],
    ada: Person,
    grace: Person,
    edna: Person,
    street: dict[str, Person],
) -> None:
    asker = str(street["asker"].id)
    everybody = (None, make_person("Nina"), ada, grace, edna)
    browsers, found = [as_person(person) for person in everybody], []
    for path, method, *expected in TABLE:
        asked = "/network" + path.replace("(asker)", asker)
        sent = SENT if method == "POST" else None
        codes = [each.open(asked, method=method, data=sent).status_code for each in browsers]
        found += wrong(f"{method} {path}", ROLES, codes, expected)
    assert found == [], "\n".join(found)


def test_every_door_of_the_room_stands_in_the_table(app: Flask) -> None:
    named = {"kipos": "<slug>", "waits": "<slug>", "rests": "<slug>", "nobody": "<slug>"}

    def shape(path: str) -> str:
        words = [named.get(word, word) for word in path.split("/")]
        return "/".join("#" if word.isdigit() or word == "(asker)" else word for word in words)

    known = {
        (shape(path).replace("letters/nothing", "letters/<token>"), m) for path, m, *_ in TABLE
    }

    doors = {
        (re.sub(r"<int[^>]*>", "#", _one_kind(rule.rule)), method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("network.")
        for method in (rule.methods or set()) & {"GET", "POST"}
    }
    assert doors - known == set()
    assert known - doors == set()


def _one_kind(rule: str) -> str:
    """A door of files as the table has it: one kind of file stands for all."""
    kind = "csv" if "/organisations." in rule else "json"
    return re.sub(r"<any[^>]*>", kind, rule.removeprefix("/network"))
