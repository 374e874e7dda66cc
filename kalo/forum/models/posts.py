"""What people say, what it said before, and how others answered without words."""

import re
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.forum.models.topics import Topic
from kalo.kit.db import Model

# Raised when the rules of rendering change; posts with a lower one are rendered again by a job.
RENDER_VERSION = 2


class Post(Model):
    """One contribution: what was typed, and the HTML made of it when it was written."""

    __tablename__ = "forum_post"
    __table_args__ = (
        UniqueConstraint("topic_id", "number"),
        Index("ix_forum_post_people", "topic_id", "author_id"),
        Index("ix_forum_post_author", "author_id", "created_at"),
        Index("ix_forum_post_replies", "topic_id", "reply_to"),
        Index("ix_forum_post_moments", "topic_id", "created_at"),
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
    # Every member may edit it.
    wiki: Mapped[bool] = mapped_column(default=False)
    # How often each reaction was given: see `Reaction`.
    thanks: Mapped[int] = mapped_column(default=0)
    agree: Mapped[int] = mapped_column(default=0)
    useful: Mapped[int] = mapped_column(default=0)
    support: Mapped[int] = mapped_column(default=0)
    # How many posts that stand were written in reply to this one.
    replies_count: Mapped[int] = mapped_column(default=0)
    # Folded away by a ruling of moderators; its author still sees it, and why. Of a post that
    # they took away, the reason is what stands in its place.
    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")
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
    """What a post said before an edit; revision n is the text that revision n + 1 replaced.

    `reason` is why the edit was made that replaced it.
    """

    __tablename__ = "forum_post_revision"
    __table_args__ = (UniqueConstraint("post_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"))
    revision: Mapped[int]
    title: Mapped[str | None] = mapped_column(String(140))
    source: Mapped[str]
    reason: Mapped[str] = mapped_column(String(200), default="")
    editor_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime]
    # Moderators may hide an earlier text too.
    hidden_at: Mapped[datetime | None]


# The reactions there are, each a counter of Post.
REACTIONS = ("thanks", "agree", "useful", "support")


class Reaction(Model):
    """How a person answered a post without words: one of a small set, counted once."""

    __tablename__ = "forum_reaction"

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    kind: Mapped[str] = mapped_column(String(10))  # a counter of Post: thanks, agree, …
    at: Mapped[datetime]
