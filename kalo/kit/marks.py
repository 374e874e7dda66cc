"""What a person has passed and may let an organisation show beside its name.

A room that knows some says `gives_marks("impact", find)`, where `find(person)` answers what this
person may let an organisation show. Nothing is shown before somebody says yes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Mark:
    """Something passed: of which kind, what it was called, and on which day."""

    subject: str  # `kind:id`, how the mark points at it
    title_el: str
    title_en: str
    on: date
    kind: str = ""


Finder = Callable[[Any], Iterable[Mark]]
_finders: dict[str, Finder] = {}


def gives_marks(kind: str, find: Finder) -> None:
    """Let organisations show marks of this kind: "impact", "certificate"."""
    _finders[kind] = find


def marks_of(person: Any) -> list[Mark]:
    """All that a person may let an organisation show, the latest first."""
    found = [
        Mark(mark.subject, mark.title_el, mark.title_en, mark.on, kind)
        for kind, find in sorted(_finders.items())
        for mark in find(person)
    ]
    return sorted(found, key=lambda mark: (mark.on, mark.subject), reverse=True)
