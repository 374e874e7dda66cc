"""Trying a quiz: what is drawn, what is kept, what counts, and what nobody can change."""

import random
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.kit.web import Refused
from kalo.learning.actions import quizzes
from kalo.learning.actions.quizzes import submissions
from kalo.learning.jobs import close_attempts
from kalo.learning.models import (
    HANDED,
    MARKED,
    QUESTION_KINDS,
    RUNNING,
    SUBMITTED,
    Allowance,
    Attempt,
    AttemptAnswer,
    BlockProgress,
    LearningEvent,
    Question,
)
from kalo.learning.queries.attempts import slots_of, standings
from tests.factories.questions import PARTLY, RIGHT, SINGLE, WRONG, make_question, mend
from tests.learning.quizzes.conftest import Clock, Quiz


def progress(person: Person, quiz: Quiz) -> BlockProgress | None:
    db.session.rollback()
    return db.session.get(BlockProgress, (person.id, quiz.block.id))


def test_an_attempt_asks_every_question_of_the_bank_once(quiz: Quiz, ada: Person) -> None:
    slots = quiz.slots(quiz.start(ada))
    assert sorted(slots) == sorted(QUESTION_KINDS)
    assert sorted(slot.slot for slot in slots.values()) == list(range(1, 10))
    assert {slot.answer for slot in slots.values()} == {None}


def test_so_many_are_drawn_as_the_quiz_says(quiz: Quiz, ada: Person) -> None:
    quiz.set(draw=4)
    assert len(quiz.slots(quiz.start(ada))) == 4


def test_people_get_different_draws_and_keep_theirs(quiz: Quiz, make_person: Any) -> None:
    quiz.set(draw=3)
    people = [make_person(f"Learner{letter}") for letter in "abcdefgh"]
    drawn = [tuple(quiz.slots(quiz.start(person))) for person in people]
    assert len(set(drawn)) > 1
    assert [tuple(quiz.slots(quiz.start(person))) for person in people] == drawn


def test_without_shuffling_the_questions_stand_in_their_order(quiz: Quiz, ada: Person) -> None:
    quiz.set(shuffle=False)
    slots = quiz.slots(quiz.start(ada))
    assert list(slots) == [version.body["kind"] for version in quiz.versions]
    assert slots["single"].order == {}
    assert sorted(slots["ordering"].order["items"]) == ["a", "b", "c", "d"]


def test_starting_again_goes_on_with_the_attempt_that_runs(quiz: Quiz, ada: Person) -> None:
    first = quiz.start(ada)
    assert quiz.start(ada).id == first.id
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_a_question_that_was_withdrawn_or_is_of_another_bank_is_not_asked(
    quiz: Quiz, ada: Person, make: Any, hour: Clock
) -> None:
    make_question(make, quiz.programme, SINGLE, 50, bank="other")
    with transaction():
        first = db.session.get_one(Question, quiz.versions[0].question_id)
        first.withdrawn_at = hour.at
    assert sorted(quiz.slots(quiz.start(ada))) == sorted({*QUESTION_KINDS} - {"single"})


def test_the_newest_version_is_asked_and_stays_for_the_attempt(
    quiz: Quiz, ada: Person, grace: Person, make: Any
) -> None:
    before = quiz.start(ada)
    newer = mend(make, quiz.versions[0], right="c")
    assert quiz.slots(before)["single"].version_id == quiz.versions[0].id
    assert quiz.slots(quiz.start(grace))["single"].version_id == newer.id


def test_a_quiz_without_questions_is_not_begun(quiz: Quiz, ada: Person) -> None:
    quiz.set(bank="nothing-here")
    with pytest.raises(Refused):
        quiz.start(ada)
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_attempts_run_out(quiz: Quiz, ada: Person, grace: Person) -> None:
    quiz.set(attempts=2)
    assert [quiz.take(ada, {}).number for _ in range(2)] == [1, 2]
    with pytest.raises(Refused):
        quiz.start(ada)
    assert quiz.start(grace).number == 1


def test_a_person_may_have_more_attempts_and_more_time(
    quiz: Quiz, ada: Person, facilitator: Person, make: Any, hour: Clock
) -> None:
    quiz.set(attempts=1, minutes=20)
    arranged = {"person_id": ada.id, "programme_id": quiz.programme.id, "reason": "Δυσλεξία"}
    make(Allowance, **arranged, extra_percent=25, at=hour.at, by_id=facilitator.id)
    make(Allowance, **arranged, block_id=quiz.block.id, extra_attempts=1, at=hour.at)
    make(Allowance, **arranged, extra_attempts=9, at=hour.at, undone_at=hour.at)
    first = quiz.take(ada, {})
    assert first.due_at == hour.at + timedelta(minutes=25)
    assert quiz.start(ada).number == 2
    quiz.hand_in(ada, quiz.start(ada))
    with pytest.raises(Refused):
        quiz.start(ada)


def test_standings_say_what_the_lesson_shows(quiz: Quiz, ada: Person, hour: Clock) -> None:
    quiz.set(attempts=3, draw=4, minutes=10)
    fresh = standings(ada, [quiz.block.id])[quiz.block.id]
    assert (fresh.questions, fresh.minutes, fresh.left, fresh.running) == (4, 10, 3, None)
    done, running = quiz.take(ada, {}), quiz.start(ada)
    now = standings(ada, [quiz.block.id])[quiz.block.id]
    assert (now.running, now.left, now.best) == (running, 1, done)
    nobody = standings(None, [quiz.block.id])[quiz.block.id]
    assert (nobody.attempts, nobody.left, nobody.questions) == ([], 3, 4)


@pytest.mark.parametrize("kind", QUESTION_KINDS)
def test_an_answer_is_kept_at_once(quiz: Quiz, ada: Person, hour: Clock, kind: str) -> None:
    answer = RIGHT.get(kind, "Γιατί αποφασίζουν όλα τα μέλη.")
    attempt = quiz.start(ada)
    saved = quiz.save(ada, attempt, kind, answer)
    slot = quiz.slots(attempt)[kind]
    assert (slot.answer, slot.revision, slot.answered_at) == (answer, 1, hour.at)
    assert (saved.won, saved.told, saved.answer.counts) == (True, "", True)


def test_an_answer_sent_three_times_is_one(quiz: Quiz, ada: Person) -> None:
    attempt, act = quiz.start(ada), uuid.uuid4()
    for _ in range(3):
        assert quiz.save(ada, attempt, "single", "a", act=act).won
    assert db.session.scalar(select(func.count()).select_from(AttemptAnswer)) == 1


def test_an_answer_can_be_changed_and_taken_back(quiz: Quiz, ada: Person) -> None:
    attempt = quiz.start(ada)
    quiz.save(ada, attempt, "single", "a", revision=1)
    quiz.save(ada, attempt, "single", "b", revision=2)
    assert quiz.slots(attempt)["single"].answer == "b"
    quiz.save(ada, attempt, "single", None, revision=3)
    assert quiz.slots(attempt)["single"].answer is None
    assert db.session.scalar(select(func.count()).select_from(AttemptAnswer)) == 3


def test_of_two_windows_the_higher_revision_counts_and_the_other_is_told(
    quiz: Quiz, ada: Person
) -> None:
    attempt = quiz.start(ada)
    quiz.save(ada, attempt, "single", "b", revision=2)
    late = quiz.save(ada, attempt, "single", "a", revision=1)
    assert (late.won, late.slot.revision, late.slot.answer) == (False, 2, "b")
    assert "παράθυρο" in late.told or "window" in late.told
    assert quiz.slots(attempt)["single"].answer == "b"
    same = quiz.save(ada, attempt, "single", "b", revision=1)
    assert (same.won, same.told) == (False, "")


def test_whatever_the_order_of_arrival_the_same_answer_counts(
    quiz: Quiz, ada: Person, make_person: Any
) -> None:
    sent = [(revision, answer, uuid.uuid4()) for revision, answer in enumerate("abcabc", 1)]
    attempt = quiz.start(ada)
    for seed in range(6):
        chance = random.Random(seed)
        deliveries = chance.sample(sent * 3, len(sent) * 3)
        for revision, answer, act in deliveries:
            quiz.save(ada, attempt, "single", answer, revision, act)
        slot = quiz.slots(attempt)["single"]
        assert (slot.revision, slot.answer, slot.answer_event_id) == (6, "c", sent[-1][2])
    assert db.session.scalar(select(func.count()).select_from(AttemptAnswer)) == len(sent)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["a", "b", "c", None])), min_size=1),
    st.randoms(use_true_random=False),
)
def test_no_order_and_no_repetition_changes_what_counts(
    quiz: Quiz, ada: Person, hour: Clock, sent: list[tuple[int, Any]], chance: random.Random
) -> None:
    quiz.hand_in(ada, quiz.start(ada))
    attempt = quiz.start(ada)
    acts = [(*said, uuid.uuid5(attempt.id, str(number))) for number, said in enumerate(sent)]
    deliveries = acts + chance.choices(acts, k=len(acts))
    chance.shuffle(deliveries)
    for revision, answer, act in deliveries:
        quiz.save(ada, attempt, "single", answer, revision, act)
    slot = quiz.slots(attempt)["single"]
    highest = max(acts, key=lambda act: (act[0], act[2]))  # they came in the same moment
    assert (slot.revision, slot.answer, slot.answer_event_id) == highest


def test_other_words_under_a_known_id_are_another_answer(quiz: Quiz, ada: Person) -> None:
    attempt, act = quiz.start(ada), uuid.uuid4()
    quiz.save(ada, attempt, "short", "πρώτο", 1, act)
    assert quiz.save(ada, attempt, "short", "δεύτερο", 2, act).won
    assert quiz.save(ada, attempt, "short", "δεύτερο", 2, act).won
    assert db.session.scalar(select(func.count()).select_from(AttemptAnswer)) == 2


def test_an_id_of_another_question_or_person_is_refused(
    quiz: Quiz, ada: Person, mallory: Person
) -> None:
    act = uuid.uuid4()
    quiz.save(ada, quiz.start(ada), "single", "b", act=act)
    with pytest.raises(Refused):
        quiz.save(ada, quiz.start(ada), "short", "b", act=act)
    with pytest.raises(Refused):
        quiz.save(mallory, quiz.start(mallory), "single", "b", act=act)


def test_nobody_answers_for_another(quiz: Quiz, ada: Person, mallory: Person) -> None:
    attempt = quiz.start(ada)
    with pytest.raises(Refused):
        quiz.save(mallory, attempt, "single", "a")
    with pytest.raises(Refused):
        quiz.hand_in(mallory, attempt)
    assert quiz.slots(attempt)["single"].answer is None
    assert quiz.again(attempt).state == RUNNING


def test_an_answer_that_makes_no_sense_is_refused_and_nothing_is_kept(
    quiz: Quiz, ada: Person
) -> None:
    attempt = quiz.start(ada)
    with pytest.raises(Refused):
        quiz.save(ada, attempt, "single", "z")
    assert db.session.scalar(select(func.count()).select_from(AttemptAnswer)) == 0


def test_a_number_that_cannot_be_read_is_kept_and_told(quiz: Quiz, ada: Person) -> None:
    saved = quiz.save(ada, quiz.start(ada), "numeric", "δώδεκα")
    assert (saved.won, saved.slot.answer) == (True, "δώδεκα")
    assert "12,5" in saved.told


def test_handing_in_marks_and_tells_progress(quiz: Quiz, ada: Person, hour: Clock) -> None:
    attempt = quiz.start(ada)
    quiz.answer(ada, attempt, RIGHT)
    act = uuid.uuid4()
    done = quiz.hand_in(ada, attempt, act)
    assert (done.state, done.score, done.most, done.percent) == (MARKED, 13.0, 17.0, 76)
    assert (done.submitted_at, done.submit_event_id, done.late) == (hour.at, act, False)
    assert done.passed_at == hour.at
    state = progress(ada, quiz)
    assert state is not None
    assert (state.best, state.done_at, state.right_at, state.tries) == (76, hour.at, hour.at, 1)
    event = db.session.get_one(LearningEvent, act)
    assert (event.kind, event.value["percent"], event.block_id) == (SUBMITTED, 76, quiz.block.id)


def test_handing_in_twice_is_handing_in_once(quiz: Quiz, ada: Person, hour: Clock) -> None:
    attempt = quiz.start(ada)
    quiz.answer(ada, attempt, RIGHT)
    act = uuid.uuid4()
    first = quiz.hand_in(ada, attempt, act)
    hour.forward(minutes=3)
    assert quiz.hand_in(ada, attempt, act).submitted_at == first.submitted_at
    assert quiz.hand_in(ada, attempt).submit_event_id == act
    assert db.session.scalar(select(func.count()).select_from(LearningEvent)) == 1


def test_parts_of_answers_count(quiz: Quiz, ada: Person) -> None:
    done = quiz.take(ada, PARTLY)
    assert done.score == pytest.approx(2 * 0.5 + 3 / 3 + 2 * 0.5 + 2 / 3)
    assert (done.percent, done.passed_at) == (22, None)
    assert quiz.slots(done)["single"].score == 0


def test_a_submitted_attempt_cannot_be_changed_by_a_late_save(quiz: Quiz, ada: Person) -> None:
    attempt = quiz.start(ada)
    quiz.answer(ada, attempt, WRONG)
    done = quiz.hand_in(ada, attempt)
    late = quiz.save(ada, attempt, "single", "b", revision=99)
    assert (late.won, late.answer.counts, late.answer.value) == (False, False, "b")
    assert late.told != ""
    slot = quiz.slots(attempt)["single"]
    assert (slot.answer, slot.revision, slot.score) == ("a", 1, 0.0)
    assert quiz.again(attempt).score == done.score == 0
    kept = db.session.scalars(select(AttemptAnswer).where(AttemptAnswer.revision == 99)).one()
    assert (kept.value, kept.counts) == ("b", False)


def test_the_best_attempt_counts_and_progress_never_falls(quiz: Quiz, ada: Person) -> None:
    for answers in (PARTLY, RIGHT, WRONG):
        quiz.take(ada, answers)
    state = progress(ada, quiz)
    assert state is not None
    assert (state.best, state.tries) == (76, 3)
    assert standings(ada, [quiz.block.id])[quiz.block.id].best.number == 2  # type: ignore[union-attr]


def test_an_open_answer_waits_and_what_is_sure_counts_already(quiz: Quiz, ada: Person) -> None:
    done = quiz.take(ada, {**RIGHT, "open": "Για να αποφασίζουμε μαζί."})
    assert (done.state, done.percent, quiz.slots(done)["open"].score) == (HANDED, 76, None)
    assert done.passed_at is not None


def test_time_is_the_servers(quiz: Quiz, ada: Person, hour: Clock) -> None:
    quiz.set(minutes=20)
    attempt = quiz.start(ada)
    assert attempt.due_at == hour.at + timedelta(minutes=20)
    hour.forward(minutes=19)
    assert quiz.start(ada).due_at == attempt.due_at
    assert quiz.save(ada, attempt, "single", "b").won


def test_a_phone_that_slept_has_five_minutes_of_grace(quiz: Quiz, ada: Person, hour: Clock) -> None:
    quiz.set(minutes=20)
    attempt = quiz.start(ada)
    hour.forward(minutes=24, seconds=59)
    assert quiz.save(ada, attempt, "single", "b").won
    assert close_attempts() == 0
    done = quiz.hand_in(ada, attempt)
    assert (done.submitted_at, done.late, done.score) == (attempt.due_at, True, 1.0)


def test_after_the_grace_an_answer_is_kept_but_does_not_count(
    quiz: Quiz, ada: Person, hour: Clock
) -> None:
    quiz.set(minutes=20)
    attempt = quiz.start(ada)
    quiz.save(ada, attempt, "single", "a")
    hour.forward(minutes=25, seconds=1)
    late = quiz.save(ada, attempt, "single", "b", revision=2)
    assert (late.won, late.answer.counts, late.told != "") == (False, False, True)
    assert quiz.hand_in(ada, attempt).score == 0


def test_what_nobody_handed_in_is_handed_in_by_the_house(
    quiz: Quiz, ada: Person, grace: Person, hour: Clock
) -> None:
    quiz.set(minutes=20)
    left = quiz.start(ada)
    quiz.answer(ada, left, RIGHT)
    hour.forward(minutes=10)
    newer = quiz.start(grace)
    hour.forward(minutes=16)
    assert (close_attempts(), close_attempts()) == (1, 0)
    done = quiz.again(left)
    assert (done.state, done.score, done.late) == (MARKED, 13.0, False)
    assert done.submitted_at == left.due_at
    assert quiz.again(newer).state == RUNNING
    state = progress(ada, quiz)
    assert state is not None
    assert (state.best, state.done_at) == (76, left.due_at)


def test_one_that_cannot_be_handed_in_keeps_no_other_waiting(
    quiz: Quiz, ada: Person, grace: Person, hour: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz.set(minutes=20)
    broken = quiz.start(ada).id
    hour.forward(minutes=1)
    fine = quiz.start(grace)

    def fails_for_one(attempt: Attempt) -> Any:
        if attempt.id == broken:
            raise ZeroDivisionError
        return slots_of(attempt)

    monkeypatch.setattr(submissions, "slots_of", fails_for_one)
    hour.forward(minutes=30)
    assert close_attempts() == 1
    assert quiz.again(fine).state == MARKED


def test_a_hint_is_noted(quiz: Quiz, ada: Person) -> None:
    attempt = quiz.start(ada)
    numbers = [quiz.slots(attempt)[kind].slot for kind in ("single", "short")]
    with transaction():
        for number in numbers:
            quizzes.take_hint(db.session.get_one(Person, ada.id), attempt.id, number)
    slots = quiz.slots(attempt)
    assert (slots["single"].hints, slots["short"].hints) == (1, 0)  # the second has none


def test_a_question_that_was_checked_takes_no_other_answer(
    quiz: Quiz, ada: Person, make: Callable[..., Any]
) -> None:
    quiz.set(feedback="each")
    attempt = quiz.start(ada)
    quiz.save(ada, attempt, "single", "a")
    number = quiz.slots(attempt)["single"].slot
    with transaction():
        checked = quizzes.check_answer(db.session.get_one(Person, ada.id), attempt.id, number)
        assert checked.score == 0.0
    late = quiz.save(ada, attempt, "single", "b", revision=2)
    assert (late.won, late.answer.counts) == (False, False)
    assert quiz.hand_in(ada, attempt).score == 0.0


def test_a_question_without_an_answer_is_not_checked(quiz: Quiz, ada: Person) -> None:
    attempt = quiz.start(ada)
    with pytest.raises(Refused), transaction():
        quizzes.check_answer(db.session.get_one(Person, ada.id), attempt.id, 1)
