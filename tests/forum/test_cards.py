"""A link to one post, shown by another network, is about that post; people are led to its page."""

import re
from typing import Any

import pytest

from kalo.forum.actions import delete_post, hide_post
from kalo.forum.models import Topic
from kalo.kit.db import db
from tests.factories.forum import answer, done, shelf, talk

TOLD = {"User-Agent": "TelegramBot (like TwitterBot)"}


def told(browser: Any, path: str, **head: str) -> tuple[int, str, str]:
    """Status, title and words of the card."""
    reply = browser.get(path, headers=head or TOLD)
    title, words = (
        re.search(rf'<meta property="og:{name}" content="([^"]*)"', reply.text)
        for name in ("title", "description")
    )
    return reply.status_code, title[1] if title else "", words[1] if words else ""


@pytest.fixture
def second(topic: Topic, grace: Any) -> Any:
    return answer(topic, grace, "Με μια **ομάδα** της γειτονιάς")


def test_a_card_has_the_words_of_the_post_that_the_link_names(
    client: Any, topic: Topic, second: Any
) -> None:
    assert told(client, f"{topic.path}2") == (
        200,
        "Grace: Πώς ξεκινάμε;",
        "Με μια ομάδα της γειτονιάς",
    )
    card = client.get(f"{topic.path}2", headers=TOLD)
    assert f'<meta property="og:url" content="http://localhost{topic.path}2">' in card.text
    assert "User-Agent" in card.headers["Vary"]
    assert told(client, f"/en{topic.path}2")[0] == 200


@pytest.mark.parametrize("agent", ["Mozilla/5.0 (Linux; Android 13)", "Googlebot/2.1"])
def test_people_and_search_engines_are_led_to_the_page_of_the_topic(
    client: Any, topic: Topic, second: Any, agent: str
) -> None:
    reply = client.get(f"{topic.path}2", headers={"User-Agent": agent})
    assert (reply.status_code, reply.location) == (302, f"{topic.path}#post-2")


def test_nobody_draws_a_card_of_what_may_not_be_read(
    client: Any, ada: Any, moderator: Any, topic: Topic, second: Any
) -> None:
    done(lambda post, by: hide_post(post.id, by), second, moderator)
    assert told(client, f"{topic.path}2")[0] == 302
    done(delete_post, second, topic, moderator)
    assert told(client, f"{topic.path}2")[1] == "Ada: Πώς ξεκινάμε;"  # the nearest that stands
    closed = talk(shelf("Μέλη", members_only=True), db.session.merge(ada), "Μεταξύ μας")
    assert told(client, f"{closed.path}1")[0] == 404
