"""The pages of learning, as guests and members see them, in both languages."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from kalo.kit.db import db, transaction
from kalo.learning import actions
from kalo.learning.actions import Made
from kalo.learning.models import BlockProgress, Enrolment, LearningEvent, Lesson, LessonProgress
from tests.conftest import HTMX
from tests.factories.learning import make_block, make_lesson, make_module, make_programme, new_act
from tests.learning.conftest import Course


def page(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def main(html: str) -> str:
    return html[html.index('<main id="main"') : html.index("</main>")]


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_programmes_stand_in_their_order(client: Any, make: Any) -> None:
    for number in (2, 1):
        make_programme(make, number)
    html = main(page(client.get("/learning/")))
    assert re.findall(r'<a class="title" href="([^"]+)">([^<]+)', html) == [
        ("/learning/programme-1/", "title 1 el"),
        ("/learning/programme-2/", "title 2 el"),
    ]
    assert "25 ώρες" in html


def test_the_programmes_speak_english(client: Any, course: Course) -> None:
    html = main(page(client.get("/en/learning/")))
    assert 'href="/en/learning/programme-1/">title 1 en' in html
    assert "2 modules" in html


def test_a_withdrawn_programme_is_not_there(client: Any, make: Any, noon: datetime) -> None:
    make_programme(make, withdrawn_at=noon)
    assert "programme-1" not in page(client.get("/learning/"))
    assert client.get("/learning/programme-1/").status_code == 404


def test_a_programme_shows_its_whole_outline_and_links_what_has_a_text(
    client: Any, course: Course
) -> None:
    html = main(page(client.get("/learning/programme-1/")))
    for words in ("aim 1 el", "Ξέρεις κάτι.", "task 1 el", "workshop 1 el", "prerequisites 1 el"):
        assert words in html
    assert "Μάθημα 4" in html
    assert re.findall(r'href="/learning/programme-1/(lesson-\d)/">Μάθημα', html) == [
        "lesson-1",
        "lesson-2",
        "lesson-3",
    ]


def test_a_guest_is_led_to_sign_in_and_back(client: Any, course: Course) -> None:
    programme = page(client.get("/learning/programme-1/"))
    assert 'href="/accounts/sign-in?next=/learning/programme-1/"' in programme
    lesson = page(client.get(course.url()))
    assert f'href="/accounts/sign-in?next={course.url()}%23finish"' in lesson
    assert 'method="post"' not in main(lesson)


def test_a_lesson_reads_in_greek(client: Any, course: Course) -> None:
    html = main(page(client.get(course.url())))
    for words in ("Ο στόχος.", "<p>Το κείμενο.</p>", "Δοκίμασε.", "Τι λες;", "νομική συμβουλή"):
        assert words in html
    assert "31 Οκτωβρίου 2016" in html
    assert 'lang="el"' not in html


def test_a_lesson_reads_in_english(client: Any, course: Course) -> None:
    html = main(page(client.get(f"/en{course.url()}")))
    for words in ("The goal.", "<p>The text.</p>", "Who decides in a cooperative?", "legal advice"):
        assert words in html
    assert 'href="/en/learning/programme-1/lesson-2/" rel="next"' in html


def test_where_english_is_missing_the_greek_shows_with_a_note(
    client: Any, course: Course, make: Any
) -> None:
    missing = {f"{name}_en": "" for name in ("goal", "try_it", "discuss", "title")}
    lesson = make_lesson(make, course.modules[0], 5, blocks=(), **missing)
    make_block(make, lesson, said={"el": {"html": "<p>Το κείμενο.</p>"}})
    html = main(page(client.get("/en/learning/programme-1/lesson-5/")))
    assert "Shown in Greek" in html
    assert '<div class="block stack" data-kind="text" lang="el"><div class="prose"><p>Το' in html
    assert "Check yourself" not in html


def test_the_answer_to_a_check_question_is_not_in_the_page(client: Any, course: Course) -> None:
    html = page(client.get(course.url()))
    assert "Ένα μέλος, μία ψήφος." not in html
    assert 'class="choice right"' not in html


def test_a_guest_tries_the_question_and_nothing_is_kept(client: Any, course: Course) -> None:
    html = main(page(client.get(f"{course.url()}?check=b")))
    assert "Ένα μέλος, μία ψήφος." in html
    assert "Η απάντησή σου δεν κρατιέται." in html
    assert count(LearningEvent) == 0


def test_an_answer_is_kept_and_comes_back_with_its_feedback(
    as_ada: Any, course: Course, noon: datetime
) -> None:
    act = new_act()
    sent = {"act": act, "check": "a"}
    answer = as_ada.post(course.url(door="check/answers"), data=sent)
    assert (answer.status_code, answer.location) == (303, f"{course.url()}#check")
    html = main(page(as_ada.get(course.url())))
    assert 'class="choice off"' in html
    assert "Δεν υπάρχει." in html
    assert "Αποθηκεύτηκε 10:42" in html
    assert act[:8] in html
    assert re.findall(r'value="(\w)" checked', html) == ["a"]


def test_a_second_try_is_another_act(as_ada: Any, course: Course) -> None:
    as_ada.post(course.url(door="check/answers"), data={"act": new_act(), "check": "a"})
    answer = as_ada.post(
        course.url(door="check/answers"), data={"act": new_act(), "check": "b"}, headers=HTMX
    )
    html = page(answer)
    assert html.lstrip().startswith('<div class="check')
    assert 'class="choice right"' in html
    assert re.findall(r'value="(\w)" checked', html) == ["b"]
    assert answer.headers["Content-Location"] == f"{course.url()}#check"
    assert count(LearningEvent) == 2
    assert db.session.scalars(select(BlockProgress.tries)).one() == 2


@pytest.mark.parametrize("sent", [{}, {"check": "z"}])
def test_an_answer_that_is_none_returns_the_form_with_its_error(
    as_ada: Any, course: Course, sent: dict[str, str]
) -> None:
    plain = page(as_ada.post(course.url(door="check/answers"), data=sent), 422)
    assert "<main" in plain
    assert 'class="error" id="check-error" role="alert"' in plain
    part = page(as_ada.post(course.url(door="check/answers"), data=sent, headers=HTMX), 422)
    assert part.lstrip().startswith('<div class="check')
    assert count(LearningEvent) == 0


def test_enrolling_shows_the_way_to_the_first_lesson(as_ada: Any, course: Course) -> None:
    answer = as_ada.post("/learning/programme-1/enrolment")
    assert (answer.status_code, answer.location) == (303, "/learning/programme-1/")
    html = main(page(as_ada.get("/learning/programme-1/")))
    assert "Ξεκίνα με το πρώτο μάθημα" in html
    assert "0 από 3 μαθήματα" in html
    as_ada.post("/learning/programme-1/enrolment")
    assert count(Enrolment) == 1


def test_who_opened_another_lesson_first_is_led_back_to_that_one(
    as_ada: Any, ada: Any, course: Course
) -> None:
    as_ada.post("/learning/programme-1/enrolment")
    with transaction():
        actions.note_opened(ada, db.session.get_one(Lesson, course.lessons[1].id), Made(uuid4()))
    html = main(page(as_ada.get("/learning/programme-1/")))
    assert "Ξεκίνα με το πρώτο μάθημα" not in html
    assert re.findall(r'href="([^"]+)"[^>]*><span>Συνέχισε από εκεί', html) == [course.url(2)]


def test_leaving_keeps_what_was_done(as_ada: Any, course: Course) -> None:
    as_ada.post(course.url(door="completion"), data={"act": new_act()})
    as_ada.post("/learning/programme-1/enrolment/undo")
    assert db.session.scalars(select(Enrolment)).one().left_at is not None
    html = main(page(as_ada.get("/learning/programme-1/")))
    assert "1 από 3 μαθήματα" in html
    assert "Εγγραφή στο πρόγραμμα" in html


def test_done_leads_on_and_says_what_was_saved(as_ada: Any, course: Course, noon: datetime) -> None:
    act = new_act()
    answer = as_ada.post(course.url(door="completion"), data={"act": act})
    assert (answer.status_code, answer.location) == (303, course.url(2))
    html = main(page(as_ada.get(course.url(2))))
    assert f"Ολοκληρώθηκε το «Μάθημα 1». Αποθηκεύτηκε 10:42, κωδικός {act[:8]}." in html
    assert "1 από 3 μαθήματα" in html
    again = main(page(as_ada.get(course.url(1))))
    assert "Ολοκλήρωσες αυτό το μάθημα" in again
    assert f"</span>{act[:8]}</span>" in again


def test_done_twice_is_done_once(as_ada: Any, course: Course, noon: datetime) -> None:
    act = new_act()
    answers = [
        as_ada.post(course.url(door="completion"), data={"act": act}).location for _ in range(2)
    ]
    assert answers == [course.url(2)] * 2
    assert (count(LearningEvent), count(LessonProgress), count(Enrolment)) == (1, 1, 1)


def test_done_without_an_id_is_given_one(as_ada: Any, course: Course) -> None:
    as_ada.post(course.url(door="completion"), data={"act": "nonsense"})
    assert count(LearningEvent) == 1


def test_after_the_last_lesson_comes_the_whole_path(as_ada: Any, course: Course) -> None:
    answer = as_ada.post(course.url(3, "completion"), data={"act": new_act()})
    assert answer.location == "/learning/programme-1/#path"
    for number in (1, 2):
        as_ada.post(course.url(number, "completion"), data={"act": new_act()})
    html = main(page(as_ada.get("/learning/programme-1/")))
    assert "3 από 3 μαθήματα" in html
    assert "Ολοκλήρωσες όλα τα μαθήματα που υπάρχουν εδώ." in html


def test_one_continues_where_one_left_off(as_ada: Any, ada: Any, course: Course) -> None:
    as_ada.post("/learning/programme-1/enrolment")
    with transaction():
        actions.note_opened(ada, db.session.get_one(Lesson, course.lessons[1].id), Made(uuid4()))
    html = main(page(as_ada.get("/learning/")))
    assert f'<a href="{course.url(2)}">Μάθημα 2</a>' in html
    as_ada.post(course.url(2, "completion"), data={"act": new_act()})
    html = main(page(as_ada.get("/learning/")))
    assert f'<a href="{course.url(3)}">Μάθημα 3</a>' in html


def test_only_a_learner_on_the_way_tells_that_the_page_is_open(
    client: Any, as_ada: Any, course: Course
) -> None:
    opening = f'data-opens="{course.lessons[0].id}"'
    assert opening not in page(client.get(course.url()))
    assert opening not in page(as_ada.get(course.url()))
    as_ada.post("/learning/programme-1/enrolment")
    assert opening in page(as_ada.get(course.url()))


def test_a_lesson_without_a_text_has_no_page(client: Any, course: Course) -> None:
    assert client.get(course.url(4)).status_code == 404


def test_an_id_of_somebody_else_is_refused_with_a_sentence(
    as_person: Callable[..., Any], ada: Any, mallory: Any, course: Course
) -> None:
    act = new_act()
    as_person(ada).post(course.url(door="completion"), data={"act": act})
    other = as_person(mallory)
    assert other.post(course.url(door="completion"), data={"act": act}).location == course.url()
    assert "Η σελίδα αυτή πάλιωσε." in page(other.get(course.url()))
    sent = {"act": act, "check": "b"}
    refused = page(other.post(course.url(door="check/answers"), data=sent, headers=HTMX), 422)
    assert "Η σελίδα αυτή πάλιωσε." in refused
    assert count(LearningEvent) == 1


def test_pages_ask_the_same_number_of_questions_however_much_there_is(
    client: Any, as_ada: Any, ada: Any, make: Any, learning_queries: Callable[[], int]
) -> None:
    asked = []
    for number in (1, 2, 3):
        module = make_module(make, make_programme(make, number), 1)
        for lesson in range(1, number + 1):
            make_lesson(make, module, lesson)
        make(
            Enrolment, person_id=ada.id, programme_id=module.programme_id, started_at=ada.joined_at
        )
        learning_queries()
        counts = []
        for browser in (client, as_ada):
            for path in ("", f"programme-{number}/", f"programme-{number}/lesson-1/"):
                page(browser.get(f"/learning/{path}"))
                counts.append(learning_queries())
        asked.append(counts)
    assert asked == [[2, 2, 3, 2, 5, 5]] * 3


def test_keeping_an_answer_costs_the_same_however_long_the_log_is(
    as_ada: Any, course: Course, learning_queries: Callable[[], int]
) -> None:
    as_ada.post("/learning/programme-1/enrolment")
    asked = []
    for _ in range(4):
        learning_queries()
        as_ada.post(course.url(door="check/answers"), data={"act": new_act(), "check": "a"})
        asked.append(learning_queries())
    # The first answer changes what is met, and only then is the path looked at.
    assert asked == [13, 6, 6, 6]
