"""Organisations, the people who keep their pages, what they seek and offer, and words to them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from kalo.accounts.models import Person, Words
from kalo.kit import clock
from kalo.kit.db import Model
from kalo.kit.text import fold, sort_key
from kalo.network.words import KINDS, said, words_of

# Asked for by a member, made by staff and waiting for its own people, there for all, withdrawn.
ASKED, INVITED, LISTED, RESTING = "asked", "invited", "listed", "resting"
STATES = (ASKED, INVITED, LISTED, RESTING)
SEEK, OFFER = "seek", "offer"
WANTS, KEEPS = "wants", "keeps"
SPANS = (30, 60, 90)  # days that a call stands
# What its people write; a version keeps all of it.
WRITTEN = (
    *("name_el", "name_en", "form", "place", "address", "sectors", "services", "needs"),
    *("summary_el", "summary_en", "about_el", "about_en", "website", "founded", "people"),
    "register",
)


class Organisation(Model):
    """An organisation of the directory; `email` is for letters to it and is shown to nobody."""

    __tablename__ = "network_organisation"
    __table_args__ = (
        Index("ix_network_organisation_listed", "state", "name_key", "id"),
        Index("ix_network_organisation_place", "state", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name_el: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160), default="")
    name_key: Mapped[str] = mapped_column(String(320), default="")
    form: Mapped[str] = mapped_column(String(30))
    place: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(200), default="")
    sectors: Mapped[frozenset[str]] = mapped_column(Words, default=frozenset)
    services: Mapped[frozenset[str]] = mapped_column(Words, default=frozenset)
    needs: Mapped[frozenset[str]] = mapped_column(Words, default=frozenset)
    summary_el: Mapped[str] = mapped_column(String(300), default="")
    summary_en: Mapped[str] = mapped_column(String(300), default="")
    about_el: Mapped[str] = mapped_column(default="")
    about_en: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(String(200), default="")
    founded: Mapped[int | None]
    people: Mapped[int | None]
    register: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    # All its words, folded: what a question is looked for in.
    found_by: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(String(10), default=ASKED)
    why: Mapped[str] = mapped_column(String(400), default="")  # what staff said about a no
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="SET NULL"))
    listed_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    sample: Mapped[bool] = mapped_column(default=False)

    @validates("name_el")
    def _sort_name(self, _field: str, name: str) -> str:
        self.name_key = sort_key(name)[:320]
        return name

    @property
    def subject(self) -> str:
        """How others point at it."""
        return f"organisation:{self.id}"

    @property
    def path(self) -> str:
        """Where it is, without a language prefix."""
        return f"/network/{self.slug}/"

    @property
    def is_shown(self) -> bool:
        """Whether everybody may see it."""
        return self.state == LISTED and self.hidden_at is None

    def written(self) -> dict[str, Any]:
        """What its people wrote, as a version keeps it."""
        values = {name: getattr(self, name) for name in WRITTEN}
        return {k: sorted(v) if isinstance(v, frozenset) else v for k, v in values.items()}

    def note_words(self) -> None:
        """Keep beside it, folded, everything by which it can be found."""
        own = ("name_el", "name_en", "summary_el", "summary_en", "about_el", "about_en", "address")
        words = [getattr(self, name) or "" for name in own]
        for kind in KINDS[:2]:
            known, mine = words_of(kind), getattr(self, kind) or ()
            words += [f"{known[key].el} {known[key].en}" for key in mine if key in known]
        for spoken in ("el", "en"):
            words += [said("forms", self.form, spoken), said("places", self.place, spoken)]
        words.append(self.slug.replace("-", " "))
        self.found_by = " ".join(fold(" ".join(words)).split())


class Keeper(Model):
    """A person of an organisation: who asked to keep its page, and who does."""

    __tablename__ = "network_keeper"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    state: Mapped[str] = mapped_column(String(6), default=WANTS, index=True)
    words: Mapped[str] = mapped_column(String(600), default="")  # what they are there
    asked_at: Mapped[datetime]
    since: Mapped[datetime | None]
    how: Mapped[str] = mapped_column(String(10), default="")  # "letter" or "staff"

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Invitation(Model):
    """A letter to an address: whoever holds it lets somebody keep the page; we keep its hash.

    With a person it asks the organisation whether that member may; without one, staff invite.
    """

    __tablename__ = "network_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="SET NULL"))
    at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")


class Version(Model):
    """What an organisation said of itself at a revision, and who wrote it."""

    __tablename__ = "network_version"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(primary_key=True)
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="SET NULL"))
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class ShownMark(Model):
    """An evaluation that somebody passed and lets the organisation show, by their own yes."""

    __tablename__ = "network_mark"
    __table_args__ = (UniqueConstraint("organisation_id", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id, ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(80))
    title_el: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")
    on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    at: Mapped[datetime]


class Call(Model):
    """Something that an organisation seeks or offers, until a day."""

    __tablename__ = "network_call"
    __table_args__ = (Index("ix_network_call_open", "kind", "service", "ends_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(6))
    service: Mapped[str] = mapped_column(String(20))
    sector: Mapped[str] = mapped_column(String(20), default="")  # any, where it is empty
    place: Mapped[str] = mapped_column(String(40), default="")
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(default="")
    days: Mapped[int] = mapped_column(default=SPANS[0])
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="SET NULL"))
    ends_at: Mapped[datetime] = mapped_column(index=True)
    told_at: Mapped[datetime | None]  # that it ends soon
    closed_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    @property
    def subject(self) -> str:
        """How others point at it."""
        return f"network-call:{self.id}"

    @property
    def path(self) -> str:
        """Where it is, without a language prefix."""
        return f"/network/calls/{self.id}/"

    @property
    def has_ended(self) -> bool:
        """Whether its day has passed, or its people closed it."""
        return self.closed_at is not None or self.ends_at <= clock.now()

    def fits(self, other: "Call") -> bool:
        """Whether one is what the other looks for; `queries.calls.fitting` says it too."""
        alike = all(
            not mine or not theirs or mine == theirs
            for mine, theirs in ((self.sector, other.sector), (self.place, other.place))
        )
        return self.kind != other.kind and self.service == other.service and alike


class Message(Model):
    """A word between a member and an organisation; the first of a thread has no `thread_id`."""

    __tablename__ = "network_message"
    __table_args__ = (Index("ix_network_message_thread", "thread_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), index=True
    )
    thread_id: Mapped[int | None] = mapped_column(
        ForeignKey("network_message.id", ondelete="CASCADE")
    )
    call_id: Mapped[int | None] = mapped_column(ForeignKey(Call.id, ondelete="SET NULL"))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey(Person.id, ondelete="SET NULL"), index=True
    )
    from_inside: Mapped[bool] = mapped_column(default=False)  # its people answer
    subject: Mapped[str] = mapped_column(String(120), default="")
    text: Mapped[str]
    at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    call: Mapped[Call | None] = relationship(lazy="raise_on_sql")

    @property
    def about(self) -> str:
        """What its thread is about; nothing once moderators hid it."""
        return "" if self.hidden_at else self.subject

    @property
    def root_id(self) -> int:
        """The number of its thread."""
        return self.thread_id or self.id

    @property
    def path(self) -> str:
        """Where its thread is, without a language prefix."""
        return f"/network/messages/{self.root_id}/"
