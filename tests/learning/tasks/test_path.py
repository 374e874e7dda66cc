"""What a work does for the path: handed in, or accepted, as the rule asks."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.kit.db import db
from kalo.learning.models import Completion, Enrolment, Lesson
from tests.factories.learning import make_path
from tests.learning.tasks.conftest import Task, hand_in, judge


def done() -> list[str]:
    return sorted(db.session.scalars(select(Completion.thing)))


@pytest.mark.parametrize(("rule", "at_once"), [("submitted", True), ("accepted", False)])
def test_a_rule_is_met_by_handing_in_or_by_the_word(
    as_ada: Any, as_fay: Any, make: Any, task: Task, rule: str, at_once: bool
) -> None:
    lesson = db.session.get_one(Lesson, task.block.lesson_id)
    make_path(make, [lesson], lesson_1={"all": [{rule: task.block.id}]})
    whole = [f"lesson:{lesson.id}", f"module:{lesson.module_id}", f"programme:{task.programme_id}"]
    hand_in(as_ada, task)
    assert done() == (whole if at_once else [])
    judge(as_fay, 1, "return", words="Λείπει κάτι.")
    assert done() == (whole if at_once else [])
    hand_in(as_ada, task, "Καλύτερο.", revision=1)
    judge(as_fay, 2, "accept")
    assert done() == whole
    assert db.session.scalars(select(Enrolment.percent)).one() == 100


def test_what_was_earned_stays_when_the_words_change(
    as_ada: Any, as_fay: Any, make: Any, task: Task
) -> None:
    lesson = db.session.get_one(Lesson, task.block.lesson_id)
    make_path(make, [lesson], lesson_1={"all": [{"accepted": task.block.id}]})
    hand_in(as_ada, task)
    judge(as_fay, 1, "accept")
    before = done()
    judge(as_fay, 1, "accept", words="Άλλα λόγια.", revision=1)
    assert judge(as_fay, 1, "return", words="Όχι.", revision=2).status_code == 422
    assert done() == before != []
