"""Who ignores whom, on which days people came, and what an upheld report took from trust."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.kit.db import Model


class Ignored(Model):
    """Somebody whose posts a person wants folded, and of whom they want no news."""

    __tablename__ = "moderation_ignore"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    ignored_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime]


class Visit(Model):
    """A day, as it is counted in Athens, on which a person was here; a year is kept."""

    __tablename__ = "moderation_visit"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True, index=True)


class Standing(Model):
    """How high a person's trust may be for now, after a report against them was upheld."""

    __tablename__ = "moderation_standing"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    highest: Mapped[int]
    until: Mapped[datetime]
