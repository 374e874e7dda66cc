"""A quiz as people see it: on the lesson, while it runs, once it is handed in; without scripts."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.models import (
    HANDED,
    MARKED,
    RUNNING,
    Attempt,
    AttemptAnswer,
    BlockProgress,
    LearningEvent,
)
from tests.factories.learning import new_act
from tests.factories.questions import ALL, RIGHT, WRONG, make_question, make_quiz
from tests.learning.quizzes.conftest import Clock, Quiz


def page(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.text[:400]
    return str(answer.text)


def main(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def start(browser: Any, quiz: Quiz, **fields: str) -> str:
    """Begin, and answer the address of the attempt."""
    answer = browser.post(f"/learning/quizzes/{quiz.block.id}/attempts", data=fields)
    assert answer.status_code == 303, answer.text[:400]
    return str(answer.location)


def running(quiz: Quiz) -> Attempt:
    db.session.rollback()
    return db.session.scalars(select(Attempt).where(Attempt.state == RUNNING)).one()


def filled(html: str, quiz: Quiz, answers: dict[str, Any]) -> dict[str, Any]:
    """The form of a page with these answers typed into it, as a browser sends it."""
    sent: dict[str, Any] = dict(re.findall(r'name="(q\d+-(?:was|revision))" value="([^"]*)"', html))
    sent["act"] = new_act()
    for kind, slot in quiz.slots(running(quiz)).items():
        sent |= fields_of(f"q{slot.slot}", kind, answers.get(kind))
    return sent


def fields_of(name: str, kind: str, answer: Any) -> dict[str, Any]:
    if answer is None:
        return {}
    if kind == "true-false":
        return {name: str(answer).lower()}
    if kind == "ordering":
        return {f"{name}-{key}": str(place) for place, key in enumerate(answer, 1)}
    if kind in ("matching", "cloze"):
        return {f"{name}-{key}": value for key, value in answer.items()}
    return {name: answer}


def test_the_lesson_says_what_the_quiz_is(client: Any, quiz: Quiz) -> None:
    html = main(page(client.get(quiz.page)))
    for words in ("Κουίζ της ενότητας", "9 ερωτήσεις", "70 %", "χωρίς χρονικό όριο"):
        assert words in html
    assert "/account/sign-in" in html or "next=" in html
    assert "/attempts" not in html


def test_the_lesson_speaks_english(client: Any, quiz: Quiz) -> None:
    html = main(page(client.get("/en" + quiz.page)))
    assert "Quiz of the module" in html
    assert "9 questions" in html


def test_the_lesson_leads_on_with_what_runs_and_tells_the_best(
    as_ada: Any, ada: Person, quiz: Quiz
) -> None:
    assert f"/learning/quizzes/{quiz.block.id}/attempts" in page(as_ada.get(quiz.page))
    quiz.take(ada)
    html = main(page(as_ada.get(quiz.page)))
    assert "Πέρασες" in html
    assert "76 %" in html
    there = start(as_ada, quiz)
    assert there in page(as_ada.get(quiz.page))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_kind_of_question_stands_on_the_page(as_ada: Any, quiz: Quiz, prefix: str) -> None:
    html = main(page(as_ada.get(prefix + start(as_ada, quiz))))
    assert html.count("<fieldset") == html.count("<legend") == 9
    assert {kind: html.count(f'data-kind="{kind}"') for kind in ALL} == dict.fromkeys(ALL, 1)
    assert html.count('type="radio"') == 3 + 2
    assert html.count('type="checkbox"') == 4
    assert html.count("<select") == 3 + 4 + 1
    assert html.count("<textarea") == 1


def test_where_english_is_missing_a_question_is_greek_and_says_so(as_ada: Any, quiz: Quiz) -> None:
    html = main(page(as_ada.get("/en" + start(as_ada, quiz))))
    assert "Who decides in a cooperative?" in html
    assert html.count('lang="el"') == 7  # two of the nine speak English


def test_a_page_shows_the_order_that_was_drawn(as_ada: Any, quiz: Quiz) -> None:
    html = page(as_ada.get(start(as_ada, quiz)))
    slots = quiz.slots(running(quiz))
    shown = re.findall(r'name="q\d+" value="([a-d])"', html)
    assert [key for key in shown if key] == [
        key
        for slot in sorted(slots.values(), key=lambda slot: slot.slot)
        for key in slot.order.get("options", [])
    ]
    assert re.findall(r'data-key="([a-d])"', html) == slots["ordering"].order["items"]


def test_everything_is_saved_by_one_plain_form(
    as_ada: Any, ada: Person, quiz: Quiz, hour: Clock
) -> None:
    there = start(as_ada, quiz)
    answers = {**RIGHT, "open": "Για να αποφασίζουμε μαζί."}
    sent = filled(page(as_ada.get(there)), quiz, answers)
    answer = as_ada.post(there + "answers", data={**sent, "do": "save"})
    assert (answer.status_code, answer.location) == (303, there)
    html = page(as_ada.get(there))
    assert "10:42" in html
    assert "9 από 9" in html
    slots = quiz.slots(running(quiz))
    assert {kind: slot.answer for kind, slot in slots.items()} == answers


def test_a_form_sent_twice_saves_once(as_ada: Any, quiz: Quiz) -> None:
    there = start(as_ada, quiz)
    sent = filled(page(as_ada.get(there)), quiz, RIGHT)
    for _ in range(2):
        as_ada.post(there + "answers", data=sent)
    assert db.session.scalar(select(func.count()).select_from(AttemptAnswer)) == len(RIGHT)


def test_saving_keeps_only_what_was_changed_in_this_window(as_ada: Any, quiz: Quiz) -> None:
    there = start(as_ada, quiz)
    old = page(as_ada.get(there))
    as_ada.post(there + "answers", data=filled(old, quiz, {"single": "b"}))
    as_ada.post(there + "answers", data=filled(old, quiz, {"short": "κοινσεπ"}))
    slots = quiz.slots(running(quiz))
    assert (slots["single"].answer, slots["short"].answer) == ("b", "κοινσεπ")


def test_an_answer_of_an_older_window_does_not_win_and_is_told(
    as_ada: Any, ada: Person, quiz: Quiz
) -> None:
    there = start(as_ada, quiz)
    old = page(as_ada.get(there))
    attempt = running(quiz)
    for revision, key in enumerate("abc", 1):
        quiz.save(ada, attempt, "single", key, revision)
    as_ada.post(there + "answers", data=filled(old, quiz, {"single": "a"}))
    assert "σε άλλο παράθυρο" in page(as_ada.get(there))
    assert quiz.slots(attempt)["single"].answer == "c"


def test_what_was_typed_comes_back_where_something_is_refused(as_ada: Any, quiz: Quiz) -> None:
    there = start(as_ada, quiz)
    sent = filled(page(as_ada.get(there)), quiz, {"single": "b", "short": "λ" * 301})
    html = page(as_ada.post(there + "answers", data=sent), 422)
    assert "λ" * 301 in html
    assert 'role="alert"' in html
    assert re.search(r'value="b" checked', html)
    assert quiz.slots(running(quiz))["single"].answer is None


def test_a_number_that_cannot_be_read_is_told_beside_the_question(as_ada: Any, quiz: Quiz) -> None:
    there = start(as_ada, quiz)
    sent = filled(page(as_ada.get(there)), quiz, {"numeric": "δώδεκα"})
    as_ada.post(there + "answers", data=sent)
    html = page(as_ada.get(there))
    assert 'value="δώδεκα"' in html
    assert "για παράδειγμα 12,5" in main(html)


def test_before_handing_in_one_sees_what_has_no_answer(as_ada: Any, quiz: Quiz) -> None:
    there = start(as_ada, quiz)
    sent = filled(page(as_ada.get(there)), quiz, RIGHT)
    answer = as_ada.post(there + "answers", data={**sent, "do": "hand-in"})
    assert answer.location == there + "hand-in"
    html = main(page(as_ada.get(answer.location)))
    assert "1 ερώτηση δεν έχει απάντηση" in html
    assert f"{quiz.slots(running(quiz))['open'].slot}." in html
    assert running(quiz).state == RUNNING


def test_handing_in_leads_to_the_result(as_ada: Any, quiz: Quiz, hour: Clock) -> None:
    there = start(as_ada, quiz)
    as_ada.post(there + "answers", data=filled(page(as_ada.get(there)), quiz, RIGHT))
    act = new_act()
    for _ in range(2):
        answer = as_ada.post(there + "submission", data={"act": act})
        assert (answer.status_code, answer.location) == (303, there)
    html = main(page(as_ada.get(there)))
    assert "Πέρασες" in html
    assert "76 %" in html
    assert act[:8] in html
    assert db.session.scalar(select(func.count()).select_from(LearningEvent)) == 1
    assert as_ada.get(there + "hand-in").location == there


def test_the_result_says_what_was_right_option_by_option(
    as_ada: Any, ada: Person, quiz: Quiz
) -> None:
    done = quiz.take(ada, {**WRONG, "multiple": ["a", "b"]})
    html = main(page(as_ada.get(f"/learning/attempts/{done.id}/")))
    for words in (
        "Δεν υπάρχει ιδιοκτήτης.",  # of the option that was chosen
        "Ξαναδιάβασε τις αρχές.",
        "Ναι, από τον ν. 4430/2016.",
        "Όχι από μόνη της.",
        "Οι μερίδες δεν μετρούν στην ψήφο.",
        "37,5 ευρώ",
        "Όποιος έχει μερίδα και ψήφο",
        "θέση 1",
        "ψήφο",
        "Δεν πέρασες ακόμη",
    ):
        assert words in html
    assert "Ένα μέλος, μία ψήφος." not in html  # nobody chose it
    assert html.count("Δεν απαντήθηκε") == 1
    assert "Δοκίμασε ξανά" in html


def test_the_result_speaks_english(as_ada: Any, ada: Person, quiz: Quiz) -> None:
    done = quiz.take(ada, RIGHT)
    html = main(page(as_ada.get(f"/en/learning/attempts/{done.id}/")))
    for words in ("Passed", "One member, one vote.", "13 of 17 points", "That is how a"):
        assert words in html


def test_an_open_answer_waits_in_words_and_shows_its_mark_when_all_is_marked(
    as_ada: Any, ada: Person, quiz: Quiz, facilitator: Person
) -> None:
    from tests.learning.quizzes.test_marks import mark

    done = quiz.take(ada, {**RIGHT, "open": "Μαζί."})
    html = main(page(as_ada.get(f"/learning/attempts/{done.id}/")))
    assert "Περιμένει" in html
    assert "τουλάχιστον 76 %" in html.lower()
    assert "Για να αποφασίζουν όλα τα μέλη ισότιμα." not in html
    mark(facilitator, quiz, done, 3, "Ωραία σκέψη.")
    html = main(page(as_ada.get(f"/learning/attempts/{done.id}/")))
    assert "Ωραία σκέψη." in html
    assert "Για να αποφασίζουν όλα τα μέλη ισότιμα." in html
    assert "94 %" in html


def test_a_hint_is_shown_to_whoever_asks_for_it(as_ada: Any, quiz: Quiz) -> None:
    there = start(as_ada, quiz)
    html = page(as_ada.get(there))
    assert "Σκέψου τη συνέλευση." not in html
    number = quiz.slots(running(quiz))["single"].slot
    sent = filled(html, quiz, {"short": "κοινσεπ"})
    answer = as_ada.post(there + "answers", data={**sent, "do": f"hint-{number}"})
    assert answer.location == f"{there}#q{number}"
    assert "Σκέψου τη συνέλευση." in page(as_ada.get(there))
    assert quiz.slots(running(quiz))["short"].answer == "κοινσεπ"


def test_a_quiz_may_check_each_question_at_once(as_ada: Any, quiz: Quiz) -> None:
    quiz.set(feedback="each")
    there = start(as_ada, quiz)
    html = page(as_ada.get(there))
    number = quiz.slots(running(quiz))["single"].slot
    sent = filled(html, quiz, {"single": "a"})
    as_ada.post(there + "answers", data={**sent, "do": f"check-{number}"})
    html = main(page(as_ada.get(there)))
    assert "Δεν υπάρχει ιδιοκτήτης." in html
    assert html.count("data-locked") == html.count("<fieldset class=") - 8 == 1
    assert "Ναι, από τον ν. 4430/2016." not in html  # of a question that was not checked
    sent = filled(html, quiz, {"single": "b"})
    as_ada.post(there + "answers", data=sent)
    assert quiz.slots(running(quiz))["single"].answer == "a"


def test_checking_without_an_answer_says_so(as_ada: Any, quiz: Quiz) -> None:
    quiz.set(feedback="each")
    there = start(as_ada, quiz)
    number = quiz.slots(running(quiz))["single"].slot
    as_ada.post(there + "answers", data={"act": new_act(), "do": f"check-{number}"})
    assert "Απάντησε πρώτα" in page(as_ada.get(there))


def test_a_time_limit_is_told_before_it_begins(as_ada: Any, quiz: Quiz, hour: Clock) -> None:
    quiz.set(minutes=20)
    begin = f"/learning/quizzes/{quiz.block.id}/start"
    assert begin in page(as_ada.get(quiz.page))
    assert start(as_ada, quiz) == begin
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 0
    assert "20 λεπτά" in page(as_ada.get(begin))
    there = start(as_ada, quiz, sure="1")
    html = page(as_ada.get(there))
    assert "11:02" in html
    assert 'data-due="2026-11-22T09:02:00+00:00"' in html
    hour.forward(minutes=3)
    assert start(as_ada, quiz, sure="1") == there


def test_when_time_and_grace_are_over_the_page_leads_to_the_result(
    as_ada: Any, ada: Person, quiz: Quiz, hour: Clock
) -> None:
    quiz.set(minutes=20)
    attempt = quiz.start(ada)
    quiz.answer(ada, attempt, RIGHT)
    there = f"/learning/attempts/{attempt.id}/"
    hour.forward(minutes=26)
    html = main(page(as_ada.get(there)))
    assert "Ο χρόνος τελείωσε" in html
    assert "<fieldset" not in html
    as_ada.post(there + "submission", data={"act": new_act()})
    assert "76 %" in page(as_ada.get(there))


def test_the_attempts_that_are_left_are_told_and_then_there_are_none(
    as_ada: Any, ada: Person, quiz: Quiz
) -> None:
    quiz.set(attempts=2)
    quiz.take(ada, {})
    assert "1 προσπάθεια ακόμη" in main(page(as_ada.get(quiz.page)))
    done = quiz.take(ada, {})
    html = main(page(as_ada.get(f"/learning/attempts/{done.id}/")))
    assert "Δεν έχεις άλλες προσπάθειες" in html
    assert "Δοκίμασε ξανά" not in html
    refused = as_ada.post(f"/learning/quizzes/{quiz.block.id}/attempts")
    assert "2 φορές" in page(refused, 422)


def test_an_attempt_is_nobody_elses(
    as_person: Any, ada: Person, mallory: Person, administrator: Person, quiz: Quiz
) -> None:
    attempt = quiz.start(ada)
    quiz.answer(ada, attempt, RIGHT)
    doors = ("", "hand-in"), ("answers", "submission")
    there = f"/learning/attempts/{attempt.id}/"
    for who, seen, done in ((mallory, 404, 404), (administrator, 404, 404), (None, 303, 401)):
        browser = as_person(who)
        assert [browser.get(there + door).status_code for door in doors[0]] == [seen, seen]
        assert [browser.post(there + door).status_code for door in doors[1]] == [done, done]
    assert quiz.again(attempt).state == RUNNING
    mine = as_person(ada)
    assert mine.get(there).status_code == 200


SECRETS = [
    # Whatever tells what is right, what is said of an answer, what a model answer is.
    *(option["feedback"] for option in ALL["single"]["el"]["options"]),
    *(option["feedback"] for option in ALL["single"]["en"]["options"]),
    *(option["feedback"] for option in ALL["multiple"]["el"]["options"]),
    ALL["single"]["el"]["right"],
    ALL["single"]["el"]["wrong"],
    ALL["true-false"]["el"]["feedback_true"],
    ALL["true-false"]["el"]["feedback_false"],
    ALL["short"]["el"]["right"],
    ALL["open"]["el"]["model"],
    "Κοινωνική Συνεταιριστική Επιχείρηση",
    "4430/2016",
    "37.5",
    "37,5",
    "tolerance",
    "accepted",
]


def test_no_answer_can_be_read_before_it_is_handed_in(
    as_ada: Any, quiz: Quiz, make: Any, ada: Person
) -> None:
    quiz.set(feedback="after")
    there = start(as_ada, quiz)
    html = page(as_ada.get(there))
    sent = filled(html, quiz, WRONG)
    slots = quiz.slots(running(quiz))
    acts = [
        {
            "id": new_act(),
            "kind": "quiz-answer",
            "attempt": there.split("/")[3],
            "slot": slots[kind].slot,
            "value": {"revision": 1, "answer": answer},
        }
        for kind, answer in RIGHT.items()
    ]
    responses = [
        html,
        page(as_ada.get("/en" + there)),
        page(as_ada.get(quiz.page)),
        page(as_ada.get("/en" + quiz.page)),
        page(as_ada.post("/learning/acts", json={"person": ada.id, "acts": acts})),
        page(as_ada.post(there + "answers", data=sent), 303),
        page(as_ada.post(there + "answers", data={**sent, "q1": "λ" * 30_000}), 422)
        if slots["short"].slot == 1
        else "",
        page(as_ada.get(there)),
        page(as_ada.get(there + "hand-in")),
    ]
    seen = "\n".join(responses)
    typed = {RIGHT["numeric"], *RIGHT["cloze"].values()}  # by the learner, above
    assert [secret for secret in SECRETS if secret not in typed and secret in seen] == []
    as_ada.post(there + "submission", data={"act": new_act()})
    result = page(as_ada.get(there))
    assert "Κοιν.Σ.Επ." in result  # the same words are there once it is handed in


def test_acts_of_a_browser_save_and_hand_in(as_ada: Any, ada: Person, quiz: Quiz) -> None:
    there = start(as_ada, quiz)
    attempt = running(quiz)
    slots = quiz.slots(attempt)

    def act(kind: str, **more: Any) -> dict[str, Any]:
        return {"id": new_act(), "kind": kind, "attempt": str(attempt.id), **more}

    answers = [
        act("quiz-answer", slot=slots[kind].slot, value={"revision": 1, "answer": answer})
        for kind, answer in RIGHT.items()
    ]
    odd = act("quiz-answer", slot=slots["single"].slot, value={"revision": 2, "answer": "z"})
    last = act("quiz-submit")
    sent = {"person": ada.id, "acts": [*answers, odd, last]}
    for _ in range(2):
        said = json.loads(page(as_ada.post("/learning/acts", json=sent)))
        assert {one["id"] for one in said["kept"]} == {one["id"] for one in [*answers, last]}
        assert [one["id"] for one in said["refused"]] == [odd["id"]]
    done = quiz.again(attempt)
    assert (done.state, done.percent, str(done.submit_event_id)) == (MARKED, 76, last["id"])
    late = act("quiz-answer", slot=slots["single"].slot, value={"revision": 9, "answer": "a"})
    said = json.loads(page(as_ada.post("/learning/acts", json={"person": ada.id, "acts": [late]})))
    assert [one["id"] for one in said["kept"]] == [late["id"]]
    assert "δεν μετρά" in said["kept"][0]["told"]
    assert quiz.again(attempt).score == 13.0
    assert "76 %" in page(as_ada.get(there))


@pytest.mark.parametrize(
    "odd",
    [
        {"attempt": None, "slot": 1, "value": {"revision": 1, "answer": "b"}},
        {"slot": None, "value": {"revision": 1, "answer": "b"}},
        {"slot": 99, "value": {"revision": 1, "answer": "b"}},
        {"slot": 1, "value": {"answer": "b"}},
        {"slot": 1, "value": {"revision": "1", "answer": "b"}},
        {"attempt": "00000000-0000-4000-8000-000000000000", "slot": 1, "value": {"revision": 1}},
    ],
)
def test_acts_that_make_no_sense_are_refused_with_a_sentence(
    as_ada: Any, ada: Person, quiz: Quiz, odd: dict[str, Any]
) -> None:
    attempt = quiz.start(ada)
    act = {"id": new_act(), "kind": "quiz-answer", "attempt": str(attempt.id), **odd}
    said = json.loads(page(as_ada.post("/learning/acts", json={"person": ada.id, "acts": [act]})))
    assert [one["id"] for one in said["refused"]] == [act["id"]]
    assert said["refused"][0]["sentence"]


def test_nobody_sends_acts_for_anothers_attempt(
    as_person: Any, ada: Person, mallory: Person, quiz: Quiz
) -> None:
    attempt = quiz.start(ada)
    acts = [
        {
            "id": new_act(),
            "kind": "quiz-answer",
            "attempt": str(attempt.id),
            "slot": 1,
            "value": {"revision": 9, "answer": None},
        },
        {"id": new_act(), "kind": "quiz-submit", "attempt": str(attempt.id)},
    ]
    sent = {"person": mallory.id, "acts": acts}
    said = json.loads(page(as_person(mallory).post("/learning/acts", json=sent)))
    assert (len(said["kept"]), len(said["refused"])) == (0, 2)
    assert quiz.again(attempt).state == RUNNING


def test_what_was_done_in_a_quiz_is_in_ones_own_copy_and_goes_with_the_person(
    ada: Person, quiz: Quiz
) -> None:
    from kalo.kit.db import transaction
    from kalo.learning.actions import forget
    from kalo.learning.own_data import collect

    quiz.take(ada, RIGHT)
    copy = collect(ada)["quizzes"]
    assert [(one["quiz"], one["percent"], len(one["answers"])) for one in copy] == [
        (quiz.block.key, 76, len(RIGHT))
    ]
    with transaction():
        forget(db.session.get_one(Person, ada.id))
    for model in (Attempt, AttemptAnswer, BlockProgress):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0


@pytest.mark.parametrize("count", [1, 3, 40])
def test_pages_of_an_attempt_ask_the_same_however_many_questions_there_are(
    as_ada: Any,
    ada: Person,
    quiz: Quiz,
    make: Any,
    learning_queries: Any,
    count: int,
) -> None:
    for number in range(count):
        make_question(make, quiz.programme, list(ALL.values())[number % 9], number, "many")
    quiz.set(bank="many")
    there = f"/learning/quizzes/{quiz.block.id}/attempts"
    as_ada.get(quiz.page)
    learning_queries()
    there = as_ada.post(there).location
    began = learning_queries()
    html = page(as_ada.get(there))
    shown = learning_queries()
    sent: dict[str, Any] = dict(re.findall(r'name="(q\d+-(?:was|revision))" value="([^"]*)"', html))
    assert len(sent) == 2 * count
    as_ada.get(there + "hand-in")
    asked = learning_queries()
    as_ada.post(there + "submission", data={"act": new_act()})
    handed_in = learning_queries()
    as_ada.get(there)
    result = learning_queries()
    assert (began, shown, asked, result) == (5, 2, 2, 3)
    assert handed_in == 11


def test_saving_an_answer_costs_the_same_however_many_there_are(
    as_ada: Any, ada: Person, quiz: Quiz, learning_queries: Any
) -> None:
    attempt = quiz.start(ada)
    slot = quiz.slots(attempt)["short"].slot
    act = {"kind": "quiz-answer", "attempt": str(attempt.id), "slot": slot}
    costs = []
    for revision in range(1, 30):
        learning_queries()
        value = {"revision": revision, "answer": f"{revision}"}
        acts = [{**act, "id": new_act(), "value": value}]
        page(as_ada.post("/learning/acts", json={"person": ada.id, "acts": acts}))
        costs.append(learning_queries())
    assert set(costs) == {4}  # is it known, the question, the answer, what counts now


def test_the_lesson_asks_the_same_however_many_quizzes_and_attempts(
    as_ada: Any, ada: Person, quiz: Quiz, make: Any, learning_queries: Any
) -> None:
    def cost() -> int:
        learning_queries()
        page(as_ada.get(quiz.page))
        return int(learning_queries())

    once = cost()
    make_quiz(make, quiz.lesson, "quiz-2")
    make_quiz(make, quiz.lesson, "quiz-3")
    for _ in range(3):
        quiz.take(ada, {})
    assert cost() == once


def test_a_withdrawn_quiz_cannot_be_begun_but_an_attempt_is_finished(
    as_ada: Any, ada: Person, quiz: Quiz, hour: Clock
) -> None:
    from kalo.kit.db import transaction
    from kalo.learning.models import Block

    attempt = quiz.start(ada)
    with transaction():
        db.session.get_one(Block, quiz.block.id).withdrawn_at = hour.at
    assert as_ada.post(f"/learning/quizzes/{quiz.block.id}/attempts").status_code == 404
    there = f"/learning/attempts/{attempt.id}/"
    assert as_ada.get(there).status_code == 200
    as_ada.post(there + "submission", data={"act": new_act()})
    assert quiz.again(attempt).state in (MARKED, HANDED)
