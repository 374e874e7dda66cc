"""What people follow besides single topics, and the posts that they keep."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.forum.models.posts import Post
from kalo.kit.db import Model


class Watch(Model):
    """How closely a person follows a category or a tag: muted, tracking or watching.

    Whoever goes back to normal has no row.
    """

    __tablename__ = "forum_watch"
    __table_args__ = (Index("ix_forum_watch_thing", "kind", "thing_id"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)  # category or tag
    thing_id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[int]


class Bookmark(Model):
    """A post that a person keeps, with a word to themselves and when to be reminded."""

    __tablename__ = "forum_bookmark"
    __table_args__ = (
        UniqueConstraint("person_id", "post_id"),
        Index("ix_forum_bookmark_mine", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"), index=True)
    note: Mapped[str] = mapped_column(String(200), default="")
    # Nothing once it was told.
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    kept_at: Mapped[datetime]
