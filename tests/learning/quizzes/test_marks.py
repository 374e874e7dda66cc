"""What people mark: open answers, and whole quizzes anew once a key was mended."""

import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.accounts.models import Person, StaffAct
from kalo.kit.db import db, transaction
from kalo.kit.web import Refused
from kalo.learning.actions import quizzes
from kalo.learning.models import HANDED, MARKED, Attempt, BlockProgress, LearningEvent, Regrade
from kalo.learning.queries.quizzes import get_quiz, told_by_questions, totals_of
from kalo.notifications.models import Notification
from tests.factories.questions import RIGHT, WRONG, mend
from tests.learning.quizzes.conftest import Quiz

OPEN = {"open": "Για να αποφασίζουμε μαζί."}


def mark(by: Person, quiz: Quiz, attempt: Attempt, points: float, words: str = "Ωραία.") -> Attempt:
    number = quiz.slots(attempt)["open"].slot
    with transaction():
        quizzes.mark_open(db.session.get_one(Person, by.id), attempt.id, number, points, words)
    return quiz.again(attempt)


def news(person: Person) -> list[str]:
    db.session.rollback()
    mine = select(Notification.kind).where(Notification.person_id == person.id)
    return list(db.session.scalars(mine))


def regrade(by: Person, quiz: Quiz, reason: str = "Το κλειδί ήταν λάθος.") -> Regrade:
    with transaction():
        return quizzes.regrade(db.session.get_one(Person, by.id), get_quiz(quiz.block.id), reason)


def gains(quiz: Quiz) -> list[tuple[int, int, int, bool]]:
    db.session.rollback()
    found = quizzes.gains_of(get_quiz(quiz.block.id))
    return [(gain.attempt.person_id, gain.before, gain.after, gain.passes) for gain in found]


def test_a_marked_open_answer_adds_its_points(quiz: Quiz, ada: Person, facilitator: Person) -> None:
    waits = quiz.take(ada, {**RIGHT, **OPEN})
    done = mark(facilitator, quiz, waits, 3)
    slot = quiz.slots(done)["open"]
    assert (done.state, done.score, done.percent) == (MARKED, 16.0, 94)
    assert (slot.score, slot.words, slot.marked_by_id) == (3.0, "Ωραία.", facilitator.id)
    assert db.session.get_one(BlockProgress, (ada.id, quiz.block.id)).best == 94
    assert db.session.get_one(BlockProgress, (ada.id, quiz.block.id)).tries == 1


def test_whoever_marks_hears_that_answers_wait_and_the_learner_that_they_are_marked(
    quiz: Quiz, ada: Person, facilitator: Person
) -> None:
    waits = quiz.take(ada, {**RIGHT, **OPEN})
    assert (news(facilitator), news(ada)) == (["learning.handed_in"], [])
    mark(facilitator, quiz, waits, 3)
    assert news(ada) == ["learning.quiz_marked"]


def test_nobody_hears_of_a_quiz_in_which_nothing_waits(
    quiz: Quiz, ada: Person, facilitator: Person
) -> None:
    quiz.take(ada)
    assert (news(facilitator), news(ada)) == ([], [])


def test_passing_can_come_with_the_facilitators_points(
    quiz: Quiz, ada: Person, facilitator: Person
) -> None:
    quiz.set(**{"pass": 90})
    waits = quiz.take(ada, {**RIGHT, **OPEN})
    assert (waits.state, waits.passed_at) == (HANDED, None)
    assert mark(facilitator, quiz, waits, 4).passed_at is not None
    assert db.session.get_one(BlockProgress, (ada.id, quiz.block.id)).right_at is not None


def test_a_mark_said_again_replaces_the_first_and_what_was_passed_stays(
    quiz: Quiz, ada: Person, facilitator: Person
) -> None:
    quiz.set(**{"pass": 90})
    waits = quiz.take(ada, {**RIGHT, **OPEN})
    mark(facilitator, quiz, waits, 4)
    lower = mark(facilitator, quiz, waits, 1, "Το ξανασκέφτηκα.")
    assert (lower.percent, lower.passed_at is not None) == (82, True)
    assert db.session.get_one(BlockProgress, (ada.id, quiz.block.id)).best == 100


@pytest.mark.parametrize("points", [-0.5, 4.5, float("nan")])
def test_points_stay_within_the_question(
    quiz: Quiz, ada: Person, facilitator: Person, points: float
) -> None:
    waits = quiz.take(ada, {**RIGHT, **OPEN})
    with pytest.raises(Refused):
        mark(facilitator, quiz, waits, points)
    assert quiz.again(waits).state == HANDED


def test_only_open_answers_of_what_was_handed_in_are_marked(
    quiz: Quiz, ada: Person, facilitator: Person
) -> None:
    running = quiz.start(ada)
    quiz.answer(ada, running, OPEN)
    with pytest.raises(Refused):
        mark(facilitator, quiz, running, 1)
    quiz.hand_in(ada, running)
    number = quiz.slots(running)["single"].slot
    for odd in ((running.id, number), (running.id, 99), (uuid.uuid4(), 1)):
        with pytest.raises(Refused), transaction():
            quizzes.mark_open(db.session.get_one(Person, facilitator.id), *odd, 1)
    blank = quiz.take(ada)
    assert blank.state == MARKED
    with pytest.raises(Refused):
        mark(facilitator, quiz, blank, 1)


def test_a_mended_key_is_looked_at_first_and_nothing_changes(
    quiz: Quiz, ada: Person, grace: Person, make: Any
) -> None:
    quiz.take(ada, {**RIGHT, "single": "c"})
    quiz.take(grace, RIGHT)
    assert gains(quiz) == []
    mend(make, quiz.versions[0], right="c")
    assert gains(quiz) == [(ada.id, 71, 76, False)]
    assert db.session.scalar(select(func.count()).select_from(Regrade)) == 0


def test_marking_anew_gives_and_never_takes(
    quiz: Quiz, ada: Person, grace: Person, facilitator: Person, make: Any
) -> None:
    quiz.set(**{"pass": 75})
    gains_by_it, keeps = quiz.take(ada, {**RIGHT, "single": "c"}), quiz.take(grace, RIGHT)
    mend(make, quiz.versions[0], right="c")
    done = regrade(facilitator, quiz)
    ada_now, grace_now = quiz.again(gains_by_it), quiz.again(keeps)
    assert (ada_now.percent, ada_now.passed_at is not None) == (76, True)
    assert (grace_now.percent, grace_now.score) == (76, 13.0)
    assert db.session.get_one(BlockProgress, (ada.id, quiz.block.id)).best == 76
    assert db.session.get_one(BlockProgress, (ada.id, quiz.block.id)).tries == 1
    changes = db.session.get_one(Regrade, done.id).changes
    slot = str(quiz.slots(gains_by_it)["single"].slot)
    assert changes == [
        {
            "attempt": str(gains_by_it.id),
            "from": 71,
            "to": 76,
            "passes": True,
            "points": {slot: 1.0},
        }
    ]
    assert (news(ada), news(grace)) == (["learning.quiz_marked"], [])


def test_marking_anew_is_written_down_with_its_reason(
    quiz: Quiz, ada: Person, facilitator: Person, make: Any
) -> None:
    quiz.take(ada, {**RIGHT, "single": "c"})
    mend(make, quiz.versions[0], right="c")
    regrade(facilitator, quiz, "  Το κλειδί ήταν λάθος.  ")
    act = db.session.scalars(select(StaffAct)).one()
    assert (act.verb, act.subject, act.person_id) == (
        "marked a quiz anew",
        quiz.block.subject,
        facilitator.id,
    )
    assert "Το κλειδί ήταν λάθος." in act.detail


def test_marking_anew_twice_gives_once(
    quiz: Quiz, ada: Person, facilitator: Person, make: Any
) -> None:
    attempt = quiz.take(ada, {**RIGHT, "single": "c"})
    mend(make, quiz.versions[0], right="c")
    regrade(facilitator, quiz)
    with pytest.raises(Refused):
        regrade(facilitator, quiz)
    assert quiz.again(attempt).score == 13.0
    assert db.session.scalar(select(func.count()).select_from(LearningEvent)) == 2


def test_a_reason_is_wanted(quiz: Quiz, ada: Person, facilitator: Person, make: Any) -> None:
    attempt = quiz.take(ada, {**RIGHT, "single": "c"})
    mend(make, quiz.versions[0], right="c")
    with pytest.raises(Refused):
        regrade(facilitator, quiz, "  ")
    assert quiz.again(attempt).score == 12.0


def test_an_answer_that_no_longer_fits_the_question_gains_nothing(
    quiz: Quiz, ada: Person, make: Any
) -> None:
    quiz.take(ada, {**RIGHT, "ordering": WRONG["ordering"]})
    body = quiz.versions[4].body
    items = {**body["el"], "items": body["el"]["items"][:3]}
    newer = mend(make, quiz.versions[4], order=["a", "b", "c"])
    with transaction():
        db.session.merge(newer).body = {**newer.body, "el": items}
    assert gains(quiz) == []


def test_an_attempt_that_runs_is_not_marked_anew(quiz: Quiz, ada: Person, make: Any) -> None:
    attempt = quiz.start(ada)
    quiz.save(ada, attempt, "single", "c")
    mend(make, quiz.versions[0], right="c")
    assert gains(quiz) == []


def test_the_quiz_in_numbers(quiz: Quiz, ada: Person, grace: Person, mallory: Person) -> None:
    quiz.take(ada, WRONG)
    quiz.take(ada, {**RIGHT, **OPEN})
    quiz.take(grace, WRONG)
    quiz.start(mallory)
    found = totals_of(quiz.block)
    assert (found.people, found.passed, found.attempts) == (2, 1, 3)
    assert (found.running, found.waiting) == (1, 1)


def test_what_each_question_tells(quiz: Quiz, make_person: Any) -> None:
    people = [make_person(f"Learner{letter}") for letter in "abcdef"]
    for number, person in enumerate(people):
        answers = RIGHT if number < 3 else WRONG
        quiz.take(person, {**answers, "single": "b" if number < 2 else "a", "short": "κοινσεπ"})
    quiz.take(people[-1], RIGHT)  # a second attempt says nothing of the question
    found = {told.version.body["kind"]: told for told in told_by_questions(quiz.block)}
    assert (found["single"].count, found["single"].easiness) == (6, 33)
    assert found["single"].discrimination == 0.71
    assert (found["short"].easiness, found["short"].discrimination) == (100, None)
    assert (found["open"].blank, found["open"].easiness) == (6, 0)
    assert [told.easiness for told in told_by_questions(quiz.block)] == sorted(
        told.easiness for told in found.values()
    )


def test_a_number_of_too_few_people_says_nothing(quiz: Quiz, ada: Person) -> None:
    quiz.take(ada)
    assert {told.discrimination for told in told_by_questions(quiz.block)} == {None}
