"""What a programme is made of, by name alone: modules, lessons, and what is asked in them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, or_, select

from kalo.kit.db import db
from kalo.learning.models import QUIZ, TASK, WORKSHOP, Block, Lesson, Module

ASKED = (QUIZ, TASK, WORKSHOP)


@dataclass(frozen=True)
class Item:
    """A module, a lesson or a block, as lists and tables name it."""

    thing: str  # "block:12"
    kind: str  # "module", "lesson", or the kind of the block
    title_el: str
    title_en: str
    lesson_slug: str = ""
    anchor: str = ""
    parts: list["Item"] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The number of its row."""
        return int(self.thing.partition(":")[2])


def outline_of(programme_id: int) -> list[Item]:
    """The modules that have something to do, their lessons, what is asked; two statements."""
    blocks = _blocks_of(programme_id)
    modules: dict[int, Item] = {}
    for module, lesson in _modules_and_lessons(programme_id):
        holder = modules.setdefault(
            module.id, Item(f"module:{module.id}", "module", module.title_el, module.title_en)
        )
        if lesson.id is not None:
            holder.parts.append(_lesson(lesson, blocks[lesson.id]))
    return [module for module in modules.values() if module.parts]


def _lesson(row: Any, blocks: list[Any]) -> Item:
    parts = [
        Item(
            f"block:{block.id}",
            block.kind,
            block.title_el or row.title_el,
            block.title_en or block.title_el or row.title_en,
            row.slug,
            block.key.rpartition("/")[2],
        )
        for block in blocks
    ]
    return Item(f"lesson:{row.id}", "lesson", row.title_el, row.title_en, row.slug, parts=parts)


@dataclass(frozen=True)
class _Row:
    id: int | None
    title_el: str
    title_en: str
    slug: str = ""


def _modules_and_lessons(programme_id: int) -> Iterator[tuple[Any, Any]]:
    readable = and_(
        Lesson.module_id == Module.id, Lesson.withdrawn_at.is_(None), Lesson.has_text.is_(True)
    )
    rows = db.session.execute(
        select(Module.id, Module.title_el, Module.title_en)
        .add_columns(Lesson.id, Lesson.title_el, Lesson.title_en, Lesson.slug)
        .outerjoin(Lesson, readable)
        .where(Module.programme_id == programme_id, Module.withdrawn_at.is_(None))
        .order_by(Module.position, Module.id, Lesson.position, Lesson.id)
    )
    for row in rows:
        yield _Row(*row[:3]), _Row(*row[3:])


def _blocks_of(programme_id: int) -> dict[int, list[Any]]:
    """Quizzes, tasks, workshops, and whatever else is required, by lesson; titles alone."""
    said: Any = Block.said
    rows = db.session.execute(
        select(Block.id, Block.key, Block.kind, Block.lesson_id)
        .add_columns(
            said[("el", "title")].as_string().label("title_el"),
            said[("en", "title")].as_string().label("title_en"),
        )
        .join(Lesson, Lesson.id == Block.lesson_id)
        .where(
            Lesson.programme_id == programme_id,
            Lesson.withdrawn_at.is_(None),
            Block.withdrawn_at.is_(None),
            or_(Block.kind.in_(ASKED), Block.required),
        )
        .order_by(Block.position, Block.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.lesson_id].append(row)
    return found


def every_item(outline: list[Item]) -> Iterator[Item]:
    """All of it in order: a module, its lessons, each followed by what it asks."""
    for module in outline:
        yield module
        for lesson in module.parts:
            yield lesson
            yield from lesson.parts


def named(outline: list[Item]) -> dict[str, Item]:
    """All of it by what it is called in rules and deadlines."""
    return {item.thing: item for item in every_item(outline)}
