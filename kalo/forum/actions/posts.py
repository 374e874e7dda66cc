"""Writing posts."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from kalo import signals
from kalo.accounts.models import Person
from kalo.forum.actions.counts import count_reply, touch_category
from kalo.forum.actions.pace import keep_pace
from kalo.forum.actions.reading import mark_read
from kalo.forum.actions.words import tell_written
from kalo.forum.models import Post, Topic
from kalo.forum.models.reading import WATCHING
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.writing.cooking import cook


def post_reply(
    topic: Topic,
    author: Person,
    source: str,
    reply_to: int | None = None,
    at: datetime | None = None,
    begun: bool = True,
) -> Post:
    """Add a post under the next number; `at` is for sample life, which happened earlier.

    It began as the author's draft for this topic, unless not `begun` there.
    """
    at, cooked = at or clock.now(), cook(source, author.id)
    number = _next_number(topic, author, at)
    post = Post(
        topic=topic,
        number=number,
        author=author,
        source=source,
        html=cooked.html,
        reply_to=reply_to if reply_to and 0 < reply_to < number else None,
        created_at=at,
    )
    db.session.add(post)
    db.session.flush()  # receivers need post.id
    count_reply(post, 1)
    touch_category(topic.category_id, at, posts=1)
    mark_read(author, topic, number, WATCHING)
    tell_written(post, topic, author, cooked, at, f"topic-{topic.id}" if begun else "")
    signals.reply_posted.send(post)
    signals.thing_changed.send(topic.tag)
    return post


def _next_number(topic: Topic, author: Person, at: datetime) -> int:
    """One statement gives the number and counts it, so that two at once never get the same."""
    taken = (
        update(Topic)
        .where(Topic.id == topic.id, Topic.closed_at.is_(None), Topic.deleted_at.is_(None))
        .where(Topic.archived_at.is_(None), Topic.moved_to_id.is_(None))
        .values(
            highest_number=Topic.highest_number + 1,
            last_number=Topic.highest_number + 1,
            posts_count=Topic.posts_count + 1,
            last_post_at=at,
            last_author_id=author.id,
        )
        .returning(Topic.highest_number, Topic.slow_seconds)
        .execution_options(synchronize_session=False)
    )
    found = db.session.execute(taken).one_or_none()
    if found is None:
        raise Refused(_("The discussion was closed while you were writing. Your text is kept."))
    keep_pace(topic, author, at, found.slow_seconds)
    return int(found.highest_number)
