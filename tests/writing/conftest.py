"""A category, a topic in it, and one that only members see."""

from typing import Any

import pytest

from tests.factories.forum import shelf, talk


@pytest.fixture
def category(app: Any) -> Any:
    return shelf()


@pytest.fixture
def topic(category: Any, ada: Any) -> Any:
    return talk(category, ada)


@pytest.fixture
def inside(app: Any, ada: Any) -> Any:
    """A topic in a category that only members see."""
    return talk(shelf("Μέλη", members_only=True), ada, "Μεταξύ μας")
