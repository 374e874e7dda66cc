"""People, the places they are signed in at, their groups, and what staff did."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, TypeDecorator, cast, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship, validates

from kalo.kit import clock
from kalo.kit.db import Model
from kalo.kit.text import fold, upper

ROLES = ("facilitator", "moderator", "editor", "adviser", "administrator")


class Words(TypeDecorator[frozenset[str]]):
    """A small set of words in one column, with a space between them."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str:
        return " ".join(sorted(value or ()))

    def process_result_value(self, value: str | None, dialect: Any) -> frozenset[str]:
        return frozenset((value or "").split())


class Person(Model):
    """Somebody with an account. Whoever has confirmed an address is a member."""

    __tablename__ = "accounts_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(160), default="", index=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]
    joined_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    # Until when; an open end is none. Silenced: may read, not write.
    suspended_until: Mapped[datetime | None]
    silenced_until: Mapped[datetime | None]
    # What a suspended person reads where they would sign in.
    suspended_why: Mapped[str] = mapped_column(String(400), default="")
    # 0 newcomer, 1 known, 2 regular, 3 pillar: `kalo/moderation/trust.py` says how it is earned.
    trust: Mapped[int] = mapped_column(default=0)
    roles: Mapped[frozenset[str]] = mapped_column(Words, default=frozenset)
    language: Mapped[str] = mapped_column(String(2), default="el")
    theme: Mapped[str] = mapped_column(String(5), default="auto")
    letters: Mapped[bool] = mapped_column(default=True)
    picture: Mapped[str | None]
    about: Mapped[str] = mapped_column(default="")
    about_html: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(String(120), default="")
    speaks: Mapped[frozenset[str]] = mapped_column(Words, default=frozenset)
    sample: Mapped[bool] = mapped_column(default=False)

    @validates("name")
    def _fold_name(self, _field: str, name: str) -> str:
        """Keep beside the name what it is found and sorted by, without accents."""
        self.name_key = fold(name)[:160]
        return name

    @property
    def initials(self) -> str:
        """One or two letters for the round picture, without accents."""
        return initials(self.name)

    @property
    def picture_url(self) -> str | None:
        """Where the picture is, if there is one."""
        return f"/files/{self.picture}" if self.picture else None

    @property
    def group_ids(self) -> frozenset[int]:
        """The groups this person is in."""
        words: str | None = self.group_words  # type: ignore[attr-defined]  # set below
        return frozenset(int(word) for word in (words or "").split())

    @property
    def is_suspended(self) -> bool:
        """True from the suspension until its end, or for good where it has none."""
        end = self.suspended_until
        return self.suspended_at is not None and (end is None or end > clock.now())

    def has_role(self, *wanted: str) -> bool:
        """True for a holder of any of these roles, and always for an administrator."""
        return bool(self.roles & {*wanted, "administrator"})


def initials(name: str) -> str:
    """The first letters of the first two words of a name, as Greek capitals without accents."""
    return upper("".join(word[0] for word in name.split()[:2])) or "·"


class SignIn(Model):
    """One device on which a person is signed in; the cookie holds the token, we its hash."""

    __tablename__ = "accounts_sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    seen_at: Mapped[datetime]
    device: Mapped[str] = mapped_column(String(80), default="")

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Newcomer(Model):
    """Somebody who asked for an account; a `Person` comes of it when the address is confirmed.

    Each asking is a row of its own: a stranger who asks with somebody else's address can neither
    take a name nor leave a password behind on the account that its owner confirms.
    """

    __tablename__ = "accounts_newcomer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(254), index=True)
    password_hash: Mapped[str | None]
    language: Mapped[str] = mapped_column(String(2), default="el")
    path: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(index=True)


class Token(Model):
    """A link in a letter, good for one purpose, once, for a while; we keep its hash."""

    __tablename__ = "accounts_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), index=True
    )
    newcomer_id: Mapped[int | None] = mapped_column(
        ForeignKey(Newcomer.id, ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(254), default="")
    path: Mapped[str] = mapped_column(default="")
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    newcomer: Mapped[Newcomer | None] = relationship(lazy="raise_on_sql")


class Group(Model):
    """People who belong together: a team, a cohort, a cooperative."""

    __tablename__ = "accounts_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    about: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]


class Membership(Model):
    """A person in a group; an owner may let others in and out."""

    __tablename__ = "accounts_membership"

    group_id: Mapped[int] = mapped_column(
        ForeignKey(Group.id, ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    owner: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]

    group: Mapped[Group] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


_mine = select(func.aggregate_strings(cast(Membership.group_id, String), " "))
Person.group_words = column_property(
    _mine.where(Membership.person_id == Person.id).correlate_except(Membership).scalar_subquery()
)


class StaffAct(Model):
    """What somebody did with a trust that others do not have: the log of staff."""

    __tablename__ = "accounts_staff_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    verb: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    detail: Mapped[str] = mapped_column(default="")
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(index=True)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Setting(Model):
    """Something an administrator may change while the platform runs."""

    __tablename__ = "accounts_setting"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str]
