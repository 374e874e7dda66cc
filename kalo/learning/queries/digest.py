"""What a learner may want to hear of today: the next step, days that are near, a word waiting."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import contains_eager

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.models import (
    PLACED,
    RETURNED,
    Block,
    Cohort,
    Deadline,
    Enrolment,
    Lesson,
    Place,
    Programme,
    Submission,
    Work,
)
from kalo.learning.pace import worth_a_word
from kalo.learning.queries.allowances import allowances_in
from kalo.learning.queries.deadlines import dues_for, rest_of
from kalo.learning.queries.marks import asked_for, blocks_in, marks_of
from kalo.learning.queries.standing import Standing, standing_of

LOOKS_BACK = timedelta(days=7)  # what a silent worker did not say in time is said that late


@dataclass(frozen=True)
class Study:
    """A learner in a programme, and how it goes."""

    enrolment: Enrolment
    standing: Standing
    cohort: Cohort | None

    def calls_for_a_word(self, last: date, today: date) -> bool:
        """Whether something of the days after `last` is worth a line in the daily letter."""
        dues, remind_on = self.standing.open_dues.values(), self.enrolment.remind_on
        return worth_a_word(self.standing.learner, dues, last, today, remind_on)


def untold(today: date, most: int) -> list[Enrolment]:
    """Learners of whom it was not yet asked today whether they want to hear of something."""
    asked = (
        select(Enrolment)
        .join(Enrolment.programme)
        .join(Enrolment.person)
        .options(contains_eager(Enrolment.programme))
        .options(contains_eager(Enrolment.person).load_only(Person.language))
        .where(
            *(Enrolment.left_at.is_(None), Enrolment.done_at.is_(None)),
            Programme.withdrawn_at.is_(None),
            or_(Enrolment.told_on.is_(None), Enrolment.told_on < today),
        )
        .order_by(Enrolment.programme_id, Enrolment.id)
        .limit(most)
    )
    locked = asked.with_for_update(of=Enrolment, skip_locked=True)
    return list(db.session.scalars(locked.execution_options(populate_existing=True)))


def studies_of(enrolments: Iterable[Enrolment]) -> list[Study]:
    """How it goes for each; as many statements as there are programmes, whoever they are."""
    by_programme: dict[int, list[Enrolment]] = defaultdict(list)
    for enrolment in enrolments:
        by_programme[enrolment.programme_id].append(enrolment)
    return [study for id, mine in by_programme.items() for study in _studies_in_programme(id, mine)]


def _studies_in_programme(programme_id: int, enrolments: list[Enrolment]) -> list[Study]:
    ids = [enrolment.person_id for enrolment in enrolments]
    asked = asked_for(programme_id, {enrolment.path_id for enrolment in enrolments})
    cohorts, days = _cohorts(programme_id, ids)
    blocks = blocks_in(asked.values(), (thing for due in days.values() for thing in due))
    marks, allowances = marks_of(ids, [programme_id], blocks), allowances_in(programme_id, ids)
    found = []
    for mine in enrolments:
        cohort = cohorts.get(mine.person_id)
        due_days = days[cohort.id] if cohort else {}
        dues = dues_for(due_days, allowances[mine.person_id], rest_of(mine))
        standing = standing_of(mine, asked[mine.path_id], marks[mine.person_id], dues, cohort)
        found.append(Study(mine, standing, cohort))
    return found


def _cohorts(
    programme_id: int, ids: list[int]
) -> tuple[dict[int, Cohort], dict[int, dict[str, date]]]:
    standing = and_(Deadline.cohort_id == Cohort.id, Deadline.taken_back_at.is_(None))
    rows = db.session.execute(
        select(Place.person_id, Cohort, Deadline.thing, Deadline.due_on)
        .join(Cohort, Cohort.id == Place.cohort_id)
        .outerjoin(Deadline, standing)
        .where(Cohort.programme_id == programme_id, Place.state == PLACED)
        .where(Place.person_id.in_(ids))
    )
    cohorts: dict[int, Cohort] = {}
    days: dict[int, dict[str, date]] = defaultdict(dict)
    for person_id, cohort, thing, due_on in rows:
        cohorts[person_id] = cohort
        if thing:
            days[cohort.id][thing] = due_on
    return cohorts, days


def last_told(enrolment: Enrolment, today: date) -> date:
    """After which day something would be new to this learner."""
    last = enrolment.told_on or clock.athens(enrolment.started_at).date()
    return max(last, today - LOOKS_BACK)


def study_of(person: Person, enrolment_id: int) -> Study | None:
    """How it goes for a person in a programme they follow."""
    asked = select(Enrolment).join(Enrolment.programme)
    mine = asked.options(contains_eager(Enrolment.programme)).where(
        Enrolment.id == enrolment_id, Enrolment.person_id == person.id
    )
    found = db.session.scalar(mine)
    return studies_of([found])[0] if found and found.running else None


def followed(person: Person, ids: list[int]) -> set[int]:
    """Which of these enrolments still want to be told of: followed, not finished, no pause."""
    mine = select(Enrolment).where(
        Enrolment.id.in_(ids),
        Enrolment.person_id == person.id,
        Enrolment.left_at.is_(None),
        Enrolment.done_at.is_(None),
    )
    return {each.id for each in db.session.scalars(mine) if not each.is_paused(clock.now())}


def works_sent_back(person: Person, programme_id: int) -> list[int]:
    """Works on which a facilitator's word waits for another version: their blocks."""
    newest = (
        select(func.max(Submission.number))
        .where(Submission.work_id == Work.id)
        .correlate(Work)
        .scalar_subquery()
    )
    asked = (
        select(Block.id)
        .join(Work, Work.block_id == Block.id)
        .join(Lesson, Lesson.id == Block.lesson_id)
        .join(Submission, and_(Submission.work_id == Work.id, Submission.number == newest))
        .where(Work.person_id == person.id, Lesson.programme_id == programme_id)
        .where(Submission.state == RETURNED)
    )
    return list(db.session.scalars(asked.order_by(Block.id)))
