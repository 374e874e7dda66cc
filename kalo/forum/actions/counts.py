"""Keeping the counters true: added up in the database, recounted where something went away."""

from datetime import datetime

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import aliased

from kalo.forum.models import Category, Post, Topic
from kalo.forum.queries.posts import find_last_standing, find_newest_standing, last_moment_in
from kalo.kit.db import db
from kalo.kit.versions import bump


def touch_category(category_id: int, at: datetime, topics: int = 0, posts: int = 0) -> None:
    """Something new stands in a category."""
    later = case((Category.last_post_at > at, Category.last_post_at), else_=at)
    db.session.execute(
        update(Category)
        .where(Category.id == category_id)
        .values(
            topics_count=Category.topics_count + topics,
            posts_count=Category.posts_count + posts,
            last_post_at=later,
        )
    )


def _take(noun: type[Category] | type[Topic], id_: int) -> None:
    """Lock a row first: what is counted next sees everything that others have finished."""
    db.session.execute(select(noun.id).where(noun.id == id_).with_for_update())


def recount_category(category_id: int) -> None:
    """Count a category's topics and posts anew."""
    _take(Category, category_id)
    there = (Topic.category_id == category_id, Topic.deleted_at.is_(None))
    topics = select(func.count(Topic.id)).where(*there).scalar_subquery()
    posts = select(func.coalesce(func.sum(Topic.posts_count), 0)).where(*there).scalar_subquery()
    db.session.execute(
        update(Category)
        .where(Category.id == category_id)
        .values(topics_count=topics, posts_count=posts, last_post_at=last_moment_in(category_id))
    )


def recount_topic(topic_id: int) -> None:
    """Count a topic's posts anew, and say again which is the last."""
    _take(Topic, topic_id)  # nobody posts meanwhile
    standing = (Post.topic_id == topic_id, Post.deleted_at.is_(None))
    count = select(func.count(Post.id)).where(*standing).scalar_subquery()
    mine = update(Topic).where(Topic.id == topic_id)
    db.session.execute(mine.values(posts_count=count))
    bump(f"topic:{topic_id}", "forum")
    last = find_last_standing(topic_id)
    newest = find_newest_standing(topic_id)
    if last is None or newest is None:
        return
    db.session.execute(
        mine.values(
            last_number=last.number, last_post_at=newest.created_at, last_author_id=newest.author_id
        )
    )


def count_reply(post: Post, step: int) -> None:
    """The post that this one answers has one reply more, or less."""
    if post.reply_to is None:
        return
    answered = update(Post).where(Post.topic_id == post.topic_id, Post.number == post.reply_to)
    db.session.execute(
        answered.values(replies_count=Post.replies_count + step).execution_options(
            synchronize_session=False
        )
    )


def recount_replies(topic_id: int) -> None:
    """Count the replies to each post of a topic anew: after posts moved."""
    reply = aliased(Post)
    standing = select(func.count(reply.id)).where(
        reply.topic_id == topic_id, reply.reply_to == Post.number, reply.deleted_at.is_(None)
    )
    mine = update(Post).where(Post.topic_id == topic_id)
    counted = mine.values(replies_count=standing.scalar_subquery())
    db.session.execute(counted.execution_options(synchronize_session=False))
    bump(f"topic:{topic_id}")
