"""Questions about programmes, and how far a learner has come in them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.learning.models import Enrolment, PathVersion, Programme
from kalo.learning.queries.ahead import ways_of
from kalo.learning.queries.counting import Asked, asked_in
from kalo.learning.queries.marks import BODY
from kalo.learning.queries.paths import NEVER, Card, Path, id_of, my_enrolment, paths_of


def list_programmes(person: Person | None) -> list[Card]:
    """All programmes in order, and what this reader has of each; two statements."""
    found = db.session.execute(
        select(Programme, Enrolment)
        .outerjoin(Enrolment, my_enrolment(person))
        .where(Programme.withdrawn_at.is_(None))
        .order_by(Programme.position)
    )
    return _cards([tuple(row) for row in found], person)


def running(person: Person) -> list[Card]:
    """The programmes that a person follows, the one seen last first; two statements at most."""
    found = db.session.execute(
        select(Programme, Enrolment)
        .join(Enrolment, my_enrolment(person))
        .where(Programme.withdrawn_at.is_(None), Enrolment.left_at.is_(None))
    )
    cards = _cards([tuple(row) for row in found], person)
    return sorted(cards, key=lambda card: _last_seen(card.path), reverse=True)


def _cards(found: list[Any], person: Person | None) -> list[Card]:
    if not found:
        return []
    paths = ways_of([programme.id for programme, _enrolment in found], person)
    return [Card(programme, mine, paths[programme.id]) for programme, mine in found]


def _last_seen(path: Path) -> datetime:
    return max((step.seen_at for step in path.steps), default=NEVER)


def get_programme(slug: str, person: Person | None) -> tuple[Programme, Enrolment | None]:
    """The programme at an address, and whether this reader follows it."""
    query: Any = (
        select(Programme, Enrolment)
        .outerjoin(Enrolment, my_enrolment(person))
        .where(Programme.slug == slug, Programme.withdrawn_at.is_(None))
    )
    row = get_or_404(query)
    return row[0], row[1]


def get_followed(slug: str, person: Person | None) -> tuple[Programme, Enrolment | None, Asked]:
    """The same with what it takes to finish it: by this reader's version, else by the newest."""
    at = {"slug": slug, "person": id_of(person)}
    programme, enrolment, body = get_or_404(_followed(), at)
    return programme, enrolment, asked_in(body)


@cache
def _followed() -> Any:
    other = aliased(PathVersion)
    newest = (
        select(other.id)
        .where(other.programme_id == Programme.id)
        .order_by(other.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    mine = and_(Enrolment.programme_id == Programme.id, Enrolment.person_id == bindparam("person"))
    return (
        select(Programme, Enrolment, BODY)
        .outerjoin(Enrolment, mine)
        .outerjoin(PathVersion, PathVersion.id == func.coalesce(Enrolment.path_id, newest))
        .where(Programme.slug == bindparam("slug"), Programme.withdrawn_at.is_(None))
    )


def find_programme(slug: str) -> Programme | None:
    """The programme at an address, if one stands there."""
    standing = Programme.withdrawn_at.is_(None)
    return db.session.scalar(select(Programme).where(Programme.slug == slug, standing))


def path_of(programme: Programme, person: Person | None) -> Path:
    """All modules and lessons of a programme, with this reader's progress."""
    return paths_of([programme.id], person)[programme.id]


def programmes_to_find(ids: list[int] | None) -> Sequence[Programme]:
    """Programmes, for search; all of them for None."""
    query = select(Programme).where(Programme.withdrawn_at.is_(None))
    return db.session.scalars(query if ids is None else query.where(Programme.id.in_(ids))).all()


def standing_programmes(ids: list[int]) -> set[int]:
    """Which of these programmes anybody may open now."""
    standing = select(Programme.id).where(Programme.withdrawn_at.is_(None))
    return set(db.session.scalars(standing.where(Programme.id.in_(ids))))
