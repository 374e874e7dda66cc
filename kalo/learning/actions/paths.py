"""What it takes to finish a programme, from its blocks and from `complete:` in its outline."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.actions.source import Block as Mapped
from kalo.learning.actions.source import Fields, Part, ProgrammeSource
from kalo.learning.models import (
    AUDIO,
    QUESTION,
    QUIZ,
    TASK,
    VIDEO,
    WORKSHOP,
    Block,
    Lesson,
    Module,
    PathVersion,
    Programme,
)
from kalo.learning.rules import WATCHED_ENOUGH

Rule = dict[str, Any]


@dataclass
class Pieces:
    """What stands in a programme, by key: what its rules speak of."""

    modules: list[Module]
    lessons: list[Lesson]
    blocks: list[Any]
    named: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.named = {block.key: block for block in self.blocks}

    def lessons_of(self, module: Module) -> list[Lesson]:
        """The lessons of a module that can be read."""
        return [lesson for lesson in self.lessons if lesson.module_id == module.id]

    def needed_in(self, lesson: Lesson) -> list[Any]:
        """The blocks that a lesson asks for."""
        return [b for b in self.blocks if b.lesson_id == lesson.id and b.required]


def keep_paths(sources: list[ProgrammeSource], programmes: Mapping[str, Programme]) -> list[str]:
    """A new version of each path that differs from its newest; answers whose. `BadContent`."""
    changed: list[str] = []
    for source in sources:
        programme = programmes[source.key]
        body = _body(source, _pieces(programme))
        newest = db.session.scalar(
            select(PathVersion)
            .where(PathVersion.programme_id == programme.id)
            .order_by(PathVersion.number.desc())
            .limit(1)
        )
        if newest is None or newest.body != body:
            number = newest.number + 1 if newest else 1
            db.session.add(
                PathVersion(
                    programme_id=programme.id, number=number, body=body, made_at=clock.now()
                )
            )
            changed.append(source.key)
    db.session.flush()
    return changed


def _pieces(programme: Programme) -> Pieces:
    standing = Lesson.programme_id == programme.id, Lesson.withdrawn_at.is_(None), Lesson.has_text
    lessons = select(Lesson).where(*standing).order_by(Lesson.position)
    modules = select(Module).where(
        Module.programme_id == programme.id, Module.withdrawn_at.is_(None)
    )
    blocks = (
        select(Block.id, Block.key, Block.kind, Block.required, Block.made, Block.lesson_id)
        .join(Lesson, Lesson.id == Block.lesson_id)
        .where(*standing, Block.withdrawn_at.is_(None))
        .order_by(Block.lesson_id, Block.position)
    )
    return Pieces(
        list(db.session.scalars(modules.order_by(Module.position))),
        list(db.session.scalars(lessons)),
        list(db.session.execute(blocks)),
    )


def _body(source: ProgrammeSource, pieces: Pieces) -> Fields:
    completes = {lesson.key: lesson.complete for lesson in source.lessons}
    modules = [module for module in pieces.modules if pieces.lessons_of(module)]
    return {
        "rule": _of_programme(source.complete, modules, pieces),
        "modules": [
            {
                "id": module.id,
                "key": module.key,
                "rule": _of_module(source.modules[module.key].complete, module, pieces),
                "lessons": [
                    {
                        "id": lesson.id,
                        "key": lesson.key,
                        "rule": _of_lesson(completes[lesson.key], lesson, pieces),
                    }
                    for lesson in pieces.lessons_of(module)
                ],
            }
            for module in modules
        ],
    }


def _of_programme(complete: Part | None, modules: list[Module], pieces: Pieces) -> Rule:
    names = {module.key: {"module": module.id} for module in modules}
    return _rule(complete, names, _Names({**names, **_lessons(pieces.lessons)}, pieces))


def _of_module(complete: Part | None, module: Module, pieces: Pieces) -> Rule:
    names = _lessons(pieces.lessons_of(module))
    return _rule(complete, names, _Names(names, pieces))


def _of_lesson(complete: Part | None, lesson: Lesson, pieces: Pieces) -> Rule:
    needed = {block.key: _leaf(block, pieces) for block in pieces.needed_in(lesson)}
    names = {"read": {"read": lesson.id}, **needed}
    return _rule(complete, names, _Names(names, pieces, f"{lesson.key}/"))


def _lessons(lessons: list[Lesson]) -> dict[str, Rule]:
    return {lesson.key: {"lesson": lesson.id} for lesson in lessons}


def _leaf(block: Any, pieces: Pieces) -> Rule:
    """What a block asks where nothing else is said."""
    return _LEAVES[block.kind](block, pieces)


def _workshop(block: Any, pieces: Pieces) -> Rule:
    attended = {"attended": block.id}
    if not block.made["makeup"]:
        return attended
    wanted = [block.made["makeup"]["video"], *block.made["makeup"]["questions"]]
    instead = [_leaf(pieces.named[key], pieces) for key in wanted if key]
    return {"any": 1, "of": [attended, {"all": instead}]}


def _watched(block: Any, pieces: Pieces) -> Rule:
    return {"watched": block.id, "percent": WATCHED_ENOUGH}


_LEAVES: dict[str, Callable[[Any, Pieces], Rule]] = {
    QUESTION: lambda block, pieces: {"answered": block.id},
    QUIZ: lambda block, pieces: {"score": block.id, "at_least": block.made["pass"]},
    TASK: lambda block, pieces: {"accepted" if block.made["accepted"] else "submitted": block.id},
    VIDEO: _watched,
    AUDIO: _watched,
    WORKSHOP: _workshop,
}
# How a rule may ask something else of a block: of which kinds, and by which further name.
_ASKS = {
    "answered": ((QUESTION,), ""),
    "score": ((QUIZ,), "at_least"),
    "watched": ((VIDEO, AUDIO), "percent"),
    "submitted": ((TASK,), ""),
    "accepted": ((TASK,), ""),
    "attended": ((WORKSHOP,), ""),
}


@dataclass
class _Names:
    """What a `complete:` may name: lessons, modules, and blocks by their whole key."""

    known: dict[str, Rule]
    pieces: Pieces
    here: str = ""

    def block(self, part: Part, name: Any) -> Any:
        """The block of a name: its own in its lesson, the whole key elsewhere."""
        named = self.pieces.named
        found = named.get(f"{self.here}{name}") if self.here else None
        found = found or named.get(str(name))
        if found is None or found.kind not in _LEAVES:
            raise part.wrong(f"complete: {name} is nothing that can be asked for here")
        return found


def _rule(complete: Part | None, names: dict[str, Rule], known: _Names) -> Rule:
    """The rule of a level: everything below it, unless its outline says otherwise."""
    if complete is None:
        return {"all": list(names.values())}
    if set(complete.block) == {"any"}:
        return _any(complete, list(names.values()))
    return _read(complete, known)


def _any(part: Part, rules: list[Rule]) -> Rule:
    number = part.number("any")
    if number > len(rules):
        raise part.wrong(f"complete: any {number} of {len(rules)} can never be")
    return {"any": number, "of": rules}


def _read(part: Part, known: _Names) -> Rule:
    names = set(part.block)
    if names == {"all"}:
        return {"all": _listed(part, "all", known)}
    if names == {"any", "of"}:
        return _any(part, _listed(part, "of", known))
    asked = next((name for name in part.block if name in _ASKS), None)
    if asked is None:
        raise part.wrong("complete: wants all, any with of, or something asked of a block")
    kinds, more = _ASKS[asked]
    part.only(asked, *([more] if more else []))
    block = known.block(part, part.text(asked))
    if block.kind not in kinds:
        raise part.wrong(f"complete: {asked} cannot be asked of a {block.kind}")
    return {asked: block.id, **({more: part.number(more, most=100)} if more else {})}


def _listed(part: Part, name: str, known: _Names) -> list[Rule]:
    value = part.block[name]
    if not isinstance(value, list) or not value:
        raise part.wrong(f"complete: {name} wants a list")
    return [_one(part, one, known) for one in value]


def _one(part: Part, one: Any, known: _Names) -> Rule:
    if isinstance(one, Mapped):
        return _read(Part(part.source, one), known)
    if isinstance(one, str) and one in known.known:
        return known.known[one]
    return _leaf(known.block(part, one), known.pieces)
