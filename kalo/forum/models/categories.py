"""Shelves of topics and the words that topics are marked with."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Group
from kalo.kit.db import Model

# Who may do a thing in a category, the widest first. Staff of the forum always may.
EVERYONE, MEMBERS, GROUPS, STAFF = "everyone", "members", "groups", "staff"


class Category(Model):
    """A shelf of topics. `see`, `reply` and `start` each say who may: see `permissions`.

    `groups` repeats the rows of `CategoryGrant`, as {"see": [group ids], "reply": …, "start": …},
    so that a permission asks nothing of the database; one action writes both.
    """

    __tablename__ = "forum_category"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("forum_category.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title_el: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(80), default="")
    about_el: Mapped[str] = mapped_column(default="")
    about_en: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0, index=True)
    see: Mapped[str] = mapped_column(String(10), default=EVERYONE)
    reply: Mapped[str] = mapped_column(String(10), default=MEMBERS)
    start: Mapped[str] = mapped_column(String(10), default=MEMBERS)
    groups: Mapped[dict[str, list[int]]] = mapped_column(JSON, default=dict)
    # Topics here ask something, and one of the answers can be accepted.
    asks: Mapped[bool] = mapped_column(default=False)
    # What a new topic starts from.
    template_el: Mapped[str] = mapped_column(default="")
    template_en: Mapped[str] = mapped_column(default="")
    topics_count: Mapped[int] = mapped_column(default=0)
    posts_count: Mapped[int] = mapped_column(default=0)
    last_post_at: Mapped[datetime | None]

    @property
    def members_only(self) -> bool:
        """Guests do not find it."""
        return self.see != EVERYONE


class CategoryGrant(Model):
    """A group that may see, reply in, or start topics in a category set to groups."""

    __tablename__ = "forum_category_grant"

    category_id: Mapped[int] = mapped_column(
        ForeignKey(Category.id, ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[int] = mapped_column(
        ForeignKey(Group.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    can: Mapped[str] = mapped_column(String(5), primary_key=True)  # see, reply or start


class Tag(Model):
    """A word that topics of any category share."""

    __tablename__ = "forum_tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    topics_count: Mapped[int] = mapped_column(default=0, index=True)


class TopicTag(Model):
    """A topic marked with a tag; `Topic.tags` repeats it for the pages."""

    __tablename__ = "forum_topic_tag"

    tag_id: Mapped[int] = mapped_column(ForeignKey(Tag.id, ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(
        ForeignKey("forum_topic.id", ondelete="CASCADE"), primary_key=True, index=True
    )
