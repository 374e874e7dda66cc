"""Questions about what was written to a cohort, and to whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db, get_or_404
from kalo.kit.pages import Slice, keyset, parse_place, tick_of
from kalo.learning.models import PLACED, Cohort, CohortLead, CohortMessage, CohortMessageTo, Place


@dataclass(frozen=True)
class Sent:
    """A message with the people whom it reached."""

    message: CohortMessage
    to: list[Person]


def members_among(cohort: Cohort, people: Iterable[int]) -> list[int]:
    """Those of these people who have a place in a cohort now."""
    asked = select(Place.person_id).join(Person, Person.id == Place.person_id)
    here = asked.where(Place.cohort_id == cohort.id, Place.state == PLACED)
    mine = here.where(Place.person_id.in_(list(people)), Person.erased_at.is_(None))
    return list(db.session.scalars(mine.order_by(Place.person_id)))


def messages_page(cohort: Cohort, size: int = 10) -> Slice[Sent]:
    """A keyset page of what was written to a cohort, the newest first, with whom it reached."""
    asked: Any = (
        select(CohortMessage, CohortMessage.at, CohortMessage.id)
        .options(joinedload(CohortMessage.by))
        .where(CohortMessage.cohort_id == cohort.id)
    )
    found = keyset(asked, (CohortMessage.at, CohortMessage.id), _place, parse_place, size)
    to = _recipients([row.id for row in found.rows])
    rows = [Sent(row.CohortMessage, to[row.id]) for row in found.rows]
    return Slice(rows, found.earlier, found.later)


def _place(row: Any) -> tuple[int, int]:
    return tick_of(row.at), row.id


def _recipients(ids: list[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    asked = select(CohortMessageTo.message_id, Person).join(CohortMessageTo.person)
    asked = asked.where(CohortMessageTo.message_id.in_(ids))
    for message_id, person in db.session.execute(asked.order_by(Person.name_key, Person.id)):
        found[message_id].append(person)
    return found


def get_message(message_id: int, person: Person) -> CohortMessage:
    """A message that one got, or may see as a lead; 404 for any other."""
    asked = (
        select(CohortMessage)
        .join(CohortMessage.cohort)
        .join(Cohort.programme)
        .options(joinedload(CohortMessage.by))
        .options(contains_eager(CohortMessage.cohort).contains_eager(Cohort.programme))
        .where(CohortMessage.id == message_id, _readable(person))
    )
    message: CohortMessage = get_or_404(asked)
    return message


def readable_messages(person: Person, ids: list[int]) -> set[int]:
    """Which of these a person may read."""
    asked = select(CohortMessage.id).where(CohortMessage.id.in_(ids), _readable(person))
    return set(db.session.scalars(asked))


def _readable(person: Person) -> Any:
    mine = select(CohortMessageTo.message_id).where(CohortMessageTo.person_id == person.id)
    if person.has_role("administrator"):
        return CohortMessage.id.is_not(None)
    if not person.has_role("facilitator"):
        return CohortMessage.id.in_(mine)
    leads = select(CohortLead.cohort_id).where(CohortLead.person_id == person.id)
    return or_(CohortMessage.id.in_(mine), CohortMessage.cohort_id.in_(leads))


def messages_to(person: Person, cohort_id: int | None = None) -> list[CohortMessage]:
    """What was written to a person, the newest first; in one cohort or in all."""
    mine = select(CohortMessageTo.message_id).where(CohortMessageTo.person_id == person.id)
    asked = select(CohortMessage).options(joinedload(CohortMessage.by))
    asked = asked.where(CohortMessage.id.in_(mine))
    if cohort_id is not None:
        asked = asked.where(CohortMessage.cohort_id == cohort_id)
    newest = CohortMessage.at.desc(), CohortMessage.id.desc()
    return list(db.session.scalars(asked.order_by(*newest)))


def messages_by(person: Person) -> list[CohortMessage]:
    """What a lead wrote, for their own copy."""
    asked = select(CohortMessage).where(CohortMessage.by_id == person.id)
    return list(db.session.scalars(asked.order_by(CohortMessage.id)))


def message_words(message_id: int) -> CohortMessage | None:
    """A message with who wrote it, for a letter."""
    asked = select(CohortMessage).options(joinedload(CohortMessage.by))
    return db.session.scalar(asked.where(CohortMessage.id == message_id))
