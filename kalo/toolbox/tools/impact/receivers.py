"""What the comparison does when somebody leaves, or throws a work away."""

from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.toolbox.models.works import Work
from kalo.toolbox.tools.impact.actions import forget, take_back


@signals.person_left.connect
def let_go(person: Person, **_: Any) -> None:
    """Their scores count no more."""
    forget(person)


@signals.work_thrown_away.connect
def count_no_more(work: Work, **_: Any) -> None:
    """Its scores do not count from the bin; taken up again, they may be given again."""
    take_back(work)
