"""What we do when a change of ours is announced, and when a person leaves."""

from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.events import actions, jobs
from kalo.events.models import Event
from kalo.kit.jobs import nudge


@signals.event_changed.connect
def tell_soon(event: Event, **_more: Any) -> None:
    """Have the worker write the letters that this change made due, if any."""
    nudge(jobs.tell_of_change, event.id)


@signals.person_joined.connect
def take_over(person: Person, **_more: Any) -> None:
    """What they had as a guest, under the address that they confirmed, is theirs."""
    actions.adopt(person)


@signals.person_left.connect
def forget_the_person(person: Person, **_more: Any) -> None:
    """Their seats and turns are free for the next, their calendars are gone."""
    actions.let_go_of(person)
