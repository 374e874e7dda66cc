"""How a quiz went, as facilitators see it; and who comes in by which door."""

import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.models import Regrade
from kalo.learning.queries.quizzes import get_quiz
from tests.factories.questions import RIGHT, WRONG, mend
from tests.learning.quizzes.conftest import Clock, Quiz
from tests.learning.quizzes.test_pages import main, page

OPEN = {"open": "Μαζί."}


@pytest.fixture
def as_facilitator(as_person: Any, facilitator: Person) -> Any:
    return as_person(facilitator)


def results(quiz: Quiz, door: str = "") -> str:
    return f"/learning/quizzes/{quiz.block.id}/{door}"


def test_a_quiz_that_nobody_took_says_so(as_facilitator: Any, quiz: Quiz) -> None:
    html = main(page(as_facilitator.get(results(quiz))))
    assert "Δεν έχει κάνει ακόμη κανένα άτομο" in html
    assert "<table" not in html


def test_the_results_name_people_questions_and_what_waits(
    as_facilitator: Any, quiz: Quiz, ada: Person, grace: Person
) -> None:
    quiz.take(ada, {**RIGHT, **OPEN})
    quiz.take(grace, WRONG)
    html = main(page(as_facilitator.get(results(quiz))))
    assert html.count("<tr") == 1 + 9
    for words in ("Ada", "Grace", "76 %", "0 %", "/learning/marking/", "Πώς λέγεται με λίγα"):
        assert words in html
    assert "Each … has one …" in page(as_facilitator.get("/en" + results(quiz)))


def test_a_question_that_tells_nobody_apart_is_pointed_at(
    as_facilitator: Any, quiz: Quiz, make_person: Any
) -> None:
    for number, letter in enumerate("abcdef"):
        answers = RIGHT if number < 3 else WRONG
        single = "b" if number >= 3 else "a"  # right for those who know nothing else
        quiz.take(make_person(f"Learner{letter}"), {**answers, "single": single})
    html = main(page(as_facilitator.get(results(quiz))))
    assert html.count("δες την") == 1
    assert "-0,98" in html or "-1" in html


def test_an_attempt_is_opened_with_every_answer_that_came(
    as_facilitator: Any, quiz: Quiz, ada: Person
) -> None:
    attempt = quiz.start(ada)
    quiz.save(ada, attempt, "short", "κάτι άλλο", 1)
    quiz.save(ada, attempt, "short", "κοινσεπ", 2)
    running = results(quiz, f"attempts/{attempt.id}")
    assert as_facilitator.get(running).status_code == 404  # what runs is the learner's alone
    quiz.hand_in(ada, attempt)
    quiz.save(ada, attempt, "short", "πολύ αργά", 3)
    html = main(page(as_facilitator.get(running)))
    for words in ("κάτι άλλο", "κοινσεπ", "πολύ αργά", "δεν μέτρησε", "Ada"):
        assert words in html
    assert "Δοκίμασε ξανά" not in html


def test_marking_anew_is_looked_at_and_then_done_with_a_reason(
    as_facilitator: Any, quiz: Quiz, ada: Person, make: Any
) -> None:
    attempt = quiz.take(ada, {**RIGHT, "single": "c"})
    door = results(quiz, "regrade")
    assert "Κανένα άτομο δεν θα κέρδιζε" in page(as_facilitator.get(door))
    mend(make, quiz.versions[0], right="c")
    assert door in page(as_facilitator.get(results(quiz)))
    html = main(page(as_facilitator.get(door)))
    assert "Ada" in html
    assert "71 %" in html
    assert "76 %" in html
    assert quiz.again(attempt).percent == 71
    refused = main(page(as_facilitator.post(door, data={"reason": " "}), 422))
    assert "Γράψε το γιατί" in refused
    done = as_facilitator.post(door, data={"reason": "Λάθος κλειδί", "once": "abcdefgh-1"})
    assert (done.status_code, done.location) == (303, results(quiz))
    again = as_facilitator.post(door, data={"reason": "Λάθος κλειδί", "once": "abcdefgh-1"})
    assert again.location == results(quiz)
    assert quiz.again(attempt).percent == 76
    html = main(page(as_facilitator.get(results(quiz))))
    assert "Λάθος κλειδί" in html
    assert "Fani" in html
    assert db.session.scalar(select(func.count()).select_from(Regrade)) == 1


def test_the_learner_sees_that_the_question_was_mended(
    as_ada: Any, quiz: Quiz, ada: Person, facilitator: Person, make: Any
) -> None:
    from tests.learning.quizzes.test_marks import regrade

    attempt = quiz.take(ada, {**RIGHT, "single": "c"})
    there = f"/learning/attempts/{attempt.id}/"
    assert "Η τράπεζα δεν ψηφίζει." in page(as_ada.get(there))
    mend(make, quiz.versions[0], right="c")
    regrade(facilitator, quiz)
    html = page(as_ada.get(there))
    assert "Η ερώτηση διορθώθηκε" in html
    assert "Η τράπεζα δεν ψηφίζει." not in html


DOORS = [
    # method, door, guest, member, facilitator
    ("GET", "", 303, 403, 200),
    ("GET", "regrade", 303, 403, 200),
    ("POST", "regrade", 401, 403, 422),
    ("GET", "start", 303, 200, 200),
    ("POST", "attempts", 401, 303, 303),
    ("GET", "attempts/{attempt}", 303, 403, 200),
    ("GET", f"attempts/{uuid.UUID(int=0)}", 303, 403, 404),
]


@pytest.mark.parametrize(("method", "door", "guest", "member", "staff"), DOORS)
def test_a_door_opens_to_those_who_may(
    quiz: Quiz,
    as_person: Any,
    ada: Person,
    mallory: Person,
    facilitator: Person,
    method: str,
    door: str,
    guest: int,
    member: int,
    staff: int,
) -> None:
    path = results(quiz, door.format(attempt=quiz.take(ada).id))
    for person, status in ((None, guest), (mallory, member), (facilitator, staff)):
        answer = as_person(person).open(path, method=method)
        assert answer.status_code == status, person


@pytest.mark.parametrize("door", ["", "start", "regrade"])
def test_a_block_that_is_no_quiz_has_no_such_page(
    quiz: Quiz, as_facilitator: Any, door: str
) -> None:
    from kalo.learning.models import Block

    db.session.rollback()
    other = db.session.scalars(select(Block.id).where(Block.id != quiz.block.id)).first()
    assert as_facilitator.get(f"/learning/quizzes/{other}/{door}").status_code == 404
    assert as_facilitator.get(f"/learning/quizzes/2147483647/{door}").status_code == 404


def test_the_results_ask_the_same_however_many_took_it(
    as_facilitator: Any, quiz: Quiz, make_person: Any, make: Any, learning_queries: Any
) -> None:
    costs, there, anew = [], results(quiz), results(quiz, "regrade")
    for letter in "abc":
        quiz.take(make_person(f"Learner{letter}"), {**RIGHT, "single": "c"})
        learning_queries()
        page(as_facilitator.get(there))
        costs.append(learning_queries())
    assert costs == [6, 6, 6]
    mend(make, quiz.versions[0], right="c")
    learning_queries()
    page(as_facilitator.get(anew))
    assert learning_queries() == 2


def test_a_long_list_of_attempts_turns_its_pages(
    as_facilitator: Any, quiz: Quiz, ada: Person, hour: Clock
) -> None:
    from kalo.kit.db import transaction
    from kalo.learning.models import MARKED, Attempt

    with transaction():
        for number in range(1, 47):
            values = {"person_id": ada.id, "block_id": quiz.block.id, "number": number}
            moment = hour.forward(minutes=1)
            db.session.add(
                Attempt(
                    id=uuid.uuid4(),
                    state=MARKED,
                    started_at=moment,
                    submitted_at=moment,
                    pass_percent=70,
                    percent=number,
                    score=number,
                    most=100,
                    **values,
                )
            )
    html = main(page(as_facilitator.get(results(quiz))))
    assert html.count("attempts/") == 40
    later = html.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    html = main(page(as_facilitator.get(later.replace("&amp;", "&"))))
    assert html.count("attempts/") == 6
    for odd in ("nonsense", f"0001-01-01T00:00:00~{uuid.uuid4()}", f"-1~{uuid.uuid4().hex}"):
        assert as_facilitator.get(f"{results(quiz)}?after={odd}").status_code == 404


def test_a_quiz_is_found_only_where_it_stands(quiz: Quiz) -> None:
    assert get_quiz(quiz.block.id).lesson.programme.slug == quiz.programme.slug
