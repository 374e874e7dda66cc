"""Scores that bodies let count, and the medians published of them. No words of anybody."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.toolbox.models.works import Work


class Contribution(Model):
    """The scores of one work, given with consent; a work counts once, and so does a person's kind.

    `counted`: they are part of a median that was published.
    """

    __tablename__ = "toolbox_impact_contribution"
    __table_args__ = (UniqueConstraint("person_id", "kind"),)

    work_id: Mapped[int] = mapped_column(
        ForeignKey(Work.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20), index=True)
    scores: Mapped[dict[str, Any]] = mapped_column(JSON)  # axis -> "62.50"
    counted: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime]


class Median(Model):
    """What was published of a kind: a coarse median of each axis, and of how many bodies."""

    __tablename__ = "toolbox_impact_median"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    scores: Mapped[dict[str, Any]] = mapped_column(JSON)  # axis -> 60
    bodies: Mapped[int]
    made_at: Mapped[datetime]
