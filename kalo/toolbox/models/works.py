"""Works: what people answered a tool and kept, each version of it, who may see it by a link."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Group, Person
from kalo.kit.db import Model

READ, COMMENT, EDIT, OWN = "read", "comment", "edit", "own"
RIGHTS = (READ, COMMENT, EDIT, OWN)  # each may what those before it may
KEPT, RESTORED = "kept", "restored"
AUTO, FOLDED = "auto", "folded"  # a page saved by itself; several of those as one
EXAMPLE = "example"  # a first version that is a copy of a tool's worked example


class Work(Model):
    """The answers to a tool as they are now; how they came to be stands in its versions.

    A guest's work has no owner: whoever has its link with the right OWN may do what an owner may.
    """

    __tablename__ = "toolbox_work"

    id: Mapped[int] = mapped_column(primary_key=True)
    tool: Mapped[str] = mapped_column(String(40), index=True)
    title: Mapped[str] = mapped_column(String(120))
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey(Person.id, ondelete="SET NULL"), index=True
    )
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey(Group.id, ondelete="SET NULL"), index=True
    )
    group_can: Mapped[str] = mapped_column(String(8), default=EDIT)
    revision: Mapped[int] = mapped_column(default=1)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    copied_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("toolbox_work.id", ondelete="SET NULL")
    )
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    deleted_at: Mapped[datetime | None]

    owner: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    group: Mapped[Group | None] = relationship(lazy="raise_on_sql")

    @property
    def path(self) -> str:
        """Its address, without a language."""
        return f"/toolbox/works/{self.id}/"


class Version(Model):
    """One save of a work: what it changed, from what to what, by path.

    Never changed, but for saves that a page made by itself: see `actions/versions.py`.
    `client_id` is made where the form is shown: a save that comes twice is one version.
    """

    __tablename__ = "toolbox_version"
    __table_args__ = (
        UniqueConstraint("work_id", "number"),
        UniqueConstraint("work_id", "client_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey(Work.id, ondelete="CASCADE"))
    number: Mapped[int]
    client_id: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(10), default=KEPT)
    about: Mapped[int | None]  # the version that was restored
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey(Person.id, ondelete="SET NULL"), index=True
    )
    by_name: Mapped[str] = mapped_column(String(60), default="")  # how a guest signs
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)  # path -> [before, after]
    made_at: Mapped[datetime]

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class Link(Model):
    """A secret address of a work; we keep its hash. One taken back opens nothing."""

    __tablename__ = "toolbox_link"
    __table_args__ = (CheckConstraint(f"can IN {RIGHTS!r}", name="known_right"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey(Work.id, ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    can: Mapped[str] = mapped_column(String(8))
    label: Mapped[str] = mapped_column(String(60), default="")
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    work: Mapped[Work] = relationship(lazy="raise_on_sql")


class Comment(Model):
    """What somebody says beside a work, about one of its questions or about all of it."""

    __tablename__ = "toolbox_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey(Work.id, ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(String(80), default="")
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(60), default="")
    body: Mapped[str] = mapped_column(String(2000))
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
