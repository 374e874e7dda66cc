"""Every door of works and of the desk, before everybody."""

from typing import Any

import pytest

from kalo.accounts.models import Person
from tests.answers import wrong
from tests.learning.tasks.conftest import Task, a_file, hand_in

FORM = {"body": "κείμενο", "revision": "9"}
WORD = {"decision": "accept", "revision": "9", "words": ""}
DOORS = [
    # method, path, sent; guest, another learner, the learner, facilitator, administrator
    ("GET", "/learning/work/1/", {}, (303, 200, 200, 200, 200)),
    ("POST", "/learning/work/1/draft", FORM, (401, 303, 409, 303, 303)),
    ("POST", "/learning/work/1/versions", FORM, (401, 303, 303, 303, 303)),
    ("POST", "/learning/work/1/preview", FORM, (401, 200, 200, 200, 200)),
    ("GET", "/learning/work/1/versions/1/", {}, (303, 404, 200, 404, 404)),
    ("GET", "/learning/work/1/export.docx", {}, (303, 404, 200, 404, 404)),
    ("GET", "/learning/work/1/export.odt", {}, (404, 404, 404, 404, 404)),
    ("GET", "/learning/work/files/1/", {}, (303, 404, 200, 200, 200)),
    ("POST", "/learning/work/1/files/1/removal", FORM, (401, 404, 409, 403, 403)),
    ("GET", "/learning/mine/work/", {}, (303, 200, 200, 200, 200)),
    ("GET", "/learning/mine/work/all.zip", {}, (303, 200, 200, 200, 200)),
    ("GET", "/learning/marking/", {}, (303, 403, 403, 200, 200)),
    ("GET", "/learning/marking/works/1/", {}, (303, 404, 404, 200, 200)),
    ("GET", "/learning/marking/works/1/export.docx", {}, (303, 404, 404, 200, 200)),
    ("POST", "/learning/marking/works/1/verdict", WORD, (401, 404, 404, 409, 409)),
    # In their states in test_open_answers.py.
    ("GET", "/learning/marking/answers/{attempt}/1/", {}, (303, 404, 404, 404, 404)),
    ("POST", "/learning/marking/answers/{attempt}/1/mark", {}, (401, 404, 404, 404, 404)),
]
NOBODY = "00000000-0000-4000-8000-000000000000"


ROLES = ("guest", "another learner", "learner", "facilitator", "administrator")


@pytest.fixture
def handed_in(as_person: Any, ada: Person, task: Task) -> None:
    """Ada's work, with a file: by a request, so before nothing stays any more."""
    assert hand_in(as_person(ada), task, files=a_file()).status_code == 303


@pytest.mark.usefixtures("handed_in", "nothing_stays")
def test_a_door_opens_to_those_who_may(
    as_person: Any, ada: Person, mallory: Person, fay: Person, administrator: Person
) -> None:
    browsers = [as_person(who) for who in (None, mallory, ada, fay, administrator)]
    found = []
    for method, path, sent, wanted in DOORS:
        door = path.replace("{attempt}", NOBODY)
        codes = [each.open(door, method=method, data=sent).status_code for each in browsers]
        found += wrong(f"{method} {path}", ROLES, codes, wanted)
    assert found == [], "\n".join(found)
