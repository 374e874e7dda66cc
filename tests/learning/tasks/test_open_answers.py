"""Open answers of quizzes at the desk, together with the works."""

import re
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.learning.models import MARKED, Attempt, QuestionVersion
from tests.factories.questions import RIGHT
from tests.learning.quizzes.conftest import Clock, Quiz
from tests.learning.tasks.conftest import Task, hand_in, main, make_task

QUEUE = "/learning/marking/"
OPEN = {**RIGHT, "open": "Ένα μέλος, μία ψήφος."}


@pytest.fixture
def attempt(quiz: Quiz, hour: Clock, ada: Person) -> Attempt:
    """Ada has handed in a quiz with an open answer."""
    return quiz.take(ada, OPEN)


def place(quiz: Quiz, attempt: Attempt) -> str:
    return f"{QUEUE}answers/{attempt.id}/{quiz.slots(attempt)['open'].slot}/"


def mark(browser: Any, where: str, share: str = "0.5", **more: Any) -> Any:
    return browser.post(f"{where}mark", data={"share": share, "words": "Καλή αρχή.", **more})


def test_they_wait_together_with_works_the_oldest_first(
    as_fay: Any,
    as_person: Any,
    mallory: Person,
    quiz: Quiz,
    attempt: Attempt,
    hour: Clock,
    make: Any,
) -> None:
    task = make_task(make, 2)
    hour.forward(minutes=1)
    hand_in(as_person(mallory), task)
    hour.forward(minutes=1)
    later = quiz.take(mallory, OPEN)
    html = main(as_fay.get(QUEUE))
    assert re.findall(r'<a class="title" href="([^"]+)">', html) == [
        place(quiz, attempt),
        "/learning/marking/works/1/",
        place(quiz, later),
    ]
    assert re.findall(r'<span class="badge">(\d)', html) == ["3", "2", "1"]


def test_what_was_left_out_waits_for_nobody(
    as_fay: Any, quiz: Quiz, hour: Clock, ada: Person
) -> None:
    quiz.take(ada)
    assert "Δεν περιμένει τίποτα" in main(as_fay.get(QUEUE))


def test_a_facilitator_reads_it_and_gives_it_a_share(
    as_fay: Any, quiz: Quiz, attempt: Attempt
) -> None:
    html = main(as_fay.get(place(quiz, attempt)))
    assert "Ένα μέλος, μία ψήφος." in html
    answer = mark(as_fay, place(quiz, attempt))
    assert (answer.status_code, answer.location) == (303, QUEUE)
    slot = quiz.slots(attempt)["open"]
    assert (slot.score, slot.words) == (2.0, "Καλή αρχή.")
    assert quiz.again(attempt).state == MARKED
    assert "Δεν περιμένει τίποτα" in main(as_fay.get(QUEUE))


@pytest.mark.parametrize("model", ["", "Όπως <εδώ>."], ids=["without", "with"])
def test_a_model_answer_stands_as_it_was_written_where_there_is_one(
    as_fay: Any, quiz: Quiz, hour: Clock, ada: Person, model: str
) -> None:
    with transaction():
        version = db.session.get_one(QuestionVersion, quiz.versions[-1].id)
        said = {"text": "<p>Γιατί;</p>", **({"model": model} if model else {})}
        version.body = {**version.body, "el": said}
    html = main(as_fay.get(place(quiz, quiz.take(ada, OPEN))))
    words = re.findall(r'<p class="words">([^<]*)</p>', html)
    assert words == [*(["Όπως &lt;εδώ&gt;."] if model else []), OPEN["open"]]


def test_a_question_that_is_here_in_greek_only_says_so_to_a_reader_of_the_screen(
    as_fay: Any, quiz: Quiz, attempt: Attempt
) -> None:
    marked, where = '<div class="prose" lang="el">', f"/en{place(quiz, attempt)}"
    assert main(as_fay.get(where)).count(marked) == 1
    with transaction():
        version = db.session.get_one(QuestionVersion, quiz.versions[-1].id)
        version.body = {**version.body, "en": {"text": "<p>Why?</p>"}}
    assert marked not in main(as_fay.get(where))


def test_a_share_is_needed_and_the_words_come_back(
    as_fay: Any, quiz: Quiz, attempt: Attempt
) -> None:
    for share in ("", "7", "0.3"):
        html = main(mark(as_fay, place(quiz, attempt), share), 422)
        assert "Καλή αρχή.</textarea>" in html
        assert 'role="alert" id="wrong" tabindex="-1"' in html
        assert f'action="{place(quiz, attempt)}mark#wrong"' in html
    assert quiz.slots(attempt)["open"].score is None


def test_of_two_at_once_the_second_is_told(
    as_fay: Any, as_person: Any, frank: Person, quiz: Quiz, attempt: Attempt
) -> None:
    mark(as_fay, place(quiz, attempt))
    html = main(mark(as_person(frank), place(quiz, attempt), "1", words="Ωραίο."), 409)
    assert "Στο μεταξύ τη διόρθωσε άλλο άτομο." in html
    assert "Ωραίο.</textarea>" in html
    assert quiz.slots(attempt)["open"].score == 2.0
    seen = re.findall(r'name="seen" value="([^"]+)"', html)[0]
    assert mark(as_person(frank), place(quiz, attempt), "1", seen=seen).status_code == 303
    assert quiz.slots(attempt)["open"].score == 4.0


def test_from_an_answer_to_the_work_that_waits_next(
    as_fay: Any,
    as_person: Any,
    mallory: Person,
    quiz: Quiz,
    attempt: Attempt,
    hour: Clock,
    make: Any,
) -> None:
    task: Task = make_task(make, 2)
    hour.forward(minutes=1)
    hand_in(as_person(mallory), task)
    assert mark(as_fay, place(quiz, attempt)).location == "/learning/marking/works/1/"
    html = main(as_fay.get("/learning/marking/works/1/"))
    assert re.findall(r'rel="(prev|next)"', html) == []


def test_nobody_else_opens_it(
    as_person: Any, ada: Person, mallory: Person, moderator: Person, quiz: Quiz, attempt: Attempt
) -> None:
    there = place(quiz, attempt)
    whose = (ada, mallory, moderator)
    assert [as_person(who).get(there).status_code for who in whose] == [404, 404, 404]
    assert [mark(as_person(who), there).status_code for who in whose] == [404, 404, 404]
    assert as_person(None).get(there).status_code == 303


def test_a_facilitator_does_not_mark_an_own_answer(
    as_fay: Any, fay: Person, quiz: Quiz, hour: Clock
) -> None:
    mine = quiz.take(fay, OPEN)
    assert "τη διορθώνει άλλο άτομο" in main(as_fay.get(place(quiz, mine)))
    assert mark(as_fay, place(quiz, mine)).status_code == 403


def test_only_open_answers_that_were_handed_in_can_be_opened(
    as_fay: Any, quiz: Quiz, attempt: Attempt, mallory: Person
) -> None:
    other = quiz.slots(attempt)["single"].slot
    assert as_fay.get(f"{QUEUE}answers/{attempt.id}/{other}/").status_code == 404
    running = quiz.start(mallory)
    quiz.save(mallory, running, "open", "ακόμη γράφω")
    assert as_fay.get(place(quiz, running)).status_code == 404
    assert "Mallory" not in main(as_fay.get(QUEUE))
