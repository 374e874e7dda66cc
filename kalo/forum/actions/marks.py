"""How far people have read, carried along with the posts that move."""

from typing import Any

from sqlalchemy import Insert, Integer, and_, cast, delete, exists, func, insert, select, update
from sqlalchemy.orm import aliased

from kalo.forum.models import MovedPost, Post, ReadMark, Topic
from kalo.kit.db import db


def carry_marks(
    source: Topic, target: Topic, act_id: int, fresh: bool = False, whole: bool = False
) -> None:
    """Whoever had read it all there and the posts here has nothing new to read there.

    In a `fresh` topic everyone has read what they had read here. Of a `whole` topic that went into
    another, those who followed it follow the other.
    """
    if fresh:
        db.session.execute(_fresh_marks(source, target, act_id))
        return
    theirs = aliased(ReadMark)
    moved = select(func.max(MovedPost.number)).where(MovedPost.act_id == act_id)
    had_read = exists().where(
        theirs.topic_id == source.id,
        theirs.person_id == ReadMark.person_id,
        theirs.last_read >= moved.scalar_subquery(),
    )
    there = update(ReadMark).where(
        ReadMark.topic_id == target.id, ReadMark.last_read >= target.last_number, had_read
    )
    highest = select(Topic.highest_number).where(Topic.id == target.id).scalar_subquery()
    quietly = {"synchronize_session": False}
    db.session.execute(there.values(last_read=highest), execution_options=quietly)
    if whole:
        db.session.execute(_followers(source, target))


def drop_followers(source: Topic, target: Topic) -> None:
    """Who follows the other topic only because of a merge that is undone, and never looked in."""
    theirs = aliased(ReadMark)
    followed = exists().where(
        theirs.topic_id == source.id,
        theirs.person_id == ReadMark.person_id,
        theirs.level == ReadMark.level,
    )
    untouched = ReadMark.last_read == 0, ReadMark.seconds == 0
    gone = delete(ReadMark).where(ReadMark.topic_id == target.id, *untouched, followed)
    db.session.execute(gone.execution_options(synchronize_session=False))


COLUMNS = ("person_id", "topic_id", "last_read", "level", "by_hand", "seconds")


def _into(rows: Any) -> Insert:
    return insert(ReadMark).from_select(COLUMNS, rows, include_defaults=False)


def _fresh_marks(source: Topic, target: Topic, act_id: int) -> Insert:
    now = (
        select(func.coalesce(func.max(Post.number), 0))
        .join(MovedPost, MovedPost.post_id == Post.id)
        .where(MovedPost.act_id == act_id, MovedPost.number <= ReadMark.last_read)
        .scalar_subquery()
    )
    new, none = cast(target.id, Integer), cast(0, Integer)
    return _into(
        select(ReadMark.person_id, new, now, ReadMark.level, ReadMark.by_hand, none).where(
            ReadMark.topic_id == source.id
        )
    )


def _followers(source: Topic, target: Topic) -> Insert:
    theirs = aliased(ReadMark)
    known = exists().where(
        and_(theirs.topic_id == target.id, theirs.person_id == ReadMark.person_id)
    )
    new, none = cast(target.id, Integer), cast(0, Integer)
    return _into(
        select(ReadMark.person_id, new, none, ReadMark.level, ReadMark.by_hand, none).where(
            ReadMark.topic_id == source.id, ReadMark.level.is_not(None), ~known
        )
    )
