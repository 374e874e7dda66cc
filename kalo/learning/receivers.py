"""What learning does when another room speaks."""

from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.learning.actions import forget


@signals.person_left.connect
def let_go(person: Person, **_: Any) -> None:
    """A learner's path is personal: nothing of it stays."""
    forget(person)
