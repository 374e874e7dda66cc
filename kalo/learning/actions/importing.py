"""Bringing `content/learning` into the database: what has the same key stays the same thing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, inspect, select

from kalo import signals
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.versions import bump
from kalo.learning.actions.banks import digest_of, keep_versions
from kalo.learning.actions.glossary import read_glossary
from kalo.learning.actions.outline import read_programmes
from kalo.learning.actions.paths import keep_paths
from kalo.learning.actions.source import BadContent, BlockSource, Fields, LessonText
from kalo.learning.actions.source import ProgrammeSource as Source
from kalo.learning.models import TEXT, Block, Lesson, Module, Programme, Question, Term

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


def import_programmes(folder: Path = CONTENT, at: datetime | None = None) -> Imported:
    """Make the programmes what their files say; the caller's transaction keeps it.

    `at` is for sample life: since when the questions of the modules stand to be talked over.
    Raises `BadContent`, naming file and line; then nothing of it may be kept.
    """
    glossary, done = read_glossary(folder), Imported()
    sources = read_programmes(folder, glossary)
    texts = _new_texts(sources)
    programmes = _settle(Programme, {s.key: s.fields for s in sources}, done)
    modules = _settle(Module, _module_fields(sources, programmes), done)
    lessons = _settle(Lesson, _lesson_fields(sources, texts, programmes, modules), done)
    _settle_blocks(lessons, texts)
    _settle_questions(sources, programmes, done)
    paths = keep_paths(sources, programmes)
    _tell(programmes, lessons, {*done.added, *done.changed, *done.withdrawn})
    _settle_terms(glossary.terms, done)
    _offer_questions(sources, modules, at)
    if done or paths:
        bump("learning")  # of all that guests read here, whatever it was that changed
    return done


def _new_texts(sources: list[Source]) -> dict[str, LessonText]:
    """The texts that are new, by the key of their lesson: only these are read and rendered."""
    stands = select(Lesson.key, Lesson.content_version).where(Lesson.withdrawn_at.is_(None))
    versions = {row.key: row.content_version for row in db.session.execute(stands)}
    return {
        lesson.key: lesson.read()
        for source in sources
        for lesson in source.lessons
        if versions.get(lesson.key) != lesson.fields["content_version"]
    }


def _module_fields(sources: list[Source], programmes: Rows) -> dict[str, Fields]:
    return {
        key: {**module.fields, "programme_id": programmes[source.key].id}
        for source in sources
        for key, module in source.modules.items()
    }


def _lesson_fields(
    sources: list[Source], texts: Mapping[str, LessonText], programmes: Rows, modules: Rows
) -> dict[str, Fields]:
    return {
        lesson.key: {
            **lesson.fields,
            **(texts[lesson.key].fields if lesson.key in texts else {}),
            "programme_id": programmes[lesson.programme].id,
            "module_id": modules[lesson.module].id,
        }
        for source in sources
        for lesson in source.lessons
    }


def _settle(
    model: type[Any],
    wanted: Mapping[str, Fields],
    done: Imported,
    *among: ColumnElement[bool],
) -> Rows:
    """All rows of a table by key, as wanted; those not wanted are withdrawn, never deleted."""
    rows: Rows = {row.key: row for row in db.session.scalars(select(model).where(*among))}
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


def _settle_blocks(lessons: Rows, texts: Mapping[str, LessonText]) -> None:
    """The blocks of the lessons whose texts are new; those of lessons that went go with them."""
    wanted: dict[str, Fields] = {}
    for key, text in texts.items():
        for position, block in enumerate(text.blocks, 1):
            fields = _block_fields(block) | {"lesson_id": lessons[key].id, "position": position}
            wanted[f"{key}/{block.name}"] = fields
    gone = [row.id for row in lessons.values() if row.withdrawn_at is not None]
    touched = [*gone, *(lessons[key].id for key in texts)]
    if touched:
        _refuse_other_kinds(wanted)
        _settle(Block, wanted, Imported(), Block.lesson_id.in_(touched))


def _block_fields(block: BlockSource) -> Fields:
    fields: Fields = {
        "kind": block.kind,
        "required": block.required,
        "said": block.said,
        "made": block.made,
    }
    return {**fields, "version": digest_of(fields)}


def _refuse_other_kinds(wanted: Mapping[str, Fields]) -> None:
    """What people did with a block stays true of it: another kind of block wants another name."""
    known = select(Block.key, Block.kind).where(Block.key.in_(wanted), Block.kind != TEXT)
    for key, kind in db.session.execute(known):
        if wanted[key]["kind"] != kind:
            raise BadContent(f"{key} was a {kind} before: give the {wanted[key]['kind']} a name")


def _settle_questions(sources: list[Source], programmes: Rows, done: Imported) -> None:
    questions = {q.key: (source, q) for source in sources for q in source.questions}
    wanted: dict[str, Fields] = {
        key: {
            "programme_id": programmes[source.key].id,
            "bank": question.bank,
            "position": question.position,
        }
        for key, (source, question) in questions.items()
    }
    rows = _settle(Question, wanted, done)
    changed = keep_versions(rows, (question for _source, question in questions.values()))
    done.changed += [key for key in changed if key not in {*done.added, *done.changed}]


def _settle_terms(terms: Mapping[str, Fields], done: Imported) -> None:
    mine = Imported()
    rows = _settle(Term, terms, mine)
    for key in (*mine.added, *mine.changed, *mine.withdrawn):
        signals.thing_changed.send(f"term:{rows[key].id}")
    done.added += mine.added
    done.changed += mine.changed
    done.withdrawn += mine.withdrawn


def _offer_questions(sources: list[Source], modules: Rows, at: datetime | None) -> None:
    for source in sources:
        for key, module in source.modules.items():
            if module.starter:
                signals.question_offered.send(modules[key], said=module.starter, at=at)


def _tell(programmes: Rows, lessons: Rows, touched: set[str]) -> None:
    """Search hears of what changed; a lesson's address and visibility hang on its programme's."""
    moved = {programme.id for key, programme in programmes.items() if key in touched}
    for key, programme in programmes.items():
        if key in touched:
            signals.thing_changed.send(f"programme:{programme.id}")
    for key, lesson in lessons.items():
        if key in touched or lesson.programme_id in moved:
            signals.thing_changed.send(f"lesson:{lesson.id}")
