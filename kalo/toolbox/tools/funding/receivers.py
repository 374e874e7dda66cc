"""What funding does when a fact changes: its table follows, and whoever waits is told."""

from collections.abc import Collection
from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.notifications.jobs import tell_soon
from kalo.toolbox.tools.funding.actions import forget_all_of, keep_equal
from kalo.toolbox.tools.funding.reading import SETS


@signals.facts_changed.connect
def follow_facts(name: str, keys: Collection[str] = (), **_more: Any) -> None:
    """In the same transaction, whether files or an editor changed it; telling is a job."""
    if name in SETS:
        for funding_id in keep_equal(name, keys):
            tell_soon("funding", funding_id)


@signals.person_left.connect
def forget_searches(person: Person, **_: Any) -> None:
    """What somebody looked for and was told of is nobody else's."""
    forget_all_of(person)
