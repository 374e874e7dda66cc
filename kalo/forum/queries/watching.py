"""Who follows what, and how closely; nobody who may not see it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    exists,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)

from kalo.accounts.models import Membership, Person
from kalo.forum.models import Category, CategoryGrant, ReadMark, Tag, Topic, TopicTag, Watch
from kalo.forum.models.categories import EVERYONE, GROUPS, MEMBERS
from kalo.forum.models.reading import MUTED, NORMAL, TRACKING
from kalo.forum.queries.categories import visible_to
from kalo.forum.queries.tags import tag_there_for
from kalo.forum.queries.topics import place_of_row, topic_rows
from kalo.kit.db import db
from kalo.kit.pages import Slice, keyset, parse_place


def level_of(own: int | None, by_hand: bool, around: Iterable[int]) -> int:
    """How closely somebody follows a topic, all told.

    What was chosen by hand for the topic counts alone. Otherwise the closest of what reading and
    writing made of it and of what its category and its tags are followed with; muted only where
    none of these follows it.
    """
    if by_hand and own is not None:
        return own
    levels = [level for level in (own, *around) if level is not None]
    closest = max(levels, default=NORMAL)
    return closest if closest >= TRACKING or MUTED not in levels else MUTED


def sees_category() -> ColumnElement[bool]:
    """`permissions.may_see_category` as a condition on Person and Category, joined in a query."""
    confirmed = Person.confirmed_at.is_not(None)
    roles = type_coerce(Person.roles, String)
    staff = or_(roles.contains("moderator"), roles.contains("administrator"))
    granted = exists().where(
        CategoryGrant.category_id == Category.id,
        CategoryGrant.can == "see",
        CategoryGrant.group_id == Membership.group_id,
        Membership.person_id == Person.id,
    )
    among = or_(
        Category.see == MEMBERS, and_(Category.see == GROUPS, granted), and_(confirmed, staff)
    )
    return or_(Category.see == EVERYONE, and_(confirmed, among))


def followers(topic: Topic) -> dict[int, int]:
    """How closely each follows a topic that they may see; the muted with 0. One statement."""
    marks = select(ReadMark.person_id, ReadMark.level, ReadMark.by_hand, literal(1).label("own"))
    marks = marks.where(ReadMark.topic_id == topic.id, ReadMark.level.is_not(None))
    around = select(Watch.person_id, Watch.level, literal(False), literal(0)).where(_around(topic))
    said = union_all(marks, around).subquery()
    here = (
        select(said)
        .join(Person, Person.id == said.c.person_id)
        .join(Category, Category.id == topic.category_id)
        .where(Person.erased_at.is_(None), Person.suspended_at.is_(None), sees_category())
    )
    return _folded(db.session.execute(here).all())


def _around(topic: Topic) -> ColumnElement[bool]:
    """What is said of the topic's category, of the one above it, and of its tags."""
    parent = select(Category.parent_id).where(Category.id == topic.category_id).scalar_subquery()
    tags = select(TopicTag.tag_id).where(TopicTag.topic_id == topic.id)
    category = or_(Watch.thing_id == topic.category_id, Watch.thing_id == parent)
    return or_(
        and_(Watch.kind == "category", category),
        and_(Watch.kind == "tag", Watch.thing_id.in_(tags)),
    )


def levels_on(person: Person, topic_ids: Sequence[int]) -> dict[int, int]:
    """How closely somebody follows each of these topics, all told, where they said something."""
    own = select(ReadMark.topic_id, ReadMark.level, ReadMark.by_hand, literal(1).label("own"))
    own = own.where(ReadMark.person_id == person.id, ReadMark.level.is_not(None))
    shelves = Watch.thing_id.in_((Topic.category_id, Category.parent_id))
    tagged = exists().where(TopicTag.topic_id == Topic.id, TopicTag.tag_id == Watch.thing_id)
    near = or_(and_(Watch.kind == "category", shelves), and_(Watch.kind == "tag", tagged))
    around = (
        select(Topic.id, Watch.level, literal(False), literal(0))
        .join(Category, Category.id == Topic.category_id)
        .join(Watch, and_(Watch.person_id == person.id, near))
    )
    marks = own.where(ReadMark.topic_id.in_(topic_ids))
    said: Any = union_all(marks, around.where(Topic.id.in_(topic_ids)))
    return _folded(db.session.execute(said).all())


def _folded(rows: Sequence[Any]) -> dict[int, int]:
    """Levels by person, or by topic, of rows of (whose, level, by hand, whether their own)."""
    own: dict[int, tuple[int, bool]] = {}
    around: dict[int, list[int]] = defaultdict(list)
    for whose, level, by_hand, is_own in rows:
        if is_own:
            own[whose] = (level, bool(by_hand))
        else:
            around[whose].append(level)
    folded: dict[int, int] = {}
    for whose in sorted(own.keys() | around.keys()):
        level, by_hand = own.get(whose, (None, False))
        folded[whose] = level_of(level, by_hand, around[whose])
    return folded


@dataclass(frozen=True, slots=True)
class Followed:
    """A category or a tag that somebody follows, or muted."""

    kind: str
    slug: str
    title_el: str
    title_en: str
    level: int


def followed_by(person: Person) -> list[Followed]:
    """The categories and tags that they find, about which they chose something; one statement."""
    mine = Watch.person_id == person.id
    columns = literal("category"), Category.slug, Category.title_el, Category.title_en, Watch.level
    shelves = select(*columns).join(
        Watch, and_(Watch.kind == "category", Watch.thing_id == Category.id)
    )
    tags = select(literal("tag"), Tag.slug, Tag.name, Tag.name, Watch.level).join(
        Watch, and_(Watch.kind == "tag", Watch.thing_id == Tag.id)
    )
    both = union_all(
        shelves.where(mine, visible_to(person)), tags.where(mine, tag_there_for(person))
    )
    found = [Followed(*row) for row in db.session.execute(both)]
    return sorted(found, key=lambda each: (each.kind, each.title_el))


def topics_followed(person: Person) -> Slice[Any]:
    """A keyset page of (row of a topic, level) of what this person follows or muted."""
    mine = topic_rows(person).add_columns(ReadMark.level.label("level"))
    mine = mine.where(or_(ReadMark.level >= TRACKING, ReadMark.level == MUTED))
    columns = (Topic.last_post_at, Topic.id)
    return keyset(mine, columns, place_of_row, parse_place)
