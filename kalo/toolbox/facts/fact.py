"""A fact in one language, as tools and pages hold it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kalo.kit.reports import Stated

SEEN, OLD, GENERAL = "seen", "old", "general"
MARKS = (SEEN, OLD, GENERAL)


@dataclass(frozen=True)
class Fact:
    """What is stated, with its source, the day somebody saw it there, and how sure we are."""

    set: str
    key: str
    text: str
    value: Any = None
    unit: str = ""
    source: str = ""
    address: str = ""
    checked: date = date.min
    mark: str = SEEN
    expires: date | None = None
    about: Mapping[str, Any] = field(default_factory=dict)
    is_expired: bool = False

    def stated(self) -> Stated:
        """The fact as a block of a report."""
        return Stated(
            text=self.text,
            source=self.source,
            address=self.address,
            checked=self.checked,
            mark=self.mark,
            expired=self.is_expired,
        )


Facts = Mapping[str, Fact]  # by their key


def fact_of(row: Mapping[str, Any], language: str, today: date) -> Fact:
    """A row, as files and tables have it, in a language."""
    expires = row["expires"]
    return Fact(
        set=row["set"],
        key=row["key"],
        text=row[f"text_{language}"],
        value=row["value"],
        unit=row[f"unit_{language}"],
        source=row["source_title"],
        address=row["source_url"],
        checked=row["checked"],
        mark=row["mark"],
        expires=expires,
        about=row["about"],
        is_expired=expires is not None and expires < today,
    )


def said(words: Any, language: str) -> str:
    """Words that a fact keeps in `value` or `about`: `{el: …, en: …}`, or the same in both."""
    if isinstance(words, Mapping):
        return str(words.get(language) or words.get("el") or "")
    return "" if words is None else str(words)
