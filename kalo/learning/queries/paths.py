"""A programme as one learner walks it: its modules, its lessons, and where the learner is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, select

from kalo.accounts.models import Person
from kalo.kit.db import rows_of
from kalo.learning.models import (
    Block,
    BlockProgress,
    Enrolment,
    Lesson,
    LessonProgress,
    Module,
    Programme,
)
from kalo.learning.queries.counting import Asked
from kalo.learning.rules import Course, Rule

NEVER = datetime(1, 1, 1, tzinfo=UTC)


class Line(NamedTuple):
    """A lesson as lists name it."""

    id: int
    module_id: int
    slug: str
    title_el: str
    title_en: str
    minutes: int
    has_text: bool

    @property
    def subject(self) -> str:
        """How other rooms point at it."""
        return f"lesson:{self.id}"


class Heading(NamedTuple):
    """A module as lists name it."""

    id: int
    position: int
    title_el: str
    title_en: str
    about_el: str
    about_en: str

    @property
    def subject(self) -> str:
        """How other rooms point at it."""
        return f"module:{self.id}"


class Goal(NamedTuple):
    """What a learner goes on with: a lesson, or a part of one that was read."""

    lesson: Line
    title_el: str
    title_en: str
    kind: str = ""  # of the part
    anchor: str | None = None

    @classmethod
    def reading(cls, lesson: Line) -> "Goal":
        """To read the lesson itself."""
        return cls(lesson, lesson.title_el, lesson.title_en)


@dataclass(frozen=True)
class Step:
    """A lesson on a learner's path."""

    lesson: Line
    seen_at: datetime = NEVER  # when the learner was last here
    done: bool = False
    read_at: datetime | None = None  # when the learner said: I have finished

    @property
    def left(self) -> bool:
        """True where saying so was the last thing that the learner did in it."""
        return self.read_at is not None and self.seen_at <= self.read_at


@dataclass(frozen=True)
class Part:
    """A module on a learner's path, with its lessons."""

    module: Heading
    steps: list[Step] = field(default_factory=list)

    def rows(self, here: int | None = None) -> tuple[tuple[Line, bool, bool], ...]:
        """Its lessons as a list says them: which, whether done, whether the learner is there."""
        return tuple((each.lesson, each.done, each.lesson.id == here) for each in self.steps)


@dataclass(frozen=True)
class Path:
    """A programme as one learner walks it.

    `goals` are what can be done now in lessons that were read and are not finished; whoever asks
    where the learner goes on has them (`kalo/learning/queries/ahead.py`).
    """

    parts: list[Part]
    goals: Mapping[int, Goal] = field(default_factory=dict)

    @property
    def steps(self) -> list[Step]:
        """The lessons that have a text, in order: what there is to finish."""
        return [step for part in self.parts for step in part.steps if step.lesson.has_text]

    @property
    def written(self) -> int:
        """How many of its modules have a lesson to read."""
        return sum(any(step.lesson.has_text for step in part.steps) for part in self.parts)

    def covered(self, course: Course) -> int:
        """How many of its modules a version of the path asks: those that its certificate covers."""
        return sum(part.module.id in course.modules for part in self.parts)

    @property
    def done(self) -> int:
        """How many of them the learner has finished."""
        return sum(step.done for step in self.steps)

    @property
    def here(self) -> Goal | None:
        """Where the learner goes on: the first thing not done that can be done now."""
        goals = (self._goal(step) for step in self._ahead if not step.done)
        return next((goal for goal in goals if goal), None)

    def _goal(self, step: Step) -> Goal | None:
        return self.goals.get(step.lesson.id) if step.read_at else Goal.reading(step.lesson)

    @property
    def _ahead(self) -> list[Step]:
        """The lessons from where the learner left off, then those before it."""
        steps = self.steps
        last = max(range(len(steps)), key=lambda n: steps[n].seen_at, default=0)
        if steps and steps[last].seen_at == NEVER:
            last = 0
        elif steps and steps[last].left:
            last += 1
        return steps[last:] + steps[:last]

    @property
    def half(self) -> list[Step]:
        """The lessons that the learner has read, and that ask for more."""
        return [step for step in self.steps if step.read_at and not step.done]

    def part_of(self, lesson: Lesson) -> Part:
        """The module in which a lesson stands."""
        return next(part for part in self.parts if part.module.id == lesson.module_id)

    def ended_by(self, lesson: Lesson) -> str:
        """What a lesson is the last one of, "module" or "programme", if others are not done."""
        module = [step for step in self.part_of(lesson).steps if step.lesson.has_text]
        for name, steps in (("programme", self.steps), ("module", module)):
            if steps[-1].lesson.id == lesson.id:
                return name if any(not step.done for step in steps[:-1]) else ""
        return ""

    def around(self, lesson: Lesson) -> tuple[Line | None, Line | None]:
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
    asked: list[Asked]  # the version that holds for the reader, then the newest

    @property
    def rule(self) -> Rule:
        """What it takes to finish it: by the reader's version, else by the newest."""
        for version in self.asked:
            if entry := version.course.lessons.get(self.lesson.id):
                rule: Rule = entry["rule"]
                return rule
        return {"read": self.lesson.id}

    @property
    def blocks(self) -> list[Block]:
        """What it is made of, in order."""
        return [piece.block for piece in self.pieces]


@dataclass(frozen=True)
class Card:
    """A programme among others: how large it is, and how far this learner has come."""

    programme: Programme
    enrolment: Enrolment | None
    path: Path

    @property
    def lessons(self) -> int:
        """How many lessons can be read."""
        return len(self.path.steps)

    @property
    def done(self) -> int:
        """How many of them the learner has finished."""
        return self.path.done

    @property
    def here(self) -> Goal | None:
        """What to go on with."""
        return self.path.here if self.running else None

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


# Built once, and columns alone: every page of a programme asks it.
_STEPS = (
    select(
        Module.programme_id,
        *(getattr(Module, name) for name in Heading._fields),
        *(getattr(Lesson, name) for name in Line._fields),
        LessonProgress.seen_at,
        LessonProgress.done_at,
        LessonProgress.read_at,
    )
    .outerjoin(Lesson, and_(Lesson.module_id == Module.id, Lesson.withdrawn_at.is_(None)))
    .outerjoin(
        LessonProgress,
        and_(
            LessonProgress.lesson_id == Lesson.id,
            LessonProgress.person_id == bindparam("person"),
        ),
    )
    .where(Module.withdrawn_at.is_(None))
    .where(Module.programme_id.in_(bindparam("programmes", expanding=True)))
    .order_by(Module.position, Module.id, Lesson.position, Lesson.id)
)
_HEAD, _LESSON = len(Heading._fields) + 1, len(Heading._fields) + 1 + len(Line._fields)


def paths_of(programmes: Iterable[int], person: Person | None) -> dict[int, Path]:
    """These programmes with all their lessons, as this reader walks them; one statement."""
    ids = list(programmes)
    paths: dict[int, Path] = {id: Path([]) for id in ids}
    parts: dict[int, Part] = {}
    for row in rows_of(_STEPS, {"person": id_of(person), "programmes": ids}):
        part = parts.get(row[1])
        if part is None:
            part = parts[row[1]] = Part(Heading(*row[1:_HEAD]))
            paths[row[0]].parts.append(part)
        if row[_HEAD] is not None:
            seen_at, done_at, read_at = row[_LESSON:]
            line = Line(*row[_HEAD:_LESSON])
            part.steps.append(Step(line, seen_at or NEVER, done_at is not None, read_at))
    return paths
