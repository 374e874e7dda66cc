"""Questions about topics."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    func,
    null,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import aliased, contains_eager

from kalo.accounts.models import Person
from kalo.forum.models import Category, Reader, ReadMark, Topic
from kalo.forum.queries.categories import visible
from kalo.forum.queries.rows import Mark, OnlyRead, TopicRow
from kalo.forum.queries.viewers import BOUND, Who, kind_of, values_of, who
from kalo.kit.db import db, get_or_404, rows_of
from kalo.kit.pages import Slice, parse_place, tick_of

# Built once: what every list of topics asks for.
author, last = aliased(Person), aliased(Person)
ROWS: Any = (
    select(
        *(Topic.id, Topic.slug, Topic.title, Topic.language, Topic.pinned, Topic.closed_at),
        *(Topic.archived_at, Topic.answer_number, type_coerce(Topic.tags, OnlyRead)),
        *(Topic.opened_at, Topic.posts_count, Topic.last_number, Topic.last_post_at),
        *(Category.slug, Category.title_el, Category.title_en),
        *(author.handle, author.name, author.picture, last.handle, last.name),
    )
    .join(Category, Category.id == Topic.category_id)
    .join(author, author.id == Topic.author_id)
    .join(last, last.id == Topic.last_author_id)
    .where(Topic.deleted_at.is_(None))
)


def visible_topics(person: Person | None) -> Select[Any]:
    """The topics `permissions.may_see` says yes to, each with its category."""
    return _visible_topics(who(person))


def _visible_topics(viewer: Who) -> Select[Any]:
    found = select(Topic).join(Topic.category).options(contains_eager(Topic.category))
    return found.where(visible(viewer), _there_for(viewer))


def _there_for(viewer: Who) -> ColumnElement[bool]:
    """What was taken away is there for a moderator and for whoever took it away."""
    if viewer.kind == "moderator":
        return true()
    standing = or_(Topic.deleted_at.is_(None), Topic.moved_to_id.is_not(None))
    if not viewer.is_member:
        return standing
    lately = Topic.deleted_at > viewer.regret
    return or_(standing, and_(Topic.deleted_by_id == viewer.id, lately))


def get_topic(topic_id: int, person: Person | None) -> Topic:
    """The topic, or 404: what you may not see does not exist for you."""
    found: Topic = get_or_404(visible_topics(person).where(Topic.id == topic_id))
    return found


def get_topic_to_read(topic_id: int, person: Person | None) -> tuple[Topic, Mark]:
    """The topic with its author, and how far this person has read and follows it; or 404."""
    found = get_or_404(_to_read(kind_of(person)), values_of(person, topic=topic_id))
    if person is None:
        return found, Mark()
    topic, last_read, level = found
    return topic, Mark(last_read, level)


@cache
def _to_read(kind: str) -> Select[Any]:
    viewer = BOUND[kind]
    query = _visible_topics(viewer).where(Topic.id == bindparam("topic"))
    query = query.join(Topic.author).options(contains_eager(Topic.author))
    if viewer.is_guest:
        return query
    mine = and_(ReadMark.topic_id == Topic.id, ReadMark.person_id == viewer.id)
    query = query.outerjoin(ReadMark, mine)
    return query.add_columns(func.coalesce(ReadMark.last_read, 0), ReadMark.level)


def topic_rows(person: Person | None) -> Select[Any]:
    """The columns of a list of topics; only those that stand and that this person may see."""
    return rows_for(who(person))


def rows_for(viewer: Who) -> Select[Any]:
    """The same for whoever looks."""
    rows = ROWS.where(visible(viewer))
    if viewer.is_guest:
        return rows.add_columns(null(), null())
    mine = and_(ReadMark.topic_id == Topic.id, ReadMark.person_id == viewer.id)
    return rows.outerjoin(ReadMark, mine).add_columns(ReadMark.last_read, read_until(viewer))


def read_until(viewer: Who) -> Any:
    """Whatever stood then counts as read by a person."""
    read = select(Reader.all_read_at).where(Reader.person_id == viewer.id).scalar_subquery()
    return func.coalesce(read, viewer.joined_at, type_=Reader.all_read_at.type)


def _newest(rows: Select[Any]) -> Select[Any]:
    return rows.order_by(Topic.last_post_at.desc(), Topic.id.desc()).limit(bindparam("most"))


def latest_topics(person: Person | None, limit: int, *where: ColumnElement[bool]) -> list[TopicRow]:
    """The topics that moved last, of those that fit."""
    newest = _newest(topic_rows(person).where(*where))
    return [TopicRow(*row) for row in rows_of(newest, {"most": limit})]


@cache
def _others(kind: str) -> Select[Any]:
    here = Topic.category_id == bindparam("category")
    return _newest(rows_for(BOUND[kind]).where(here, Topic.id != bindparam("topic")))


def others_beside(topic: Topic, person: Person | None, limit: int = 5) -> list[TopicRow]:
    """What else moves in a topic's category."""
    values = values_of(person, category=topic.category_id, topic=topic.id, most=limit)
    return [TopicRow(*row) for row in rows_of(_others(kind_of(person)), values)]


@cache
def _about(kind: str) -> Select[Any]:
    return _newest(rows_for(BOUND[kind]).where(Topic.subject == bindparam("subject")))


def topics_about(subject: str, person: Person | None, limit: int = 5) -> list[TopicRow]:
    """The discussions about a thing of another room, the liveliest first."""
    values = values_of(person, subject=subject, most=limit)
    return [TopicRow(*row) for row in rows_of(_about(kind_of(person)), values)]


def topics_by(author: Person, viewer: Person | None, limit: int = 5) -> list[TopicRow]:
    """The discussions somebody opened, of those that the viewer may see."""
    return latest_topics(viewer, limit, Topic.author_id == author.id)


def visible_ids(person: Person | None, ids: list[int]) -> set[int]:
    """Which of these topics stand and may be seen by this person."""
    found = visible_topics(person).with_only_columns(Topic.id)
    found = found.where(Topic.id.in_(ids), Topic.deleted_at.is_(None))
    return set(db.session.scalars(found))


def highest_numbers(ids: set[int]) -> dict[int, int]:
    """The number of the newest post of each of these topics, whoever may see it. One statement."""
    found = select(Topic.id, Topic.highest_number).where(Topic.id.in_(sorted(ids)))
    return {int(id): int(number) for id, number in rows_of(found)}


def as_rows(found: Slice[Any]) -> Slice[TopicRow]:
    """The same page, its rows with the words that a template asks of them."""
    return Slice([TopicRow(*row) for row in found.rows], found.earlier, found.later)


def place_of_row(row: Any) -> tuple[int, int]:
    """Where a row stands among the latest."""
    return tick_of(row.last_post_at), row.id


def parse_pinned(cursor: str) -> tuple[bool, datetime, int] | None:
    """The place in a category that a cursor names, or nothing."""
    pinned, _, rest = cursor.partition("~")
    place = parse_place(rest)
    return (pinned == "1", *place) if place and pinned in {"0", "1"} else None
