"""Questions about the posts that people keep."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum.models import Bookmark, Category, Post, Topic
from kalo.forum.queries.categories import visible_to
from kalo.forum.queries.watching import sees_category
from kalo.kit import text
from kalo.kit.db import db
from kalo.kit.pages import Slice, keyset


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept post as a line of the list."""

    id: int
    note: str
    remind_at: datetime | None
    kept_at: datetime
    number: int
    source: str
    topic_id: int
    slug: str
    title: str
    name: str

    @property
    def path(self) -> str:
        """Where the post stands, without a language prefix."""
        return f"/forum/t/{self.topic_id}-{self.slug}/{self.number}"

    @property
    def words(self) -> str:
        """How the post begins."""
        return text.excerpt(self.source)


def kept_by(person: Person) -> Slice[Kept]:
    """A keyset page of what this person keeps and may still see, the newest first."""
    columns = (
        *(Bookmark.id, Bookmark.note, Bookmark.remind_at, Bookmark.kept_at, Post.number),
        *(Post.source, Topic.id.label("topic_id"), Topic.slug, Topic.title, Person.name),
    )
    mine: Any = (
        select(*columns)
        .join(Post, Post.id == Bookmark.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Category, Category.id == Topic.category_id)
        .join(Person, Person.id == Post.author_id)
        .where(Bookmark.person_id == person.id, visible_to(person))
        .where(Topic.deleted_at.is_(None), Post.deleted_at.is_(None), Post.hidden_at.is_(None))
    )
    found = keyset(mine, (Bookmark.id,), lambda row: (row.id,), _parse)
    return Slice([Kept(*row) for row in found.rows], found.earlier, found.later)


def _parse(cursor: str) -> tuple[int] | None:
    return (int(cursor),) if cursor.isdecimal() and len(cursor) < 10 else None


def find_bookmark(person: Person, post: Post) -> Bookmark | None:
    """What this person noted when they kept a post."""
    mine = Bookmark.person_id == person.id, Bookmark.post_id == post.id
    return db.session.scalar(select(Bookmark).where(*mine))


def due_reminders(now: datetime, limit: int) -> list[Any]:
    """(bookmark, person, topic, post, number) of what is due and the person may still see."""
    due = (
        select(Bookmark.id, Bookmark.person_id, Topic, Post.id, Post.number)
        .join(Person, Person.id == Bookmark.person_id)
        .join(Post, Post.id == Bookmark.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Category, Category.id == Topic.category_id)
        .where(Bookmark.remind_at <= now, sees_category(), Person.erased_at.is_(None))
        .where(Topic.deleted_at.is_(None), Post.deleted_at.is_(None), Post.hidden_at.is_(None))
    )
    return list(db.session.execute(due.order_by(Bookmark.remind_at, Bookmark.id).limit(limit)))
