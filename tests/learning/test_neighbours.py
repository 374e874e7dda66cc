"""What other rooms get of learning: slots, search, own data, sample life."""

import re
from typing import Any

import pytest
from flask import g
from sqlalchemy import func, select

from kalo import signals
from kalo.accounts.own_data import everything_of
from kalo.kit.db import db, transaction
from kalo.kit.slots import slot
from kalo.learning import actions, seeds
from kalo.learning.models import (
    QUESTION,
    WAITING,
    Attempt,
    Block,
    BlockProgress,
    Enrolment,
    LearningEvent,
    Lesson,
    LessonProgress,
    Submission,
)
from kalo.learning.seeds.cohorts import IN_IT, LEAD
from kalo.learning.seeds.cohorts import WAITING as IN_LINE
from kalo.search.kinds import kinds
from tests.factories.learning import make_lesson, new_act
from tests.learning.conftest import Course
from tests.learning.test_pages import page

OURS = (Enrolment, LearningEvent, LessonProgress)


def shown(app: Any, name: str, **values: Any) -> str:
    with app.test_request_context("/"):
        g.person = None
        return str(slot(name, **values))


def held() -> list[int]:
    return [db.session.scalar(select(func.count()).select_from(model)) for model in OURS]


def test_the_front_door_shows_where_to_continue(
    app: Any, as_ada: Any, ada: Any, mallory: Any, course: Course
) -> None:
    assert f'href="{course.url(1)}"' not in shown(app, "home-aside", person=ada)
    as_ada.post(course.url(door="completion"), data={"act": new_act()})
    html = shown(app, "home-aside", person=ada)
    assert f'<a class="title" href="{course.url(2)}">Μάθημα 2</a>' in html
    assert "1 από 3 μαθήματα" in html
    assert "continue-learning" not in shown(app, "home-aside", person=mallory)
    assert "continue-learning" not in shown(app, "home-aside", person=None)


def test_a_finished_programme_is_not_to_be_continued(
    app: Any, as_ada: Any, ada: Any, course: Course
) -> None:
    for number in (1, 2, 3):
        as_ada.post(course.url(number, "completion"), data={"act": new_act()})
    assert "continue-learning" not in shown(app, "home-aside", person=ada)


def test_a_topic_shows_the_lesson_it_is_about(app: Any, course: Course) -> None:
    subject = f"lesson:{course.lessons[0].id}"
    html = shown(app, "topic-about", subject=subject)
    assert f'<a class="title" href="{course.url()}">Μάθημα 1</a>' in html
    programme = shown(app, "topic-about", subject=f"programme:{course.programme.id}")
    assert 'href="/learning/programme-1/">title 1 el</a>' in programme


@pytest.mark.parametrize(
    "subject", [None, "", "lesson:0", "lesson:x", f"lesson:{9:0<30}", "event:1", "programme:99"]
)
def test_a_topic_about_something_else_shows_nothing_of_ours(
    app: Any, course: Course, subject: str | None
) -> None:
    assert "about-learning" not in shown(app, "topic-about", subject=subject)


def test_another_room_links_to_a_programme_by_its_address(app: Any, course: Course) -> None:
    html = shown(app, "link", path="/learning/programme-1/")
    assert html == '<a class="title" href="/learning/programme-1/">title 1 el</a>'
    assert 'href="/learning/"' in shown(app, "link", path="/learning/")
    assert "href" not in shown(app, "link", path="/learning/nowhere/")


def test_the_account_leads_to_what_one_follows(app: Any, ada: Any) -> None:
    assert 'href="/learning/mine/"' in shown(app, "account-pages", person=ada)


def test_search_finds_programmes_and_lessons_in_both_languages(course: Course) -> None:
    lessons = list(kinds["lesson"].documents(None))
    assert [(d.title, d.language, d.path) for d in lessons][:2] == [
        ("Μάθημα 1", "el", "/learning/programme-1/lesson-1/"),
        ("Lesson 1", "en", "/learning/programme-1/lesson-1/"),
    ]
    assert lessons[1].body.split("\n")[:2] == ["The goal.", "The text."]
    assert len(lessons) == 6
    programmes = list(kinds["programme"].documents([course.programme.id]))
    assert [(d.title, d.language) for d in programmes] == [
        ("title 1 el", "el"),
        ("title 1 en", "en"),
    ]


def test_search_shows_only_what_stands(course: Course, make: Any, ada: Any, noon: Any) -> None:
    gone = make_lesson(make, course.modules[0], 9, withdrawn_at=noon)
    ids = [lesson.id for lesson in (*course.lessons, gone)]
    seen = [lesson.id for lesson in course.lessons[:3]]
    for person in (None, ada):
        assert kinds["lesson"].visible(person, ids) == set(seen)
        assert kinds["programme"].visible(person, [course.programme.id, 99]) == {
            course.programme.id
        }
    assert {document.id for document in kinds["lesson"].documents(ids)} == set(seen)


def test_a_person_gets_everything_they_did(as_ada: Any, ada: Any, course: Course) -> None:
    act = new_act()
    as_ada.post(course.url(door="check/answers"), data={"act": act, "check": "b"})
    as_ada.post(course.url(door="completion"), data={"act": new_act()})
    mine = everything_of(ada)["learning"]
    assert [one["programme"] for one in mine["programmes"]] == ["title 1 el"]
    assert [one["lesson"] for one in mine["lessons"]] == ["Μάθημα 1"]
    assert [(one["block"], one["answers"]) for one in mine["blocks"]] == [("t1-m1-l1/check", 1)]
    assert [(one["kind"], one["value"]) for one in mine["acts"]] == [
        ("answered", {"answer": "b"}),
        ("done", {}),
    ]
    assert mine["acts"][0]["id"] == act


def test_who_leaves_takes_all_of_it_along_and_only_theirs(
    as_person: Any, ada: Any, grace: Any, course: Course
) -> None:
    for person in (ada, grace):
        as_person(person).post(course.url(door="completion"), data={"act": new_act()})
    assert held() == [2, 2, 2]
    with transaction():
        signals.person_left.send(ada)
    assert held() == [1, 1, 1]
    assert db.session.scalars(select(Enrolment.person_id)).all() == [grace.id]


def test_the_sample_people_are_on_their_way(app: Any, make_person: Any) -> None:
    people = {handle: make_person(handle) for handle in ("nikos", "despoina", "iosif", "eleni")}
    with transaction():
        actions.import_programmes()
    for _ in range(2):
        with transaction():
            seeds.seed(people)
    done = select(LessonProgress.person_id, func.count()).where(LessonProgress.done_at.is_not(None))
    found = db.session.execute(done.group_by(LessonProgress.person_id)).all()
    names = {person.id: handle for handle, person in people.items()}
    assert {names[id]: number for id, number in found} == {"nikos": 31, "despoina": 3, "iosif": 2}
    right = select(func.count()).join(BlockProgress.block).where(Block.kind == QUESTION)
    assert db.session.scalar(right.where(BlockProgress.right_at.is_not(None))) == 32
    attempts = db.session.scalars(select(Attempt)).all()
    assert [names[attempt.person_id] for attempt in attempts] == ["nikos"] * 7
    assert all(70 <= (attempt.percent or 0) < 100 for attempt in attempts)
    assert db.session.scalars(select(Submission.state)).all() == [WAITING]
    slug = select(Lesson.slug).join(LessonProgress, LessonProgress.lesson_id == Lesson.id)
    iosif = slug.where(LessonProgress.person_id == people["iosif"].id)
    latest = iosif.order_by(LessonProgress.seen_at.desc()).limit(1)
    assert db.session.scalar(latest) == "principles"


def test_a_sample_cohort_says_so_once(app: Any, client: Any, make_person: Any) -> None:
    people = {handle: make_person(handle) for handle in (LEAD, *IN_IT, *IN_LINE)}
    with transaction():
        actions.import_programmes()
        seeds.seed(people)
    html = page(client.get("/learning/sse-basics/cohorts/"))
    rows = re.findall(r'<li class="date" id="cohort-.*?</li>', html)
    assert [(row.count("δείγμα"), "τμήμα</a>" in row) for row in rows] == [(1, True)] * 2
    there = re.findall(r'href="(/learning/sse-basics/cohorts/\d+/)"', html)
    for address in there:
        assert "Αυτό το τμήμα είναι δείγμα" in page(client.get(address))
    assert len(there) == 2


def test_without_our_programmes_there_is_no_sample_life(app: Any, make_person: Any) -> None:
    with transaction():
        seeds.seed({"nikos": make_person("nikos")})
    assert held() == [0, 0, 0]
