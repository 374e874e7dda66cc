"""Who may keep searches; looking is open to everybody."""

from kalo.accounts.models import Person
from kalo.toolbox.tools.funding.models import FundingSearch


def may_keep_search(person: Person | None) -> bool:
    """Every member may be told of what suits them."""
    return person is not None


def may_change_search(person: Person | None, kept: FundingSearch) -> bool:
    """One's own, and nobody else's."""
    return person is not None and kept.person_id == person.id
