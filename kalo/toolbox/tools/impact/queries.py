"""What is known of other bodies: medians, published in batches; and what a person let count."""

from collections.abc import Sequence

from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.toolbox.models.works import Work
from kalo.toolbox.tools.impact.models import Contribution, Median
from kalo.toolbox.tools.impact.scores import BODIES


def published(kind: str) -> dict[str, int] | None:
    """The median of each axis of a kind; None where there is none yet, or none any more."""
    scores = db.session.scalar(select(Median.scores).where(Median.kind == kind))
    return None if scores is None else dict(scores)


def kinds_of_few() -> list[str]:
    """Kinds with a median by which fewer than five bodies still stand."""
    here = func.count(Contribution.work_id)
    rows = select(Median.kind).outerjoin(Contribution, Contribution.kind == Median.kind)
    return list(db.session.scalars(rows.group_by(Median.kind).having(here < BODIES)))


def contributions_of_kind(kind: str) -> Sequence[Contribution]:
    """All that count."""
    return db.session.scalars(select(Contribution).where(Contribution.kind == kind)).all()


def find_contribution(work_id: int) -> Contribution | None:
    """What a work lets count, if anything."""
    return db.session.get(Contribution, work_id)


def find_other(person: Person, kind: str, work_id: int) -> Contribution | None:
    """Another work of this person that counts for the kind."""
    mine = select(Contribution).where(
        Contribution.person_id == person.id, Contribution.kind == kind
    )
    return db.session.scalar(mine.where(Contribution.work_id != work_id))


def exercises_of(person: Person) -> Sequence[Work]:
    """This person's works of the tool."""
    mine = select(Work).where(Work.owner_id == person.id, Work.tool == "impact")
    return db.session.scalars(mine.where(Work.deleted_at.is_(None)).order_by(Work.id)).all()


def contributions_of(person: Person) -> Sequence[Contribution]:
    """All that a person let count."""
    mine = select(Contribution).where(Contribution.person_id == person.id)
    return db.session.scalars(mine.order_by(Contribution.work_id)).all()
