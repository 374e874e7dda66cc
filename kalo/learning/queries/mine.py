"""Where a learner stands in all programmes at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.models import Enrolment, PathVersion, Programme
from kalo.learning.queries.ahead import ways_of
from kalo.learning.queries.counting import Asked, asked_in
from kalo.learning.queries.marks import BODY, blocks_in, marks_of
from kalo.learning.queries.missing import sentences_of
from kalo.learning.queries.paths import Goal, Path
from kalo.learning.rules import Verdict


@dataclass(frozen=True)
class Followed:
    """How far somebody is with a programme that they follow or followed."""

    programme: Programme
    enrolment: Enrolment
    verdict: Verdict
    missing: str  # in one sentence; "" when it is all there
    ahead: Goal | None = None
    covered: int = 0  # of its modules, those that the learner's version of the path asks
    modules: int = 0

    @property
    def percent(self) -> int:
        """What it ever was at most: it does not fall."""
        return max(self.enrolment.percent, self.verdict.percent)

    @property
    def done(self) -> bool:
        """True once the whole programme is finished."""
        return self.enrolment.done_at is not None

    @property
    def rests(self) -> bool:
        """True while the learner is on a pause."""
        return self.enrolment.is_paused(clock.now())


def standings_of(person: Person) -> list[Followed]:
    """Every programme that somebody follows or followed, the one touched last first."""
    rows = _followed(person)
    if not rows:
        return []
    asked = {enrolment.programme_id: asked_in(body) for enrolment, body in rows}
    marks = marks_of([person.id], asked, blocks_in(asked.values()))[person.id]
    verdicts = {id: each.judge(f"programme:{id}", marks) for id, each in asked.items()}
    paths = ways_of(asked, person)
    sentences = sentences_of(verdicts, paths.values())
    return [
        Followed(
            enrolment.programme,
            enrolment,
            verdicts[enrolment.programme_id],
            sentences[enrolment.programme_id],
            *_sizes(paths[enrolment.programme_id], asked[enrolment.programme_id]),
        )
        for enrolment, _body in rows
    ]


_NAMED = (Programme.slug, Programme.title_el, Programme.title_en)


def _sizes(path: Path, asked: Asked) -> tuple[Goal | None, int, int]:
    return path.here, path.covered(asked.course), len(path.parts)


def _followed(person: Person) -> Sequence[Any]:
    asked = (
        select(Enrolment, BODY)
        .join(Enrolment.programme)
        .options(contains_eager(Enrolment.programme).load_only(*_NAMED))
        .outerjoin(PathVersion, PathVersion.id == Enrolment.path_id)
        .where(Enrolment.person_id == person.id, Programme.withdrawn_at.is_(None))
    )
    rows = db.session.execute(asked).all()
    return sorted(rows, key=lambda row: row[0].last_act_at or row[0].started_at, reverse=True)
