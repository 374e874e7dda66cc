"""Who may see a category decides who finds what is in it, however much that is."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from kalo.forum.actions import change_category
from kalo.forum.models import Category
from kalo.kit.db import db, transaction
from kalo.search.models import Owed
from tests.factories.forum import talk


@pytest.fixture
def statements_of_closing(
    category: Category, ada: Any, moderator: Any, work: Any, queries_run: list[str]
) -> Callable[[int], int]:
    """How many statements it takes to close a category with so many more topics."""

    def _close(topics: int) -> int:
        for number in range(topics):
            talk(category, ada, f"Συζήτηση {number}")
        work()
        with transaction():
            here, by = db.session.merge(category), db.session.merge(moderator)
            queries_run.clear()
            change_category(here, by, see="members" if here.see == "everyone" else "everyone")
            db.session.flush()
            return len(queries_run)

    return _close


def test_search_hears_of_every_topic_in_as_many_statements(
    statements_of_closing: Callable[[int], int],
) -> None:
    first = statements_of_closing(1)
    assert list(db.session.scalars(select(Owed.subject))) == ["topic:1"]
    assert statements_of_closing(20) == first
    assert len(list(db.session.scalars(select(Owed.subject)))) == 21


def test_guests_find_no_more_what_only_members_see(
    as_person: Any, category: Category, ada: Any, moderator: Any, work: Any, pages_kept: Any
) -> None:
    talk(category, ada, "Μαρμελάδα σύκο")
    work()
    guest = as_person(None)
    assert "Μαρμελάδα" in guest.get("/search?q=μαρμελαδα").text.split("</form>")[-1]
    with transaction():
        change_category(db.session.merge(category), db.session.merge(moderator), see="members")
    for address in ("/search?q=μαρμελαδα", "/forum/", f"/forum/c/{category.slug}/"):
        page = guest.get(address)
        assert "Μαρμελάδα" not in page.text
    assert guest.get("/forum/t/1-marmelada-syko/").status_code == 404
