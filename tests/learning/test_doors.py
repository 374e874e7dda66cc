"""Every door of learning: who comes in."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.exceptions import NotFound

from tests.answers import wrong
from tests.factories.learning import new_act
from tests.learning.conftest import Course

DOORS = [
    # method, path, guest, member, administrator
    ("GET", "/learning/", 200, 200, 200),
    ("GET", "/learning/programme-1/", 200, 200, 200),
    ("GET", "/learning/nowhere/", 404, 404, 404),
    ("GET", "/learning/programme-1/lesson-1/", 200, 200, 200),
    ("GET", "/learning/programme-1/lesson-4/", 404, 404, 404),
    ("GET", "/learning/nowhere/lesson-1/", 404, 404, 404),
    ("POST", "/learning/programme-1/enrolment", 401, 303, 303),
    ("POST", "/learning/nowhere/enrolment", 404, 404, 404),
    ("POST", "/learning/programme-1/enrolment/undo", 401, 403, 403),
    ("POST", "/learning/programme-1/lesson-1/check/answers", 401, 303, 303),
    ("POST", "/learning/programme-1/lesson-4/check/answers", 404, 404, 404),
    ("GET", "/learning/programme-1/lesson-1/parts/check", 303, 200, 200),
    ("GET", "/learning/programme-1/lesson-1/parts/text-1", 303, 403, 403),
    ("GET", "/learning/programme-1/lesson-1/finish/part", 200, 200, 200),
    ("GET", "/learning/acts/token", 200, 200, 200),
    ("POST", "/learning/acts", 401, 409, 409),
    ("GET", "/learning/receipts", 303, 403, 200),
    ("GET", "/learning/mine/", 303, 200, 200),
    ("POST", "/learning/programme-1/lesson-1/completion", 401, 303, 303),
    ("POST", "/learning/programme-1/lesson-4/completion", 404, 404, 404),
    ("GET", "/learning/mine/notes/", 303, 200, 200),
    ("GET", "/learning/mine/notes/1", 303, 404, 404),
    ("POST", "/learning/mine/notes/1", 401, 404, 404),
    ("POST", "/learning/mine/notes/1/removal", 401, 404, 404),
    ("POST", "/learning/programme-1/lesson-1/notes", 401, 422, 422),
    ("POST", "/learning/programme-1/lesson-4/notes", 404, 404, 404),
    ("POST", "/learning/programme-1/lesson-1/bookmark", 401, 303, 303),
    ("POST", "/learning/programme-1/lesson-1/bookmark/undo", 401, 303, 303),
    ("GET", "/learning/glossary", 200, 200, 200),
    ("GET", "/learning/glossary/nothing/term", 404, 404, 404),
    ("GET", "/learning/programme-1/search", 200, 200, 200),
    ("GET", "/learning/nowhere/search", 404, 404, 404),
    ("GET", "/learning/media/1/v.mp4", 404, 404, 404),
    ("POST", "/learning/media/1/watched", 404, 404, 404),
    ("GET", "/learning/programme-1/lesson-1/video/nothing", 404, 404, 404),
]


@pytest.mark.usefixtures("course", "nothing_stays")
def test_a_door_opens_to_those_who_may(as_person: Any, ada: Any, administrator: Any) -> None:
    browsers = [as_person(person) for person in (None, ada, administrator)]
    found = []
    for method, path, *expected in DOORS:
        sent = {"act": new_act(), "check": "a"}
        codes = [each.open(path, method=method, data=sent).status_code for each in browsers]
        found += wrong(f"{method} {path}", ("guest", "member", "administrator"), codes, expected)
    assert found == [], "\n".join(found)


def all_doors() -> Iterator[tuple[str, str]]:
    """Of this table, and of the tables beside it: tests/learning/<part>/test_doors.py."""
    yield from ((method, path) for method, path, *_ in DOORS)
    for table in Path(__file__).parent.glob("*/test_doors.py"):
        part = importlib.import_module(f"tests.learning.{table.parent.name}.test_doors")
        yield from ((method, path) for method, path, *_ in part.DOORS)


def endpoint(adapter: Any, method: str, path: str) -> str:
    """The endpoint of a path; what stands in braces is a number, {attempt} an id."""
    named = path.partition("?")[0].replace("{attempt}", "0" * 8 + "-0000-4000-8000-" + "0" * 12)
    try:
        return str(adapter.match(re.sub(r"\{[^}]*\}", "1", named), method)[0])
    except NotFound:
        return ""  # an address that leads nowhere, tried on purpose


def test_every_door_is_in_the_table(app: Any) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("learning.")]
    wanted = {(m, r.endpoint) for r in rules for m in (r.methods or set()) & {"GET", "POST"}}
    adapter = app.url_map.bind("localhost")
    tried = {(method, endpoint(adapter, method, path)) for method, path in all_doors()}
    assert tried - {(method, "") for method in ("GET", "POST")} == wanted


def test_a_block_that_asks_nothing_takes_no_answer(course: Course, as_ada: Any) -> None:
    sent = {"act": new_act(), "check": "a"}
    assert as_ada.post(course.url(1, "text-1/answers"), data=sent).status_code == 403
    assert as_ada.post(course.url(1, "nothing/answers"), data=sent).status_code == 404
