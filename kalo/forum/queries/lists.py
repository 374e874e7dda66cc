"""The lists of topics: latest, new, unread, unanswered, top; narrowed by what is chosen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union

from kalo.accounts.models import Person
from kalo.forum.models import Category, Reader, ReadMark, Tag, Topic, TopicScore, TopicTag, Watch
from kalo.forum.models.reading import MUTED, TRACKING
from kalo.forum.queries.rows import TopicRow
from kalo.forum.queries.topics import (
    as_rows,
    moment_of,
    parse_pinned,
    parse_place,
    place_of_row,
    topic_rows,
)
from kalo.kit.db import db
from kalo.kit.pages import Slice, keyset

LISTS = ("latest", "new", "unread", "unanswered", "top")
STATES = ("open", "closed", "solved", "unanswered", "archived")
MOST_MOVED = 20


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list is narrowed to; nothing where it is not."""

    category_ids: tuple[int, ...] = ()
    tag: str = ""  # its slug
    state: str = ""


EVERYTHING = Narrowed()


def listed(
    name: str, person: Person | None, to: Narrowed = EVERYTHING, period: str = "week"
) -> Slice[TopicRow]:
    """A keyset page of one of `LISTS`."""
    rows = narrowed(topic_rows(person), to)
    if person is not None:
        rows = rows.where(*_unmuted(person, to))
    if name == "top":
        return _top(rows, period)
    if name == "new":
        assert person is not None
        return _by(rows.where(*_is_new(person)), Topic.opened_at)
    if name == "unread":
        assert person is not None
        return _by(_with_unread(rows, person), Topic.last_post_at)
    waiting = (_waiting(),) if name == "unanswered" else ()
    return _by(rows.where(*waiting), Topic.last_post_at)


def in_category(category_id: int, person: Person | None, to: Narrowed) -> Slice[TopicRow]:
    """A keyset page of a category: the pinned first, then by latest activity."""
    rows = narrowed(topic_rows(person), to).where(Topic.category_id == category_id)
    columns = (Topic.pinned, Topic.last_post_at, Topic.id)
    return as_rows(
        keyset(rows, columns, lambda row: (int(row.pinned), *place_of_row(row)), parse_pinned)
    )


def narrowed(rows: Select[Any], to: Narrowed) -> Select[Any]:
    """Only what fits; every part is a condition, so that a list costs what it cost before."""
    if to.category_ids:
        rows = rows.where(Topic.category_id.in_(to.category_ids))
    if to.tag:
        tag_id = select(Tag.id).where(Tag.slug == to.tag).scalar_subquery()
        marked = select(TopicTag.topic_id).where(TopicTag.tag_id == tag_id)
        rows = rows.where(Topic.id.in_(marked))
    return rows.where(*_in_state(to.state))


def _in_state(state: str) -> list[ColumnElement[bool]]:
    states: dict[str, list[ColumnElement[bool]]] = {
        "open": [Topic.closed_at.is_(None), Topic.archived_at.is_(None)],
        "closed": [Topic.closed_at.is_not(None)],
        "solved": [Topic.answer_number.is_not(None)],
        "unanswered": [_waiting()],
        "archived": [Topic.archived_at.is_not(None)],
    }
    return states.get(state, [])


def _waiting() -> ColumnElement[bool]:
    """Nobody has answered, and somebody could."""
    return and_(Topic.posts_count == 1, Topic.closed_at.is_(None), Topic.archived_at.is_(None))


def _unmuted(person: Person, to: Narrowed) -> list[ColumnElement[bool]]:
    """Without what this person does not want to see, unless it is what they ask for."""
    kept: list[ColumnElement[bool]] = [or_(ReadMark.level.is_(None), ReadMark.level != MUTED)]
    muted = Watch.person_id == person.id, Watch.level == MUTED
    if not to.category_ids:
        quiet = exists().where(Watch.kind == "category", *muted)
        kept.append(~quiet.where(Watch.thing_id.in_((Topic.category_id, Category.parent_id))))
    if not to.tag:
        tagged = exists().where(Watch.kind == "tag", *muted, Watch.thing_id == TopicTag.tag_id)
        kept.append(~tagged.where(TopicTag.topic_id == Topic.id))
    return kept


def _until(person: Person) -> Any:
    """Whatever stood then counts as read."""
    read = select(Reader.all_read_at).where(Reader.person_id == person.id).scalar_subquery()
    return func.coalesce(read, person.joined_at, type_=Reader.all_read_at.type)


def _is_new(person: Person) -> tuple[ColumnElement[bool], ...]:
    """Opened since this person came (or declared all read), and never looked into."""
    unseen = or_(ReadMark.last_read.is_(None), ReadMark.last_read == 0)
    return unseen, Topic.opened_at > _until(person), Topic.author_id != person.id


def _with_unread(rows: Select[Any], person: Person) -> Select[Any]:
    """What this person follows or has been in, with posts they have not read."""
    been = select(ReadMark.topic_id).where(
        ReadMark.person_id == person.id, or_(ReadMark.level.is_(None), ReadMark.level >= TRACKING)
    )
    follows = Watch.person_id == person.id, Watch.level >= TRACKING
    shelved = select(Topic.id).join(
        Watch, and_(Watch.kind == "category", Watch.thing_id == Topic.category_id)
    )
    tagged = select(TopicTag.topic_id).join(
        Watch, and_(Watch.kind == "tag", Watch.thing_id == TopicTag.tag_id)
    )
    recent = Topic.last_post_at > _until(person)
    mine = union(been, shelved.where(*follows, recent), tagged.where(*follows)).subquery()
    behind = func.coalesce(ReadMark.last_read, 0) < Topic.last_number
    return rows.join(mine, mine.c.topic_id == Topic.id).where(behind, recent)


def _top(rows: Select[Any], period: str) -> Slice[TopicRow]:
    best = rows.join(TopicScore, TopicScore.topic_id == Topic.id)
    best = best.where(TopicScore.period == period).add_columns(TopicScore.score)
    columns = (TopicScore.score, TopicScore.topic_id)
    found = keyset(best, columns, lambda row: (row.score, row.id), _parse_score)
    return Slice([TopicRow(*row[:-1]) for row in found.rows], found.earlier, found.later)


def _by(rows: Select[Any], moment: Any) -> Slice[TopicRow]:
    """Newest first by a moment of the topic."""

    def place(row: Any) -> tuple[int, int]:
        return moment_of(getattr(row, moment.key)), row.id

    return as_rows(keyset(rows, (moment, Topic.id), place, parse_place))


def _parse_score(cursor: str) -> tuple[int, int] | None:
    score, _, number = cursor.partition("~")
    fits = score.isdecimal() and number.isdecimal() and len(cursor) < 20
    return (int(score), int(number)) if fits else None


def moved_since(person: Person | None, since: datetime, to: Narrowed) -> int:
    """How many topics of a list moved after a moment; counted to twenty."""
    rows = narrowed(topic_rows(person), to).where(Topic.last_post_at > since)
    if person is not None:
        rows = rows.where(*_unmuted(person, to), Topic.last_author_id != person.id)
    few = rows.with_only_columns(Topic.id).limit(MOST_MOVED).subquery()
    return db.session.scalar(select(func.count()).select_from(few)) or 0


def unread_in(person: Person, to: Narrowed) -> list[tuple[int, int]]:
    """The id and the last number of every topic here that holds something unread."""
    rows = narrowed(topic_rows(person), to).where(Topic.last_post_at > _until(person))
    behind = func.coalesce(ReadMark.last_read, 0) < Topic.last_number
    found = rows.with_only_columns(Topic.id, Topic.last_number).where(behind)
    return [(topic_id, last) for topic_id, last in db.session.execute(found)]
