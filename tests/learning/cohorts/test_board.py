"""The board: who is where, what is missing, who is behind and why; and the same as files."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.actions.deadlines import set_deadlines
from kalo.learning.models import Cohort, Place
from tests.conftest import Browser
from tests.factories.cohorts import place
from tests.learning.cohorts.conftest import Class, address, board
from tests.learning.cohorts.doing import did, read, set_back
from tests.learning.test_pages import main, page


def rows_of(html: str) -> dict[str, str]:
    """The words of each person's row, by name."""
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", body):
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip()
        found[re.findall(r'<a class="title"[^>]*>([^<]+)', row)[0]] = words
    return found


def due(cohort: Cohort, maria: Person, **days: int) -> None:
    """Deadlines, so many days from now; `module_3=-2`."""
    with transaction():
        here, today = db.session.get_one(Cohort, cohort.id), clock.today()
        wanted = {
            name.replace("_", ":"): today + timedelta(days=each) for name, each in days.items()
        }
        set_deadlines(here, db.session.get_one(Person, maria.id), wanted, here.revision)


def test_each_person_stands_with_what_they_have_and_what_is_missing(
    as_maria: Browser, ada: Person, grace: Person, class_: Class
) -> None:
    place(class_.cohort, ada, grace)
    read(ada, class_.course.lessons[0])
    did(ada, class_.quiz, "submitted", percent=60)
    rows = rows_of(page(as_maria.get(board(class_.cohort))))
    assert list(rows) == ["Ada", "Grace"]
    assert rows["Ada"].startswith("Ada 16 % 1/4 – τίποτα ακόμη")
    sentence = "το κουίζ «Κουίζ» (ως τώρα 60 %, χρειάζεται 70 %)"
    assert sentence in rows["Ada"]
    assert "0 %" in rows["Grace"]


def test_the_sentence_is_the_one_that_the_learner_reads(
    as_maria: Browser, as_ada: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    read(ada, class_.course.lessons[0])
    told = re.findall(
        r'<td class="long"[^>]*> ?<span>([^<]+)', page(as_maria.get(board(class_.cohort)))
    )
    assert told
    assert told[0].startswith("Λείπουν: ")
    assert told[0] in page(as_ada.get("/learning/programme-1/"))


def test_names_stand_in_the_order_of_a_greek_list(
    as_maria: Browser, make_person: Any, class_: Class
) -> None:
    names = ("Ωμέγα", "Ζωή", "Άννα", "Ήβη", "Bob")
    place(class_.cohort, *(make_person(name) for name in names))
    rows = rows_of(page(as_maria.get(board(class_.cohort))))
    assert list(rows) == ["Άννα", "Ζωή", "Ήβη", "Ωμέγα", "Bob"]


def test_one_module_shows_its_lessons_and_what_is_asked_in_them(
    as_maria: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    did(ada, class_.quiz, "submitted", percent=85, passed=True)
    module = class_.course.modules[0]
    html = page(as_maria.get(board(class_.cohort) + f"?module={module.id}"))
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)', html)
    assert heads[2:6] == ["Μάθημα 1", "Κουίζ", "Μάθημα 2", "Εργασία"]
    assert "85 %" in rows_of(html)["Ada"]
    assert as_maria.get(board(class_.cohort) + "?module=999").status_code == 404


def test_who_is_behind_and_why_by_plain_rules(
    as_maria: Browser, make_person: Any, maria: Person, class_: Class
) -> None:
    quiet, fresh, late, rests, done = people = [
        make_person(name) for name in ("Quiet", "Fresh", "Late", "Rests", "Done")
    ]
    place(class_.cohort, *people)
    today = clock.now()
    with transaction():
        db.session.execute(update(Place).values(placed_at=today - timedelta(days=14)))
    set_back(quiet, started_at=today - timedelta(days=30))
    read(fresh, class_.course.lessons[0])
    read(late, class_.course.lessons[2])
    read(rests, class_.course.lessons[0])
    set_back(rests, last_act_at=today - timedelta(days=20), paused_at=today - timedelta(days=1))
    set_back(done, started_at=today - timedelta(days=30), done_at=today)
    away = make_person("Away")
    place(class_.cohort, away)
    read(away, class_.course.lessons[0])
    long_ago = today - timedelta(days=12)
    set_back(away, started_at=today - timedelta(days=30), last_act_at=long_ago)
    due(class_.cohort, maria, **{f"module_{class_.course.modules[1].id}": -3})
    did(away, class_.workshop, "attended", at=long_ago)
    did(fresh, class_.workshop, "attended")
    read(fresh, class_.course.lessons[2])
    set_back(away, last_act_at=long_ago)
    rows = rows_of(page(as_maria.get(board(class_.cohort))))
    assert "14 μέρες από την αρχή, τίποτα ακόμη" in rows["Quiet"]
    assert "12 μέρες χωρίς κάτι νέο" in rows["Away"]
    assert "«Μέρος 2» ήταν για" in rows["Late"]
    assert "σε παύση" in rows["Rests"]
    for name in ("Fresh", "Done"):
        assert "χωρίς" not in rows[name]
        assert "ήταν για" not in rows[name]
    behind = rows_of(page(as_maria.get(board(class_.cohort) + "?show=behind")))
    assert list(behind) == ["Away", "Late", "Quiet"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["Ada", "Grace", "Mallory"]),
        ("?show=not-begun", ["Mallory"]),
        ("?show=resting", ["Grace"]),
        ("?show=finished", []),
        ("?lacking=block:{quiz}", ["Grace", "Mallory"]),
        ("?show=resting&lacking=block:{quiz}", ["Grace"]),
    ],
)
def test_a_filter_leaves_those_it_names(
    as_maria: Browser,
    ada: Person,
    grace: Person,
    mallory: Person,
    class_: Class,
    asked: str,
    names: list[str],
) -> None:
    place(class_.cohort, ada, grace, mallory)
    did(ada, class_.quiz, "submitted", percent=90, passed=True)
    read(grace, class_.course.lessons[1])
    set_back(grace, paused_at=clock.now())
    html = page(as_maria.get(board(class_.cohort) + asked.format(quiz=class_.quiz.id)))
    assert (list(rows_of(html)) if "<tbody>" in html else []) == names


@pytest.mark.parametrize("asked", ["?show=odd", "?lacking=block:999", "?lacking=x"])
def test_a_filter_that_is_none_is_not_there(as_maria: Browser, class_: Class, asked: str) -> None:
    assert as_maria.get(board(class_.cohort)).status_code == 200
    assert as_maria.get(board(class_.cohort) + asked).status_code == 404


def test_only_those_who_lead_see_it(
    as_person: Any,
    ada: Person,
    maria: Person,
    petros: Person,
    administrator: Person,
    class_: Class,
) -> None:
    place(class_.cohort, ada)
    for door in ("board", "board.csv", "board.xlsx", "people/ada/", "messages/", "messages/new"):
        seen = [
            as_person(who).get(board(class_.cohort, door)).status_code
            for who in (None, ada, petros, maria, administrator)
        ]
        assert (door, seen) == (door, [303, 404, 404, 200, 200])


def test_a_cohort_of_120_asks_as_much_as_one_of_one(
    as_maria: Browser,
    class_: Class,
    make_person: Any,
    learning_queries: Callable[[], int],
) -> None:
    asked, there = [], board(class_.cohort)
    for many, letter in ((1, "p"), (2, "q"), (117, "r")):
        names = [f"{letter}{'abcdefghij'[n % 10]}{'x' * (n // 10)}" for n in range(many)]
        people = [make_person(name) for name in names]
        place(class_.cohort, *people)
        read(people[0], class_.course.lessons[0])
        learning_queries()
        html = page(as_maria.get(there))
        asked.append(learning_queries())
    assert html.count('<th scope="row">') == 120
    assert asked == [10, 10, 10]


def as_rows(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_file_of_commas_says_what_the_page_says(
    as_maria: Browser, ada: Person, grace: Person, class_: Class
) -> None:
    place(class_.cohort, ada, grace)
    did(ada, class_.quiz, "submitted", percent=60)
    answer = as_maria.get(board(class_.cohort, "board.csv"))
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Cache-Control"] == "private, no-store"
    head, *rows = as_rows(answer)
    assert head[:3] == ["Όνομα", "Ψευδώνυμο", "Ποσοστό"]
    assert [row[0] for row in rows] == ["Ada", "Grace"]
    assert rows[0][head.index("Κουίζ")] == "60 %"
    chosen = as_rows(
        as_maria.get(board(class_.cohort, f"board.csv?lacking=block:{class_.task.id}"))
    )
    assert len(chosen) == 3


HOSTILE = ('=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(A1)", "\tx")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_never_becomes_a_formula(
    as_maria: Browser, make_person: Any, class_: Class, name: str
) -> None:
    place(class_.cohort, make_person(name, handle="mean", email="mean@example.org"))
    (row,) = as_rows(as_maria.get(board(class_.cohort, "board.csv")))[1:]
    assert row[0] == f"'{name}"
    answer = as_maria.get(board(class_.cohort, "board.xlsx"))
    cell = load_workbook(io.BytesIO(answer.data)).active["A2"]
    assert (cell.value, cell.data_type) == (name, "s")


def test_the_sheet_opens_with_numbers_as_numbers(
    as_maria: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    read(ada, class_.course.lessons[0])
    answer = as_maria.get(board(class_.cohort, "board.xlsx"))
    assert "spreadsheetml" in answer.mimetype
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert (sheet.title, sheet["A1"].value, sheet["A2"].value) == ("Φθινόπωρο", "Όνομα", "Ada")
    assert (sheet["C2"].value, sheet["C2"].data_type) == (16, "n")
    assert sheet.freeze_panes == "B2"


def test_the_board_speaks_english(as_maria: Browser, ada: Person, class_: Class) -> None:
    place(class_.cohort, ada)
    html = main(page(as_maria.get("/en" + board(class_.cohort))))
    assert "What is missing" in html
    assert "Part 1" in html
    assert as_maria.get(address(class_.cohort)).status_code == 200
