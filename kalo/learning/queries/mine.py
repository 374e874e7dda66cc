"""Where a learner stands in all programmes at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.models import Enrolment, Lesson, LessonProgress, Module, PathVersion, Programme
from kalo.learning.queries.facts import course_of, facts_of
from kalo.learning.queries.missing import sentences_of
from kalo.learning.queries.paths import NEVER
from kalo.learning.rules import NOTHING_DONE, Course, Facts, Verdict


class Ahead(NamedTuple):
    """The lesson to go on with."""

    slug: str
    title_el: str
    title_en: str


@dataclass(frozen=True)
class Followed:
    """How far somebody is with a programme that they follow or followed."""

    programme: Programme
    enrolment: Enrolment
    verdict: Verdict
    missing: str  # in one sentence; "" when it is all there
    ahead: Ahead | None = None

    @property
    def percent(self) -> int:
        """What it ever was at most: it does not fall."""
        return max(self.enrolment.percent, self.verdict.percent)

    @property
    def done(self) -> bool:
        """True once the whole programme is finished."""
        return self.enrolment.done_at is not None


def standings_of(person: Person) -> list[Followed]:
    """Every programme that somebody follows or followed, the one touched last first."""
    rows = _followed(person)
    ids = [enrolment.programme_id for enrolment, _path in rows]
    facts = facts_of([person.id], ids)[person.id] if ids else NOTHING_DONE
    verdicts = {
        enrolment.programme_id: _judge(course_of(path), enrolment.programme_id, facts)
        for enrolment, path in rows
    }
    sentences, ahead = sentences_of(verdicts), _ahead_of(person, ids)
    return [
        Followed(
            enrolment.programme,
            enrolment,
            verdicts[enrolment.programme_id],
            sentences[enrolment.programme_id],
            ahead.get(enrolment.programme_id),
        )
        for enrolment, _path in rows
    ]


def _followed(person: Person) -> Sequence[Any]:
    asked = (
        select(Enrolment, PathVersion)
        .join(Enrolment.programme)
        .options(contains_eager(Enrolment.programme))
        .outerjoin(PathVersion, PathVersion.id == Enrolment.path_id)
        .where(Enrolment.person_id == person.id, Programme.withdrawn_at.is_(None))
    )
    rows = db.session.execute(asked).all()
    return sorted(rows, key=lambda row: row[0].last_act_at or row[0].started_at, reverse=True)


def _judge(course: Course | None, programme_id: int, facts: Facts) -> Verdict:
    return course.judge(f"programme:{programme_id}", facts) if course else Verdict(0, 0)


def _ahead_of(person: Person, programmes: list[int]) -> dict[int, Ahead]:
    """For each programme the lesson to go on with: the first open one from where they were last."""
    if not programmes:
        return {}
    mine = and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.person_id == person.id)
    rows = db.session.execute(
        select(Lesson.programme_id, Lesson.slug, Lesson.title_el, Lesson.title_en)
        .add_columns(LessonProgress.seen_at, LessonProgress.done_at)
        .join(Module, Module.id == Lesson.module_id)
        .outerjoin(LessonProgress, mine)
        .where(Lesson.programme_id.in_(programmes), Lesson.has_text)
        .where(Lesson.withdrawn_at.is_(None), Module.withdrawn_at.is_(None))
        .order_by(Module.position, Lesson.position)
    )
    lessons: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        lessons[row.programme_id].append(row)
    found = {id: _first_open(steps) for id, steps in lessons.items()}
    return {id: Ahead(*row[1:4]) for id, row in found.items() if row}


def _first_open(steps: list[Any]) -> Any:
    last = max(range(len(steps)), key=lambda n: steps[n].seen_at or NEVER)
    here = last if steps[last].seen_at else 0
    return next((step for step in steps[here:] + steps[:here] if step.done_at is None), None)
