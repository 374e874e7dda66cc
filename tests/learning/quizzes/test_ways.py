"""An attempt stands under its lesson; for whoever accompanies it, under the results."""

from typing import Any

from kalo.accounts.models import Person
from tests.conftest import Browser
from tests.learning.cohorts.test_ways import lesson, way
from tests.learning.quizzes.conftest import Quiz


def test_the_way_back_from_an_attempt(
    as_ada: Browser, as_person: Any, ada: Person, facilitator: Person, quiz: Quiz
) -> None:
    attempt, above = quiz.start(ada), lesson(1, quiz.block.name)
    there = f"/learning/attempts/{attempt.id}/"
    assert way(as_ada.get(there)) == above
    assert way(as_ada.get(f"{there}hand-in")) == [*above, ("Κουίζ της ενότητας", there)]
    quiz.hand_in(ada, attempt)
    assert way(as_ada.get(there)) == above
    results = f"/learning/quizzes/{quiz.block.id}/"
    seen = as_person(facilitator).get(f"{results}attempts/{attempt.id}")
    assert way(seen) == [*above, ("Αποτελέσματα", results)]
