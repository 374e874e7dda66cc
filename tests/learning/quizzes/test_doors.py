"""Every door of quizzes, before everybody: one's own attempt is nobody else's."""

from typing import Any

import pytest

from kalo.accounts.models import Person
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


@pytest.mark.parametrize(("method", "path", "sent", "wanted"), DOORS)
def test_a_door_opens_to_those_who_may(
    as_person: Any,
    make_person: Any,
    ada: Person,
    mallory: Person,
    administrator: Person,
    quiz: Quiz,
    method: str,
    path: str,
    sent: dict[str, str],
    wanted: tuple[int, ...],
) -> None:
    facilitator = make_person("Fay", roles={"facilitator"})
    attempt = quiz.start(ada)
    named = path.replace("quizzes/1/", f"quizzes/{quiz.block.id}/")
    door = named.replace("{attempt}", str(attempt.id))
    everybody = (None, mallory, ada, facilitator, administrator)
    found = [as_person(who).open(door, method=method, data=sent).status_code for who in everybody]
    assert tuple(found) == wanted
