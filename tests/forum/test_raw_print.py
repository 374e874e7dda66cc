"""A topic as plain text and on paper."""

from typing import Any

import pytest

from kalo.forum import actions
from tests.factories.forum import answer, done, talk


def test_a_topic_as_it_was_typed(client: Any, topic: Any, grace: Any, moderator: Any) -> None:
    answer(topic, grace, "Με **έντονα** <b>")
    done(actions.delete_post, answer(topic, grace, "Φεύγει"), topic, moderator)
    page = client.get(f"{topic.path}raw")
    assert page.content_type == "text/plain; charset=utf-8"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.text.startswith(f"# Πώς ξεκινάμε;\nhttp://localhost{topic.path}\n\n## #1 Ada, ")
    assert page.text.endswith("UTC\n\nΜε **έντονα** <b>\n")


def test_a_post_as_it_was_typed(client: Any, topic: Any, grace: Any, moderator: Any) -> None:
    answer(topic, grace, "Με **έντονα**")
    assert client.get(f"{topic.path}2/raw").text == "Με **έντονα**"
    gone = answer(topic, grace, "Φεύγει")
    done(actions.delete_post, gone, topic, moderator)
    assert client.get(f"{topic.path}3/raw").text == ""
    assert client.get(f"{topic.path}9/raw").status_code == 404


def test_a_topic_on_paper(client: Any, topic: Any, grace: Any) -> None:
    answer(topic, grace, "Με **έντονα**")
    page = client.get(f"{topic.path}print")
    assert "<strong>έντονα</strong>" in page.text
    assert "<nav" not in page.text
    assert "<script" not in page.text
    assert '<meta name="robots" content="noindex">' in page.text
    assert f'<link rel="canonical" href="http://localhost{topic.path}">' in page.text


@pytest.mark.parametrize("shape", ["raw", "print", "1/raw", "feed"])
def test_what_one_may_not_see_has_no_other_shape(
    as_person: Any, cafe: Any, ada: Any, moderator: Any, topic: Any, shape: str
) -> None:
    hidden = talk(cafe, ada)
    assert as_person(None).get(f"{hidden.path}{shape}").status_code == 404
    if shape != "feed":
        assert as_person(ada).get(f"{hidden.path}{shape}").status_code == 200
    done(actions.delete_topic, topic, moderator)
    assert as_person(None).get(f"{topic.path}{shape}").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_other_shapes_cost_the_same_however_long(
    client: Any, category: Any, ada: Any, statements: Any, many: int
) -> None:
    topic = talk(category, ada, replies=many)
    assert [statements(client, f"{topic.path}{shape}") for shape in ("raw", "1/raw", "print")] == [
        2,
        2,
        2,
    ]
    assert client.get(f"{topic.path}raw?page=2").status_code == 404
