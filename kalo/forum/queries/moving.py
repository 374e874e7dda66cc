"""Questions that moving posts asks: what stands where, and where it could go."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from kalo.accounts.models import Person
from kalo.forum.models import MovedPost, Post, Topic
from kalo.forum.queries.topics import visible_topics
from kalo.kit import text
from kalo.kit.db import db

MOST = 10
LOOKED_AT = 5000  # titles, the latest, in which words are looked for
NUMBERED = re.compile(r"(?:.*/t/|#)?([0-9]{1,9})(?:[-/?].*)?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Choosable:
    """A post as a line to choose: who, when, its first words."""

    id: int
    number: int
    name: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A post that is to stand elsewhere."""

    id: int
    number: int
    reply_to: int | None
    created_at: datetime
    author_id: int


def choosable_posts(topic: Topic, first: int, last: int) -> list[Choosable]:
    """The posts of a window that stand, to choose from."""
    rows = (
        select(Post.id, Post.number, Person.name, Post.created_at, Post.source)
        .join(Person, Person.id == Post.author_id)
        .where(Post.topic_id == topic.id, Post.deleted_at.is_(None))
        .where(Post.number.between(first, last))
        .order_by(Post.number)
    )
    return [
        Choosable(id_, number, name, at, text.excerpt(source, 140))
        for id_, number, name, at, source in db.session.execute(rows)
    ]


def chosen_posts(topic: Topic, numbers: Iterable[int]) -> list[Carried]:
    """Those of these numbers that stand and may leave: all but the first, oldest first."""
    wanted = Post.number.in_(sorted({n for n in numbers if n > 1}))
    return _carried(topic, wanted, Post.deleted_at.is_(None))


def all_posts(topic: Topic) -> list[Carried]:
    """Every post of a topic, those taken away among them, oldest first."""
    return _carried(topic)


def _carried(topic: Topic, *where: ColumnElement[bool]) -> list[Carried]:
    columns = (Post.id, Post.number, Post.reply_to, Post.created_at, Post.author_id)
    rows = select(*columns).where(Post.topic_id == topic.id, *where)
    ordered = rows.order_by(Post.created_at, Post.number)
    return [Carried(*row) for row in db.session.execute(ordered)]


def find_targets(typed: str, source: Topic, person: Person | None) -> list[Topic]:
    """The topics that posts of `source` could go to: by number, address or words of the title."""
    open_ = (Topic.deleted_at.is_(None), Topic.archived_at.is_(None), Topic.id != source.id)
    found = visible_topics(person).where(*open_)
    if number := NUMBERED.match(typed.strip()):
        return list(db.session.scalars(found.where(Topic.id == int(number[1]))))
    newest = found.order_by(Topic.last_post_at.desc(), Topic.id.desc())
    ids = _called(newest, text.fold(typed).split()[:6])
    return list(db.session.scalars(newest.where(Topic.id.in_(ids)))) if ids else []


def _called(newest: Select[Topic], words: list[str]) -> list[int]:
    """Those with all these words in the title, whatever the accents; the latest are looked at."""
    if not words:
        return []
    titles = db.session.execute(newest.with_only_columns(Topic.id, Topic.title).limit(LOOKED_AT))
    folded = ((id, text.fold(title)) for id, title in titles)
    return [id for id, title in folded if all(word in title for word in words)][:MOST]


def place_moved_to(topic: Topic, number: int, person: Person | None) -> tuple[Topic, int] | None:
    """Where a post stands now that had this number here, for whoever may see that place."""
    moved = (
        select(Post.topic_id, Post.number)
        .join(MovedPost, MovedPost.post_id == Post.id)
        .where(MovedPost.topic_id == topic.id, MovedPost.number == number)
    )
    now = db.session.execute(moved).one_or_none()
    if now is None:
        return None
    there = db.session.scalar(visible_topics(person).where(Topic.id == now.topic_id))
    return (there, now.number) if there else None


def moved_by(act_id: int) -> list[Any]:
    """What an act moved: old number, what it answered there, and where the post stands now."""
    columns = (MovedPost.number, MovedPost.reply_to, Post.id, Post.topic_id)
    rows = select(*columns, Post.number.label("now"), Post.reply_to.label("answers"))
    rows = rows.join(Post, Post.id == MovedPost.post_id).where(MovedPost.act_id == act_id)
    return list(db.session.execute(rows.order_by(MovedPost.number)))


def somebody_else_stands_in(topic: Topic, ids: Iterable[int]) -> bool:
    """Whether a topic has posts besides these."""
    others = select(Post.id).where(Post.topic_id == topic.id)
    return bool(set(db.session.scalars(others)) - set(ids))
