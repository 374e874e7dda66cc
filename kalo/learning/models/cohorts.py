"""People who follow a programme together, who leads them, and what is arranged for one of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, literal_column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import Model
from kalo.learning.models.blocks import Block
from kalo.learning.models.programmes import Programme

PLACED, QUEUED, GONE = "placed", "waiting", "gone"


class Cohort(Model):
    """A group with dates; its members follow the programme together, each at an own pace too."""

    __tablename__ = "learning_cohort"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("capacity IS NULL OR places_taken <= capacity", name="never_one_too_many"),
        Index("ix_learning_cohort_programme", "programme_id", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    name_el: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    capacity: Mapped[int | None]
    places_taken: Mapped[int] = mapped_column(default=0)
    joining_until: Mapped[date | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    revision: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    # When its words or dates were last written: calendars go by it, and by the revision.
    changed_at: Mapped[datetime] = mapped_column(default=lambda: clock.now())
    closed_at: Mapped[datetime | None]  # taken away; what people did stays
    sample: Mapped[bool] = mapped_column(default=False)

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")

    @property
    def subject(self) -> str:
        """How other rooms point at it."""
        return f"cohort:{self.id}"

    @property
    def places_left(self) -> int | None:
        """How many places are free; None where there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.places_taken)

    @property
    def is_full(self) -> bool:
        """True when no place is left."""
        return self.places_left == 0

    @property
    def is_closed(self) -> bool:
        """True once it was taken away."""
        return self.closed_at is not None

    def takes_people(self, today: date) -> bool:
        """True while a place can be asked for."""
        return not self.is_closed and today <= min(self.joining_until or self.ends_on, self.ends_on)


class CohortLead(Model):
    """A facilitator of a cohort; there may be several."""

    __tablename__ = "learning_cohort_lead"

    cohort_id: Mapped[int] = mapped_column(
        ForeignKey(Cohort.id, ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Place(Model):
    """A person's place in a cohort, or on its waiting list by the time of asking."""

    __tablename__ = "learning_place"
    __table_args__ = (Index("ix_learning_place_queue", "cohort_id", "state", "asked_at"),)

    cohort_id: Mapped[int] = mapped_column(
        ForeignKey(Cohort.id, ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    state: Mapped[str] = mapped_column(String(12))
    asked_at: Mapped[datetime]
    placed_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")

    @property
    def is_placed(self) -> bool:
        """True for a place, not for a wait."""
        return self.state == PLACED

    @property
    def is_waiting(self) -> bool:
        """True on the waiting list."""
        return self.state == QUEUED


class Deadline(Model):
    """By when a cohort should have a thing of the path; advice, never a lock.

    It stands in people's calendars: every change of the row counts itself, and one that is taken
    back stays as a row, so that calendars learn of it.
    """

    __tablename__ = "learning_deadline"

    cohort_id: Mapped[int] = mapped_column(
        ForeignKey(Cohort.id, ondelete="CASCADE"), primary_key=True
    )
    thing: Mapped[str] = mapped_column(String(40), primary_key=True)  # "module:3", "block:12"
    due_on: Mapped[date]
    changed_at: Mapped[datetime] = mapped_column(
        default=lambda: clock.now(), onupdate=lambda: clock.now()
    )
    sequence: Mapped[int] = mapped_column(default=0, onupdate=literal_column("sequence + 1"))
    taken_back_at: Mapped[datetime | None]


class Allowance(Model):
    """What is arranged for one person: extra time, more attempts, or an excuse; with a reason."""

    __tablename__ = "learning_allowance"
    __table_args__ = (Index("ix_learning_allowance_whose", "person_id", "block_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    block_id: Mapped[int | None] = mapped_column(ForeignKey(Block.id))  # None: everywhere in it
    extra_percent: Mapped[int] = mapped_column(default=0)  # of a quiz's time
    extra_days: Mapped[int] = mapped_column(default=0)  # after a deadline
    extra_attempts: Mapped[int] = mapped_column(default=0)
    excused: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(400))
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))

    by: Mapped[Person | None] = relationship(foreign_keys=[by_id], lazy="raise_on_sql")
    block: Mapped[Block | None] = relationship(lazy="raise_on_sql")

    @property
    def stands(self) -> bool:
        """True until it is taken back."""
        return self.undone_at is None


class CohortMessage(Model):
    """Words from a facilitator to some of a cohort: who was chosen, how, and what was said."""

    __tablename__ = "learning_cohort_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey(Cohort.id, ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    chosen: Mapped[dict[str, Any]] = mapped_column(JSON)  # the filter, as it was
    subject: Mapped[str] = mapped_column(String(160))
    text: Mapped[str]
    html: Mapped[str]
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")

    @property
    def tag(self) -> str:
        """How news point at it."""
        return f"cohort-message:{self.id}"


class CohortMessageTo(Model):
    """Whom a message reached."""

    __tablename__ = "learning_cohort_message_to"

    message_id: Mapped[int] = mapped_column(
        ForeignKey(CohortMessage.id, ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
