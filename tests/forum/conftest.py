"""A category, a topic of Ada's in it, and a category that only members see."""

from collections.abc import Callable
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.forum.models import Category, Topic
from tests.factories.forum import shelf, talk


@pytest.fixture
def category(app: Any) -> Category:
    return shelf()


@pytest.fixture
def cafe(app: Any) -> Category:
    return shelf("Καφενείο", members_only=True)


@pytest.fixture
def topic(category: Category, ada: Person) -> Topic:
    return talk(category, ada)


@pytest.fixture
def statements(queries_run: list[str]) -> Callable[[Any, str], int]:
    """statements(browser, address): how many statements a page costs."""

    def _count(browser: Any, address: str) -> int:
        browser.get(address)  # the first visit fills the caches of the compiler
        queries_run.clear()
        assert browser.get(address).status_code == 200
        return len(queries_run)

    return _count
