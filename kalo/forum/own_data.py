"""What the forum holds of a person."""

from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.forum.models import (
    Bookmark,
    PollOption,
    PollVote,
    Post,
    PostRevision,
    Reaction,
    Reader,
    ReadMark,
    Topic,
)
from kalo.forum.queries.watching import followed_by
from kalo.kit.db import db

LEVELS = ("muted", "normal", "tracking", "watching")


@gives_own_data("forum")
def collect(person: Person) -> dict[str, Any]:
    """Posts with their earlier texts, what was changed of others', how far each topic was read."""
    return {
        "posts": [_as_facts(*row) for row in db.session.execute(_posts(person))],
        "earlier_texts": [_as_earlier(*row) for row in db.session.execute(_earlier(person))],
        "changed": [
            {"address": f"{topic.path}{number}", "reason": reason, "at": _said(at)}
            for topic, number, reason, at in db.session.execute(_changed(person))
        ],
        "read": [{"topic": path, "up_to": number} for path, number in _marks(person)],
        "reactions": [
            {"address": f"{topic.path}{number}", "reaction": kind, "at": _said(at)}
            for topic, number, kind, at in db.session.execute(_reactions(person))
        ],
        "votes": [
            {"topic": topic.path, "option": label or _said(moment), "answer": value}
            for topic, label, moment, value in db.session.execute(_votes(person))
        ],
        "kept": [
            {"address": f"{topic.path}{number}", "note": note, "kept_at": _said(at)}
            for topic, number, note, at in db.session.execute(_kept(person))
        ],
        "follows": [{"what": what, "level": LEVELS[level]} for what, level in _follows(person)],
        "all_read_at": _said(db.session.scalar(_all_read(person))),
    }


def _posts(person: Person) -> Any:
    mine = select(Post, Topic).join(Post.topic).where(Post.author_id == person.id)
    return mine.order_by(Post.created_at, Post.id)


def _as_facts(post: Post, topic: Topic) -> dict[str, Any]:
    return {
        "topic": topic.title,
        "address": f"{topic.path}{post.number}",
        "text": post.source,
        "written_at": _said(post.created_at),
        "edited_at": _said(post.edited_at),
        "deleted_at": _said(post.deleted_at),
    }


def _earlier(person: Person) -> Any:
    """What their own posts said before, whoever changed it."""
    mine = _revisions(PostRevision, Post.number, Topic).where(Post.author_id == person.id)
    return mine.order_by(PostRevision.at, PostRevision.id)


def _changed(person: Person) -> Any:
    """What they changed of others' posts; the words are not theirs."""
    mine = _revisions(Topic, Post.number, PostRevision.reason, PostRevision.at)
    mine = mine.where(PostRevision.editor_id == person.id, Post.author_id != person.id)
    return mine.order_by(PostRevision.at, PostRevision.id)


def _revisions(*columns: Any) -> Any:
    rows = select(*columns).select_from(PostRevision).join(Post, Post.id == PostRevision.post_id)
    return rows.join(Topic, Topic.id == Post.topic_id)


def _as_earlier(revision: PostRevision, number: int, topic: Topic) -> dict[str, Any]:
    return {
        "address": f"{topic.path}{number}",
        "title": revision.title,
        "text": revision.source,
        "reason": revision.reason,
        "replaced_at": _said(revision.at),
    }


def _marks(person: Person) -> list[tuple[str, int]]:
    marks = select(Topic, ReadMark.last_read).join(ReadMark, ReadMark.topic_id == Topic.id)
    marks = marks.where(ReadMark.person_id == person.id).order_by(Topic.id)
    return [(topic.path, number) for topic, number in db.session.execute(marks)]


def _reactions(person: Person) -> Any:
    given = select(Topic, Post.number, Reaction.kind, Reaction.at)
    given = given.join(Post, Post.topic_id == Topic.id).join(Reaction, Reaction.post_id == Post.id)
    return given.where(Reaction.person_id == person.id).order_by(Reaction.at, Post.id)


def _votes(person: Person) -> Any:
    said = select(Topic, PollOption.label, PollOption.moment, PollVote.value)
    said = said.join(PollOption, PollOption.topic_id == Topic.id)
    said = said.join(PollVote, PollVote.option_id == PollOption.id)
    return said.where(PollVote.person_id == person.id).order_by(Topic.id, PollOption.position)


def _kept(person: Person) -> Any:
    mine = select(Topic, Post.number, Bookmark.note, Bookmark.kept_at)
    mine = mine.join(Post, Post.topic_id == Topic.id).join(Bookmark, Bookmark.post_id == Post.id)
    return mine.where(Bookmark.person_id == person.id).order_by(Bookmark.id)


def _follows(person: Person) -> list[tuple[str, int]]:
    """Topics, categories and tags, each with how closely."""
    marks = select(Topic, ReadMark.level).join(ReadMark, ReadMark.topic_id == Topic.id)
    chosen = marks.where(ReadMark.person_id == person.id, ReadMark.level.is_not(None))
    topics = [(topic.path, level or 0) for topic, level in db.session.execute(chosen)]
    things = [(f"{each.kind}: {each.title_el}", each.level) for each in followed_by(person)]
    return [*topics, *things]


def _all_read(person: Person) -> Any:
    return select(Reader.all_read_at).where(Reader.person_id == person.id)


def _said(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
