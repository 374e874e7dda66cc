"""In a topic with a slow pace a person waits between two posts; the text is never lost."""

from datetime import timedelta
from typing import Any

import pytest

from kalo.forum import actions
from kalo.forum.models import Topic
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.factories.forum import answer, counted, posts_of


@pytest.fixture
def slow(topic: Any, moderator: Any) -> Topic:
    """Ada's topic; five minutes between two posts."""
    with transaction():
        actions.slow_topic(db.session.merge(topic), db.session.merge(moderator), 300)
    db.session.refresh(topic)
    return topic


def test_a_second_post_waits_and_its_text_is_kept(as_ada: Any, slow: Topic) -> None:
    page = as_ada.post(f"{slow.path}posts", data={"body": "Και κάτι ακόμη"})
    assert page.status_code == 422
    assert "μπορείς να ξαναγράψεις σε 5 λεπτά" in page.text
    assert "Και κάτι ακόμη" in page.text
    assert counted(slow) == (1, 1)
    assert slow.highest_number == 1


def test_after_the_pause_one_writes_again(
    as_ada: Any, slow: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + timedelta(seconds=301)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert as_ada.post(f"{slow.path}posts", data={"body": "Τώρα"}).status_code == 303
    assert posts_of(slow)[-1] == (2, "Τώρα")


def test_others_do_not_wait_for_each_other(as_person: Any, slow: Topic, grace: Any) -> None:
    assert as_person(grace).post(f"{slow.path}posts", data={"body": "Γεια"}).status_code == 303


def test_moderators_do_not_wait(as_person: Any, slow: Topic, moderator: Any) -> None:
    for body in ("Ένα", "Δύο"):
        page = as_person(moderator).post(f"{slow.path}posts", data={"body": body})
        assert page.status_code == 303


def test_the_pace_is_chosen_said_and_ended(
    as_person: Any, moderator: Any, topic: Any, ada: Any
) -> None:
    browser = as_person(moderator)
    assert browser.post(f"{topic.path}pace", data={"seconds": "3600"}).status_code == 303
    assert "Πιο αργός ρυθμός από Moira, 1 ώρα" in browser.get(topic.path).text
    assert browser.post(f"{topic.path}pace", data={"seconds": "7"}).status_code == 422
    browser.post(f"{topic.path}pace", data={"seconds": "0"})
    assert answer(topic, ada).number == 2
