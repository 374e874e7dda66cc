"""The sample life: believable, dated from now, told once, and saying that it is a sample."""

from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.forum.models import Category, Post, Topic
from kalo.forum.seeds import seed
from kalo.forum.seeds.sample import read_story
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.factories.forum import counted

HANDLES = ("maria", "giorgos", "despoina", "nikos", "anna", "eleni", "admin", "iosif")


@pytest.fixture
def told(make_person: Any) -> dict[str, Any]:
    people = {
        h: make_person(h.title(), roles={"moderator"} if h == "anna" else ()) for h in HANDLES
    }
    with transaction():
        seed({handle: db.session.merge(person) for handle, person in people.items()})
    return people


def test_the_sample_is_told_once(told: dict[str, Any]) -> None:
    topics, posts = (db.session.scalar(select(func.count(m.id))) for m in (Topic, Post))
    assert (topics, posts) == (10, sum(len(story.posts) for story in read_story()))
    with transaction():
        seed({handle: db.session.merge(person) for handle, person in told.items()})
    assert db.session.scalar(select(func.count(Topic.id))) == topics


def test_the_sample_has_every_sort_of_topic(told: dict[str, Any], client: Any) -> None:
    topics = db.session.scalars(select(Topic).options(db.joinedload(Topic.category))).all()
    assert [t.title for t in topics if t.pinned] == [
        "Καλώς ήρθες: αυτή είναι μια δοκιμαστική κοινότητα"
    ]
    assert sum(t.closed_at is not None for t in topics) == 1
    assert sum(t.category.members_only for t in topics) == 1
    assert [t.posts_count > 20 for t in topics].count(True) == 1
    pinned = next(t for t in topics if t.pinned)
    assert "δείγμα" in client.get(pinned.path).text


def test_the_sample_happened_in_order_and_before_now(told: dict[str, Any]) -> None:
    for topic in db.session.scalars(select(Topic)):
        moments = db.session.scalars(
            select(Post.created_at).where(Post.topic_id == topic.id).order_by(Post.number)
        ).all()
        assert moments == sorted(moments)
        assert moments[-1] <= clock.now()
        assert counted(topic) == (len(moments), len(moments))
    for category in db.session.scalars(select(Category)):
        own = select(func.count(Topic.id)).where(Topic.category_id == category.id)
        assert category.topics_count == db.session.scalar(own)


def test_the_sample_reacts_accepts_and_votes(told: dict[str, Any]) -> None:
    topics = db.session.scalars(select(Topic)).all()
    assert [t.answer_number for t in topics if t.answer_number] == [2]
    assert [t.poll["voters"] for t in topics if t.poll] == [5]
    assert sum(t.reactions_count for t in topics) > 10
