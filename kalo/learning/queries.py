"""Questions about programmes, lessons and how far a learner has come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import contains_eager, joinedload, undefer_group

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.learning.models import Enrolment, LearningEvent, Lesson, LessonProgress, Module, Programme

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
        """Where the learner left off: the lesson seen last, or the first unfinished one after it."""
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
class Opened:
    """A lesson as its page shows it to one reader."""

    lesson: Lesson
    enrolment: Enrolment | None
    progress: LessonProgress | None


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
    def running(self) -> bool:
        """True for a programme that the learner follows."""
        return self.enrolment is not None and self.enrolment.running


def _id_of(person: Person | None) -> int:
    return person.id if person else 0  # no row belongs to nobody


def _my_enrolment(person: Person | None) -> Any:
    return and_(
        Enrolment.programme_id == Programme.id, Enrolment.person_id == _id_of(person)
    )


def _my_progress(person: Person | None) -> Any:
    return and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.person_id == _id_of(person))


def list_programmes(person: Person | None) -> list[Card]:
    """All programmes in order, and what this reader has of each."""
    readable = select(func.count()).select_from(Lesson).where(
        Lesson.programme_id == Programme.id, Lesson.has_text, Lesson.withdrawn_at.is_(None)
    )
    modules = select(func.count()).select_from(Module).where(
        Module.programme_id == Programme.id, Module.withdrawn_at.is_(None)
    )
    done = readable.join(LessonProgress, _my_progress(person)).where(
        LessonProgress.done_at.is_not(None)
    )
    found = db.session.execute(
        select(
            Programme,
            Enrolment,
            modules.scalar_subquery(),
            readable.scalar_subquery(),
            done.scalar_subquery(),
        )
        .outerjoin(Enrolment, _my_enrolment(person))
        .where(Programme.withdrawn_at.is_(None))
        .order_by(Programme.position)
    ).all()
    here = {card.programme.id: card.here for card in running(person)} if person else {}
    return [Card(*row, here=here.get(row[0].id)) for row in found]


def get_programme(slug: str, person: Person | None) -> tuple[Programme, Enrolment | None]:
    """The programme at an address, and whether this reader follows it."""
    row = get_or_404(
        select(Programme, Enrolment)
        .outerjoin(Enrolment, _my_enrolment(person))
        .where(Programme.slug == slug, Programme.withdrawn_at.is_(None))
    )
    return row[0], row[1]


def path_of(programme: Programme, person: Person | None) -> Path:
    """All modules and lessons of a programme, with this reader's progress."""
    rows = db.session.execute(_steps(person).where(Module.programme_id == programme.id))
    return Path(_parts(rows.all()))


def _steps(person: Person | None) -> Select[Any]:
    standing = and_(Lesson.module_id == Module.id, Lesson.withdrawn_at.is_(None))
    return (
        select(Module, Lesson, LessonProgress)
        .outerjoin(Lesson, standing)
        .outerjoin(LessonProgress, _my_progress(person))
        .where(Module.withdrawn_at.is_(None))
        .order_by(Module.position, Lesson.position)
    )


def _parts(rows: Sequence[Any]) -> list[Part]:
    parts: dict[int, Part] = {}
    for module, lesson, progress in rows:
        part = parts.setdefault(module.id, Part(module))
        if lesson:
            part.steps.append(Step(lesson, progress))
    return list(parts.values())


def running(person: Person) -> list[Card]:
    """The programmes that a person follows, each with the lesson to go on with."""
    rows = db.session.execute(
        _steps(person)
        .add_columns(Programme, Enrolment)
        .join(Programme, and_(Programme.id == Module.programme_id, Programme.withdrawn_at.is_(None)))
        .join(Enrolment, and_(_my_enrolment(person), Enrolment.left_at.is_(None)))
    ).all()
    mine: dict[int, list[Any]] = {}
    for row in rows:
        mine.setdefault(row.Programme.id, []).append(row)
    return [_card(group) for group in mine.values()]


def _card(rows: list[Any]) -> Card:
    path = Path(_parts([row[:3] for row in rows]))
    here = path.here.lesson if path.here else None
    first = rows[0]
    return Card(
        first.Programme, first.Enrolment, len(path.parts), len(path.steps), path.done, here
    )


def get_lesson(programme: str, slug: str, person: Person | None) -> Opened:
    """The lesson at an address with its texts, and where this reader stands with it."""
    row = get_or_404(
        _readable()
        .add_columns(Enrolment, LessonProgress)
        .options(undefer_group("text"), contains_eager(Lesson.programme))
        .options(
            joinedload(LessonProgress.done_event), joinedload(LessonProgress.answer_event)
        )
        .outerjoin(Enrolment, _my_enrolment(person))
        .outerjoin(LessonProgress, _my_progress(person))
        .where(Programme.slug == programme, Lesson.slug == slug)
    )
    return Opened(*row)


def _readable() -> Select[Any]:
    """Lessons that have a page: with a text, standing, in a programme that stands."""
    return (
        select(Lesson)
        .join(Lesson.programme)
        .where(Lesson.has_text, Lesson.withdrawn_at.is_(None), Programme.withdrawn_at.is_(None))
    )


def find_thing(subject: str) -> Lesson | Programme | None:
    """What a subject of ours names, "lesson:17" or "programme:2", if it stands."""
    kind, _, number = subject.partition(":")
    if not number.isdecimal() or kind not in {"lesson", "programme"}:
        return None
    if kind == "programme":
        standing = Programme.withdrawn_at.is_(None)
        return db.session.scalar(select(Programme).where(Programme.id == int(number), standing))
    lesson = _readable().options(contains_eager(Lesson.programme)).where(Lesson.id == int(number))
    return db.session.scalar(lesson)


def lessons_to_find(ids: list[int] | None) -> Sequence[Lesson]:
    """Lessons with their texts, for search; all of them for None."""
    query = _readable().options(undefer_group("text"), contains_eager(Lesson.programme))
    return db.session.scalars(query if ids is None else query.where(Lesson.id.in_(ids))).all()


def programmes_to_find(ids: list[int] | None) -> Sequence[Programme]:
    """Programmes, for search; all of them for None."""
    query = select(Programme).where(Programme.withdrawn_at.is_(None))
    return db.session.scalars(query if ids is None else query.where(Programme.id.in_(ids))).all()


def readable_lessons(ids: list[int]) -> set[int]:
    """Which of these lessons anybody may open now."""
    return set(db.session.scalars(_readable().with_only_columns(Lesson.id).where(Lesson.id.in_(ids))))


def standing_programmes(ids: list[int]) -> set[int]:
    """Which of these programmes anybody may open now."""
    standing = select(Programme.id).where(Programme.withdrawn_at.is_(None))
    return set(db.session.scalars(standing.where(Programme.id.in_(ids))))


def enrolments_of(person: Person) -> Sequence[Enrolment]:
    """Every programme that a person follows or followed."""
    query = select(Enrolment).join(Enrolment.programme).options(contains_eager(Enrolment.programme))
    return db.session.scalars(
        query.where(Enrolment.person_id == person.id).order_by(Enrolment.started_at)
    ).all()


def progress_of(person: Person) -> Sequence[LessonProgress]:
    """How far a person is with every lesson they opened."""
    query = select(LessonProgress).options(joinedload(LessonProgress.lesson))
    return db.session.scalars(
        query.where(LessonProgress.person_id == person.id).order_by(LessonProgress.lesson_id)
    ).all()


def acts_of(person: Person) -> list[Any]:
    """Everything a person did, with the key of its lesson, in the order it was done."""
    query = select(LearningEvent, Lesson.key).join(Lesson, Lesson.id == LearningEvent.lesson_id)
    return list(
        db.session.execute(
            query.where(LearningEvent.person_id == person.id).order_by(LearningEvent.made_at)
        )
    )
