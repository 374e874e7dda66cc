"""What of the forum goes out into the world: only what a guest may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from kalo.accounts.models import Person
from kalo.forum.models import Category, Post, Tag, Topic, TopicTag
from kalo.forum.queries.categories import visible_to
from kalo.kit.db import db

LATEST = 50
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """A post for a feed, a raw text or a print: who, when, what."""

    id: int
    number: int
    author: str
    source: str
    html: str
    at: datetime
    edited_at: datetime | None
    topic_id: int
    slug: str
    title: str
    language: str
    opened_at: datetime

    @property
    def path(self) -> str:
        """Its permalink without a language prefix."""
        return f"/forum/t/{self.topic_id}-{self.slug}/{self.number}"


ROWS: Any = (
    select(
        *(Post.id, Post.number, Person.name, Post.source, Post.html, Post.created_at),
        *(Post.edited_at, Topic.id, Topic.slug, Topic.title, Topic.language, Topic.opened_at),
    )
    .join(Topic, Topic.id == Post.topic_id)
    .join(Person, Person.id == Post.author_id)
    .where(Post.deleted_at.is_(None), Post.hidden_at.is_(None), Topic.deleted_at.is_(None))
)


def latest_said(topic: Topic, limit: int = LATEST) -> list[Said]:
    """The last posts of a topic, the newest first."""
    mine = ROWS.where(Post.topic_id == topic.id).order_by(Post.number.desc())
    return _as_said(mine.limit(limit))


def said_between(topic: Topic, first: int, last: int) -> list[Said]:
    """The posts of a long page of a topic, in their order."""
    mine = ROWS.where(Post.topic_id == topic.id, Post.number.between(first, last))
    return _as_said(mine.order_by(Post.number))


def latest_opened(*where: ColumnElement[bool]) -> list[Said]:
    """The first posts of the topics that were opened last, of those a guest may see."""
    newest = (
        select(Topic.id)
        .join(Category, Category.id == Topic.category_id)
        .where(visible_to(None), Topic.deleted_at.is_(None), *where)
        .order_by(Topic.opened_at.desc(), Topic.id.desc())
        .limit(LATEST)
        .subquery()
    )
    first = ROWS.join(newest, newest.c.id == Topic.id).where(Post.number == 1)
    return _as_said(first.order_by(Topic.opened_at.desc(), Topic.id.desc()))


def in_category(category: Category) -> ColumnElement[bool]:
    """Topics of a category or of those under it."""
    under = select(Category.id).where(
        (Category.id == category.id) | (Category.parent_id == category.id)
    )
    return Topic.category_id.in_(under)


def with_tag(tag_id: int) -> ColumnElement[bool]:
    """Topics that are marked with a tag."""
    return Topic.id.in_(select(TopicTag.topic_id).where(TopicTag.tag_id == tag_id))


def _as_said(rows: Any) -> list[Said]:
    return [Said(*row) for row in db.session.execute(rows)]


def public_topics(after: int, most: int) -> Iterable[tuple[int, str, datetime]]:
    """Topics that guests may read, by id: (id, path, when it last moved)."""
    rows = _public(Topic.id, Topic.slug, Topic.last_post_at)
    some = rows.where(Topic.id > after, Topic.id <= after + most).order_by(Topic.id)
    for id_, slug, at in db.session.execute(some):
        yield id_, f"/forum/t/{id_}-{slug}/", at


def starts_of_topics(most: int) -> list[int]:
    """After which ids the files of the map begin; counting a million topics would take long."""
    highest = db.session.scalar(select(func.max(Topic.id))) or 0
    return list(range(0, max(1, highest), most))


def _public(*columns: Any) -> Any:
    found = select(*columns).join(Category, Category.id == Topic.category_id)
    return found.where(visible_to(None), Topic.deleted_at.is_(None))


def public_shelves() -> list[tuple[int, str, datetime | None]]:
    """Categories that guests may read: (id, slug, when they last moved)."""
    rows = select(Category.id, Category.slug, Category.last_post_at).where(visible_to(None))
    return [(id_, slug, at) for id_, slug, at in db.session.execute(rows.order_by(Category.id))]


def public_tags(after: int, most: int) -> list[tuple[int, str]]:
    """Tags that some topic has which guests may read: (id, slug)."""
    seen = _public(Topic.id).where(TopicTag.topic_id == Topic.id, TopicTag.tag_id == Tag.id)
    rows = select(Tag.id, Tag.slug).where(seen.exists(), Tag.id > after)
    return [(id_, slug) for id_, slug in db.session.execute(rows.order_by(Tag.id).limit(most))]
