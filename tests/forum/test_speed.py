"""What a page costs in statements, however much stands on it; and that reading writes nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from kalo.kit.db import db
from tests.factories.forum import talk

WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.mark.parametrize("replies", [0, 2])
def test_a_topic_costs_a_guest_three_statements_and_a_member_six(
    client: Any, as_person: Any, category: Any, ada: Any, grace: Any,
    statements: Callable[[Any, str], int], replies: int,
) -> None:  # fmt: skip
    address = talk(category, ada, replies=replies).path
    assert statements(client, address) == 3  # the topic, its posts, what else moves here
    assert statements(as_person(grace), address) == 6  # and who asks, the bell, what is theirs


@pytest.mark.parametrize("page", [1, 2])
def test_a_long_topic_costs_the_same_on_every_page(
    client: Any, as_person: Any, category: Any, ada: Any, grace: Any,
    statements: Callable[[Any, str], int], page: int,
) -> None:  # fmt: skip
    address = f"{talk(category, ada, replies=44).path}?page={page}"
    assert statements(client, address) == 3
    assert statements(as_person(grace), address) == 6


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_however_long_they_are(
    client: Any, as_person: Any, category: Any, ada: Any, grace: Any,
    statements: Callable[[Any, str], int], count: int,
) -> None:  # fmt: skip
    for n in range(count):
        talk(category, ada, f"Θέμα {n}", subject="lesson:17")
    for address in ("/forum/", "/forum/c/agora/"):
        assert statements(client, address) == 2  # the category or all of them, the topics
        assert statements(as_person(grace), address) == 4  # and who asks, and the bell


def test_reading_writes_nothing(
    as_person: Any, category: Any, ada: Any, grace: Any, queries_run: list[str]
) -> None:
    topic = talk(category, ada, replies=21)
    browser, path = as_person(grace), topic.path
    paths = ("/forum/", "/forum/c/agora/", path, f"{path}?page=2", f"{path}posts?after=1")
    queries_run.clear()
    for address in paths:
        assert browser.get(address).status_code == 200
    assert queries_run
    assert [query for query in queries_run if query.startswith(WRITES)] == []


@pytest.mark.parametrize("people", [1, 3])
def test_a_reply_costs_the_same_however_many_are_told(
    as_person: Any, make_person: Any, grace: Any, topic: Any, queries_run: list[str], people: int
) -> None:
    from tests.factories.forum import answer

    for n in range(people):
        answer(topic, make_person(f"P{n}", handle=f"p{n}", email=f"p{n}@x.org"))
    browser, address = as_person(grace), f"{topic.path}posts"
    browser.post(address, data={"body": "Πρώτη"})
    queries_run.clear()
    browser.post(address, data={"body": "Δεύτερη"})
    forum = [query for query in queries_run if "search" not in query]
    assert len(forum) == 13, "\n".join(q[:110] for q in forum)


def _steps(query: str) -> list[str]:
    """How SQLite goes about a query."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    plan = db.session.connection().exec_driver_sql(
        f"EXPLAIN QUERY PLAN {query}", tuple([1] * query.count("?"))
    )
    return [row[3] for row in plan]


@pytest.mark.parametrize(
    ("address", "index"),
    [("/forum/c/agora/", "ix_forum_topic_shelf"), ("/forum/", "ix_forum_topic_latest")],
)
def test_a_list_walks_along_an_index(
    client: Any, category: Any, topic: Any, queries_run: list[str], address: str, index: str
) -> None:
    queries_run.clear()
    client.get(address)
    steps = _steps(queries_run[-1])
    assert any(index in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps


def test_what_stands_beside_a_topic_is_not_sorted_out_of_a_whole_category(
    as_person: Any, category: Any, topic: Any, grace: Any, queries_run: list[str]
) -> None:
    browser = as_person(grace)
    queries_run.clear()
    browser.get(topic.path)
    (asked,) = [query for query in queries_run if "forum_topic.id !=" in query]
    steps = _steps(asked)
    assert any("ix_forum_topic_beside (category_id=?)" in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps
