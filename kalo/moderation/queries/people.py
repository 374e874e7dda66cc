"""Who ignores whom, on which days people came, how high their trust may be."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.moderation.models import Ignored, Standing, Visit


def ignored_by(person: Person) -> Sequence[Person]:
    """Whom somebody ignores, by name."""
    theirs = select(Person).join(Ignored, Ignored.ignored_id == Person.id)
    return db.session.scalars(
        theirs.where(Ignored.person_id == person.id).order_by(Person.name_key, Person.id)
    ).all()


def ignores(person: Person, whom: Person) -> bool:
    """Whether one ignores the other."""
    return db.session.get(Ignored, (person.id, whom.id)) is not None


def ignoring(whom: Person, person_ids: set[int]) -> set[int]:
    """Which of these people ignore somebody, and want no news of them."""
    wanted = select(Ignored.person_id).where(Ignored.ignored_id == whom.id)
    return set(db.session.scalars(wanted.where(Ignored.person_id.in_(person_ids))))


def visit_days(person_ids: list[int]) -> dict[int, tuple[int, int]]:
    """On how many days people were here, ever and in the last hundred; one statement."""
    recent = func.count().filter(Visit.day > clock.today() - timedelta(days=100))
    counted = select(Visit.person_id, func.count(), recent)
    rows = db.session.execute(
        counted.where(Visit.person_id.in_(person_ids)).group_by(Visit.person_id)
    )
    return {id: (days, lately) for id, days, lately in rows}


def standings(person_ids: list[int]) -> dict[int, Standing]:
    """Whose trust may not rise for now."""
    held = select(Standing).where(Standing.person_id.in_(person_ids))
    rows = db.session.scalars(held.where(Standing.until > clock.now()))
    return {row.person_id: row for row in rows}


def people_to_weigh(after: int, limit: int = 200) -> Sequence[Person]:
    """Members who were here lately, in portions."""
    here = select(Person).where(Person.erased_at.is_(None), Person.confirmed_at.is_not(None))
    lately = select(Visit.person_id).where(Visit.day > clock.today() - timedelta(days=110))
    rows = here.where(Person.id > after, Person.id.in_(lately)).order_by(Person.id)
    return db.session.scalars(rows.limit(limit)).all()
