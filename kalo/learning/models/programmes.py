"""Programmes with their modules and lessons, and what it takes to finish them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.kit.db import Model
from kalo.kit.indexes import partial_index
from kalo.kit.text import sort_key

STANDING = text("withdrawn_at IS NULL")


class Programme(Model):
    """A course of study; its key stays when its texts, its address or its place change."""

    __tablename__ = "learning_programme"
    __table_args__ = (
        partial_index(
            "uq_learning_programme_slug",
            "slug",
            unique=True,
            where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    slug: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    hours: Mapped[int]
    title_el: Mapped[str]
    title_en: Mapped[str]
    aim_el: Mapped[str]
    aim_en: Mapped[str]
    summary_el: Mapped[str]
    summary_en: Mapped[str]
    outcomes: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    prerequisites_el: Mapped[str]
    prerequisites_en: Mapped[str]
    task_el: Mapped[str]
    task_en: Mapped[str]
    workshop_el: Mapped[str]
    workshop_en: Mapped[str]
    # Words of the glossary that it uses, as its page names them: {"key", "el", "en"}.
    terms: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    withdrawn_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """How other rooms point at it."""
        return f"programme:{self.id}"

    def outcomes_in(self, language: str) -> list[str]:
        """What a learner will be able to do; Greek where English is missing."""
        return [outcome.get(language) or outcome["el"] for outcome in self.outcomes]

    def terms_in(self, language: str) -> list[tuple[str, str]]:
        """Keys and names of its words, in the order of a language."""
        named = [(term["key"], term.get(language) or term["el"]) for term in self.terms]
        return sorted(named, key=lambda term: sort_key(term[1]))


class PathVersion(Model):
    """What it takes to finish a programme, as it stood from a moment on; never changed.

    An enrolment names the version under which it began, so what was earned stays earned and a
    percent never falls because a lesson was added. `body` is what `kalo/learning/rules.py` reads.
    """

    __tablename__ = "learning_path_version"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    number: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]


class Module(Model):
    """A part of a programme: some lessons that belong together."""

    __tablename__ = "learning_module"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    position: Mapped[int]
    title_el: Mapped[str]
    title_en: Mapped[str]
    about_el: Mapped[str]
    about_en: Mapped[str]
    withdrawn_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")

    @property
    def subject(self) -> str:
        """How other rooms point at it."""
        return f"module:{self.id}"


def _text(kind: type[Any] | None = None) -> Any:
    """A column that only the page of the lesson loads: lists of lessons stay light."""
    kinds = (kind,) if kind else ()
    return mapped_column(*kinds, deferred=True, deferred_group="text", deferred_raiseload=True)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


class Lesson(Model):
    """Something to read and try in one sitting; without a text it is a line of the outline.

    What it says stands in its blocks (`kalo/learning/models/blocks.py`).
    """

    __tablename__ = "learning_lesson"
    __table_args__ = (
        partial_index(
            "uq_learning_lesson_address",
            "programme_id",
            "slug",
            unique=True,
            where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    module_id: Mapped[int] = mapped_column(ForeignKey(Module.id), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    minutes: Mapped[int]
    title_el: Mapped[str]
    title_en: Mapped[str]
    has_text: Mapped[bool]
    content_version: Mapped[str] = mapped_column(String(16))
    withdrawn_at: Mapped[datetime | None]
    goal_el: Mapped[str] = _text()
    goal_en: Mapped[str] = _text()
    try_it_el: Mapped[str] = _text()
    try_it_en: Mapped[str] = _text()
    discuss_el: Mapped[str] = _text()
    discuss_en: Mapped[str] = _text()
    sources: Mapped[list[dict[str, str]]] = _text(JSON)
    legal: Mapped[bool] = _text()
    updated: Mapped[date | None] = _text()

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    module: Mapped[Module] = relationship(lazy="raise_on_sql")

    @property
    def subject(self) -> str:
        """How other rooms point at it."""
        return f"lesson:{self.id}"

    @property
    def is_here(self) -> bool:
        """True while it has a page to be read."""
        return self.has_text and self.withdrawn_at is None

    @property
    def cited(self) -> list[dict[str, Any]]:
        """The sources, each with its `day` where its date is one."""
        return [{**source, "day": _day(source["date"])} for source in self.sources]


class Term(Model):
    """A word of the glossary, marked where it first stands in a lesson."""

    __tablename__ = "learning_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    term_el: Mapped[str] = mapped_column(String(120))
    term_en: Mapped[str] = mapped_column(String(120))
    # Other shapes of the word by which a lesson's text is searched, in both languages.
    forms: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    html_el: Mapped[str]
    html_en: Mapped[str]
    legal: Mapped[bool]  # what the law says: where it stands alone, that it is no legal advice
    sort_el: Mapped[str] = mapped_column(String(160))
    sort_en: Mapped[str] = mapped_column(String(160))
    withdrawn_at: Mapped[datetime | None]
