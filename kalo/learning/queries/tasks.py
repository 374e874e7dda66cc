"""Questions about tasks: what is asked, a learner's works and their versions, who is told."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import Select, String, and_, exists, func, or_, select, type_coerce
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.learning.models import (
    PLACED,
    TASK,
    Block,
    Cohort,
    CohortLead,
    Lesson,
    Place,
    Programme,
    Submission,
    SubmissionFile,
    Verdict,
    VerdictPast,
    Work,
    WorkFile,
)
from kalo.learning.permissions import may_mark
from kalo.learning.queries.paths import id_of


@dataclass(frozen=True)
class Mine:
    """A learner's work with its newest version, if one was handed in."""

    work: Work
    newest: Submission | None

    @property
    def shown(self) -> Submission | None:
        """What stands for the work as a document: the draft (None), unless it is empty."""
        return None if self.work.text else self.newest


def get_task(block_id: int, person: Person | None) -> Block:
    """A task that stands, or one of which this person has a work; 404 otherwise."""
    mine = exists().where(Work.block_id == Block.id, Work.person_id == id_of(person))
    stands = and_(
        Block.withdrawn_at.is_(None),
        Lesson.has_text,
        Lesson.withdrawn_at.is_(None),
        Programme.withdrawn_at.is_(None),
    )
    asked = _tasks().where(Block.id == block_id, Block.kind == TASK, or_(stands, mine))
    block: Block = get_or_404(asked)
    return block


def _tasks() -> Select[Any]:
    return (
        select(Block)
        .join(Block.lesson)
        .join(Lesson.programme)
        .options(contains_eager(Block.lesson).contains_eager(Lesson.programme))
    )


def find_work(person: Person, block: Block) -> Work | None:
    """A person's own work on a task."""
    mine = select(Work).where(Work.person_id == person.id, Work.block_id == block.id)
    return db.session.scalar(mine)


def draft_files(work: Work | None) -> list[WorkFile]:
    """The files beside a draft, in the order in which they came."""
    if work is None:
        return []
    mine = select(WorkFile).where(WorkFile.work_id == work.id, WorkFile.removed_at.is_(None))
    return list(db.session.scalars(mine.order_by(WorkFile.id)))


def files_of(works: Iterable[Work]) -> dict[int, list[WorkFile]]:
    """The files beside the drafts of some works, by work; one statement."""
    found: dict[int, list[WorkFile]] = {}
    ids = [work.id for work in works]
    asked = select(WorkFile).where(WorkFile.work_id.in_(ids), WorkFile.removed_at.is_(None))
    for file in db.session.scalars(asked.order_by(WorkFile.id)):
        found.setdefault(file.work_id, []).append(file)
    return found


def versions_of(work: Work | None) -> Sequence[Submission]:
    """What was handed in, the newest first, with files and what was said of it."""
    if work is None:
        return []
    mine = _versions().where(Submission.work_id == work.id).order_by(Submission.number.desc())
    return db.session.scalars(mine).all()


def _versions() -> Select[Any]:
    said = joinedload(Submission.verdict)
    return select(Submission).options(
        selectinload(Submission.files),
        said.joinedload(Verdict.by),
        said.selectinload(Verdict.past).joinedload(VerdictPast.by),
    )


def numbers_of(work: Work) -> list[tuple[int, int]]:
    """The versions of a work as (id, number), the first one first."""
    mine = select(Submission.id, Submission.number).where(Submission.work_id == work.id)
    return [(id, number) for id, number in db.session.execute(mine.order_by(Submission.number))]


def newest_version(work: Work) -> Submission | None:
    """The version of a work that was handed in last, with its files."""
    mine = select(Submission).options(selectinload(Submission.files))
    newest = mine.where(Submission.work_id == work.id).order_by(Submission.number.desc()).limit(1)
    return db.session.scalar(newest)


def version_by_event(event_id: uuid.UUID) -> Submission | None:
    """The version that an act made."""
    made = select(Submission).options(selectinload(Submission.files))
    return db.session.scalar(made.where(Submission.event_id == event_id))


def get_version(work: Work | None, number: int) -> Submission:
    """A version of a work by its number, or 404."""
    if work is None:
        abort(404)
    version: Submission = get_or_404(
        _versions().where(Submission.work_id == work.id, Submission.number == number)
    )
    return version


def _with_work(query: Select[Any]) -> Select[Any]:
    return (
        query.join(Submission.work)
        .join(Work.block)
        .join(Block.lesson)
        .join(Lesson.programme)
        .options(
            contains_eager(Submission.work).options(
                joinedload(Work.person),
                contains_eager(Work.block)
                .contains_eager(Block.lesson)
                .contains_eager(Lesson.programme),
            )
        )
    )


def get_submission(submission_id: int, person: Person | None) -> Submission:
    """A version that was handed in, for those who mark; 404 for everybody else."""
    if not may_mark(person):
        abort(404)
    version: Submission = get_or_404(_with_work(_versions()).where(Submission.id == submission_id))
    return version


def submission_to_judge(submission_id: int) -> Submission:
    """A version as it stands now, whatever this session saw of it before."""
    asked = _with_work(_versions()).where(Submission.id == submission_id)
    found = asked.execution_options(populate_existing=True)
    return db.session.scalars(found).unique().one()


def get_file(file_id: int, person: Person | None) -> WorkFile:
    """A file for the learner whose it is, or for facilitators once it was handed in; else 404."""
    handed_in = exists().where(SubmissionFile.file_id == WorkFile.id)
    seen = [Work.person_id == id_of(person)]
    if may_mark(person):
        seen.append(handed_in)
    file: WorkFile = get_or_404(
        select(WorkFile)
        .join(WorkFile.work)
        .options(contains_eager(WorkFile.work))
        .where(WorkFile.id == file_id, or_(*seen))
    )
    return file


def own_works(person: Person, ids: list[int]) -> set[int]:
    """Which of these works are a person's own."""
    mine = select(Work.id).where(Work.person_id == person.id, Work.id.in_(ids))
    return set(db.session.scalars(mine))


def verdicts_on(work_id: int, ids: Iterable[int]) -> Sequence[Verdict]:
    """These verdicts on versions of a work, with who spoke."""
    said = select(Verdict).join(Verdict.submission).options(joinedload(Verdict.by))
    named = said.where(Submission.work_id == work_id, Verdict.id.in_(set(ids)))
    return db.session.scalars(named.order_by(Verdict.changed_at)).all()


def file_names() -> set[str]:
    """All files of works, by their names in the store."""
    return set(db.session.scalars(select(WorkFile.name)))


def works_of(person: Person) -> list[Mine]:
    """All works of a person across the programmes, in the order of these."""
    return _mine(
        select(Work)
        .join(Work.block)
        .join(Block.lesson)
        .join(Lesson.programme)
        .options(
            contains_eager(Work.block).contains_eager(Block.lesson).contains_eager(Lesson.programme)
        )
        .where(Work.person_id == person.id)
        .order_by(Programme.position, Lesson.module_id, Lesson.position, Block.position)
    )


def versions_held(person: Person) -> Sequence[Submission]:
    """Everything that a person ever handed in, with files and what was said of it."""
    mine = _versions().join(Submission.work).where(Work.person_id == person.id)
    return db.session.scalars(mine.order_by(Submission.work_id, Submission.number)).all()


def files_held(person: Person) -> Sequence[WorkFile]:
    """Every file that a person put beside a work, those removed from a draft too."""
    mine = select(WorkFile).join(WorkFile.work).where(Work.person_id == person.id)
    return db.session.scalars(mine.order_by(WorkFile.id)).all()


def verdicts_by(person: Person) -> Sequence[Verdict]:
    """What a facilitator said of works."""
    said = select(Verdict).where(Verdict.by_id == person.id)
    return db.session.scalars(said.order_by(Verdict.id)).all()


def works_on(person: Person | None, blocks: Iterable[Block]) -> dict[int, Mine]:
    """A person's works on some tasks, by task; one statement."""
    if person is None:
        return {}
    ids = [block.id for block in blocks]
    asked = select(Work).where(Work.person_id == person.id, Work.block_id.in_(ids))
    return {mine.work.block_id: mine for mine in _mine(asked)}


def _mine(works: Select[Any]) -> list[Mine]:
    """Works with their newest versions and what was said of these."""
    later = aliased(Submission)
    highest = select(func.max(later.number)).where(later.work_id == Work.id).scalar_subquery()
    newest = and_(Submission.work_id == Work.id, Submission.number == highest)
    rows = db.session.execute(
        works.add_columns(Submission)
        .outerjoin(Submission, newest)
        .options(joinedload(Submission.verdict).joinedload(Verdict.by))
    )
    return [Mine(work, version) for work, version in rows]


def whom_to_tell(learner_id: int, programme_id: int) -> list[int]:
    """Who leads the cohorts in which the learner follows this programme; else all facilitators."""
    leads = (
        select(CohortLead.person_id)
        .join(Cohort, Cohort.id == CohortLead.cohort_id)
        .join(Place, Place.cohort_id == Cohort.id)
        .where(
            Place.person_id == learner_id,
            Place.state == PLACED,
            Cohort.programme_id == programme_id,
            Cohort.closed_at.is_(None),
        )
    )
    found = list(db.session.scalars(leads.distinct()))
    return found or _facilitators()


def _facilitators() -> list[int]:
    roles: Any = type_coerce(Person.roles, String)
    living = select(Person.id).where(roles.like("%facilitator%"), Person.erased_at.is_(None))
    return list(db.session.scalars(living))
