"""Facts of law and money as they stand, and everything that was ever said in their place."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.toolbox.facts import Fact
from kalo.toolbox.facts.fact import fact_of

# What is said of a fact; the rest of its row is about where it came from.
SAID = (
    *("text_el", "text_en", "value", "unit_el", "unit_en", "source_title", "source_url"),
    *("checked", "mark", "expires", "about"),
)
BY_FILE, BY_HAND, TAKEN_BACK = "file", "hand", "undo"
ADDED, RETIRED, BACK = "added", "retired", "back"


class FactRow(Model):
    """A fact as it stands. One that left the files, or was retired, is withdrawn, not deleted."""

    __tablename__ = "toolbox_fact"
    __table_args__ = (
        UniqueConstraint("set_name", "key"),
        Index("ix_toolbox_fact_expires", "expires", "told_for"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_name: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(60))
    leaf: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    text_el: Mapped[str]
    text_en: Mapped[str]
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    unit_el: Mapped[str] = mapped_column(String(80))
    unit_en: Mapped[str] = mapped_column(String(80))
    source_title: Mapped[str] = mapped_column(String(300))
    source_url: Mapped[str] = mapped_column(String(500))
    checked: Mapped[date]
    mark: Mapped[str] = mapped_column(String(10))
    expires: Mapped[date | None]
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    # Its words, or that it is gone, are an editor's; what the file has said since waits.
    by_hand: Mapped[bool] = mapped_column(default=False)
    file_mark: Mapped[str] = mapped_column(String(32))
    waits: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    told_for: Mapped[date | None]  # the expiry that editors have been told of
    withdrawn_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """How other rooms name it."""
        return f"fact:{self.id}"

    @property
    def path(self) -> str:
        """Where it stands among those of its set, without a language."""
        return f"/toolbox/facts/{self.set_name}/#{self.key}"

    @property
    def is_retired(self) -> bool:
        """An editor took it away: no file brings it back unasked."""
        return self.withdrawn_at is not None and self.by_hand

    def said(self) -> dict[str, Any]:
        """What it says, as a file would."""
        return {name: getattr(self, name) for name in SAID}

    def in_language(self, language: str, today: date) -> Fact:
        """The fact as tools and pages hold it."""
        row = {name: getattr(self, name) for name in SAID}
        return fact_of({**row, "set": self.set_name, "key": self.key}, language, today)

    def is_expired(self, today: date) -> bool:
        """From the day after its last."""
        return self.expires is not None and self.expires < today


class FactVersion(Model):
    """What a fact said from a moment on, by whom and why; never changed."""

    __tablename__ = "toolbox_fact_version"
    __table_args__ = (UniqueConstraint("fact_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey(FactRow.id, ondelete="CASCADE"))
    revision: Mapped[int]
    at: Mapped[datetime]
    way: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey(Person.id, ondelete="SET NULL"), index=True
    )
    reason: Mapped[str] = mapped_column(String(300), default="")
    what: Mapped[dict[str, Any]] = mapped_column(JSON)

    fact: Mapped[FactRow] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
