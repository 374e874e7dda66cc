"""What the toolbox does when another room speaks."""

from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.toolbox.actions.leaving import let_go


@signals.person_left.connect
def let_go_of_works(person: Person, **_: Any) -> None:
    """What somebody kept goes with them; what a group works on stays there without a name."""
    let_go(person)
