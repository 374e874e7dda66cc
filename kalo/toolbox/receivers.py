"""What the toolbox does when another room speaks."""

from collections.abc import Collection
from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.jobs import nudge
from kalo.toolbox.actions.leaving import let_go
from kalo.toolbox.jobs import move_days_of
from kalo.toolbox.planned import no_days
from kalo.toolbox.queries.facts import found_as
from kalo.toolbox.tools import TOOLS


@signals.person_left.connect
def let_go_of_works(person: Person, **_: Any) -> None:
    """What somebody kept goes with them; what a group works on stays there without a name."""
    let_go(person)


@signals.facts_changed.connect
def move_days(name: str, **_: Any) -> None:
    """What tools reckon with has changed: the days of kept works are counted anew by a job."""
    for tool in TOOLS.values():
        if name in tool.facts and tool.days is not no_days:
            nudge(move_days_of, tool.slug)


@signals.facts_changed.connect
def let_facts_be_found(name: str, keys: Collection[str] = (), **_: Any) -> None:
    """Search reads the set again, and those of its facts that have a name."""
    for subject in found_as(name, keys):
        signals.thing_changed.send(subject)
