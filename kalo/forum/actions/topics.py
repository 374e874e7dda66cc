"""Opening, closing, pinning and taking away topics."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.forum.actions.counts import recount_category, touch_category
from kalo.forum.actions.reading import mark_read
from kalo.forum.models import Category, Post, Topic
from kalo.kit import clock, text
from kalo.kit.db import db


def open_topic(
    category: Category,
    author: Person,
    title: str,
    source: str,
    subject: str | None = None,
    language: str = "el",
    at: datetime | None = None,
) -> Topic:
    """Stand a topic with its first post; `at` is for sample life, which happened earlier."""
    at = at or clock.now()
    topic = _fresh_topic(category, author, title, at)
    topic.subject, topic.language = subject, language
    db.session.add(topic)
    db.session.flush()  # the post and the receivers need topic.id
    db.session.add(_first_post(topic, author, source, at))
    touch_category(category.id, at, topics=1, posts=1)
    db.session.flush()
    mark_read(author, topic, 1)
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


def _first_post(topic: Topic, author: Person, source: str, at: datetime) -> Post:
    html = text.render(source)
    return Post(topic=topic, number=1, author=author, source=source, html=html, created_at=at)


def name_of(title: str) -> str:
    """The title as it stands in the address; a title without a letter still has one."""
    return text.slug(title) or "topic"


def close_topic(topic: Topic, by: Person) -> None:
    """Nobody answers any more; all stays readable."""
    _arrange(topic, by, "close topic", closed_at=clock.now())


def reopen_topic(topic: Topic, by: Person) -> None:
    _arrange(topic, by, "reopen topic", closed_at=None)


def pin_topic(topic: Topic, by: Person) -> None:
    """It stands first in its category."""
    _arrange(topic, by, "pin topic", pinned=True)


def unpin_topic(topic: Topic, by: Person) -> None:
    _arrange(topic, by, "unpin topic", pinned=False)


def _arrange(topic: Topic, by: Person, verb: str, **values: Any) -> None:
    db.session.execute(update(Topic).where(Topic.id == topic.id).values(**values))
    note_staff_act(by, verb, topic.tag, topic.title)


def delete_topic(topic: Topic, by: Person) -> None:
    """Take a topic away with all its posts; nothing is lost."""
    gone = update(Topic).where(Topic.id == topic.id, Topic.deleted_at.is_(None))
    _move(topic, by, "delete topic", gone.values(deleted_at=clock.now(), deleted_by_id=by.id))


def restore_topic(topic: Topic, by: Person) -> None:
    """Bring a topic back as it was."""
    back = update(Topic).where(Topic.id == topic.id, Topic.deleted_at.is_not(None))
    _move(topic, by, "restore topic", back.values(deleted_at=None, deleted_by_id=None))


def _move(topic: Topic, by: Person, verb: str, change: Any) -> None:
    if not db.session.execute(change.returning(Topic.id)).all():
        return  # somebody was faster; it is done once
    recount_category(topic.category_id)
    if by.id != topic.author_id:
        note_staff_act(by, verb, topic.tag, topic.title)
    signals.thing_changed.send(topic.tag)
