"""Folding a post away by a ruling of moderators, showing it again, and the words for both."""

from sqlalchemy import update

from kalo import signals
from kalo.accounts.models import Person
from kalo.forum.models import Post, Topic
from kalo.kit import clock
from kalo.kit.db import db


def hide_post(post_id: int, by: Person | None) -> None:
    """Fold a post away; `by` is None where reports alone did it."""
    _set(post_id, hidden_at=clock.now())


def show_post(post_id: int, by: Person | None) -> None:
    """Show a post again as it was."""
    _set(post_id, hidden_at=None, hidden_reason="")


def say_why(post_id: int, words: str) -> None:
    """What stands in the place of a post that was taken away, or on one that was hidden."""
    _set(post_id, hidden_reason=words)


def _set(post_id: int, **values: object) -> None:
    changed = update(Post).where(Post.id == post_id).values(**values).returning(Post.topic_id)
    topic_id = db.session.scalar(changed)
    post = db.session.get(Post, post_id)
    if post:
        db.session.refresh(post)
    if topic_id:
        topic = db.session.get_one(Topic, topic_id)
        signals.thing_changed.send(topic.tag)
