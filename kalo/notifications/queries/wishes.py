"""The questions about how people want to be told."""

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.notifications.models import Preference


def wishes_of(person: Person) -> Preference:
    """How a person wants to be told; as everybody, where they never said."""
    found = db.session.get(Preference, person.id)
    return found or Preference.usual(person.id)


def person_here(person_id: int) -> Person | None:
    """Somebody who did not leave."""
    here = Person.id == person_id, Person.erased_at.is_(None)
    return db.session.scalar(select(Person).where(*here))
