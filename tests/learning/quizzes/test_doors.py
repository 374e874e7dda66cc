"""Every door of quizzes, before everybody: one's own attempt is nobody else's."""

from typing import Any

import pytest

from kalo.accounts.models import Person
from tests.answers import wrong
from tests.learning.quizzes.conftest import Quiz

WHY = {"reason": "Το κλειδί είχε λάθος."}
# An attempt that runs is its own learner's alone; where no key was mended nothing is marked anew.
DOORS = [
    # method, path, sent; guest, another learner, the learner, facilitator, administrator
    ("GET", "/learning/quizzes/1/start", {}, (303, 200, 200, 200, 200)),
    ("POST", "/learning/quizzes/1/attempts", {}, (401, 303, 303, 303, 303)),
    ("GET", "/learning/attempts/{attempt}/", {}, (303, 404, 200, 404, 404)),
    ("GET", "/learning/attempts/{attempt}/hand-in", {}, (303, 404, 200, 404, 404)),
    ("POST", "/learning/attempts/{attempt}/answers", {}, (401, 404, 303, 404, 404)),
    ("POST", "/learning/attempts/{attempt}/submission", {}, (401, 404, 303, 404, 404)),
    ("GET", "/learning/quizzes/1/", {}, (303, 403, 403, 200, 200)),
    ("GET", "/learning/quizzes/1/attempts/{attempt}", {}, (303, 403, 403, 404, 404)),
    ("GET", "/learning/quizzes/1/regrade", {}, (303, 403, 403, 200, 200)),
    ("POST", "/learning/quizzes/1/regrade", WHY, (401, 403, 403, 422, 422)),
]


ROLES = ("guest", "another learner", "learner", "facilitator", "administrator")


@pytest.mark.usefixtures("nothing_stays")
def test_a_door_opens_to_those_who_may(
    as_person: Any,
    make_person: Any,
    ada: Person,
    mallory: Person,
    administrator: Person,
    quiz: Quiz,
) -> None:
    facilitator = make_person("Fay", roles={"facilitator"})
    number, attempt = quiz.block.id, quiz.start(ada).id
    everybody = (None, mallory, ada, facilitator, administrator)
    browsers, found = [as_person(who) for who in everybody], []
    for method, path, sent, wanted in DOORS:
        named = path.replace("quizzes/1/", f"quizzes/{number}/")
        door = named.replace("{attempt}", str(attempt))
        codes = [each.open(door, method=method, data=sent).status_code for each in browsers]
        found += wrong(f"{method} {path}", ROLES, codes, wanted)
    assert found == [], "\n".join(found)
