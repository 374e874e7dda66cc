"""What of a page of posts is the viewer's own: reactions, bookmarks, votes; one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, cast, literal, select, union_all

from kalo.accounts.models import Person
from kalo.forum.models import PollVote, Reaction, Topic
from kalo.forum.queries.rows import PostRow
from kalo.kit.db import Model, db


@dataclass(frozen=True, slots=True)
class Mine:
    """What the viewer did with the posts of a page, and whom of its authors they ignore."""

    reactions: dict[int, str] = field(default_factory=dict)
    bookmarks: frozenset[int] = frozenset()
    votes: dict[int, int] = field(default_factory=dict)
    ignored: frozenset[int] = frozenset()


NOTHING = Mine()


def mine_on(topic: Topic, posts: Sequence[PostRow], person: Person | None) -> Mine:
    """What is this person's own among these posts of a topic."""
    if person is None or not posts:
        return NOTHING
    parts = [_reactions(posts, person), *_bookmarks(posts, person), *_ignored(posts, person)]
    if topic.poll and posts[0].number == 1:
        parts.append(_votes(topic, person))
    return _sorted_out(db.session.execute(union_all(*parts)).all())


def _part(kind: str, key: Any, value: Any = None) -> Any:
    said = literal("") if value is None else cast(value, String)
    return select(literal(kind).label("kind"), key.label("key"), said.label("said"))


def _reactions(posts: Sequence[PostRow], person: Person) -> Any:
    mine = _part("reaction", Reaction.post_id, Reaction.kind)
    return mine.where(Reaction.person_id == person.id, Reaction.post_id.in_([p.id for p in posts]))


def _bookmarks(posts: Sequence[PostRow], person: Person) -> list[Any]:
    table = Model.metadata.tables.get("forum_bookmark")
    if table is None:
        return []
    mine = _part("bookmark", table.c.post_id).where(table.c.person_id == person.id)
    return [mine.where(table.c.post_id.in_([p.id for p in posts]))]


def _ignored(posts: Sequence[PostRow], person: Person) -> list[Any]:
    table = Model.metadata.tables.get("moderation_ignore")
    if table is None:
        return []
    authors = {post.author_id for post in posts} - {person.id}
    mine = _part("ignored", table.c.ignored_id).where(table.c.person_id == person.id)
    return [mine.where(table.c.ignored_id.in_(sorted(authors)))] if authors else []


def _votes(topic: Topic, person: Person) -> Any:
    mine = _part("vote", PollVote.option_id, PollVote.value)
    return mine.where(PollVote.topic_id == topic.id, PollVote.person_id == person.id)


def _sorted_out(rows: Sequence[Any]) -> Mine:
    def of(kind: str) -> dict[int, str]:
        return {key: said for name, key, said in rows if name == kind}

    votes = {option: int(value) for option, value in of("vote").items()}
    return Mine(of("reaction"), frozenset(of("bookmark")), votes, frozenset(of("ignored")))
