"""Who may let a work's scores count beside those of others; pure."""

from kalo.accounts.models import Person
from kalo.toolbox.models.works import OWN

KNOWN = 1  # the first step of trust: others have read or met this person


def may_choose_comparison(person: Person | None, right: str) -> bool:
    """Whoever a work belongs to, with an account: each counts once."""
    return person is not None and right == OWN


def may_let_count(person: Person | None, right: str) -> bool:
    """Not yet on the first day: nobody should fill a median with bodies that are not there."""
    return may_choose_comparison(person, right) and person is not None and person.trust >= KNOWN
