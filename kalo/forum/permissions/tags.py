"""Who may make and arrange tags. Pure: no database, no request."""

from kalo.accounts.models import Person
from kalo.forum.permissions.people import may_moderate, may_write


def may_make_tags(person: Person | None) -> bool:
    """Newcomers choose among the tags there are; whoever is known makes new ones."""
    known = person is not None and (person.trust >= 1 or may_moderate(person))
    return may_write(person) and known


def may_arrange_tags(person: Person | None) -> bool:
    """Rename, and put together what means the same."""
    return may_moderate(person)
