"""What a permission needs to know of a thing: an object of the database or a row of a page."""

from datetime import datetime
from typing import Protocol

from kalo.accounts.models import Person


class Taken(Protocol):
    """Something that a person wrote and somebody may have taken away: a post, or a row of one."""

    @property
    def author_id(self) -> int: ...
    @property
    def deleted_at(self) -> datetime | None: ...
    @property
    def deleted_by_id(self) -> int | None: ...


class Numbered(Taken, Protocol):
    """A post, or a row of one."""

    @property
    def number(self) -> int: ...


class Written(Numbered, Protocol):
    """A post, or a row of one, with what decides who may change it."""

    @property
    def created_at(self) -> datetime: ...
    @property
    def hidden_at(self) -> datetime | None: ...
    @property
    def wiki(self) -> bool: ...


def is_author(person: Person | None, thing: Taken) -> bool:
    """Whether it is this person's own."""
    return person is not None and person.id == thing.author_id
