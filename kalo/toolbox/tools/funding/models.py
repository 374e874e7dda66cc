"""Funding tools as they are looked through, searches that people keep, and what they were told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.toolbox.facts import said
from kalo.toolbox.models.facts import FactRow
from kalo.toolbox.tools.funding.rules import Wish


class Funding(Model):
    """A funding tool: its fact again, in columns by which it is found. Never written by itself.

    `forms`, `stages`, `legal_forms` and `areas` are sets as bits in the order of `rules`; 0 where
    the source does not say. `version` counts the changes that people are told of, `moves` those of
    its deadline. One that left the facts is withdrawn, and comes back as the same.
    """

    __tablename__ = "toolbox_funding"
    __table_args__ = (
        UniqueConstraint("set", "key"),
        Index("ix_toolbox_funding_closes", "closes"),
        # Everything that a question without words looks at: the rows themselves are wide.
        Index(
            "ix_toolbox_funding_looked_for",
            *("withdrawn_at", "family", "forms", "stages", "legal_forms", "areas"),
            *("least", "most", "opens", "closes", "state", "mark", "expires"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey(FactRow.id, ondelete="CASCADE"), index=True)
    set: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(60))
    family: Mapped[str] = mapped_column(String(20))
    forms: Mapped[int]
    stages: Mapped[int]
    legal_forms: Mapped[int]
    areas: Mapped[int]
    least: Mapped[int | None]
    most: Mapped[int | None]
    opens: Mapped[date | None]
    closes: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10))
    checked: Mapped[date]
    mark: Mapped[str] = mapped_column(String(10))
    expires: Mapped[date | None]
    digest: Mapped[str] = mapped_column(String(32))
    version: Mapped[int] = mapped_column(default=1)
    moves: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    source_title: Mapped[str]
    source_url: Mapped[str]
    text_el: Mapped[str]
    text_en: Mapped[str]
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    words: Mapped[str]

    @property
    def name(self) -> str:
        """How it stands in an address and in a plan: "private/act4greece"."""
        return f"{self.family}/{self.key}"

    @property
    def path(self) -> str:
        """Its address, without a language."""
        return f"/toolbox/tools/funding/directory/{self.name}/"

    def said(self, what: str, language: str) -> str:
        """Words of it in a language: name, giver, recipients, range, closes_for."""
        return said(self.about.get(what), language)

    def text(self, language: str) -> str:
        """What is stated of it, in a sentence."""
        return self.text_en if language == "en" else self.text_el

    def conditions(self, language: str) -> list[str]:
        """On what terms."""
        return [said(each, language) for each in self.about.get("conditions") or ()]

    @property
    def deadline_is_ours(self) -> bool:
        """False where the day concerns banks or other intermediaries, not who asks for money."""
        return self.closes is not None and not self.about.get("closes_for")


class FundingSearch(Model):
    """What a member looks for and wants to hear of."""

    __tablename__ = "toolbox_funding_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    tells: Mapped[bool] = mapped_column(default=True)
    in_calendar: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def wish(self) -> Wish:
        """What is looked for."""
        return Wish.of(self.asked)


class FundingTold(Model):
    """Of what of a funding tool a person was told: "version-3", "closes-2027-06-30-14"; once."""

    __tablename__ = "toolbox_funding_told"
    __table_args__ = (UniqueConstraint("funding_id", "person_id", "what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    funding_id: Mapped[int] = mapped_column(ForeignKey(Funding.id, ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
