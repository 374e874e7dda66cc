"""People and groups by the names that stand after an @."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, case, or_, select, type_coerce

from kalo.accounts.models import Group, Membership, Person
from kalo.kit.db import db
from kalo.kit.text import fold

MOST = 8


@dataclass(frozen=True)
class Name:
    """Somebody who may be mentioned: a person, or a group of them."""

    handle: str
    name: str
    group: bool


def _here() -> tuple[Any, ...]:
    return Person.confirmed_at.is_not(None), Person.erased_at.is_(None)


def people_called(names: Iterable[str]) -> dict[str, int]:
    """The ids of real people by their handles; who has left is nobody."""
    if not names:
        return {}
    rows = select(Person.handle, Person.id).where(Person.handle.in_(names), *_here())
    return dict(db.session.execute(rows).all())


def groups_called(names: Iterable[str], by: int | None) -> dict[str, int]:
    """The ids of groups by their names, of those that this writer may see."""
    if not names or by is None:
        return {}
    rows = _groups_of(by).where(Group.slug.in_(names))
    return {group.slug: group.id for group in db.session.scalars(rows)}


def _groups_of(person_id: int) -> Select[Group]:
    """The groups that somebody may see: their own; an administrator all."""
    own = select(Membership.group_id).where(Membership.person_id == person_id)
    roles = select(Person.id).where(
        Person.id == person_id, type_coerce(Person.roles, String).contains("administrator")
    )
    return select(Group).where(or_(Group.id.in_(own), roles.exists()))


def names_like(words: str, person: Person, groups: bool = True) -> list[Name]:
    """Whom somebody may mean who has begun to type a name; people first, and groups if wished."""
    typed = fold(words).strip()[:40]
    if not typed:
        return []
    people = _people_like(typed)
    return [*people, *_groups_like(typed, person)][:MOST] if groups else people


def _people_like(typed: str) -> list[Name]:
    begins = or_(
        Person.handle.startswith(typed, autoescape=True),
        Person.name_key.startswith(typed, autoescape=True),
        Person.name_key.contains(f" {typed}", autoescape=True),
    )
    exact = case((Person.handle == typed, 0), else_=1)
    rows = select(Person.handle, Person.name).where(begins, Person.suspended_at.is_(None), *_here())
    found = db.session.execute(rows.order_by(exact, Person.name_key, Person.id).limit(MOST))
    return [Name(handle, name, group=False) for handle, name in found]


def _groups_like(typed: str, person: Person) -> list[Name]:
    rows = _groups_of(person.id).where(Group.slug.contains(typed, autoescape=True))
    found = db.session.scalars(rows.order_by(Group.slug).limit(MOST))
    return [Name(group.slug, group.name, group=True) for group in found]
