"""Who somebody is for the forum. Pure: no database, no request."""

from kalo.accounts.models import Person
from kalo.kit import clock


def is_member(person: Person | None) -> bool:
    """Whoever has confirmed an address."""
    return person is not None and person.confirmed_at is not None


def may_write(person: Person | None) -> bool:
    """Members who were not silenced for a while."""
    if person is None or not is_member(person):
        return False
    return person.silenced_until is None or person.silenced_until <= clock.now()


def may_moderate(person: Person | None) -> bool:
    return is_member(person) and person is not None and person.has_role("moderator")


def may_arrange_categories(person: Person | None) -> bool:
    return is_member(person) and person is not None and person.has_role("editor")


def may_mark_read(person: Person | None) -> bool:
    return is_member(person)
