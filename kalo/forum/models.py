"""The forum's nouns: categories, topics, the posts in them, and how far each person has read."""

import re
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit.db import Model

# Raised when the rules of rendering change; posts with a lower one are rendered again by a job.
RENDER_VERSION = 1


class Category(Model):
    """A shelf of topics, open to everyone or to members only."""

    __tablename__ = "forum_category"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title_el: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(80), default="")
    about_el: Mapped[str] = mapped_column(default="")
    about_en: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0, index=True)
    members_only: Mapped[bool] = mapped_column(default=False)
    topics_count: Mapped[int] = mapped_column(default=0)
    posts_count: Mapped[int] = mapped_column(default=0)
    last_post_at: Mapped[datetime | None]


class Topic(Model):
    """A discussion. Post 1 opens it; a number, once given, is never given again."""

    __tablename__ = "forum_topic"
    __table_args__ = (
        Index("ix_forum_topic_shelf", "category_id", "deleted_at", "pinned", "last_post_at", "id"),
        Index("ix_forum_topic_latest", "deleted_at", "last_post_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey(Category.id))
    title: Mapped[str] = mapped_column(String(140))
    slug: Mapped[str] = mapped_column(String(80))
    author_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    language: Mapped[str] = mapped_column(String(2), default="el")
    # What the discussion is about in another room, as `lesson:17`.
    subject: Mapped[str | None] = mapped_column(String(80), index=True)
    opened_at: Mapped[datetime]
    posts_count: Mapped[int] = mapped_column(default=0)
    highest_number: Mapped[int] = mapped_column(default=0)
    # The highest number among the posts that still stand, its moment and its author.
    last_number: Mapped[int] = mapped_column(default=0)
    last_post_at: Mapped[datetime]
    last_author_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    pinned: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)

    category: Mapped[Category] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=author_id)

    @property
    def named_id(self) -> str:
        """The id and the name, as they stand in the address."""
        return f"{self.id}-{self.slug}"

    @property
    def path(self) -> str:
        """The address without a language prefix; a post's number after it is a permalink."""
        return f"/forum/t/{self.named_id}/"

    @property
    def tag(self) -> str:
        """The subject by which other rooms know this topic."""
        return f"topic:{self.id}"


class Post(Model):
    """One contribution: what was typed, and the HTML made of it when it was written."""

    __tablename__ = "forum_post"
    __table_args__ = (
        UniqueConstraint("topic_id", "number"),
        Index("ix_forum_post_people", "topic_id", "author_id"),
        Index("ix_forum_post_author", "author_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey(Topic.id))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    source: Mapped[str]
    html: Mapped[str]
    render_version: Mapped[int] = mapped_column(default=RENDER_VERSION, index=True)
    revision: Mapped[int] = mapped_column(default=1)
    reply_to: Mapped[int | None]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)

    topic: Mapped[Topic] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=author_id)

    def as_quote(self, name: str) -> str:
        """The post as Markdown that quotes it, with a link back; without what it quotes itself."""
        own = [line for line in self.source.splitlines() if not line.startswith(">")]
        quoted = "\n".join(f"> {line}".rstrip() for line in "\n".join(own).strip().splitlines())
        who = re.sub(r"([\\`*_\[\]<>])", r"\\\1", name)
        return f"> [{who} #{self.number}]({self.topic.path}{self.number})\n{quoted}\n\n"


class PostRevision(Model):
    """What a post said before an edit; revision n is the text that revision n + 1 replaced."""

    __tablename__ = "forum_post_revision"
    __table_args__ = (UniqueConstraint("post_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"))
    revision: Mapped[int]
    title: Mapped[str | None] = mapped_column(String(140))
    source: Mapped[str]
    editor_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime]


class ReadMark(Model):
    """How far a person has read in a topic; it only goes up."""

    __tablename__ = "forum_read_mark"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    topic_id: Mapped[int] = mapped_column(
        ForeignKey(Topic.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    last_read: Mapped[int]


class Reader(Model):
    """Until when a person has declared everything read: one row instead of one per topic."""

    __tablename__ = "forum_reader"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    all_read_at: Mapped[datetime]
