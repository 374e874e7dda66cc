"""Questions about tags: only those on a topic that the viewer may see are there for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, exists, literal, null, select

from kalo.accounts.models import Person
from kalo.forum.models import Category, Tag, Topic, TopicTag, Watch
from kalo.forum.queries.categories import visible_to
from kalo.kit.db import db, get_or_404

MOST = 200


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag on a page; `topics_count` are the topics that everyone may see."""

    id: int
    slug: str
    name: str
    topics_count: int
    level: int | None


def tag_there_for(person: Person | None) -> ColumnElement[bool]:
    """The condition that a tag stands on something that this person may see."""
    seen = exists().where(
        TopicTag.tag_id == Tag.id,
        Topic.id == TopicTag.topic_id,
        Topic.deleted_at.is_(None),
        Category.id == Topic.category_id,
        visible_to(person),
    )
    return seen.correlate(Tag)


def _rows(person: Person | None) -> Select[Any]:
    rows = select(Tag.id, Tag.slug, Tag.name, Tag.topics_count).where(tag_there_for(person))
    if person is None:
        return rows.add_columns(null())
    mine = and_(Watch.kind == literal("tag"), Watch.thing_id == Tag.id)
    return rows.outerjoin(Watch, and_(mine, Watch.person_id == person.id)).add_columns(Watch.level)


def tags_for(person: Person | None, limit: int = MOST) -> list[TagRow]:
    """The tags that are used most, of those that this person finds."""
    found = db.session.execute(_rows(person).order_by(Tag.topics_count.desc(), Tag.id).limit(limit))
    return [TagRow(*row) for row in found]


def get_tag(slug: str, person: Person | None) -> TagRow:
    """The tag, or 404: a word that stands on nothing you may see does not exist for you."""
    row = db.session.execute(_rows(person).where(Tag.slug == slug)).one_or_none()
    return TagRow(*row) if row else abort(404)


def tag_by_slug(slug: str) -> Tag:
    """The tag to arrange, or 404."""
    found: Tag = get_or_404(select(Tag).where(Tag.slug == slug))
    return found


def tags_named(slugs: Sequence[str]) -> dict[str, Tag]:
    """Those of these tags that there are, by their slugs."""
    return {tag.slug: tag for tag in db.session.scalars(select(Tag).where(Tag.slug.in_(slugs)))}


def topics_marked(tag_id: int) -> list[int]:
    """The ids of the topics that carry a tag, in order."""
    marked = select(TopicTag.topic_id).where(TopicTag.tag_id == tag_id)
    return list(db.session.scalars(marked.order_by(TopicTag.topic_id)))
