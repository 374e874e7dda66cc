"""How lively topics were, counted from what was said: asked by a job, never by a page."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, null, select

from kalo.forum.models import Post, Reaction, Topic, TopicScore, TopicViews
from kalo.kit.db import db

MOST = 200  # of each category: nobody turns more pages
REPLY, PERSON, REACTION, VIEWS = 2, 4, 2, 20  # so many views weigh as much as one point


def liveliest(since: datetime | None) -> list[tuple[int, int]]:
    """The id and the score of the best of each category since a moment, or ever."""
    scores = _scores(since).subquery()
    order = scores.c.score.desc(), scores.c.topic_id.desc()
    place = func.row_number().over(partition_by=scores.c.category_id, order_by=order)
    ranked = select(scores.c.topic_id, scores.c.score, place.label("place")).subquery()
    best = select(ranked.c.topic_id, ranked.c.score).where(ranked.c.place <= MOST)
    return [(topic_id, int(score)) for topic_id, score in db.session.execute(best) if score > 0]


def _scores(since: datetime | None) -> Select[Any]:
    said, liked = _said(since).subquery(), _liked(since).subquery()
    score = (
        func.coalesce(said.c.posts, 0) * REPLY
        + func.coalesce(said.c.people, 0) * PERSON
        + func.coalesce(liked.c.reactions, 0) * REACTION
        + (Topic.views_count - _views_before(since)) / VIEWS
    )
    rows = select(Topic.id.label("topic_id"), Topic.category_id, score.label("score"))
    rows = rows.outerjoin(said, said.c.topic_id == Topic.id)
    return rows.outerjoin(liked, liked.c.topic_id == Topic.id).where(*_moved(since))


def _moved(since: datetime | None) -> list[ColumnElement[bool]]:
    """Only what moved can be lively."""
    standing: list[ColumnElement[bool]] = [Topic.deleted_at.is_(None), Topic.moved_to_id.is_(None)]
    return [*standing, Topic.last_post_at >= since] if since else standing


def _said(since: datetime | None) -> Any:
    """Replies, and people other than the author, in each topic."""
    others = func.count(func.distinct(Post.author_id))
    replies = select(Post.topic_id, func.count().label("posts"), others.label("people"))
    standing = Post.deleted_at.is_(None), Post.hidden_at.is_(None), Post.number > 1
    replies = replies.join(Topic, Topic.id == Post.topic_id).where(*_moved(since), *standing)
    replies = replies.where(Post.author_id != Topic.author_id).group_by(Post.topic_id)
    return replies.where(Post.created_at >= since) if since else replies


def _liked(since: datetime | None) -> Any:
    count = func.count().label("reactions")
    liked = select(Post.topic_id, count).join(Reaction, Reaction.post_id == Post.id)
    liked = liked.join(Topic, Topic.id == Post.topic_id).where(*_moved(since))
    liked = liked.where(Post.deleted_at.is_(None)).group_by(Post.topic_id)
    return liked.where(Reaction.at >= since) if since else liked


def _views_before(since: datetime | None) -> Any:
    """How often a topic had been looked at when the period began, as far as it was noted."""
    if since is None:
        return literal(0)
    noted = select(func.min(TopicViews.views)).where(
        TopicViews.topic_id == Topic.id, TopicViews.day >= since.date()
    )
    return func.coalesce(noted.scalar_subquery(), Topic.views_count)


def counted_at(period: str) -> datetime | None:
    """When a period was counted last."""
    return db.session.scalar(select(func.max(TopicScore.at)).where(TopicScore.period == period))


def views_to_note(day: date, since: datetime) -> list[tuple[int, int]]:
    """The id and the views of each topic that moved lately and was not noted yet on this day."""
    noted = and_(TopicViews.topic_id == Topic.id, TopicViews.day == day)
    rows = select(Topic.id, Topic.views_count).outerjoin(TopicViews, noted)
    rows = rows.where(Topic.deleted_at.is_(None), Topic.last_post_at >= since)
    fresh = db.session.execute(rows.where(TopicViews.topic_id.is_(null())))
    return [(topic_id, views) for topic_id, views in fresh]
