"""What arranging leaves behind: where moved posts are now, and what is to happen later."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.forum.models.posts import Post
from kalo.forum.models.topics import Topic, TopicAct
from kalo.kit.db import Model


class MovedPost(Model):
    """A number of a topic whose post stands elsewhere now; its old address leads there for ever.

    `reply_to` is what the post answered under its old number: an undone move puts it back.
    """

    __tablename__ = "forum_moved_post"

    topic_id: Mapped[int] = mapped_column(
        ForeignKey(Topic.id, ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"), index=True)
    reply_to: Mapped[int | None]
    act_id: Mapped[int | None] = mapped_column(
        ForeignKey(TopicAct.id, ondelete="SET NULL"), index=True
    )


class TopicTimer(Model):
    """Something that is to happen with a topic at a moment; the row goes once it is done."""

    __tablename__ = "forum_topic_timer"
    __table_args__ = (UniqueConstraint("topic_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey(Topic.id, ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))  # a key of `actions.timers.WORK`
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    # The notice in the topic that says so.
    act_id: Mapped[int | None] = mapped_column(
        ForeignKey(TopicAct.id, ondelete="SET NULL"), index=True
    )
