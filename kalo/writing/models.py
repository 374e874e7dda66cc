"""What is kept while people write: drafts, files, and cards of pages that they link to."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.kit.db import Model


class Draft(Model):
    """A text that is not published yet. `seq` only rises: a late save never undoes a newer one."""

    __tablename__ = "writing_draft"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    # Which form it belongs to, as "topic-17", "new-topic", "post-9-2".
    key: Mapped[str] = mapped_column(String(80))
    seq: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(140), default="")
    body: Mapped[str]
    # The page on which it goes on, without a language prefix.
    path: Mapped[str] = mapped_column(String(300), default="")
    saved_at: Mapped[datetime] = mapped_column(index=True)


class Upload(Model):
    """A file that somebody put into a text; the names of its smaller copies come from its own."""

    __tablename__ = "writing_upload"
    __table_args__ = (Index("ix_writing_upload_day", "by_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(10))  # "image" or "document"
    media_type: Mapped[str] = mapped_column(String(100))
    # What its owner called it, made harmless: a label, never a path.
    label: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    widths: Mapped[list[int]] = mapped_column(JSON, default=list)
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime] = mapped_column(index=True)


class UploadUse(Model):
    """A published text that shows a file; whoever may see the text may see the file.

    Where nobody can rule on the text (`subject`), what it stands in (`within`) is asked.
    """

    __tablename__ = "writing_upload_use"

    upload_id: Mapped[int] = mapped_column(
        ForeignKey(Upload.id, ondelete="CASCADE"), primary_key=True
    )
    subject: Mapped[str] = mapped_column(String(80), primary_key=True)  # as "post:9"
    within: Mapped[str] = mapped_column(String(80))  # as "topic:17", known to search


class LinkCard(Model):
    """What a linked page says of itself, fetched once."""

    __tablename__ = "writing_link_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(String(500), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="owed", index=True)  # owed, ready, none
    title: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(String(300), default="")
    site: Mapped[str] = mapped_column(String(100), default="")
    owed_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    fetched_at: Mapped[datetime | None]


class LinkUse(Model):
    """A text that waits for a card or shows it."""

    __tablename__ = "writing_link_use"

    card_id: Mapped[int] = mapped_column(
        ForeignKey(LinkCard.id, ondelete="CASCADE"), primary_key=True
    )
    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
