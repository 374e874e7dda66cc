"""The board of a cohort: each person with what they have, what is missing, and why it is late.

A fixed number of statements however many people there are: columns are read, not objects.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select

from kalo.accounts.models import Person, SignIn
from kalo.kit.db import db
from kalo.kit.text import sort_key
from kalo.learning.models import PLACED, Cohort, Enrolment, Place
from kalo.learning.queries.allowances import allowances_in
from kalo.learning.queries.counting import Asked, Marks
from kalo.learning.queries.deadlines import block_of, deadlines_of, dues_for, rest_of
from kalo.learning.queries.items import Item
from kalo.learning.queries.marks import asked_for, blocks_in, marks_in
from kalo.learning.queries.missing import Names, missing_sentence
from kalo.learning.queries.standing import Standing, names_from, standing_of
from kalo.learning.rules import Done, Missing, Verdict

ALL, BEHIND, NOT_BEGUN, RESTING, FINISHED = "all", "behind", "not-begun", "resting", "finished"
SHOWN = (ALL, BEHIND, NOT_BEGUN, RESTING, FINISHED)
_in_order = lru_cache(4096)(sort_key)
_SEEN = select(func.max(SignIn.seen_at)).where(SignIn.person_id == Person.id)


class Cell(NamedTuple):
    """How far somebody is with one thing."""

    met: int
    required: int
    done: bool
    block: Done | None = None

    @property
    def begun(self) -> bool:
        """True where something of it is there."""
        return self.met > 0 or (self.block is not None and self.block.seen_at is not None)


@dataclass(frozen=True)
class Line:
    """One person on the board."""

    id: int
    handle: str
    name: str
    percent: int
    seen_at: datetime | None  # when they were last signed in here, or heard of
    heard_at: datetime | None  # when the last act came
    done_at: datetime | None
    standing: Standing
    missing: str  # the sentence that the learner reads too
    cells: Mapping[str, Cell]
    lacks: frozenset[str]  # which of these are not there yet

    @property
    def behind(self) -> bool:
        """True where there is a reason."""
        return bool(self.standing.why)


def board_of(
    cohort: Cohort, outline: list[Item], things: Iterable[str], only: int | None = None
) -> list[Line]:
    """Everybody who has a place, in the order of a Greek list, with what they have of some things;
    `only` one of them."""
    shown = tuple(things)
    rows = _people(cohort, only)
    ids = [row.person_id for row in rows]
    asked = asked_for(cohort.programme_id, {row.path_id for row in rows})
    days, allowances = deadlines_of(cohort.id), allowances_in(cohort.programme_id, ids)
    blocks = blocks_in(asked.values(), (*shown, *days))
    marks = marks_in(None if only else cohort.id, ids, cohort.programme_id, blocks)
    standings = {
        row.person_id: standing_of(
            row,
            asked[row.path_id],
            marks[row.person_id],
            dues_for(days, allowances[row.person_id], rest_of(row)),
            cohort,
        )
        for row in rows
    }
    names = names_from(outline, (standing.verdict for standing in standings.values()))
    said = _sentences(names)
    lines = [
        _line(
            row,
            standings[row.person_id],
            said(standings[row.person_id].verdict),
            _cells(shown, asked[row.path_id], marks[row.person_id]),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (_in_order(line.name), line.id))


def _sentences(names: Names) -> Callable[[Verdict], str]:
    """What is missing, said once for all who miss the same."""
    known: dict[tuple[Missing, ...], str] = {}

    def said(verdict: Verdict) -> str:
        if (words := known.get(verdict.missing)) is None:
            words = known[verdict.missing] = missing_sentence(verdict, names)
        return words

    return said


def _people(cohort: Cohort, only: int | None) -> list[Any]:
    query = (
        select(Place.person_id, Person.handle, Person.name, _SEEN.scalar_subquery().label("seen"))
        .add_columns(*_OF_ENROLMENT)
        .join(Person, Person.id == Place.person_id)
        .join(
            Enrolment,
            and_(
                Enrolment.person_id == Place.person_id,
                Enrolment.programme_id == cohort.programme_id,
            ),
        )
        .where(Place.cohort_id == cohort.id, Place.state == PLACED, Person.erased_at.is_(None))
    )
    if only is not None:
        query = query.where(Place.person_id == only)
    return list(db.session.execute(query).all())


_OF_ENROLMENT = tuple(
    getattr(Enrolment, name)
    for name in (
        *("programme_id", "path_id", "started_at", "percent", "last_act_at", "done_at"),
        *("paused_at", "paused_until", "paused_days"),
    )
)


def _cells(things: Iterable[str], asked: Asked, marks: Marks) -> dict[str, Cell]:
    cells = {}
    for thing in things:
        verdict, block = asked.judge(thing, marks), block_of(thing)
        done = marks.blocks.get(block) if block is not None else None
        cells[thing] = Cell(verdict.met, verdict.required, verdict.done, done)
    return cells


def _line(row: Any, standing: Standing, missing: str, cells: Mapping[str, Cell]) -> Line:
    seen = max(filter(None, (row.seen, row.last_act_at)), default=None)
    lacks = frozenset(thing for thing, cell in cells.items() if cell.required and not cell.done)
    return Line(
        row.person_id,
        row.handle,
        row.name,
        row.percent,
        seen,
        row.last_act_at,
        row.done_at,
        standing,
        missing,
        cells,
        lacks,
    )


def chosen(lines: Iterable[Line], show: str, lacking: str) -> list[Line]:
    """Those of them that a filter leaves: what they are like, and what they lack."""
    fits = {
        BEHIND: lambda line: line.behind,
        NOT_BEGUN: lambda line: not line.standing.begun,
        RESTING: lambda line: line.standing.rests,
        FINISHED: lambda line: line.done_at is not None,
    }.get(show, lambda line: True)
    return [line for line in lines if fits(line) and (not lacking or lacking in line.lacks)]


def counts(lines: list[Line]) -> dict[str, int]:
    """How many each filter would leave."""
    return {show: len(chosen(lines, show, "")) for show in SHOWN}
