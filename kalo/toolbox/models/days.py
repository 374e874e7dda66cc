"""Days that kept works plan, as calendars and reminders know them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.toolbox.models.works import Work


class PlannedDay(Model):
    """A day of a work, under the key that its tool gave it.

    What a calendar must hear of counts itself: a move and a day that was taken back raise
    `sequence`, another title only moves `changed_at`.
    """

    __tablename__ = "toolbox_day"
    __table_args__ = (Index("ix_toolbox_day_owed", "remind_on", "reminded_at"),)

    work_id: Mapped[int] = mapped_column(ForeignKey(Work.id, ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    day: Mapped[date]
    title_el: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    about_el: Mapped[str] = mapped_column(default="")
    about_en: Mapped[str] = mapped_column(default="")
    done: Mapped[bool] = mapped_column(default=False)
    remind_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    sequence: Mapped[int] = mapped_column(default=0)
    taken_back_at: Mapped[datetime | None]


class DayWish(Model):
    """Whether somebody wants the days of a work; the owner does, others where they say so."""

    __tablename__ = "toolbox_day_wish"

    work_id: Mapped[int] = mapped_column(ForeignKey(Work.id, ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    wants: Mapped[bool]
    changed_at: Mapped[datetime]
