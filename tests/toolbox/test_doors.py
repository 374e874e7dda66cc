"""Every door of tools and works, and who passes: one table."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from kalo.accounts.models import Group, Membership, Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.toolbox.actions import comments, works
from kalo.toolbox.actions.links import make_link
from kalo.toolbox.actions.works import Author
from kalo.toolbox.models import Link
from tests.answers import wrong
from tests.conftest import Browser

# Whoever has a link is a guest with no more than that; `keeper` has the link of a guest's own work.
ROLES = (
    *("guest", "stranger", "administrator", "owner", "colleague"),
    *("reader", "talker", "writer", "keeper"),
)
# What is sent where the answer depends on it.
SENT = {
    "": {"name": "Άλλο", "_revision": "1", "once": "of-this-test"},
    "name": {"title": "Άλλο όνομα"},
    "links": {"can": "read"},
    "group": {"group": "0", "can": "read"},
    "comments": {"body": "Ένα σχόλιο"},
}
# door of a work, method, then what each role is answered
WORKS = [
    ("", "GET", 404, 404, 404, 200, 200, 200, 200, 200, 200),
    ("", "POST", 404, 404, 404, 303, 303, 401, 401, 303, 303),
    ("drawn", "POST", 404, 404, 404, 200, 200, 401, 401, 200, 200),
    ("{led_back}", "GET", 404, 404, 404, 303, 303, 303, 303, 303, 303),
    ("result", "POST", 404, 404, 404, 200, 200, 401, 401, 200, 200),
    ("export/json", "GET", 404, 404, 404, 200, 200, 200, 200, 200, 200),
    ("export/exe", "GET", 404, 404, 404, 404, 404, 404, 404, 404, 404),
    ("answers.json", "GET", 404, 404, 404, 200, 200, 200, 200, 200, 200),
    ("history", "GET", 404, 404, 404, 200, 200, 404, 404, 200, 200),
    ("history/1", "GET", 404, 404, 404, 200, 200, 404, 404, 200, 200),
    ("history/7", "GET", 404, 404, 404, 404, 404, 404, 404, 404, 404),
    ("history/1/restoration", "POST", 404, 404, 404, 303, 303, 401, 401, 303, 303),
    ("copy", "POST", 404, 404, 404, 303, 303, 401, 401, 401, 401),
    ("name", "POST", 404, 404, 404, 303, 403, 401, 401, 401, 303),
    ("owner", "POST", 404, 404, 404, 403, 403, 401, 401, 401, 401),
    ("links", "POST", 404, 404, 404, 200, 403, 401, 401, 401, 200),
    ("links/{link}/end", "POST", 404, 404, 404, 303, 403, 401, 401, 401, 303),
    ("group", "POST", 404, 404, 404, 303, 403, 401, 401, 401, 303),
    ("comments", "POST", 404, 404, 404, 303, 303, 401, 303, 303, 303),
    ("comments/{comment}/settlement", "POST", 404, 404, 404, 303, 303, 401, 303, 303, 303),
    ("comments/{comment}/removal", "POST", 404, 404, 404, 303, 403, 401, 401, 401, 303),
    ("bin", "POST", 404, 404, 404, 303, 403, 401, 401, 401, 303),
]
# What has no link: guest, stranger, administrator, owner
ALONE = [
    ("/toolbox/works/", "GET", 303, 200, 200, 200),
    ("/toolbox/works/{gone}/bin/undo", "POST", 404, 404, 404, 303),
    ("/toolbox/works/{gone}/erasure", "POST", 404, 404, 404, 303),
    ("/toolbox/works/{gone}/", "GET", 404, 404, 404, 404),
]
# Of a tool everybody may everything; nothing is kept but by the last.
TOOLS = [
    ("/toolbox/tools/", "GET", 303),
    ("/toolbox/tools/garden/", "GET", 200),
    ("/toolbox/tools/garden/", "POST", 200),
    ("/toolbox/tools/garden/example", "GET", 200),
    ("/toolbox/tools/garden/result", "POST", 200),
    ("/toolbox/tools/garden/{led_back}", "GET", 303),
    ("/toolbox/tools/garden/export/json", "POST", 200),
    ("/toolbox/tools/garden/export/json", "GET", 303),
    ("/toolbox/tools/garden/opening", "POST", 422),
    ("/toolbox/tools/garden/keeping", "POST", 200),
    ("/toolbox/tools/garden/reopening", "POST", 200),
    ("/toolbox/tools/garden/works", "POST", 422),
    ("/toolbox/tools/strange/", "GET", 404),
]


@dataclass
class Garden:
    """A work with a group, a comment, a link of each kind; a guest's work; one thrown away."""

    browsers: dict[str, Browser]
    people: dict[str, Person | None]
    group: Group

    def stand(self, role: str) -> Callable[[str], str]:
        """A work of its own for this role; answers where a door of it is."""
        owner = self.people["owner"]
        with transaction():
            by = Author() if role == "keeper" else Author(owner)
            saved = works.keep_work("garden", "Ο κήπος", {"name": "Κήπος"}, by, role)
            work = saved.work
            work.group_id = None if role == "keeper" else self.group.id
            comment = comments.say(work, "Σχόλιο", "name", by)
            can = {"talker": "comment", "writer": "edit"}.get(role, "read")
            secret = saved.secret or make_link(work, can, "")
            link = db.session.query(Link).filter_by(work_id=work.id).one()
            named = {"link": link.id, "comment": comment.id, "led_back": "drawn"}
            by_link = role in ("reader", "talker", "writer", "keeper")
            there = f"/toolbox/shared/{secret}/" if by_link else work.path
        return lambda door: there + door.format(**named)

    def throw(self) -> int:
        """The number of a work that its owner threw away."""
        with transaction():
            saved = works.keep_work("garden", "Παλιό", {}, Author(self.people["owner"]), "thrown")
            works.throw_away(saved.work, self.people["owner"])
            return saved.work.id


@pytest.fixture
def plot(garden: Any, as_person: Callable[..., Browser], make_person: Any, make: Any) -> Garden:
    people: dict[str, Any] = {
        "guest": None,
        "stranger": make_person("Mallory"),
        "administrator": make_person("Adele", roles={"administrator"}),
        "owner": make_person("Ada"),
        "colleague": make_person("Carl"),
    }
    group = make(Group, slug="omada", name="Ομάδα", made_at=clock.now())
    for role in ("owner", "colleague"):
        ids = {"group_id": group.id, "person_id": people[role].id}
        make(Membership, **ids, since=clock.now())
    browsers = {role: as_person(people.get(role)) for role in ROLES}
    return Garden(browsers, people, group)


@pytest.mark.usefixtures("nothing_stays")
def test_each_passes_where_they_may(plot: Garden) -> None:
    leads, found = {role: plot.stand(role) for role in ROLES}, []
    for name, method, *expected in WORKS:
        codes = []
        for role, lead in leads.items():
            sent = SENT.get(name, {"once": "of-this-test"}) if method == "POST" else None
            answer = plot.browsers[role].open(lead(name), method=method, data=sent)
            codes.append(answer.status_code)
        found += wrong(f"{method} {name or 'the work'}", ROLES, codes, expected)
    assert found == [], "\n".join(found)


@pytest.mark.usefixtures("nothing_stays")
def test_what_has_no_link(plot: Garden) -> None:
    gone, found = plot.throw(), []
    for path, method, *expected in ALONE:
        codes = []
        for role in ROLES[:4]:
            answer = plot.browsers[role].open(path.format(gone=gone), method=method, data={})
            codes.append(answer.status_code)
        found += wrong(f"{method} {path}", ROLES[:4], codes, expected)
    assert found == [], "\n".join(found)


@pytest.mark.usefixtures("nothing_stays")
def test_a_tool_is_open_to_everybody(plot: Garden) -> None:
    found = []
    for path, method, expected in TOOLS:
        path = path.format(led_back="result")
        codes = [plot.browsers[r].open(path, method=method).status_code for r in ROLES[:4]]
        found += wrong(f"{method} {path}", ROLES[:4], codes, [expected] * 4)
    assert found == [], "\n".join(found)


def test_every_door_stands_in_a_table(app: Flask) -> None:
    ours = ("tools", "works", "shared")
    known = {
        (_holes(rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
        if rule.endpoint.startswith("toolbox.") and rule.rule.split("/")[2] in ours
    }
    rows = [(f"/toolbox/works/{{id}}/{name}", method) for name, method, *_codes in WORKS]
    rows += [(path, method) for path, method, *_codes in [*ALONE, *TOOLS]]
    of_days = {("/toolbox/works/*/calendar", "POST")}  # in test_days.py
    assert known - of_days == {(_holes(path), method) for path, method in rows}


def _holes(path: str) -> str:
    """An address with its variable parts as stars; behind a link it is the same door."""
    path = path.replace("/shared/<token>/", "/works/{id}/")
    path = re.sub(r"<[^>]*>|\{[^}]*\}|garden|strange", "*", path)
    return re.sub(r"(?<=history/)\d+|(?<=export/)\w+", "*", path)
