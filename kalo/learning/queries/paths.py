"""A programme as one learner walks it: its modules, its lessons, and where the learner is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, select

from kalo.accounts.models import Person
from kalo.learning.models import (
    Block,
    BlockProgress,
    Enrolment,
    Lesson,
    LessonProgress,
    Module,
    Programme,
)

NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Step:
    """A lesson on a learner's path."""

    lesson: Lesson
    progress: LessonProgress | None

    @property
    def done(self) -> bool:
        """True once the learner has finished it."""
        return self.progress is not None and self.progress.done_at is not None

    @property
    def seen_at(self) -> datetime:
        """When the learner was last here."""
        return (self.progress and self.progress.seen_at) or NEVER


@dataclass(frozen=True)
class Part:
    """A module on a learner's path, with its lessons."""

    module: Module
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Path:
    """A programme as one learner walks it."""

    parts: list[Part]

    @property
    def steps(self) -> list[Step]:
        """The lessons that have a text, in order: what there is to finish."""
        return [step for part in self.parts for step in part.steps if step.lesson.has_text]

    @property
    def done(self) -> int:
        """How many of them the learner has finished."""
        return sum(step.done for step in self.steps)

    @property
    def here(self) -> Step | None:
        """Where the learner left off: the lesson seen last, or the first open one after it."""
        steps = self.steps
        last = max(range(len(steps)), key=lambda n: steps[n].seen_at, default=0)
        if steps and steps[last].seen_at == NEVER:
            last = 0
        ahead = [step for step in steps[last:] + steps[:last] if not step.done]
        return ahead[0] if ahead else None

    def part_of(self, lesson: Lesson) -> Part:
        """The module in which a lesson stands."""
        return next(part for part in self.parts if part.module.id == lesson.module_id)

    def around(self, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
        """The lessons to read before and after this one."""
        row = [step.lesson for step in self.steps]
        place = [other.id for other in row].index(lesson.id)
        return (row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None)


@dataclass(frozen=True)
class Piece:
    """A block of a lesson, and how far the reader is with it."""

    block: Block
    progress: BlockProgress | None


@dataclass(frozen=True)
class Opened:
    """A lesson as its page shows it to one reader."""

    lesson: Lesson
    enrolment: Enrolment | None
    progress: LessonProgress | None
    pieces: list[Piece]

    @property
    def blocks(self) -> list[Block]:
        """What it is made of, in order."""
        return [piece.block for piece in self.pieces]


@dataclass(frozen=True)
class Card:
    """A programme among others: how large it is, and how far this learner has come."""

    programme: Programme
    enrolment: Enrolment | None
    modules: int
    lessons: int
    done: int
    here: Lesson | None = None

    @property
    def percent(self) -> int:
        """Of what the programme asks; it does not fall."""
        return self.enrolment.percent if self.enrolment else 0

    @property
    def running(self) -> bool:
        """True for a programme that the learner follows."""
        return self.enrolment is not None and self.enrolment.running


def id_of(person: Person | None) -> int:
    """The number under which a reader's rows stand."""
    return person.id if person else 0  # no row belongs to nobody


def my_enrolment(person: Person | None) -> Any:
    """How this reader's enrolment joins a programme."""
    return and_(Enrolment.programme_id == Programme.id, Enrolment.person_id == id_of(person))


def my_progress(person: Person | None) -> Any:
    """How this reader's progress joins a lesson."""
    return and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.person_id == id_of(person))


def steps_of(person: Person | None) -> Any:
    """Modules, their lessons and this reader's progress, to be narrowed to some programmes."""
    standing = and_(Lesson.module_id == Module.id, Lesson.withdrawn_at.is_(None))
    query: Any = (
        select(Module, Lesson, LessonProgress)
        .outerjoin(Lesson, standing)
        .outerjoin(LessonProgress, my_progress(person))
        .where(Module.withdrawn_at.is_(None))
        .order_by(Module.position, Lesson.position)
    )
    return query


def parts_of(rows: Sequence[Any]) -> list[Part]:
    """Those rows as modules with their lessons."""
    parts: dict[int, Part] = {}
    for module, lesson, progress in rows:
        part = parts.setdefault(module.id, Part(module))
        if lesson:
            part.steps.append(Step(lesson, progress))
    return list(parts.values())
