"""Discussions can be found by all that stands in them, and cost the worker what is read of them."""

import re
from collections.abc import Callable

import pytest

from kalo.accounts.models import Person
from kalo.forum import search
from kalo.forum.models import Topic
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.factories.forum import answer, fresh, shelf, talk


@pytest.fixture
def topic(ada: Person) -> Topic:
    return talk(shelf(), ada, "Πώς ξεκινάμε;")


def found(browser: Browser, question: str) -> list[str]:
    page = browser.get("/search", query_string={"q": question}).text
    return re.findall(r'class="title" href="([^"]+)"', page)


def test_a_word_in_a_late_reply_is_found_and_one_in_a_hidden_reply_is_not(
    topic: Topic, ada: Person, client: Browser, work: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(search, "AT_ONCE", 2)  # so that a topic is read in several runs
    for word in ("κουκούλι", "λινάρι", "μετάξι", "βαμβάκι"):
        last = answer(topic, ada, f"Φέρνω {word} αύριο")
    work()
    assert [found(client, word) for word in ("κουκουλι", "μεταξι", "βαμβακι")] == [[topic.path]] * 3

    with transaction():
        hidden = db.session.merge(last)
        hidden.hidden_at = hidden.created_at
    fresh(hidden)
    answer(topic, ada, "Και λίγο ροδόσταμο")
    work()
    assert [found(client, word) for word in ("βαμβακι", "ροδοσταμο")] == [[], [topic.path]]


def test_the_text_of_a_topic_ends_where_the_index_stops_reading(
    topic: Topic, ada: Person, queries_run: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "AT_ONCE", 2)
    monkeypatch.setattr(search, "LONGEST", 40)
    for number in range(12):
        answer(topic, ada, f"Απάντηση με αριθμό {number}")
    queries_run.clear()
    (document,) = search.documents([topic.id])
    assert len(document.body) == 40
    assert len([asked for asked in queries_run if "forum_post.html" in asked]) == 2
