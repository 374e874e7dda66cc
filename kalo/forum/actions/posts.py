"""Writing, changing and taking away posts."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.forum.actions.counts import recount_category, recount_topic, touch_category
from kalo.forum.actions.reading import mark_read
from kalo.forum.actions.topics import name_of
from kalo.forum.models import RENDER_VERSION, Post, PostRevision, Topic
from kalo.kit import clock, text
from kalo.kit.db import db
from kalo.kit.web import Refused


class Conflict(Exception):
    """Somebody saved this post after the form was opened; nothing was changed."""


def post_reply(
    topic: Topic,
    author: Person,
    source: str,
    reply_to: int | None = None,
    at: datetime | None = None,
) -> Post:
    """Add a post under the next number; `at` is for sample life, which happened earlier."""
    at, html = at or clock.now(), text.render(source)
    number = _next_number(topic, author, at)
    post = Post(
        topic=topic,
        number=number,
        author=author,
        source=source,
        html=html,
        reply_to=reply_to if reply_to and reply_to < number else None,
        created_at=at,
    )
    db.session.add(post)
    db.session.flush()  # receivers need post.id
    touch_category(topic.category_id, at, posts=1)
    mark_read(author, topic, number)
    signals.reply_posted.send(post)
    signals.thing_changed.send(topic.tag)
    return post


def _next_number(topic: Topic, author: Person, at: datetime) -> int:
    """One statement gives the number and counts it, so that two at once never get the same."""
    taken = (
        update(Topic)
        .where(Topic.id == topic.id, Topic.closed_at.is_(None), Topic.deleted_at.is_(None))
        .values(
            highest_number=Topic.highest_number + 1,
            last_number=Topic.highest_number + 1,
            posts_count=Topic.posts_count + 1,
            last_post_at=at,
            last_author_id=author.id,
        )
        .returning(Topic.highest_number)
        .execution_options(synchronize_session=False)
    )
    number = db.session.scalar(taken)
    if number is None:
        raise Refused(_("The discussion was closed while you were writing. Your text is kept."))
    return number


def edit_post(
    post: Post, topic: Topic, by: Person, source: str, seen: int, title: str | None = None
) -> None:
    """Save new words and keep the earlier; `seen` is the revision they are based on."""
    renamed = title is not None and title != topic.title
    if post.revision != seen:
        raise Conflict
    if source == post.source and not renamed:
        return
    earlier = PostRevision(
        post_id=post.id,
        revision=seen,
        title=topic.title if renamed else None,
        source=post.source,
        editor_id=by.id,
        at=clock.now(),
    )
    _save(post, source, seen)
    db.session.add(earlier)
    if renamed and title:
        topic.title, topic.slug = title, name_of(title)
    signals.thing_changed.send(topic.tag)


def _save(post: Post, source: str, seen: int) -> None:
    saved = (
        update(Post)
        .where(Post.id == post.id, Post.revision == seen)
        .values(
            source=source,
            html=text.render(source),
            render_version=RENDER_VERSION,
            revision=seen + 1,
            edited_at=clock.now(),
        )
        .returning(Post.id)
    )
    if not db.session.execute(saved).all():
        db.session.refresh(post)
        raise Conflict


def delete_post(post: Post, topic: Topic, by: Person) -> None:
    """Take a post away; its number stays, its words can come back."""
    gone = update(Post).where(Post.id == post.id, Post.deleted_at.is_(None))
    moved = gone.values(deleted_at=clock.now(), deleted_by_id=by.id).returning(Post.id)
    if db.session.execute(moved).all():
        _settle(post, topic, by, "delete post")


def restore_post(post: Post, topic: Topic, by: Person) -> None:
    """Bring a post back as it was."""
    back = update(Post).where(Post.id == post.id, Post.deleted_at.is_not(None))
    moved = back.values(deleted_at=None, deleted_by_id=None).returning(Post.id)
    if db.session.execute(moved).all():
        _settle(post, topic, by, "restore post")


def _settle(post: Post, topic: Topic, by: Person, verb: str) -> None:
    recount_topic(topic.id)
    recount_category(topic.category_id)
    if by.id != post.author_id:
        note_staff_act(by, verb, f"post:{post.id}", f"{topic.title} #{post.number}")
    signals.thing_changed.send(topic.tag)
