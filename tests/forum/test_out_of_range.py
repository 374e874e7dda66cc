"""Numbers and days that nobody could mean: a clear answer, never a fault of ours."""

from typing import Any

import pytest

from kalo.forum.models import Post, Topic
from kalo.kit.db import db
from tests.factories.forum import answer, talk


@pytest.mark.parametrize("number", ["-5", "0", "-99999999999", "-" + "9" * 30, "9" * 30])
def test_a_reply_to_nothing_answers_nobody(as_ada: Any, topic: Topic, number: str) -> None:
    sent = {"body": "Καλημέρα σε όλους", "reply_to": number}
    assert as_ada.post(f"{topic.path}posts", data=sent).status_code == 303
    assert db.session.query(Post.reply_to).filter_by(number=2).scalar() is None


@pytest.mark.parametrize(("day", "number"), [("0001-01-01", 1), ("9999-12-31", 2)])
def test_a_day_far_away_leads_to_an_end(
    as_person: Any, topic: Topic, grace: Any, day: str, number: int
) -> None:
    answer(topic, grace)
    led = as_person(None).get(f"{topic.path}at?date={day}")
    assert (led.status_code, led.location) == (302, f"{topic.path}#post-{number}")


def test_numbers_that_no_post_has_are_not_moved(
    as_person: Any, moderator: Any, category: Any, grace: Any
) -> None:
    topic, browser = talk(category, grace, replies=2), as_person(moderator)
    sent = {"posts": ["9" * 30], "where": "new", "title": "Νέα", "category": category.slug}
    assert browser.post(f"{topic.path}arrange", data=sent).status_code == 200
    assert browser.post(f"{topic.path}arrange", data={"go": "1", **sent}).status_code == 422
    assert browser.get(f"{topic.path}arrange?post={'9' * 30}").status_code == 404
