"""What we do when a person leaves."""

from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.network.actions.leaving import forget


@signals.person_left.connect
def let_go(person: Person, **_more: Any) -> None:
    """Their organisations stay with their other people."""
    forget(person)
