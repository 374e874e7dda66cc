"""Keeping the counters true: added up in the database, recounted where something went away."""

from datetime import datetime

from sqlalchemy import case, func, select, update

from kalo.forum.models import Category, Post, Topic
from kalo.forum.queries.posts import find_last_standing, last_moment_in
from kalo.kit.db import db


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


def recount_category(category_id: int) -> None:
    """Count a category's topics and posts anew."""
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
    standing = (Post.topic_id == topic_id, Post.deleted_at.is_(None))
    count = select(func.count(Post.id)).where(*standing).scalar_subquery()
    mine = update(Topic).where(Topic.id == topic_id)
    db.session.execute(mine.values(posts_count=count))  # locks the topic: nobody posts meanwhile
    last = find_last_standing(topic_id)
    if last is None:
        return
    db.session.execute(
        mine.values(
            last_number=last.number, last_post_at=last.created_at, last_author_id=last.author_id
        )
    )
