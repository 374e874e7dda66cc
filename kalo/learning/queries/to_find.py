"""Questions of search: what stands in lessons, and the words of the glossary."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from kalo.kit.db import db
from kalo.learning.models import Block, Term


def blocks_to_find(lessons: Collection[int]) -> dict[int, list[Block]]:
    """The blocks of these lessons in their order, by lesson; `made` stays where it is."""
    columns: Any = (Block.lesson_id, Block.kind, Block.said)
    query = select(*columns).where(Block.lesson_id.in_(lessons), Block.withdrawn_at.is_(None))
    found: dict[int, list[Block]] = {lesson: [] for lesson in lessons}
    for row in db.session.execute(query.order_by(Block.lesson_id, Block.position)):
        found[row.lesson_id].append(Block(kind=row.kind, said=row.said))
    return found


def terms_to_find(ids: list[int] | None) -> Sequence[Term]:
    """Words of the glossary, for search; all of them for None."""
    query = select(Term).where(Term.withdrawn_at.is_(None))
    return db.session.scalars(query if ids is None else query.where(Term.id.in_(ids))).all()


def standing_terms(ids: list[int]) -> set[int]:
    """Which of these words stand in the glossary now."""
    standing = select(Term.id).where(Term.withdrawn_at.is_(None))
    return set(db.session.scalars(standing.where(Term.id.in_(ids))))
