"""The questions about how a work came to be: its saves, as sittings."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, union_all

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.toolbox.models.works import Comment, Link, Version, Work
from kalo.toolbox.sittings import Part, folded, sittings

PAGE = 30  # sittings on a page of the history
FEW = {"yield_per": 50}

OF_A_SAVE = (
    *(Version.id, Version.number, Version.kind, Version.about, Version.made_at),
    *(Version.by_id, Version.by_name),
)


@dataclass(frozen=True)
class Sitting:
    """A line of the history: the version with which it ended, and what each person changed."""

    first: int
    last: Any
    parts: list[Part]


def count_versions(work: Work) -> int:
    """How many versions a work has; its numbers may leave some out."""
    mine = select(func.count(Version.id)).where(Version.work_id == work.id)
    return int(db.session.scalar(mine) or 0)


def saves_of(work: Work, before: int) -> list[Any]:
    """Every save before a number, the first first, without what it changed."""
    rows = select(*OF_A_SAVE, Person.name).outerjoin(Person, Person.id == Version.by_id)
    mine = rows.where(Version.work_id == work.id, Version.number < before)
    return list(db.session.execute(mine.order_by(Version.number)))


def moments_of(work: Work) -> list[datetime]:
    """When somebody said something of the work as it was, or made a link to it."""
    said = select(Comment.made_at).where(Comment.work_id == work.id)
    shared = select(Link.made_at).where(Link.work_id == work.id)
    return sorted(db.session.scalars(union_all(said, shared)))


def changes_between(work: Work, first: int, last: int) -> Generator[Any, None, None]:
    """The saves from a number to another with what they changed; few at a time: some are large."""
    rows = select(*OF_A_SAVE, Version.changes, Person.name).outerjoin(
        Person, Person.id == Version.by_id
    )
    mine = rows.where(Version.work_id == work.id, Version.number.between(first, last))
    rows_found = db.session.execute(mine.order_by(Version.number), execution_options=FEW)
    with closing(rows_found):  # the database holds them open for whoever reads a few at a time
        yield from rows_found


def history_of(work: Work, before: int) -> list[Sitting]:
    """The sittings before a number, the last first. Three statements."""
    shown = sittings(saves_of(work, before), moments_of(work))[-PAGE:]
    if not shown:
        return []
    with closing(changes_between(work, shown[0][0].number, shown[-1][-1].number)) as changed:
        return [_sitting(saves, changed) for saves in shown][::-1]


def _sitting(saves: list[Any], changed: Iterator[Any]) -> Sitting:
    mine = (next(changed) for _save in saves)
    (parts,) = folded(mine)
    return Sitting(saves[0].number, saves[-1], parts)
