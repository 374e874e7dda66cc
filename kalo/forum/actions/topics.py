"""Opening topics and taking them away."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.forum.actions.counts import recount_category, touch_category
from kalo.forum.actions.reading import mark_read
from kalo.forum.actions.words import tell_written
from kalo.forum.models import Category, Post, Topic
from kalo.forum.models.reading import WATCHING
from kalo.kit import clock, text
from kalo.kit.db import db
from kalo.writing.cooking import Cooked, cook

VERBS = (lazy_gettext("took a discussion away"), lazy_gettext("brought a discussion back"))


def open_topic(
    category: Category,
    author: Person,
    title: str,
    source: str,
    subject: str | None = None,
    language: str = "el",
    at: datetime | None = None,
    begun: bool = True,
) -> Topic:
    """Stand a topic with its first post; `at` is for sample life, which happened earlier.

    It began as the author's draft of a new one, unless not `begun` there.
    """
    at = at or clock.now()
    topic = _fresh_topic(category, author, title, at)
    topic.subject, topic.language = subject, language
    db.session.add(topic)
    db.session.flush()  # the post and the receivers need topic.id
    cooked = cook(source, author.id)
    post = _first_post(topic, author, source, cooked, at)
    db.session.add(post)
    touch_category(category.id, at, topics=1, posts=1)
    db.session.flush()
    mark_read(author, topic, 1, WATCHING)
    tell_written(post, topic, author, cooked, at, "new-topic" if begun else "")
    signals.topic_opened.send(topic)
    signals.thing_changed.send(topic.tag)
    return topic


def _fresh_topic(category: Category, author: Person, title: str, at: datetime) -> Topic:
    return Topic(
        category=category,
        author=author,
        title=title,
        slug=name_of(title),
        opened_at=at,
        posts_count=1,
        highest_number=1,
        last_number=1,
        last_post_at=at,
        last_author_id=author.id,
    )


def _first_post(topic: Topic, author: Person, source: str, cooked: Cooked, at: datetime) -> Post:
    words = {"source": source, "html": cooked.html}
    return Post(topic=topic, number=1, author=author, created_at=at, **words)


def name_of(title: str) -> str:
    """The title as it stands in the address; a title without a letter still has one."""
    return text.slug(title) or "topic"


def delete_topic(topic: Topic, by: Person) -> None:
    """Take a topic away with all its posts; nothing is lost."""
    gone = update(Topic).where(Topic.id == topic.id, Topic.deleted_at.is_(None))
    _move(
        topic,
        by,
        "took a discussion away",
        gone.values(deleted_at=clock.now(), deleted_by_id=by.id),
    )


def restore_topic(topic: Topic, by: Person) -> None:
    """Bring a topic back as it was."""
    back = update(Topic).where(Topic.id == topic.id, Topic.deleted_at.is_not(None))
    back = back.where(Topic.moved_to_id.is_(None))  # what was merged comes back by undoing that
    _move(topic, by, "brought a discussion back", back.values(deleted_at=None, deleted_by_id=None))


def _move(topic: Topic, by: Person, verb: str, change: Any) -> None:
    if not db.session.execute(change.returning(Topic.id)).all():
        return  # somebody was faster; it is done once
    recount_category(topic.category_id)
    if by.id != topic.author_id:
        note_staff_act(by, verb, topic.tag, topic.title)
    signals.thing_changed.send(topic.tag)
