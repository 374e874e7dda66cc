"""A programme with lessons, a quiz, a task and a workshop; who leads, and who does not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.learning.models import QUIZ, TASK, WORKSHOP, Block, Cohort, PathVersion
from tests.conftest import Browser
from tests.factories.cohorts import stand_cohort
from tests.factories.learning import make_block, make_path
from tests.learning.conftest import Course

LIST = "/learning/programme-1/cohorts/"


def address(cohort: Cohort, door: str = "") -> str:
    """Where a cohort stands."""
    return f"{LIST}{cohort.id}/{door}"


def board(cohort: Cohort, door: str = "board") -> str:
    """Where its board stands."""
    return f"/learning/cohorts/{cohort.id}/{door}"


@pytest.fixture
def maria(make_person: Callable[..., Person]) -> Person:
    """She leads."""
    return make_person("Maria", roles={"facilitator"})


@pytest.fixture
def petros(make_person: Callable[..., Person]) -> Person:
    """Another facilitator, who leads nothing."""
    return make_person("Petros", roles={"facilitator"})


@pytest.fixture
def as_maria(as_person: Callable[..., Browser], maria: Person) -> Browser:
    return as_person(maria)


@dataclass
class Class:
    """A cohort of a programme with everything that can be asked."""

    course: Course
    quiz: Block
    task: Block
    workshop: Block
    path: PathVersion
    cohort: Cohort


@pytest.fixture
def class_(course: Course, make: Callable[..., Any], maria: Person) -> Class:
    first, second, third = course.lessons[:3]
    quiz = make_block(make, first, QUIZ, "quiz", required=True)
    task = make_block(make, second, TASK, "task", required=True)
    workshop = make_block(make, third, WORKSHOP, "workshop", required=True)
    path = make_path(
        make,
        course.lessons[:3],
        lesson_1={"all": [{"read": first.id}, {"score": quiz.id, "at_least": 70}]},
        lesson_2={"all": [{"read": second.id}, {"submitted": task.id}]},
        lesson_3={"all": [{"read": third.id}, {"attended": workshop.id}]},
    )
    return Class(course, quiz, task, workshop, path, stand_cohort(course.programme, maria))
