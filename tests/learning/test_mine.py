"""Where a learner stands: all programmes at once, and at the end of each lesson."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from kalo.kit.db import db, transaction
from kalo.learning import actions
from kalo.learning.actions import Made
from kalo.learning.models import QUESTION, QUIZ, SUBMITTED, TASK, WORKSHOP, Completion, Lesson
from tests.factories.learning import (
    make_block,
    make_lesson,
    make_module,
    make_path,
    make_programme,
    new_act,
)
from tests.learning.conftest import Course
from tests.learning.test_completion import credit, read
from tests.learning.test_pages import main, page


def plain(html: str) -> str:
    """The words alone, without what they lead to."""
    return re.sub(r"<[^>]+>", "", html)


def bars(html: str) -> list[str]:
    return re.findall(r'<progress value="(\d+)" max="100"', html)


def test_who_follows_nothing_is_shown_the_way(as_ada: Any, course: Course) -> None:
    html = main(page(as_ada.get("/learning/mine/")))
    assert "Δεν παρακολουθείς ακόμη κάποιο πρόγραμμα" in html
    assert 'href="/learning/"' in html


def test_it_shows_percent_what_is_missing_what_comes_next_and_receipts(
    as_ada: Any, ada: Any, course: Course, make: Any, noon: datetime
) -> None:
    lesson = course.lessons[0]
    quiz = make_block(make, lesson, QUIZ)
    make_path(
        make,
        course.lessons[:3],
        lesson_1={"all": [{"read": lesson.id}, {"score": quiz.id, "at_least": 70}]},
    )
    act = new_act()
    as_ada.post(course.url(door="completion"), data={"act": act})
    credit(ada, quiz, SUBMITTED, percent=60, passed=False)
    html = main(page(as_ada.get("/learning/mine/")))
    assert bars(html) == ["25"]
    assert (
        "Λείπουν: το κουίζ «Κουίζ» (ως τώρα 60 %, χρειάζεται 70 %), το μάθημα «Μάθημα 2», "
        "το μάθημα «Μάθημα 3»." in html
    )
    assert f'href="{course.url()}">Μάθημα 1</a>' in html
    assert act[:8] in html
    assert "Αποθηκεύτηκε 10:42" in html
    english = main(page(as_ada.get("/en/learning/mine/")))
    quiz = "the quiz “Quiz” (60 % so far, 70 % is needed)"
    assert f"Missing: {quiz}, the lesson “Lesson 2”" in english


def test_many_unread_lessons_are_counted(as_ada: Any, ada: Any, course: Course, make: Any) -> None:
    more = [make_lesson(make, course.modules[0], number) for number in range(5, 9)]
    make_path(make, [*course.lessons[:3], *more])
    read(ada, course.lessons[0])
    html = main(page(as_ada.get("/learning/mine/")))
    assert "Λείπουν: 6 μαθήματα (επόμενο: «Μάθημα 2»)." in html


def test_a_finished_programme_says_so_and_leads_to_its_certificate(
    as_ada: Any, ada: Any, course: Course, make: Any, noon: datetime
) -> None:
    make_path(make, course.lessons[:3])
    read(ada, *course.lessons[:3])
    for address in ("/learning/mine/", "/learning/programme-1/"):
        html = main(page(as_ada.get(address)))
        assert bars(html) == ["100"]
        assert "22 Νοεμβρίου 2026" in html
        assert "Λείπ" not in html
        assert "certificates" in html
    assert html.count("Ολοκληρώθηκε στις 22 Νοεμβρίου 2026") == 2  # each of its modules


def test_a_percent_never_falls_on_a_page(
    as_ada: Any, ada: Any, grace: Any, course: Course, make: Any
) -> None:
    make_path(make, course.lessons[:3])
    read(ada, course.lessons[0])
    with transaction():
        thing = f"lesson:{course.lessons[0].id}"
        actions.take_back(grace, db.session.get_one(Completion, (ada.id, thing)), "A mistake")
    for address in ("/learning/mine/", "/learning/programme-1/"):
        html = main(page(as_ada.get(address)))
        assert bars(html) == ["33"]
        assert "«Μάθημα 1» (το αναίρεσε η συντονιστική ομάδα)" in html


def test_a_programme_that_was_taken_back_is_named(
    as_ada: Any, ada: Any, grace: Any, course: Course, make: Any
) -> None:
    make_path(make, course.lessons[:3])
    read(ada, *course.lessons[:3])
    thing = course.programme.subject
    with transaction():
        actions.take_back(grace, db.session.get_one(Completion, (ada.id, thing)), "A mistake")
    for address in ("/learning/mine/", "/learning/programme-1/"):
        html = main(page(as_ada.get(address)))
        assert "Λείπει: «title 1 el» (το αναίρεσε η συντονιστική ομάδα)." in html


def test_a_programme_that_one_left_stands_apart(as_ada: Any, ada: Any, course: Course) -> None:
    as_ada.post("/learning/programme-1/enrolment")
    as_ada.post("/learning/programme-1/enrolment/undo")
    html = main(page(as_ada.get("/learning/mine/")))
    assert "Όσα άφησες" in html
    assert "Συνέχισε" not in html


def test_nobody_sees_anything_of_another(
    as_person: Callable[..., Any], ada: Any, mallory: Any, course: Course, make: Any
) -> None:
    make_path(make, course.lessons[:3])
    act = new_act()
    as_person(ada).post(course.url(door="check/answers"), data={"act": act, "check": "b"})
    as_person(ada).post(course.url(door="completion"), data={"act": new_act()})
    other = as_person(mallory)
    for address in ("/learning/mine/", "/learning/programme-1/", course.url(), "/learning/"):
        html = main(page(other.get(address)))
        assert act[:8] not in html
        assert 'value="b" checked' not in html
        assert bars(html) == []
    assert act[:8] in main(page(as_person(ada).get(course.url())))


def test_the_end_of_a_lesson_says_when_it_is_finished_and_then_since_when(
    client: Any, as_ada: Any, ada: Any, course: Course, make: Any, noon: datetime
) -> None:
    lesson = course.lessons[0]
    quiz, task = make_block(make, lesson, QUIZ), make_block(make, lesson, TASK)
    rule = [{"read": lesson.id}, {"score": quiz.id, "at_least": 70}, {"submitted": task.id}]
    make_path(make, course.lessons[:3], lesson_1={"all": rule})
    sentence = (
        "Ολοκληρώνεται όταν πεις ότι το τελείωσες, φτάσεις το 70 % στο κουίζ «Κουίζ» "
        "και παραδώσεις την εργασία «Εργασία»."
    )
    assert sentence in main(page(client.get(course.url())))
    assert sentence in main(page(as_ada.get(course.url())))
    as_ada.post(course.url(door="completion"), data={"act": new_act()})
    html = main(page(as_ada.get(course.url())))
    assert "Είπες ότι το τελείωσες." in html
    assert "Λείπουν: το κουίζ «Κουίζ» (χρειάζεται 70 %), η εργασία «Εργασία»." in plain(html)
    assert "Ολοκλήρωσες αυτό το μάθημα" not in html
    credit(ada, quiz, SUBMITTED, percent=80, passed=True)
    credit(ada, task, "handed-in")
    html = main(page(as_ada.get(course.url())))
    assert "Ολοκλήρωσες αυτό το μάθημα" in html
    assert "Αποθηκεύτηκε 10:42" in html
    part = page(as_ada.get(course.url(door="finish/part")))
    assert part.lstrip().startswith('<section class="finish')
    assert "Ολοκλήρωσες αυτό το μάθημα" in part


def test_many_questions_of_a_lesson_are_said_once(
    as_ada: Any, course: Course, make: Any, noon: datetime
) -> None:
    lesson = course.lessons[0]
    workshop = make_block(make, lesson, WORKSHOP)
    asked = [{"answered": make_block(make, lesson, QUESTION, name).id} for name in "abc"]
    either = {"any": 1, "of": [{"attended": workshop.id}, {"all": asked}]}
    make_path(make, course.lessons[:3], lesson_1={"all": [{"read": lesson.id}, either]})
    as_ada.post(course.url(door="completion"), data={"act": new_act()})
    html = main(page(as_ada.get(course.url())))
    assert "ή απαντήσεις στις 3 ερωτήσεις του." in html
    assert re.findall(r"Λείπει: [^.]*[.]", plain(html)) == [
        f"Λείπει: το εργαστήριο «{workshop.said['el']['title']}» "
        f"ή 3 ερωτήσεις στο «{lesson.title_el}».",
    ]


def test_the_pages_ask_the_same_however_much_there_is(
    as_ada: Any, ada: Any, make: Any, learning_queries: Callable[[], int]
) -> None:
    asked = []
    for number in (1, 2, 3):
        programme = make_programme(make, number)
        module = make_module(make, programme)
        lessons = [make_lesson(make, module, place) for place in range(1, number + 3)]
        make_path(make, lessons)
        for lesson in lessons[:number]:
            with transaction():
                found = db.session.get_one(Lesson, lesson.id)
                actions.mark_done(ada, found, Made(uuid.uuid4()))
        learning_queries()
        page(as_ada.get("/learning/mine/"))
        mine = learning_queries()
        page(as_ada.get(f"/learning/programme-{number}/"))
        asked.append((mine, learning_queries()))
    assert asked == [(4, 5)] * 3


def test_what_was_just_saved_is_said_where_what_was_kept_is_listed(
    as_ada: Any, course: Course
) -> None:
    acts = '<section class="acts" id="acts"'
    before = main(page(as_ada.get("/learning/mine/")))
    assert (before.count(acts), "Κρατήθηκαν τελευταία" in before) == (1, False)
    as_ada.post(course.url(door="completion"), data={"act": new_act()})
    html = main(page(as_ada.get("/learning/mine/")))
    kept = html[html.index('aria-labelledby="receipts"') :]
    assert (html.count(acts), kept.count(acts)) == (1, 1)
    assert kept.index('id="receipts"') < kept.index(acts) < kept.index("<ul")


def test_a_fragment_of_another_persons_lesson_is_ones_own(
    as_person: Callable[..., Any], ada: Any, mallory: Any, course: Course
) -> None:
    as_person(ada).post(course.url(door="check/answers"), data={"act": new_act(), "check": "b"})
    mine = page(as_person(ada).get(course.url(door="parts/check")))
    theirs = page(as_person(mallory).get(course.url(door="parts/check")))
    assert 'value="b" checked' in mine
    assert "checked" not in theirs
