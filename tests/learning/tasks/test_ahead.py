"""“Continue” leads to the first thing that is not done and that the learner can do now."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from kalo.kit.db import db, transaction
from kalo.kit.slots import slot
from kalo.learning import actions
from kalo.learning.actions import Made
from kalo.learning.models import QUESTION, TASK, WORKSHOP, Lesson
from tests.factories.learning import make_block, make_lesson, make_module, make_path, make_programme
from tests.learning.conftest import Course
from tests.learning.quizzes.conftest import ALL_WRONG, Quiz
from tests.learning.tasks.conftest import Task, hand_in, judge, main
from tests.learning.test_completion import read

LESSON_1, LESSON_2 = "/learning/programme-1/lesson-1/", "/learning/programme-1/lesson-2/"
WORK = (f"{LESSON_1}#task", "Εργασία: Αιτιολογημένη επιλογή μορφής")
NOTHING = "Τώρα δεν περιμένει εδώ κάτι από εσένα."
ALL_DONE = "Ολοκλήρωσες όλα τα μαθήματα που υπάρχουν εδώ."


def ahead(browser: Any, programme: int = 1) -> tuple[str, str] | None:
    """Where the card of a programme leads on to, and in what words; None where it does not."""
    card = main(browser.get("/learning/")).partition(f'id="card-{programme}"')[2]
    found = re.search(r'<p class="next">.*? <a href="([^"]+)">([^<]+)</a>', card)
    return (found[1], found[2]) if found else None


def test_what_was_read_is_not_led_to_while_there_is_another_lesson(
    as_ada: Any, ada: Any, course: Course, way: Task
) -> None:
    read(ada, course.lessons[0])
    assert ahead(as_ada) == (LESSON_2, "Μάθημα 2")


def test_every_way_on_leads_to_the_task_itself_when_all_is_read(
    app: Any, as_ada: Any, ada: Any, course: Course, way: Task
) -> None:
    read(ada, *course.lessons[:3])
    assert ahead(as_ada) == WORK
    link = f'href="{WORK[0]}">{WORK[1]}</a>'
    assert link in main(as_ada.get("/learning/mine/"))
    programme = main(as_ada.get("/learning/programme-1/"))
    assert f'href="{WORK[0]}" ><span>Συνέχισε από εκεί που έμεινες</span>' in programme
    assert f'<span class="soft">{WORK[1]}</span>' in programme
    with app.test_request_context("/"):
        assert f'<a class="title" {link}' in str(slot("home-aside", person=ada))


def test_it_is_the_learners_turn_or_not(
    app: Any, as_ada: Any, as_fay: Any, ada: Any, course: Course, way: Task
) -> None:
    read(ada, *course.lessons[:3])
    hand_in(as_ada, way)
    assert ahead(as_ada) is None
    for address in ("/learning/", "/learning/mine/", "/learning/programme-1/"):
        assert NOTHING in main(as_ada.get(address))
    with app.test_request_context("/"):
        assert "continue-learning" not in str(slot("home-aside", person=ada))
    judge(as_fay, 1, "return", words="Λείπει κάτι.")
    assert ahead(as_ada) == WORK
    hand_in(as_ada, way, "Καλύτερο.", revision=1)
    assert ahead(as_ada) is None
    judge(as_fay, 2, "accept")
    assert ahead(as_ada) is None
    html = main(as_ada.get("/learning/"))
    assert (ALL_DONE in html, NOTHING in html) == (True, False)


def test_what_was_opened_again_is_where_one_left_off(
    as_ada: Any, ada: Any, course: Course, way: Task
) -> None:
    read(ada, course.lessons[0])
    with transaction():
        actions.note_opened(ada, db.session.get_one(Lesson, course.lessons[0].id), Made(uuid4()))
    assert ahead(as_ada) == WORK


def asks_for_the_quiz(make: Any, quiz: Quiz) -> None:
    rule = {"all": [{"read": quiz.lesson.id}, {"score": quiz.block.id, "at_least": 70}]}
    make_path(make, [quiz.lesson], lesson_1=rule)


def test_a_quiz_is_led_to_as_long_as_it_can_be_tried(
    as_ada: Any, ada: Any, make: Any, quiz: Quiz, hour: Any
) -> None:
    asks_for_the_quiz(make, quiz)
    quiz.set(attempts=2)
    read(ada, quiz.lesson)
    there = f"{quiz.page}#{quiz.block.name}"
    assert ahead(as_ada)[0] == there  # type: ignore[index]
    quiz.take(ada, {kind: ALL_WRONG[kind] for kind in ("single", "multiple")})
    assert ahead(as_ada)[0] == there  # type: ignore[index]
    attempt = quiz.start(ada)
    assert ahead(as_ada)[0] == there  # type: ignore[index]
    quiz.hand_in(ada, attempt)
    assert ahead(as_ada) is None


def test_a_quiz_whose_marks_are_awaited_is_not_led_to(
    as_ada: Any, ada: Any, make: Any, quiz: Quiz, hour: Any
) -> None:
    asks_for_the_quiz(make, quiz)
    read(ada, quiz.lesson)
    attempt = quiz.start(ada)
    quiz.save(ada, attempt, "open", "Γιατί αποφασίζουμε όλες μαζί.")
    quiz.hand_in(ada, attempt)
    assert ahead(as_ada) is None


def test_a_workshop_waits_for_its_day_and_what_makes_up_for_it_does_not(
    as_ada: Any, ada: Any, make: Any
) -> None:
    lesson = make_lesson(make, make_module(make, make_programme(make)), 1, blocks=())
    workshop = make_block(make, lesson, WORKSHOP)
    question = make_block(make, lesson, QUESTION, "instead")
    path = make_path(make, [lesson], lesson_1={"all": [{"attended": workshop.id}]})
    read(ada, lesson)
    assert ahead(as_ada) is None
    either = {"any": 1, "of": [{"attended": workshop.id}, {"all": [{"answered": question.id}]}]}
    newer = {**path.body, "modules": [{**path.body["modules"][0]}]}
    newer["modules"][0]["lessons"] = [{"id": lesson.id, "key": lesson.key, "rule": either}]
    with transaction():
        db.session.merge(path).body = newer
    assert ahead(as_ada) == (f"{LESSON_1}#instead", "Ερώτηση: Μάθημα 1")


def test_the_pages_ask_the_same_however_many_lessons_were_read_that_ask_for_more(
    as_ada: Any, ada: Any, make: Any, queries_run: list[str], fay: Any
) -> None:
    asked = []
    for number in (1, 2, 3):
        module = make_module(make, make_programme(make, number))
        lessons = [make_lesson(make, module, place, blocks=()) for place in range(1, number + 1)]
        tasks = [make_block(make, lesson, TASK) for lesson in lessons]
        rules: dict[str, Any] = {
            f"lesson_{lesson.position}": {"all": [{"read": lesson.id}, {"submitted": task.id}]}
            for lesson, task in zip(lessons, tasks, strict=True)
        }
        make_path(make, lessons, **rules)
        read(ada, *lessons)
        asked.append([_counted(as_ada, queries_run, path) for path in _PAGES(number)])
    assert asked == [asked[0]] * 3
    assert ahead(as_ada, 3) == ("/learning/programme-3/lesson-1/#task-1", "Εργασία")


_PAGES: Callable[[int], tuple[str, ...]] = lambda number: (  # noqa: E731
    "/learning/",
    "/learning/mine/",
    f"/learning/programme-{number}/",
)


def _counted(browser: Any, queries_run: list[str], path: str) -> int:
    queries_run.clear()
    main(browser.get(path))
    return len([query for query in queries_run if "learning_" in query])
