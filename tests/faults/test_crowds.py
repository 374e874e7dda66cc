"""Many people at the same moment, over real HTTP: nothing is lost, doubled or counted wrong."""

import time
from collections import Counter
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.forum.models import Category, Post, ReadMark, Topic
from kalo.kit.db import db, transaction
from kalo.notifications.actions import run_errand
from kalo.notifications.models import Notification
from kalo.notifications.queries import waiting_errands
from tests.factories.forum import fresh, talk
from tests.faults.world import World, at_once

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("faults")]
# The whole crowd comes in `make walks`.
CROWDS = pytest.mark.parametrize(
    ("world", "many"),
    [
        *(pytest.param(on, 50) for on in ("sqlite", "postgresql")),
        *(pytest.param(on, 200, marks=pytest.mark.long) for on in ("sqlite", "postgresql")),
    ],
    indirect=["world"],
)


def follow(topic: Topic, *people: Any) -> None:
    """These people want to hear of each post."""
    with transaction():
        for person in people:
            mark = ReadMark(
                person_id=person.id, topic_id=topic.id, level=3, by_hand=True, last_read=1
            )
            db.session.add(mark)


def numbers(topic: Topic) -> list[int]:
    mine = select(Post.number).where(Post.topic_id == topic.id).order_by(Post.number)
    return list(db.session.scalars(mine))


def news_about(topic: Topic) -> Counter[int]:
    """How many rows of news each person has about a topic."""
    mine = select(Notification.person_id).where(Notification.subject == topic.tag)
    return Counter(db.session.scalars(mine))


def tell_all() -> None:
    """Do what the worker would do: people are told of each post, once."""
    while waiting := waiting_errands():
        for errand in waiting:
            with transaction():
                run_errand(errand)


@CROWDS
def test_many_people_answer_one_topic_at_once(world: World, many: int) -> None:
    owner, *followers = world.crowd(4, "Ακόλουθος")
    topic = talk(world.shelf(), owner)
    follow(topic, *followers)
    people = world.crowd(many)
    visitors = [world.visitor(person) for person in people]

    began = time.monotonic()
    answers = at_once(
        [
            partial(visitor.post, f"{topic.path}posts", **reply(number))
            for number, visitor in enumerate(visitors)
        ]
    )
    took = time.monotonic() - began
    assert Counter(getattr(each, "status", repr(each)) for each in answers) == {303: many}
    assert took < 90

    db.session.rollback()
    topic = fresh(db.session.merge(topic))
    assert numbers(topic) == list(range(1, many + 2))
    assert (topic.posts_count, topic.highest_number, topic.last_number) == (many + 1,) * 3
    shelved = db.session.get_one(Category, topic.category_id)
    assert (shelved.topics_count, shelved.posts_count) == (1, many + 1)
    authors = select(func.count(func.distinct(Post.author_id))).where(Post.topic_id == topic.id)
    assert db.session.scalar(authors) == many + 1
    last = db.session.scalars(
        select(Post).where(Post.topic_id == topic.id, Post.number == many + 1)
    ).one()
    assert (topic.last_author_id, topic.last_post_at) == (last.author_id, last.created_at)
    tell_all()
    told = news_about(topic)
    assert {told[each.id] for each in (owner, *followers)} == {1}
    assert set(told.values()) == {1}
    unread = select(Notification.unread).where(
        Notification.subject == topic.tag, Notification.person_id.in_([p.id for p in followers])
    )
    assert list(db.session.scalars(unread)) == [many] * len(followers)


def reply(number: int) -> dict[str, str]:
    return {"body": f"Η γνώμη μου, η υπ' αριθμόν {number}", "once": f"once-{number:08}"}
