"""Questions that telling people asks: who is meant by a post, who may see it, what moves."""

import re
from collections.abc import Iterable
from datetime import datetime

from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Membership, Person
from kalo.forum.models import Category, Post, PostRevision, ReadMark, Topic
from kalo.forum.models.reading import MUTED, TRACKING
from kalo.forum.queries.rows import TopicRow
from kalo.forum.queries.topics import topic_rows, visible_ids
from kalo.forum.queries.watching import levels_on, sees_category
from kalo.kit import text
from kalo.kit.db import db
from kalo.notifications.subjects import Line, Words

LONG = 1200  # characters of a post that a letter repeats
QUOTED = re.compile(r"^[ \t]*>.*?/forum/t/([0-9]{1,9})-[^/\s]*/([0-9]{1,9})", re.MULTILINE)
MOST_QUOTED = 20
ABOUT_POSTS = frozenset({"post", "answer", "reaction", "corrected", "bookmark"})


def post_to_tell(post_id: int) -> Post | None:
    """A post that still stands, with its topic and author; None where there is nothing to tell."""
    standing = (
        select(Post)
        .join(Post.topic)
        .join(Post.author)
        .options(contains_eager(Post.topic), contains_eager(Post.author))
        .where(Post.deleted_at.is_(None), Post.hidden_at.is_(None), Topic.deleted_at.is_(None))
    )
    return db.session.scalar(standing.where(Post.id == post_id))


def first_post_to_tell(topic_id: int) -> Post | None:
    """The post that opens a topic, as above."""
    first = select(Post.id).where(Post.topic_id == topic_id, Post.number == 1)
    number = db.session.scalar(first)
    return post_to_tell(number) if number else None


def author_of(topic_id: int, number: int | None) -> int | None:
    """Who wrote a post of a topic."""
    return next(iter(authors_of(topic_id, [number])), None) if number else None


def authors_of(topic_id: int, numbers: Iterable[int]) -> list[int]:
    """Who wrote these posts of a topic."""
    wrote = select(Post.author_id).where(Post.topic_id == topic_id, Post.number.in_(list(numbers)))
    return list(db.session.scalars(wrote.distinct()))


def numbers_quoted(source: str, topic_id: int) -> list[int]:
    """The posts of this topic that a text quotes with a link back."""
    found = {int(number) for topic, number in QUOTED.findall(source) if int(topic) == topic_id}
    return sorted(found)[:MOST_QUOTED]


def people_of_groups(group_ids: Iterable[int]) -> list[int]:
    """Everybody in these groups."""
    inside = select(Membership.person_id).where(Membership.group_id.in_(list(group_ids)))
    return list(db.session.scalars(inside.distinct()))


def who_may_see(topic: Topic, person_ids: Iterable[int]) -> set[int]:
    """Which of these people are here and may see a topic; one statement."""
    wanted = list(person_ids)
    if not wanted:
        return set()
    here = select(Person.id).join(Category, Category.id == topic.category_id)
    here = here.where(Person.id.in_(wanted), Person.erased_at.is_(None), sees_category())
    return set(db.session.scalars(here))


def who_read(post: Post) -> set[int]:
    """Who read this post, or what came after it, before they could be told."""
    read = select(ReadMark.person_id).where(
        ReadMark.topic_id == post.topic_id, ReadMark.last_read >= post.number
    )
    return set(db.session.scalars(read))


def followed_before(topic_id: int) -> set[int]:
    """Who knew the posts of a new topic where they stood until now, or wrote them."""
    marks = select(ReadMark.person_id).where(ReadMark.topic_id == topic_id)
    wrote = select(Post.author_id).where(Post.topic_id == topic_id)
    return set(db.session.scalars(marks.union(wrote)))


def numbers_in(topic: Topic) -> dict[int, int]:
    """Under which number each post of a topic stands."""
    rows = select(Post.id, Post.number).where(Post.topic_id == topic.id)
    return {row.id: row.number for row in db.session.execute(rows)}


def words_before(post: Post) -> PostRevision | None:
    """The text that the last edit replaced."""
    earlier = select(PostRevision).where(PostRevision.post_id == post.id)
    return db.session.scalar(earlier.order_by(PostRevision.revision.desc()).limit(1))


def unmuted_ids(person: Person, ids: list[int]) -> set[int]:
    """Which of these topics stand, may be seen by this person, and are not muted all told."""
    levels = levels_on(person, ids)
    return {id for id in visible_ids(person, ids) if levels.get(id) != MUTED}


def words_in(person: Person, topic_id: int, things: list[str]) -> list[Words] | None:
    """What is said in the posts of a topic that these things are or are about, of what stands.

    Nothing at all (None) where they are about the topic itself, as a timer is: it has no words.
    """
    ids = {id for thing in things if (id := post_of(thing))}
    said = (
        select(Person.name, Post.source, Post.created_at)
        .join(Person, Person.id == Post.author_id)
        .where(Post.topic_id == topic_id, Post.id.in_(ids))
        .where(Post.deleted_at.is_(None), Post.hidden_at.is_(None))
        .order_by(Post.number)
    )
    found = db.session.execute(said).all()
    if not found and not all(map(post_of, things)):
        return None
    return [Words(name or "", _paragraphs(source), at) for name, source, at in found]


def _paragraphs(source: str) -> str:
    """What was said, its paragraphs apart, up to a length, whole words only."""
    said = text.plain(source)
    if len(said) <= LONG:
        return said
    end = max(said.rfind(" ", 0, LONG), said.rfind("\n", 0, LONG))
    return said[: end if end > 0 else LONG].rstrip(" \n,;:·-–(«") + "…"


def post_of(thing: str) -> int:
    """The post that a thing is, or is about (`reaction:5-2`); 0 where it is none."""
    kind, _colon, key = thing.partition(":")
    number = key.partition("-")[0]
    return int(number) if kind in ABOUT_POSTS and number.isdecimal() else 0


def moving_for(person: Person, since: datetime, limit: int) -> list[Line]:
    """For who was away: what is unread of what they follow, then what is most alive and new."""
    followed = topic_rows(person).where(
        ReadMark.level >= TRACKING, ReadMark.last_read < Topic.last_number
    )
    followed = followed.where(Topic.last_author_id != person.id)
    fresh = topic_rows(person).where(ReadMark.topic_id.is_(None), Topic.last_post_at >= since)
    fresh = fresh.where(Topic.author_id != person.id)
    asked = [
        followed.order_by(Topic.last_post_at.desc()).limit(limit),
        fresh.order_by(Topic.posts_count.desc(), Topic.last_post_at.desc()).limit(limit),
    ]
    rows = [TopicRow(*row) for query in asked for row in db.session.execute(query)]
    kept = unmuted_ids(person, [row.id for row in rows])
    first = _first_words(list(kept))
    return [_line(row, first) for row in rows if row.id in kept][:limit]


def _first_words(topic_ids: list[int]) -> dict[int, str]:
    opening = select(Post.topic_id, Post.source).where(Post.topic_id.in_(topic_ids))
    standing = opening.where(Post.number == 1, Post.deleted_at.is_(None), Post.hidden_at.is_(None))
    return {id: text.excerpt(source) for id, source in db.session.execute(standing)}


def _line(row: TopicRow, first: dict[int, str]) -> Line:
    """It leads to the first post that this person has not read."""
    replies = ngettext("%(num)s reply", "%(num)s replies", row.replies) if row.replies else ""
    about = " · ".join(said for said in (row.name, replies) if said)
    words, path = first.get(row.id, ""), f"{row.path}{row.jump}"
    return Line(f"topic:{row.id}", row.title, words, path, about)
