"""Discussions, and what was done with them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.forum.models.categories import Category
from kalo.kit.db import Model
from kalo.kit.indexes import partial_index


def _standing(name: str, *columns: str) -> Index:
    """An index of the topics that stand: lists read it in its order, and stop after a page."""
    return partial_index(f"ix_forum_topic_{name}", *columns, where=text("deleted_at IS NULL"))


class Topic(Model):
    """A discussion. Post 1 opens it; a number, once given, is never given again.

    `tags`, `notices` and `poll` repeat rows of other tables for the topic's page, which then asks
    nothing more; whatever changes those rows writes them again in the same transaction.
    """

    __tablename__ = "forum_topic"
    __table_args__ = (
        _standing("shelf", "category_id", "pinned", "last_post_at", "id"),
        _standing("beside", "category_id", "last_post_at", "id"),
        _standing("latest", "last_post_at", "id"),
        _standing("opened", "opened_at", "id"),
        _standing("waiting", "posts_count", "last_post_at", "id"),
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
    views_count: Mapped[int] = mapped_column(default=0)
    reactions_count: Mapped[int] = mapped_column(default=0)
    # The number of the post that was accepted as the answer.
    answer_number: Mapped[int | None]
    # [[slug, name], …]
    tags: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    # What was done with the topic, in order; what each holds: `actions.arranging`.
    notices: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # The poll of the first post as its page shows it, or nothing: `actions.polls`.
    poll: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    pinned: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]
    # Kept as it is: no reply, no change, no reaction, no vote.
    archived_at: Mapped[datetime | None]
    # So long must pass between two posts of one person; 0 for no wait.
    slow_seconds: Mapped[int] = mapped_column(default=0)
    deleted_at: Mapped[datetime | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    # Whoever follows an old address of a merged topic is led on.
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("forum_topic.id"), index=True)

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


class TopicAct(Model):
    """Something done with a topic, shown where it happened: after post `after_number`.

    `details` holds what is needed to say it and to undo it.
    """

    __tablename__ = "forum_topic_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey(Topic.id, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    after_number: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
