"""The crumbs of the room: one rule for all of its pages, wherever one came from."""

import re
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.actions.messages import send_message
from kalo.learning.models import Cohort
from tests.conftest import Browser
from tests.factories.cohorts import place
from tests.learning.cohorts.conftest import LIST, Class, address, board
from tests.learning.test_pages import page

PROGRAMME = [("Μάθηση", "/learning/"), ("title 1 el", "/learning/programme-1/")]
MINE = [("Μάθηση", "/learning/"), ("Η μάθησή μου", "/learning/mine/")]


def way(answer: Any, status: int = 200) -> list[tuple[str, str]]:
    """The crumbs of a page: what each is called, where it leads."""
    (nav,) = re.findall(r'<nav class="crumbs".*?</nav>', page(answer, status))
    return [(label, url) for url, label in re.findall(r'<a href="([^"]+)">([^<]+)</a>', nav)]


def lesson(number: int, block: str = "") -> list[tuple[str, str]]:
    where = f"/learning/programme-1/lesson-{number}/"
    return [*PROGRAMME, (f"Μάθημα {number}", f"{where}#{block}" if block else where)]


@pytest.fixture
def cohort(class_: Class, ada: Person) -> Cohort:
    place(class_.cohort, ada)
    return class_.cohort


def to_cohort(cohort: Cohort) -> list[tuple[str, str]]:
    return [*PROGRAMME, ("Τμήματα", LIST), ("Φθινόπωρο", address(cohort))]


def test_what_is_of_a_cohort_stands_under_it(as_maria: Browser, cohort: Cohort) -> None:
    above = to_cohort(cohort)
    ways = {
        LIST: above[:2],
        f"{LIST}new": above[:3],
        address(cohort): above[:3],
        address(cohort, "edit"): above,
        address(cohort, "deadlines"): above,
        board(cohort): above,
        board(cohort, "messages/"): above,
        board(cohort, "messages/new"): [*above, ("Μηνύματα", board(cohort, "messages/"))],
    }
    assert {there: way(as_maria.get(there)) for there in ways} == ways


def test_what_is_of_a_member_stands_under_the_board(as_maria: Browser, cohort: Cohort) -> None:
    story = board(cohort, "people/ada/")
    above = [*to_cohort(cohort), ("Πίνακας", board(cohort))]
    assert way(as_maria.get(story)) == above
    for door in ("allowances", "completions", "removal"):
        assert way(as_maria.get(story + door)) == [*above, ("Ada", story)]


def test_a_message_stands_under_its_cohort(
    as_ada: Browser, ada: Person, maria: Person, cohort: Cohort
) -> None:
    chosen = {"show": "all", "lacking": "", "words": ""}
    lead = db.session.get_one(Person, maria.id)
    message = send_message(cohort, lead, [ada.id], "Θέμα", "Λόγια", chosen)
    db.session.commit()
    assert way(as_ada.get(f"/learning/messages/{message.id}/")) == to_cohort(cohort)


def test_what_is_of_a_lesson_stands_under_it(
    as_ada: Browser, as_maria: Browser, class_: Class
) -> None:
    assert way(as_ada.get("/learning/programme-1/lesson-1/")) == PROGRAMME
    assert way(as_ada.get("/learning/programme-1/search")) == PROGRAMME
    work = f"/learning/work/{class_.task.id}/"
    assert way(as_ada.get(work)) == lesson(2, "task")
    as_ada.post(f"{work}versions", data={"body": "Λόγια", "revision": "0"})
    assert way(as_ada.get(f"{work}versions/1/")) == [*lesson(2, "task"), ("Εργασία", work)]
    old = as_ada.post(f"{work}draft", data={"body": "Άλλα", "revision": "0"})
    assert way(old, 409) == [*lesson(2, "task"), ("Εργασία", work)]
    quiz = f"/learning/quizzes/{class_.quiz.id}/"
    assert way(as_ada.get(f"{quiz}start")) == lesson(1, "quiz")
    assert way(as_maria.get(quiz)) == lesson(1, "quiz")
    assert way(as_maria.get(f"{quiz}regrade")) == [*lesson(1, "quiz"), ("Αποτελέσματα", quiz)]


def test_what_is_ones_own_stands_under_my_learning(as_ada: Browser, class_: Class) -> None:
    as_ada.post("/learning/programme-1/lesson-1/notes", data={"note": "Δικό μου."})
    notes = [*MINE, ("Σημειώσεις και φυλαγμένα", "/learning/mine/notes/")]
    ways = {
        "/learning/mine/": MINE[:1],
        "/learning/mine/notes/": MINE,
        "/learning/mine/notes/1": notes,
        "/learning/mine/work/": MINE,
    }
    assert {there: way(as_ada.get(there)) for there in ways} == ways
    unsaid = as_ada.post("/learning/programme-1/lesson-1/notes", data={"note": ""})
    assert way(unsaid, 422) == lesson(1)


def test_what_is_of_the_whole_room_stands_under_it(
    as_maria: Browser, as_ada: Browser, class_: Class
) -> None:
    as_ada.post(f"/learning/work/{class_.task.id}/versions", data={"body": "Α", "revision": "0"})
    desk = ("Προς διόρθωση", "/learning/marking/")
    ways = {
        **dict.fromkeys(("programme-1/", "glossary", "receipts", "cohorts/", "marking/"), MINE[:1]),
        "marking/works/1/": [*MINE[:1], desk],
    }
    assert {there: way(as_maria.get(f"/learning/{there}")) for there in ways} == ways


def test_the_way_speaks_english(as_maria: Browser, cohort: Cohort) -> None:
    assert way(as_maria.get(f"/en{board(cohort)}")) == [
        ("Learning", "/en/learning/"),
        ("title 1 en", "/en/learning/programme-1/"),
        ("Cohorts", f"/en{LIST}"),
        ("Autumn", f"/en{address(cohort)}"),
    ]
