"""Questions about lessons and their blocks."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import Load, contains_eager, joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.learning.models import (
    Block,
    BlockProgress,
    Enrolment,
    Lesson,
    LessonProgress,
    Module,
    PathVersion,
    Programme,
)
from kalo.learning.queries.counting import asked_in
from kalo.learning.queries.marks import BODY
from kalo.learning.queries.paths import Opened, Piece, id_of


def get_lesson(programme: str, slug: str, person: Person | None) -> Opened:
    """The lesson at an address with its texts and blocks, and where this reader stands."""
    at = {"programme": programme, "slug": slug, "person": id_of(person)}
    lesson, enrolment, progress, *bodies = get_or_404(_opened(), at)
    asked = [asked_in(body) for body in bodies]
    return Opened(lesson, enrolment, progress, _pieces_of(lesson, person), asked)


def _pieces_of(lesson: Lesson, person: Person | None) -> list[Piece]:
    found = db.session.execute(_pieces(), {"lesson": lesson.id, "person": id_of(person)})
    return [Piece(block, progress) for block, progress in found]


@cache
def _opened() -> Select[Any]:
    """Built once: a lesson, a reader's place in it, and the versions of the path that may hold."""
    person: Any = bindparam("person")
    newest = select(BODY).where(PathVersion.programme_id == Programme.id)
    return (
        _readable()
        .add_columns(Enrolment, LessonProgress)
        .add_columns(newest.where(PathVersion.id == Enrolment.path_id).scalar_subquery())
        .add_columns(newest.order_by(PathVersion.number.desc()).limit(1).scalar_subquery())
        .options(Load(Lesson).undefer_group("text"), contains_eager(Lesson.programme))
        .options(joinedload(LessonProgress.read_event))
        .outerjoin(
            Enrolment,
            and_(Enrolment.programme_id == Programme.id, Enrolment.person_id == person),
        )
        .outerjoin(
            LessonProgress,
            and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.person_id == person),
        )
        .where(Programme.slug == bindparam("programme"), Lesson.slug == bindparam("slug"))
    )


@cache
def _pieces() -> Select[Any]:
    mine = and_(BlockProgress.block_id == Block.id, BlockProgress.person_id == bindparam("person"))
    both: Any = select(Block, BlockProgress)
    return (
        both.outerjoin(BlockProgress, mine)
        .options(joinedload(BlockProgress.answer_event))
        .where(Block.lesson_id == bindparam("lesson"), Block.withdrawn_at.is_(None))
        .order_by(Block.position)
    )


def get_lesson_alone(programme: str, slug: str) -> Lesson:
    """The lesson at an address, to write something of it: without texts and blocks."""
    at = _readable().where(Programme.slug == programme, Lesson.slug == slug)
    lesson: Lesson = get_or_404(at.options(contains_eager(Lesson.programme)))
    return lesson


def get_block(programme: str, slug: str, name: str) -> Block:
    """A block that stands in the lesson at an address, with lesson and programme."""
    block: Block = get_or_404(
        _standing_blocks().where(
            Programme.slug == programme, Lesson.slug == slug, Block.key == Lesson.key + "/" + name
        )
    )
    return block


def find_block(id: int) -> Block | None:
    """A block by its number, if it stands, with lesson and programme."""
    return db.session.scalar(_standing_blocks().where(Block.id == id))


def find_block_of_act(id: int) -> Block | None:
    """A block in which somebody did something; it may have been withdrawn since."""
    return db.session.scalar(_block_of_act(), {"id": id})


@cache
def _block_of_act() -> Select[Any]:
    whole = joinedload(Block.lesson).joinedload(Lesson.programme)
    named = whole.load_only(Programme.slug, Programme.title_el, Programme.title_en)
    return select(Block).options(named).where(Block.id == bindparam("id"))


def find_lesson_of_act(id: int) -> Lesson | None:
    """A lesson in which somebody did something; it may have been withdrawn since."""
    return db.session.scalar(
        select(Lesson).options(joinedload(Lesson.programme)).where(Lesson.id == id)
    )


def find_lesson(id: int) -> Lesson | None:
    """A lesson by its number, if it can be read, with its programme."""
    return db.session.scalar(
        _readable().options(contains_eager(Lesson.programme)).where(Lesson.id == id)
    )


def _standing_blocks() -> Select[Any]:
    return (
        select(Block)
        .join(Block.lesson)
        .join(Lesson.programme)
        .options(contains_eager(Block.lesson).contains_eager(Lesson.programme))
        .where(
            Block.withdrawn_at.is_(None),
            Lesson.has_text,
            Lesson.withdrawn_at.is_(None),
            Programme.withdrawn_at.is_(None),
        )
    )


def _readable() -> Select[Any]:
    """Lessons that have a page: with a text, standing, in a programme that stands."""
    return (
        select(Lesson)
        .join(Lesson.programme)
        .where(Lesson.has_text, Lesson.withdrawn_at.is_(None), Programme.withdrawn_at.is_(None))
    )


def find_thing(subject: str) -> Lesson | Module | Programme | None:
    """What a subject of ours names, "lesson:17", "module:3" or "programme:2", if it stands."""
    kind, _, number = subject.partition(":")
    if not number.isdecimal() or len(number) > 9 or kind not in {"lesson", "module", "programme"}:
        return None
    if kind == "module":
        return db.session.scalar(_standing_modules().where(Module.id == int(number)))
    if kind == "programme":
        standing = Programme.withdrawn_at.is_(None)
        return db.session.scalar(select(Programme).where(Programme.id == int(number), standing))
    return find_lesson(int(number))


def _standing_modules() -> Select[Any]:
    return (
        select(Module)
        .join(Module.programme)
        .options(contains_eager(Module.programme))
        .where(Module.withdrawn_at.is_(None), Programme.withdrawn_at.is_(None))
    )


def lessons_to_find(ids: list[int] | None) -> Sequence[Lesson]:
    """Lessons with their texts, for search; all of them for None."""
    query = _readable().order_by(Lesson.id)
    query = query.options(Load(Lesson).undefer_group("text"), contains_eager(Lesson.programme))
    return db.session.scalars(query if ids is None else query.where(Lesson.id.in_(ids))).all()


def readable_lessons(ids: list[int]) -> set[int]:
    """Which of these lessons anybody may open now."""
    return set(
        db.session.scalars(_readable().with_only_columns(Lesson.id).where(Lesson.id.in_(ids)))
    )
