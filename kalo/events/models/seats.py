"""What people have at an event: a seat, a turn on the waiting list, an offer, a request."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.events.models.attending import UNKNOWN
from kalo.events.models.events import Event
from kalo.kit.db import Model

SEAT, GIVEN_UP = "seat", "given-up"
WAITING, OFFERED, DECLINED, LAPSED = "waiting", "offered", "declined", "lapsed"
ASKED, REFUSED = "asked", "refused"  # where those who plan say yes to each
INVITED, UNCONFIRMED = "invited", "unconfirmed"
FORMER = "—"  # stands for the name of somebody of whom nothing is kept


class Registration(Model):
    """What somebody has at an event: a member, or a guest known by a confirmed address.

    One row for each of them and event, whatever they do there. Who was noted by hand at the door
    has neither account nor address, only a name.
    """

    __tablename__ = "events_registration"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        UniqueConstraint("event_id", "guest_email"),
        CheckConstraint("person_id IS NOT NULL OR guest_name != ''", name="somebody"),
        Index("ix_events_registration_queue", "event_id", "state", "queued_at", "id"),
        Index("ix_events_registration_offers", "state", "offer_ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), index=True
    )
    guest_name: Mapped[str] = mapped_column(String(120), default="")
    guest_email: Mapped[str | None] = mapped_column(String(254), index=True)
    guest_language: Mapped[str] = mapped_column(String(2), default="el")
    ticket: Mapped[str | None] = mapped_column(String(16), unique=True)

    state: Mapped[str] = mapped_column(String(12), default=SEAT)
    words: Mapped[str] = mapped_column(String(500), default="")  # said along with a request
    answer: Mapped[str] = mapped_column(String(500), default="")  # why it was refused
    made_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]  # when the wait began: the order of the waiting list
    offered_at: Mapped[datetime | None]
    offer_ends_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    # After a move: when they were asked whether they still come, and when they said so.
    asked_again_at: Mapped[datetime | None]
    comes_at: Mapped[datetime | None]

    presence: Mapped[str] = mapped_column(String(8), default=UNKNOWN)
    excuse: Mapped[str] = mapped_column(String(300), default="")
    attended_at: Mapped[datetime | None]  # when somebody noted that they were there
    attended_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))

    event: Mapped[Event] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")

    @property
    def name(self) -> str:
        """Who it is, as lists call them; a member's row needs its person loaded."""
        if self.person is None and self.guest_name == FORMER:
            return str(_("somebody who left"))
        return self.person.name if self.person else self.guest_name

    @property
    def email(self) -> str | None:
        """Where letters go, if anywhere."""
        return self.person.email if self.person else self.guest_email

    @property
    def language(self) -> str:
        """The language that they are written to in."""
        return self.person.language if self.person else self.guest_language

    @property
    def is_seat(self) -> bool:
        """True for whoever has a seat."""
        return self.state == SEAT
