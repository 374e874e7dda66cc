"""Who is named by an edit is told once; who was named before is not told again."""

from typing import Any

import pytest

from kalo.forum.models import PostRevision, Topic
from kalo.kit.db import db
from kalo.notifications.models import Notification


@pytest.fixture
def unread(work: Any) -> Any:
    """unread(grace): how many things she has not read."""

    def _count(person: Any) -> int:
        work()
        return db.session.query(Notification).filter_by(person_id=person.id, read_at=None).count()

    return _count


def test_a_quick_correction_names_nobody_again(
    as_person: Any, ada: Any, grace: Any, topic: Topic, unread: Any
) -> None:
    browser = as_person(ada)
    browser.post(f"{topic.path}posts", data={"body": "Γεια @grace"})
    assert unread(grace) == 1
    as_person(grace).post("/accounts/news/reading")
    browser.post(f"{topic.path}2/edit", data={"body": "Γεια σου, @grace", "revision": "1"})
    assert unread(grace) == 0
    assert db.session.query(PostRevision).count() == 0


def test_a_quick_correction_that_names_somebody_is_kept_and_told(
    as_person: Any, ada: Any, grace: Any, topic: Topic, unread: Any
) -> None:
    browser = as_person(ada)
    browser.post(f"{topic.path}posts", data={"body": "Γεια σε όλους"})
    browser.post(f"{topic.path}2/edit", data={"body": "Γεια @grace", "revision": "1"})
    assert unread(grace) == 1
    assert db.session.query(PostRevision.source).scalar() == "Γεια σε όλους"
    as_person(grace).post("/accounts/news/reading")
    browser.post(f"{topic.path}2/edit", data={"body": "Γεια σου, @grace", "revision": "2"})
    assert unread(grace) == 0
