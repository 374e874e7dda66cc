"""A quiz that judges nobody: it says how many were right, and no word of passing."""

import re
from typing import Any

from kalo.accounts.models import Person
from tests.factories.questions import RIGHT
from tests.learning.quizzes.conftest import Quiz
from tests.learning.quizzes.test_pages import main, page

SOME = {kind: answer for kind, answer in RIGHT.items() if kind != "numeric"}
JUDGING = re.compile(r"\b[Ππ]έρασ|[Χχ]ρειάζεται \d|[Pp]assed|It takes \d")


def test_its_score_is_told_and_nothing_is_judged(
    as_ada: Any, ada: Person, as_person: Any, facilitator: Person, quiz: Quiz
) -> None:
    quiz.set(**{"pass": 0})
    done = quiz.take(ada, {**SOME, "open": "Μαζί."})
    waiting = main(page(as_ada.get(f"/learning/attempts/{done.id}/")))
    assert "Περιμένει" in waiting
    results = as_person(facilitator).get(f"/learning/quizzes/{quiz.block.id}/")
    pages = [as_ada.get(quiz.page), as_ada.get("/en" + quiz.page), results]
    for html in (waiting, *map(main, map(page, pages))):
        assert JUDGING.findall(html) == []
        assert f"{done.percent} %" in html


def test_without_open_answers_it_waits_for_nobody(as_ada: Any, ada: Person, quiz: Quiz) -> None:
    quiz.set(**{"pass": 0})
    done = quiz.take(ada, {})
    html = main(page(as_ada.get(f"/learning/attempts/{done.id}/")))
    verdict = html[html.index('<div class="verdict large"') :]
    assert verdict[: verdict.index("</div>")].count("<b>") == 0
    assert "0 %" in verdict
    assert JUDGING.findall(verdict[: verdict.index("</div>")]) == []
