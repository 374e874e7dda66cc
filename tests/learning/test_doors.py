"""Every door of learning: who comes in."""

from typing import Any

import pytest

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
    ("POST", "/learning/programme-1/lesson-1/completion", 401, 303, 303),
    ("POST", "/learning/programme-1/lesson-4/completion", 404, 404, 404),
    ("POST", "/learning/programme-1/lesson-1/opening", 401, 204, 204),
    ("POST", "/learning/programme-1/lesson-4/opening", 404, 404, 404),
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
    ("GET", "/learning/programme-1/lesson-1/video/nothing", 404, 404, 404),
]


@pytest.mark.parametrize(("method", "path", "guest", "member", "administrator"), DOORS)
def test_a_door_opens_to_those_who_may(
    course: Course,
    as_person: Any,
    ada: Any,
    make_person: Any,
    method: str,
    path: str,
    guest: int,
    member: int,
    administrator: int,
) -> None:
    adele = make_person("Adele", roles={"administrator"})
    found = [
        as_person(person)
        .open(path, method=method, data={"act": new_act(), "answer": "a"})
        .status_code
        for person in (None, ada, adele)
    ]
    assert found == [guest, member, administrator]


def test_every_door_is_in_the_table(app: Any) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("learning.")]
    wanted = {(m, r.endpoint) for r in rules for m in (r.methods or set()) & {"GET", "POST"}}
    adapter = app.url_map.bind("localhost")
    tried = {(method, adapter.match(path, method)[0]) for method, path, *_ in DOORS}
    assert tried == wanted


def test_a_block_that_asks_nothing_takes_no_answer(course: Course, as_ada: Any) -> None:
    sent = {"act": new_act(), "answer": "a"}
    assert as_ada.post(course.url(1, "text-1/answers"), data=sent).status_code == 403
    assert as_ada.post(course.url(1, "nothing/answers"), data=sent).status_code == 404
