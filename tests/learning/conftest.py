"""A programme of two modules: three lessons with texts, and one that is a line of the outline."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from kalo.kit import clock
from kalo.learning.models import Lesson, Module, Programme
from tests.factories.content import AllKinds, import_all_kinds
from tests.factories.learning import make_lesson, make_module, make_programme

NOON = datetime(2026, 11, 22, 8, 42, tzinfo=UTC)  # 10:42 in Athens


@dataclass
class Course:
    programme: Programme
    modules: list[Module]
    lessons: list[Lesson]

    def url(self, number: int = 1, door: str = "") -> str:
        """The address of a lesson, or of one of its doors."""
        return f"/learning/programme-1/lesson-{number}/{door}"


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is 10:42 in Athens."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return NOON


@pytest.fixture
def course(make: Callable[..., Any]) -> Course:
    programme = make_programme(make)
    modules = [make_module(make, programme, number) for number in (1, 2)]
    lessons = [make_lesson(make, modules[0], number) for number in (1, 2)]
    lessons.append(make_lesson(make, modules[1], 3, position=1))
    lessons.append(make_lesson(make, modules[1], 4, has_text=False, position=2))
    return Course(programme, modules, lessons)


@pytest.fixture
def learning_queries(queries_run: list[str]) -> Callable[[], int]:
    """learning_queries() is how many statements asked learning's tables since the last call."""

    def _count() -> int:
        asked = [query for query in queries_run if "learning_" in query]
        queries_run.clear()
        return len(asked)

    return _count


@pytest.fixture
def all_kinds(app: Any, monkeypatch: pytest.MonkeyPatch) -> AllKinds:
    """A programme from files with every kind of block and question (tests/factories/content.py)."""
    return import_all_kinds(app, monkeypatch)
