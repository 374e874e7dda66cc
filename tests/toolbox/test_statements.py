"""A page of the toolbox asks the database as often for three things as for one."""

from collections.abc import Callable
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.kit.db import transaction
from kalo.kit.once import fresh_key
from kalo.toolbox.actions import comments
from kalo.toolbox.actions.links import make_link
from kalo.toolbox.actions.works import Author, keep_work, save_work
from kalo.toolbox.models import Work
from tests.conftest import Browser

PAGES = {
    "/toolbox/tools/garden/": 3,
    "/toolbox/works/": 4,
    "/toolbox/works/1/": 8,
    "/toolbox/works/1/history": 6,
    "/toolbox/works/1/history/1": 5,
    "/toolbox/works/1/answers.json": 2,
}


@pytest.fixture
def stand(garden: Any, ada: Person) -> Callable[[int], None]:
    """So many works, and of the first so many saves, comments and links."""

    def _stand(many: int) -> None:
        by = Author(ada)
        with transaction():
            works: list[Work] = [
                keep_work("garden", f"Κήπος {n}", {"name": "Κήπος"}, by, fresh_key()).work
                for n in range(many)
            ]
            for n in range(many):
                save_work(works[0], {"name": f"Κήπος {n}"}, n + 1, by, fresh_key())
                comments.say(works[0], "Σχόλιο", "name", by)
                make_link(works[0], "read", "")

    return _stand


@pytest.mark.parametrize("many", [1, 3])
def test_three_cost_what_one_costs(
    as_ada: Browser, stand: Callable[[int], None], queries_run: list[str], many: int
) -> None:
    stand(many)
    as_ada.get("/toolbox/works/")  # who came by is noted with the first page of a day
    counts = {}
    for path in PAGES:
        queries_run.clear()
        assert as_ada.get(path).status_code == 200
        counts[path] = len(queries_run)
    assert counts == PAGES


def test_a_guest_who_types_costs_no_statement(
    client: Browser, garden: Any, queries_run: list[str]
) -> None:
    client.post("/toolbox/tools/garden/result", data={"name": "Κήπος"})
    assert queries_run == []
