"""One row per person, kind and subject: news gathers on it until it is read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.kit.db import Model

kinds: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Kind:
    """A sort of news, in the words of the preference page; `line` has `%(n)s` and `%(what)s`."""

    key: str
    sentence: Any
    line: Any

    def __post_init__(self) -> None:
        kinds[self.key] = self


class Notification(Model):
    """News for a person about a subject (`kind:id`); `path` is where it can be read."""

    __tablename__ = "notifications_notification"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "subject"),
        Index("ix_notifications_unread", "person_id", "read_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(default="")
    path: Mapped[str]
    unread: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
