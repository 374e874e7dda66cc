"""Names that only some may read: a tag, a title; not in a feed, not on the bell."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.forum import actions
from kalo.forum.models import Category, Tag, Topic
from kalo.kit.db import db, transaction
from kalo.notifications.models import Notification
from tests.factories.forum import answer, fresh, shelf, talk


@pytest.fixture
def office(app: Any) -> Category:
    """A category that only moderators see."""
    office = shelf("Ομάδα")
    with transaction():
        db.session.merge(office).see = "staff"
    return fresh(office)


def mark(topic: Topic, words: str, moderator: Any) -> str:
    with transaction():
        actions.set_tags(db.session.merge(topic), words, db.session.merge(moderator))
    return str(db.session.scalar(select(Tag.slug)))


def test_a_tag_that_guests_do_not_find_has_no_feed_either(
    as_person: Any, ada: Any, moderator: Any, cafe: Any
) -> None:
    slug = mark(talk(cafe, ada, "Μεταξύ μας"), "Μυστική λέξη", moderator)
    guest = as_person(None)
    assert guest.get(f"/forum/tag/{slug}").status_code == 404
    feed = guest.get(f"/forum/tag/{slug}/feed")
    assert feed.status_code == 404
    assert "Μυστική λέξη" not in feed.text


def test_news_of_posts_that_went_out_of_sight_does_not_follow_them(
    as_person: Any, moderator: Any, ada: Any, grace: Any, category: Any, office: Any, work: Any
) -> None:
    here, there = talk(category, ada, "Ανοιχτή"), talk(office, moderator, "Μυστικός τίτλος")
    answer(here, grace)
    answer(here, grace, "Και κάτι ακόμη")
    work()
    sent = {"go": "1", "sure": "1", "where": "other", "target": there.id}
    moved = as_person(moderator).post(f"{here.path}arrange", data={**sent, "posts": [3]})
    assert moved.location == there.path
    work()
    [news] = db.session.query(Notification).filter_by(person_id=ada.id).all()
    assert (news.subject, news.unread, news.path) == (here.tag, 1, f"{here.path}2")
    assert "Μυστικός τίτλος" not in as_person(ada).get("/accounts/news/").text

    as_person(moderator).post(f"{here.path}arrange", data={**sent, "posts": [2]})
    work()
    assert db.session.query(Notification).filter_by(person_id=ada.id).all() == []


def test_an_author_is_told_nothing_of_a_place_that_they_no_longer_see(
    as_person: Any, moderator: Any, ada: Any, category: Any, office: Any, work: Any
) -> None:
    topic = talk(category, ada, "Ανοιχτή")
    desk = as_person(moderator)
    thanks = {"kind": "thanks"}
    assert desk.post(f"{topic.path}1/reaction", data=thanks).status_code == 303
    assert desk.post(f"{topic.path}1/reaction/undo").status_code == 303
    with transaction():
        moved = db.session.merge(topic)
        moved.category_id, moved.title = office.id, "Μυστικός τίτλος"
    assert desk.post(f"{topic.path}1/reaction", data=thanks).status_code == 303
    work()
    [news] = db.session.query(Notification).filter_by(person_id=ada.id).all()
    assert (news.what, news.unread) == ("Ανοιχτή", 1)


def test_a_guest_is_not_offered_what_asks_for_an_account(as_person: Any, topic: Topic) -> None:
    assert f"{topic.path}1/bookmark" not in as_person(None).get(topic.path).text
