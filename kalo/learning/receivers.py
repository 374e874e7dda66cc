"""What learning does when another room speaks."""

from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.learning.actions import forget
from kalo.learning.actions.allowances import forget_allowances
from kalo.learning.actions.places import let_go_of_places


@signals.person_left.connect
def let_go(person: Person, **_: Any) -> None:
    """A learner's path is personal: nothing of it stays; the place goes to who waits for it."""
    let_go_of_places(person)
    forget_allowances(person)
    forget(person)
