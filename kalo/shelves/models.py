"""Shelves and the leaves on them, as they were last read from content/."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kalo.kit.db import Model


class Shelf(Model):
    """A section of a room: its leaves stand on it in order."""

    __tablename__ = "shelves_shelf"
    __table_args__ = (UniqueConstraint("room", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    room: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    title_el: Mapped[str]
    title_en: Mapped[str]
    about_el: Mapped[str]
    about_en: Mapped[str]


class Leaf(Model):
    """A reading page in both languages; one that left content/ is withdrawn, not deleted."""

    __tablename__ = "shelves_leaf"
    __table_args__ = (UniqueConstraint("room", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    room: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(String(60))
    shelf: Mapped[str] = mapped_column(String(40))
    parent: Mapped[str | None] = mapped_column(String(60))
    position: Mapped[int]
    title_el: Mapped[str]
    title_en: Mapped[str]
    summary_el: Mapped[str]
    summary_en: Mapped[str]
    html_el: Mapped[str]
    html_en: Mapped[str]
    legal: Mapped[bool]
    updated: Mapped[date]
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    related: Mapped[list[str]] = mapped_column(JSON)
    version: Mapped[str] = mapped_column(String(32))
    withdrawn_at: Mapped[datetime | None]

    @property
    def path(self) -> str:
        """Its address, without a language."""
        return f"/{self.room}/{self.slug}/"
