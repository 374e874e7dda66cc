"""Bringing `content/learning` into the database: what has the same key stays the same thing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select

from kalo import signals
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.actions.outline import read_programmes
from kalo.learning.actions.source import Fields, ProgrammeSource
from kalo.learning.models import Lesson, Module, Programme

CONTENT = Path(__file__).parents[3] / "content" / "learning"
Rows = dict[str, Any]


@dataclass
class Imported:
    """What an import did, as keys; nothing at all where the files had not changed."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.withdrawn)


def import_programmes(folder: Path = CONTENT) -> Imported:
    """Make the programmes what their files say; the caller's transaction keeps it.

    Raises `BadContent`, naming file and line, before anything is written.
    """
    sources, done = read_programmes(folder), Imported()
    lessons = _lesson_fields(sources)
    programmes = _settle(Programme, {s.key: s.fields for s in sources}, done)
    modules = _settle(Module, _module_fields(sources, programmes), done)
    for source in (lesson for programme in sources for lesson in programme.lessons):
        lessons[source.key] |= {
            "programme_id": programmes[source.programme].id,
            "module_id": modules[source.module].id,
        }
    settled = _settle(Lesson, lessons, done)
    _tell(programmes, settled, {*done.added, *done.changed, *done.withdrawn})
    return done


def _module_fields(sources: list[ProgrammeSource], programmes: Rows) -> dict[str, Fields]:
    return {
        key: {**fields, "programme_id": programmes[source.key].id}
        for source in sources
        for key, fields in source.modules.items()
    }


def _lesson_fields(sources: list[ProgrammeSource]) -> dict[str, Fields]:
    """The columns of every lesson; a text is read and rendered only where it is new."""
    stands = select(Lesson.key, Lesson.content_version)
    versions = {row.key: row.content_version for row in db.session.execute(stands)}
    return {
        lesson.key: lesson.fields
        | ({} if versions.get(lesson.key) == lesson.fields["content_version"] else lesson.read())
        for source in sources
        for lesson in source.lessons
    }


def _settle(model: type[Any], wanted: Mapping[str, Fields], done: Imported) -> Rows:
    """All rows of a table by key, as wanted; those not wanted are withdrawn, never deleted."""
    rows: Rows = {row.key: row for row in db.session.scalars(select(model))}
    _withdraw((row for key, row in rows.items() if key not in wanted), done)
    changes = {key: _difference(rows[key], wanted[key]) for key in wanted if key in rows}
    _free_addresses(rows, changes)
    for key, fields in wanted.items():
        if key not in rows:
            rows[key] = model(key=key, withdrawn_at=None, **fields)
            db.session.add(rows[key])
            done.added.append(key)
        elif changes[key]:
            _set(rows[key], changes[key])
            done.changed.append(key)
    db.session.flush()
    return rows


def _withdraw(rows: Iterable[Any], done: Imported) -> None:
    for row in rows:
        if row.withdrawn_at is None:
            row.withdrawn_at = clock.now()
            done.withdrawn.append(row.key)
    db.session.flush()


def _difference(row: Any, fields: Fields) -> Fields:
    """What is to be set; a text is not loaded to be compared: it is given only when it is new."""
    unloaded = inspect(row).unloaded
    wanted = fields | {"withdrawn_at": None}
    return {n: v for n, v in wanted.items() if n in unloaded or getattr(row, n) != v}


def _free_addresses(rows: Rows, changes: Mapping[str, Fields]) -> None:
    """Two lessons may swap their addresses: both leave the old ones first."""
    for key, change in changes.items():
        if "slug" in change:
            rows[key].slug = f"~{key}"
    db.session.flush()


def _set(row: Any, fields: Fields) -> None:
    for name, value in fields.items():
        setattr(row, name, value)


def _tell(programmes: Rows, lessons: Rows, touched: set[str]) -> None:
    """Search hears of what changed; a lesson's address and visibility hang on its programme's."""
    moved = {programme.id for key, programme in programmes.items() if key in touched}
    for key, programme in programmes.items():
        if key in touched:
            signals.thing_changed.send(f"programme:{programme.id}")
    for key, lesson in lessons.items():
        if key in touched or lesson.programme_id in moved:
            signals.thing_changed.send(f"lesson:{lesson.id}")
