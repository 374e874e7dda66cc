"""What of a page of posts is the viewer's own: reactions, bookmarks, votes; one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, String, bindparam, cast, func, literal, select, union_all

from kalo.accounts.models import Person
from kalo.forum.models import Bookmark, PollVote, Post, Reaction, Topic
from kalo.forum.permissions import may_moderate
from kalo.forum.queries.rows import PostRow
from kalo.kit.db import rows_of
from kalo.moderation.models import Held, Ignored
from kalo.moderation.models.held import WAITING


@dataclass(frozen=True, slots=True)
class Mine:
    """What the viewer did with the posts of a page, and whom of its authors they ignore."""

    reactions: dict[int, str] = field(default_factory=dict)
    bookmarks: frozenset[int] = frozenset()
    votes: dict[int, int] = field(default_factory=dict)
    ignored: frozenset[int] = frozenset()
    # When the viewer last wrote here; asked only where the discussion goes slowly.
    wrote_at: datetime | None = None
    # Texts of the viewer that wait for a look before they stand here.
    waiting: dict[int, str] = field(default_factory=dict)


NOTHING = Mine()
PERSON: Any = bindparam("person")
TOPIC: Any = bindparam("topic")
POSTS: Any = bindparam("posts", expanding=True)


def mine_on(topic: Topic, posts: Sequence[PostRow], person: Person | None) -> Mine:
    """What is this person's own among these posts of a topic."""
    if person is None:
        return NOTHING
    if not posts:
        return _sorted_out(rows_of(_asked(("waiting",)), _values(topic, person, {})))
    parts, lists = ["waiting", "reactions", "bookmarks"], {"posts": [post.id for post in posts]}
    if authors := {post.author_id for post in posts} - {person.id}:
        parts.append("ignored")
        lists["authors"] = sorted(authors)
    if topic.poll and posts[0].number == 1:
        parts.append("votes")
    if topic.slow_seconds and not may_moderate(person):
        parts.append("written")
    return _sorted_out(rows_of(_asked(tuple(parts)), _values(topic, person, lists)))


def _values(topic: Topic, person: Person, lists: dict[str, list[int]]) -> dict[str, Any]:
    """The path is made of a number alone, so none of its letters means anything to LIKE."""
    return {"person": person.id, "topic": topic.id, "path": f"/forum/t/{topic.id}-%", **lists}


@cache
def _asked(parts: tuple[str, ...]) -> CompoundSelect[Any]:
    """The one question for these parts, built once."""
    return union_all(*(PARTS[part]() for part in parts))


def _part(kind: str, key: Any, value: Any = None) -> Any:
    said = literal("") if value is None else cast(value, String)
    return select(literal(kind).label("kind"), key.label("key"), said.label("said"))


def _reactions() -> Any:
    mine = _part("reaction", Reaction.post_id, Reaction.kind)
    return mine.where(Reaction.person_id == PERSON, Reaction.post_id.in_(POSTS))


def _bookmarks() -> Any:
    mine = _part("bookmark", Bookmark.post_id)
    return mine.where(Bookmark.person_id == PERSON, Bookmark.post_id.in_(POSTS))


def _ignored() -> Any:
    mine = _part("ignored", Ignored.ignored_id).where(Ignored.person_id == PERSON)
    return mine.where(Ignored.ignored_id.in_(bindparam("authors", expanding=True)))


def _waiting() -> Any:
    mine = _part("waiting", Held.id, Held.source).where(Held.person_id == PERSON)
    return mine.where(Held.path.like(bindparam("path")), Held.state == WAITING)


def _written() -> Any:
    last = _part("written", func.count(Post.id), func.max(Post.created_at))
    return last.where(Post.topic_id == TOPIC, Post.author_id == PERSON)


def _votes() -> Any:
    mine = _part("vote", PollVote.option_id, PollVote.value)
    return mine.where(PollVote.topic_id == TOPIC, PollVote.person_id == PERSON)


PARTS = {
    "waiting": _waiting,
    "reactions": _reactions,
    "bookmarks": _bookmarks,
    "ignored": _ignored,
    "votes": _votes,
    "written": _written,
}


def _sorted_out(rows: Sequence[Any]) -> Mine:
    def of(kind: str) -> dict[int, str]:
        return {key: said for name, key, said in rows if name == kind}

    votes = {option: int(value) for option, value in of("vote").items()}
    wrote = next((_moment(said) for said in of("written").values() if said), None)
    marks = of("reaction"), frozenset(of("bookmark")), votes, frozenset(of("ignored"))
    return Mine(*marks, wrote, of("waiting"))


def _moment(said: str) -> datetime:
    """A moment as the database says it in words: UTC where it says no zone."""
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
