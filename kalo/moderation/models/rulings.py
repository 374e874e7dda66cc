"""What moderators decided, and what its author answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.moderation.models.cases import Case

KEEP, EDIT, HIDE, DELETE = "keep", "edit", "hide", "delete"
WARN, SILENCE, SUSPEND = "warn", "silence", "suspend"
PUBLISH, GIVE_BACK = "publish", "give_back"
VERBS = (KEEP, EDIT, HIDE, DELETE, WARN, SILENCE, SUSPEND)
PENALTIES = (WARN, SILENCE, SUSPEND)
UPHOLDING = (EDIT, HIDE, DELETE, *PENALTIES)  # they say that the reports were right
APPEALED, STANDS, TAKEN_BACK = "asked", "stands", "taken_back"


class Ruling(Model):
    """One decision about a case; its words are what the author was told.

    `before` is what is needed to undo it; `source` the text as it was when it was ruled on.
    """

    __tablename__ = "moderation_ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    title: Mapped[str] = mapped_column(default="")
    path: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    verb: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(20), default="")
    words: Mapped[str] = mapped_column(default="")
    # The statement of reasons for illegal content: the law or rule, the facts.
    law: Mapped[str] = mapped_column(String(200), default="")
    facts: Mapped[str] = mapped_column(default="")
    until: Mapped[datetime | None]  # of silence or suspension; an open end is none
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    # The author asked once for another look.
    appeal: Mapped[str | None] = mapped_column(String(10))
    appeal_words: Mapped[str] = mapped_column(default="")
    appealed_at: Mapped[datetime | None]
    answer_words: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    answered_at: Mapped[datetime | None]
