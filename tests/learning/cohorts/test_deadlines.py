"""Deadlines: said by those who lead, moved for one person, never a lock."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person, StaffAct
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.models import Deadline
from tests.conftest import Browser
from tests.factories.cohorts import fresh, place
from tests.learning.cohorts.conftest import Class, address
from tests.learning.test_pages import main, page


def days(class_: Class, **chosen: int) -> dict[str, str]:
    """The form as it is sent; `module_1=3` is three days from now."""
    today = clock.today()
    typed = {
        f"due_{name}": (today + timedelta(days=each)).isoformat() for name, each in chosen.items()
    }
    return {"revision": str(fresh(class_.cohort).revision), **typed}


def kept() -> dict[str, int]:
    """The deadlines that stand: days from now, by thing."""
    db.session.rollback()
    rows = db.session.scalars(select(Deadline).where(Deadline.taken_back_at.is_(None)))
    return {row.thing: (row.due_on - clock.today()).days for row in rows}


def test_a_lead_says_by_when_and_everybody_sees_it(
    as_maria: Browser, client: Browser, class_: Class
) -> None:
    there, module = address(class_.cohort, "deadlines"), class_.course.modules[0].id
    html = main(page(as_maria.get(there)))
    labels = re.findall(r'<label for="due_[^"]+">([^<]+)', html)
    assert [label.strip() for label in labels] == [
        "Όλη η ενότητα έως",
        "Κουίζ έως",
        "Εργασία έως",
        "Όλη η ενότητα έως",
        "Ζωντανό εργαστήριο: Εργαστήριο έως",
    ]
    sent = days(class_, **{f"module_{module}": 7, f"block_{class_.quiz.id}": 3})
    assert as_maria.post(there, data=sent).status_code == 303
    assert kept() == {f"module:{module}": 7, f"block:{class_.quiz.id}": 3}
    html = main(page(client.get(address(class_.cohort))))
    assert html.index("Κουίζ") < html.index("<b>Μέρος 1</b>")
    act = db.session.scalars(select(StaffAct).where(StaffAct.verb == "changed deadlines")).one()
    assert act.after.splitlines()[0].startswith(f"block:{class_.quiz.id} ")


def test_a_day_taken_back_stays_as_a_row_that_calendars_learn_from(
    as_maria: Browser, class_: Class
) -> None:
    there, quiz = address(class_.cohort, "deadlines"), class_.quiz.id
    as_maria.post(there, data=days(class_, **{f"block_{quiz}": 3}))
    as_maria.post(there, data=days(class_))
    assert kept() == {}
    row = db.session.scalars(select(Deadline)).one()
    assert (row.taken_back_at is not None, row.sequence) == (True, 1)
    as_maria.post(there, data=days(class_, **{f"block_{quiz}": 5}))
    assert kept() == {f"block:{quiz}": 5}
    db.session.rollback()
    assert db.session.scalars(select(Deadline.sequence)).one() == 2


def test_what_did_not_change_counts_no_change(as_maria: Browser, class_: Class) -> None:
    there, quiz = address(class_.cohort, "deadlines"), class_.quiz.id
    for _ in range(2):
        as_maria.post(there, data=days(class_, **{f"block_{quiz}": 3}))
    assert db.session.scalars(select(Deadline.sequence)).one() == 0


@pytest.mark.parametrize("day", [-400, 400, "αύριο"])
def test_a_day_outside_the_cohort_comes_back_with_its_error(
    as_maria: Browser, class_: Class, day: Any
) -> None:
    name = f"due_block_{class_.quiz.id}"
    typed = day if isinstance(day, str) else (clock.today() + timedelta(days=day)).isoformat()
    sent = {"revision": str(class_.cohort.revision), name: typed}
    html = page(as_maria.post(address(class_.cohort, "deadlines"), data=sent), 422)
    assert f'value="{typed}"' in html
    assert f'id="{name}-error" role="alert"' in html
    assert kept() == {}


def test_days_that_a_double_press_sends_twice_are_no_conflict(
    as_maria: Browser, class_: Class
) -> None:
    sent = days(class_, **{f"block_{class_.quiz.id}": 9}) | {"once": "k" * 20}
    there = address(class_.cohort, "deadlines")
    answers = [as_maria.post(there, data=sent) for _press in range(2)]
    assert [answer.location for answer in answers] == [address(class_.cohort)] * 2
    assert kept() == {f"block:{class_.quiz.id}": 9}


def test_two_who_write_at_once_see_both_versions(as_maria: Browser, class_: Class) -> None:
    there, quiz = address(class_.cohort, "deadlines"), class_.quiz.id
    mine = days(class_, **{f"block_{quiz}": 9})
    as_maria.post(there, data=days(class_, **{f"block_{quiz}": 3}))
    html = page(as_maria.post(there, data=mine), 409)
    assert clock.date_words(clock.today() + timedelta(days=3)).split()[0] in html
    assert f'value="{mine[f"due_block_{quiz}"]}"' in html
    assert kept() == {f"block:{quiz}": 3}
    again = {**mine, "revision": str(fresh(class_.cohort).revision)}
    assert as_maria.post(there, data=again).status_code == 303
    assert kept() == {f"block:{quiz}": 9}


def test_nothing_closes_when_the_day_has_passed(
    as_maria: Browser, as_ada: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    as_maria.post(
        address(class_.cohort, "deadlines"),
        data=days(class_, **{f"module_{class_.course.modules[0].id}": -3}),
    )
    assert kept() != {}
    assert as_ada.get(class_.course.url()).status_code == 200
    assert as_ada.post(class_.course.url(door="completion")).status_code == 303


def test_only_those_who_lead_change_them(
    as_person: Any, ada: Person, petros: Person, class_: Class
) -> None:
    there = address(class_.cohort, "deadlines")
    sent = days(class_, **{f"block_{class_.quiz.id}": 3})
    answers = [as_person(who).post(there, data=sent).status_code for who in (None, ada, petros)]
    assert (answers, kept()) == ([401, 403, 403], {})
