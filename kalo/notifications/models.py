"""News gathers on one row per person and subject; how each person wants it; what letters went."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.kit.mail import Letter

# How news comes, the most pressing first. Whatever comes by letter stands on the bell too.
ONCE, DAILY, WEEKLY, BELL, NEVER = "once", "daily", "weekly", "bell", "never"
WAYS = (ONCE, DAILY, WEEKLY, BELL, NEVER)
PRESSING = {ONCE: 3, DAILY: 2, WEEKLY: 1}
DIRECT = 60  # kinds of this strength and more are meant for the person themselves

kinds: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Kind:
    """A sort of news. `sentence` stands on the preference page, `line` on the bell.

    What nobody can do without has no sentence. A line has `%(what)s`, `%(who)s` and `%(n)s`. Of
    the kinds gathered on one subject the one of most `strength` says the line; `way` is how it
    comes unless the person chose another. A room that writes letters of its own about a kind says
    `own_letter`.
    """

    key: str
    sentence: Any
    line: Any
    strength: int = 40
    way: str = BELL
    own_letter: bool = False

    def __post_init__(self) -> None:
        kinds[self.key] = self

    @property
    def room(self) -> str:
        """The room that tells it."""
        return self.key.partition(".")[0]


REFUSED_OFTEN = 3
REFUSED = Kind(
    "accounts.refused",
    "",
    _("Letters to your address come back, so we send none. See what you can do"),
    own_letter=True,
)


class Notification(Model):
    """What is new for a person about a subject (`kind:id`); `path` is the first they missed.

    `gathered` is what came since it was last read, as [[thing, kind, path, place, by], …]:
    a thing (`post:5`) is told once, a place is its number in the subject, by is a person's id.
    With a letter owed, `way` says which and `due_at` when; a weekly one waits for its day.
    """

    __tablename__ = "notifications_notification"
    __table_args__ = (
        UniqueConstraint("person_id", "subject"),
        Index("ix_notifications_unread", "person_id", "read_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(default="")
    path: Mapped[str]
    unread: Mapped[int] = mapped_column(default=1)
    gathered: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    # The place of the last that came: whoever has read so far has read it all.
    place: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    way: Mapped[str] = mapped_column(String(6), default="")
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    # When a letter about it went; no other goes until it was read.
    lettered_at: Mapped[datetime | None]

    @property
    def people(self) -> list[int]:
        """Who did what is gathered here, the last first, each once."""
        return list(dict.fromkeys(by for *_more, by in reversed(self.gathered) if by))


class Preference(Model):
    """How a person wants to be told. Hours are those of Athens; monday is weekday 0.

    `ways` holds only what differs from a kind's own way. `digest_at` is when the weekly letter is
    due. `refusals` counts how often a mail server refused `refused_address` for good.
    """

    __tablename__ = "notifications_preference"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    ways: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    hour: Mapped[int] = mapped_column(default=8)
    weekday: Mapped[int] = mapped_column(default=0)
    quiet_from: Mapped[int | None]
    quiet_to: Mapped[int | None]
    # What moves here, for whoever was away for a week.
    digest: Mapped[bool] = mapped_column(default=True)
    digest_at: Mapped[datetime | None] = mapped_column(index=True)
    refusals: Mapped[int] = mapped_column(default=0)
    refused_address: Mapped[str] = mapped_column(default="")

    @classmethod
    def usual(cls, person_id: int) -> "Preference":
        """What holds for somebody who never said; not yet a row."""
        usual = {"ways": {}, "hour": 8, "weekday": 0, "digest": True}
        return cls(person_id=person_id, **usual, refusals=0, refused_address="")

    def way_of(self, kind: Kind) -> str:
        """How this person is told of a kind."""
        return self.ways.get(kind.key, kind.way)


class Errand(Model):
    """Something of which people are yet to be told: written with it, done and gone by a job."""

    __tablename__ = "notifications_errand"

    id: Mapped[int] = mapped_column(primary_key=True)
    teller: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int]
    at: Mapped[datetime]


class LetterNote(Model):
    """What became of a letter that somebody was owed, without what it said."""

    __tablename__ = "notifications_letter_note"
    __table_args__ = (Index("ix_notifications_letters_of", "person_id", "way", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    way: Mapped[str] = mapped_column(String(6))
    subject: Mapped[str] = mapped_column(String(80), default="")
    # Empty for a letter that was written, else why there is none: `actions.letters`.
    skipped: Mapped[str] = mapped_column(String(20), default="")
    letter_id: Mapped[int | None] = mapped_column(
        ForeignKey(Letter.id, ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime] = mapped_column(index=True)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    letter: Mapped[Letter | None] = relationship(lazy="raise_on_sql")
