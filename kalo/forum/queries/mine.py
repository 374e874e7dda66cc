"""What of a page of posts is the viewer's own: reactions, bookmarks, votes; one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String, cast, func, literal, select, union_all

from kalo.accounts.models import Person
from kalo.forum.models import Bookmark, PollVote, Post, Reaction, Topic
from kalo.forum.permissions import may_moderate
from kalo.forum.queries.rows import PostRow
from kalo.kit.db import db
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


def mine_on(topic: Topic, posts: Sequence[PostRow], person: Person | None) -> Mine:
    """What is this person's own among these posts of a topic."""
    if person is None:
        return NOTHING
    if not posts:
        return _sorted_out(db.session.execute(_waiting(topic, person)).all())
    parts = [_waiting(topic, person), _reactions(posts, person), _bookmarks(posts, person)]
    if authors := {post.author_id for post in posts} - {person.id}:
        parts.append(_ignored(authors, person))
    if topic.poll and posts[0].number == 1:
        parts.append(_votes(topic, person))
    if topic.slow_seconds and not may_moderate(person):
        parts.append(_written(topic, person))
    return _sorted_out(db.session.execute(union_all(*parts)).all())


def _part(kind: str, key: Any, value: Any = None) -> Any:
    said = literal("") if value is None else cast(value, String)
    return select(literal(kind).label("kind"), key.label("key"), said.label("said"))


def _reactions(posts: Sequence[PostRow], person: Person) -> Any:
    mine = _part("reaction", Reaction.post_id, Reaction.kind)
    return mine.where(Reaction.person_id == person.id, Reaction.post_id.in_([p.id for p in posts]))


def _bookmarks(posts: Sequence[PostRow], person: Person) -> Any:
    mine = _part("bookmark", Bookmark.post_id).where(Bookmark.person_id == person.id)
    return mine.where(Bookmark.post_id.in_([post.id for post in posts]))


def _ignored(authors: set[int], person: Person) -> Any:
    mine = _part("ignored", Ignored.ignored_id).where(Ignored.person_id == person.id)
    return mine.where(Ignored.ignored_id.in_(sorted(authors)))


def _waiting(topic: Topic, person: Person) -> Any:
    here = Held.path.startswith(f"/forum/t/{topic.id}-", autoescape=True)
    mine = _part("waiting", Held.id, Held.source).where(Held.person_id == person.id)
    return mine.where(here, Held.state == WAITING)


def _written(topic: Topic, person: Person) -> Any:
    last = _part("written", func.count(Post.id), func.max(Post.created_at))
    return last.where(Post.topic_id == topic.id, Post.author_id == person.id)


def _votes(topic: Topic, person: Person) -> Any:
    mine = _part("vote", PollVote.option_id, PollVote.value)
    return mine.where(PollVote.topic_id == topic.id, PollVote.person_id == person.id)


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
