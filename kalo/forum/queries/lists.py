"""The lists of topics: latest, new, unread, unanswered, top; narrowed by what is chosen."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select, union

from kalo.accounts.models import Person
from kalo.forum.models import Category, ReadMark, Tag, Topic, TopicScore, TopicTag, Watch
from kalo.forum.models.reading import MUTED, TRACKING
from kalo.forum.queries.rows import TopicRow
from kalo.forum.queries.topics import (
    as_rows,
    parse_pinned,
    place_of_row,
    read_until,
    rows_for,
)
from kalo.forum.queries.viewers import BOUND, Who, kind_of, values_of
from kalo.kit.db import rows_of
from kalo.kit.pages import Slice, keyset, parse_place, tick_of

LISTS = ("latest", "new", "unread", "unanswered", "top")
STATES = ("open", "closed", "solved", "unanswered", "archived")
MOST_MOVED = 20


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list is narrowed to; nothing where it is not."""

    category_ids: tuple[int, ...] = ()
    tag: str = ""  # its slug
    state: str = ""

    @property
    def by(self) -> tuple[bool, bool, str]:
        """In which ways: lists that are narrowed alike are asked for in the same words."""
        return self.category_ids != (), self.tag != "", self.state

    @property
    def values(self) -> dict[str, Any]:
        """What the question is then asked with."""
        return {"narrow_categories": list(self.category_ids), "narrow_tag": self.tag}


EVERYTHING = Narrowed()


def listed(
    name: str, person: Person | None, to: Narrowed = EVERYTHING, period: str = "week"
) -> Slice[TopicRow]:
    """A keyset page of one of `LISTS`."""
    assert person is not None or name not in {"new", "unread"}
    rows = _listed(name, kind_of(person), *to.by)
    values = values_of(person, period=period, **to.values)
    if name == "top":
        return _top(rows, values)
    return _by(rows, Topic.opened_at if name == "new" else Topic.last_post_at, values)


@cache
def _listed(name: str, kind: str, shelved: bool, tagged: bool, state: str) -> Select[Any]:
    """The rows of a list for viewers of a kind, built once for each way to narrow it."""
    viewer = BOUND[kind]
    rows = _narrowed(rows_for(viewer), shelved, tagged, state)
    if not viewer.is_guest:
        rows = rows.where(*_unmuted(viewer, shelved, tagged))
    if name == "top":
        best = rows.join(TopicScore, TopicScore.topic_id == Topic.id)
        return best.where(TopicScore.period == bindparam("period")).add_columns(TopicScore.score)
    if name == "new":
        return rows.where(*_is_new(viewer))
    if name == "unread":
        return _with_unread(rows, viewer)
    return rows.where(_waiting()) if name == "unanswered" else rows


def in_category(category_id: int, person: Person | None, to: Narrowed) -> Slice[TopicRow]:
    """A keyset page of a category: the pinned first, then by latest activity."""
    rows = _in_category(kind_of(person), *to.by)
    values = values_of(person, category=category_id, **to.values)
    columns = (Topic.pinned, Topic.last_post_at, Topic.id)
    return as_rows(
        keyset(
            rows,
            columns,
            lambda row: (int(row.pinned), *place_of_row(row)),
            parse_pinned,
            values=values,
        )
    )


@cache
def _in_category(kind: str, shelved: bool, tagged: bool, state: str) -> Select[Any]:
    rows = _narrowed(rows_for(BOUND[kind]), shelved, tagged, state)
    return rows.where(Topic.category_id == bindparam("category"))


def _narrowed(rows: Select[Any], shelved: bool, tagged: bool, state: str) -> Select[Any]:
    """Only what fits; every part is a condition, so that a list costs what it cost before."""
    if shelved:
        chosen: Any = bindparam("narrow_categories", expanding=True)
        rows = rows.where(Topic.category_id.in_(chosen))
    if tagged:
        tag_id = select(Tag.id).where(Tag.slug == bindparam("narrow_tag")).scalar_subquery()
        marked = select(TopicTag.topic_id).where(TopicTag.tag_id == tag_id)
        rows = rows.where(Topic.id.in_(marked))
    return rows.where(*_in_state(state))


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


def _unmuted(viewer: Who, shelved: bool, tagged: bool) -> list[ColumnElement[bool]]:
    """Without what a person does not want to see, unless it is what they ask for, or a topic that
    they follow on a shelf or with a tag that they muted: as `watching.level_of` says."""
    kept: list[ColumnElement[bool]] = [or_(ReadMark.level.is_(None), ReadMark.level != MUTED)]
    follows = func.coalesce(ReadMark.level, MUTED) >= TRACKING
    muted = Watch.person_id == viewer.id, Watch.level == MUTED
    if not shelved:
        quiet = exists().where(Watch.kind == "category", *muted)
        shelves = Watch.thing_id.in_((Topic.category_id, Category.parent_id))
        kept.append(or_(follows, ~quiet.where(shelves)))
    if not tagged:
        mark = exists().where(Watch.kind == "tag", *muted, Watch.thing_id == TopicTag.tag_id)
        kept.append(or_(follows, ~mark.where(TopicTag.topic_id == Topic.id)))
    return kept


def _is_new(viewer: Who) -> tuple[ColumnElement[bool], ...]:
    """Opened since a person came (or declared all read), and never looked into."""
    unseen = or_(ReadMark.last_read.is_(None), ReadMark.last_read == 0)
    return unseen, Topic.opened_at > read_until(viewer), Topic.author_id != viewer.id


def _with_unread(rows: Select[Any], viewer: Who) -> Select[Any]:
    """What a person follows or has been in, with posts they have not read."""
    been = select(ReadMark.topic_id).where(
        ReadMark.person_id == viewer.id, or_(ReadMark.level.is_(None), ReadMark.level >= TRACKING)
    )
    follows = Watch.person_id == viewer.id, Watch.level >= TRACKING
    under = Watch.thing_id.in_((Category.id, Category.parent_id))
    shelves = select(Category.id).join(Watch, and_(Watch.kind == "category", under))
    shelved = select(Topic.id).where(
        Topic.category_id.in_(shelves.where(*follows)),
        Topic.deleted_at.is_(None),  # said here too: the index holds what stands
    )
    tagged = select(TopicTag.topic_id).join(
        Watch, and_(Watch.kind == "tag", Watch.thing_id == TopicTag.tag_id)
    )
    recent = Topic.last_post_at > read_until(viewer)
    mine = union(been, shelved.where(recent), tagged.where(*follows)).subquery()
    behind = func.coalesce(ReadMark.last_read, 0) < Topic.last_number
    return rows.join(mine, mine.c.topic_id == Topic.id).where(behind, recent)


def _top(best: Select[Any], values: dict[str, Any]) -> Slice[TopicRow]:
    columns = (TopicScore.score, TopicScore.topic_id)
    found = keyset(best, columns, lambda row: (row.score, row.id), _parse_score, values=values)
    return Slice([TopicRow(*row[:-1]) for row in found.rows], found.earlier, found.later)


def _by(rows: Select[Any], moment: Any, values: dict[str, Any]) -> Slice[TopicRow]:
    """Newest first by a moment of the topic."""

    def place(row: Any) -> tuple[int, int]:
        return tick_of(getattr(row, moment.key)), row.id

    return as_rows(keyset(rows, (moment, Topic.id), place, parse_place, values=values))


def _parse_score(cursor: str) -> tuple[int, int] | None:
    score, _, number = cursor.partition("~")
    fits = score.isdecimal() and number.isdecimal() and len(cursor) < 20
    return (int(score), int(number)) if fits else None


def moved_since(person: Person | None, since: datetime, to: Narrowed) -> int:
    """How many topics of a list moved after a moment; counted to twenty."""
    asked = _moved(kind_of(person), *to.by)
    return int(rows_of(asked, values_of(person, since=since, **to.values))[0][0])


@cache
def _moved(kind: str, shelved: bool, tagged: bool, state: str) -> Select[Any]:
    viewer = BOUND[kind]
    rows = _narrowed(rows_for(viewer), shelved, tagged, state)
    rows = rows.where(Topic.last_post_at > bindparam("since"))
    if not viewer.is_guest:
        rows = rows.where(*_unmuted(viewer, shelved, tagged), Topic.last_author_id != viewer.id)
    few = rows.with_only_columns(Topic.id).limit(MOST_MOVED).subquery()
    return select(func.count()).select_from(few)


def unread_in(person: Person, to: Narrowed) -> list[tuple[int, int]]:
    """The id and the last number of every topic here that holds something unread."""
    viewer = BOUND[kind_of(person)]
    rows = _narrowed(rows_for(viewer), *to.by).where(Topic.last_post_at > read_until(viewer))
    behind = func.coalesce(ReadMark.last_read, 0) < Topic.last_number
    found = rows.with_only_columns(Topic.id, Topic.last_number).where(behind)
    return [(topic_id, last) for topic_id, last in rows_of(found, values_of(person, **to.values))]
