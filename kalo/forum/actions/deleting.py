"""Taking posts away, and bringing them back."""

from flask_babel import lazy_gettext
from sqlalchemy import select, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.forum.actions.counts import count_reply, recount_category, recount_topic
from kalo.forum.models import Post, Topic
from kalo.kit import clock
from kalo.kit.db import db

VERBS = (lazy_gettext("took a post away"), lazy_gettext("brought a post back"))


def delete_post(post: Post, topic: Topic, by: Person) -> None:
    """Take a post away; its number stays, its words can come back."""
    lock_topic(topic)
    gone = update(Post).where(Post.id == post.id, Post.deleted_at.is_(None))
    moved = gone.values(deleted_at=clock.now(), deleted_by_id=by.id).returning(Post.id)
    if db.session.execute(moved).all():
        count_reply(post, -1)
        answer = update(Topic).where(Topic.id == topic.id, Topic.answer_number == post.number)
        db.session.execute(answer.values(answer_number=None))
        _settle(post, topic, by, "took a post away")


def restore_post(post: Post, topic: Topic, by: Person) -> None:
    """Bring a post back as it was."""
    lock_topic(topic)
    back = update(Post).where(Post.id == post.id, Post.deleted_at.is_not(None))
    moved = back.values(deleted_at=None, deleted_by_id=None).returning(Post.id)
    if db.session.execute(moved).all():
        count_reply(post, 1)
        _settle(post, topic, by, "brought a post back")


def lock_topic(topic: Topic) -> None:
    """Whoever changes posts or counters takes the topic first: nobody waits in a circle."""
    db.session.execute(select(Topic.id).where(Topic.id == topic.id).with_for_update())


def _settle(post: Post, topic: Topic, by: Person, verb: str) -> None:
    recount_topic(topic.id)
    recount_category(topic.category_id)
    if by.id != post.author_id:
        note_staff_act(by, verb, f"post:{post.id}", f"{topic.title} #{post.number}")
    signals.thing_changed.send(topic.tag)
