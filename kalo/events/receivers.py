"""What we do when a change of ours is announced, and when a person leaves."""

from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.events import actions, jobs
from kalo.events.actions.reports import cook_minutes_again
from kalo.events.actions.tickets import give_ticket
from kalo.events.models import Event, Registration
from kalo.kit.jobs import nudge


@signals.event_changed.connect
def tell_soon(event: Event, **_more: Any) -> None:
    """Have the worker write the letters that this change made due, if any."""
    nudge(jobs.tell_of_change, event.id)


@signals.seat_taken.connect
def give_a_ticket(registration: Registration, **_more: Any) -> None:
    """Whoever has a seat has a ticket."""
    give_ticket(registration)


@signals.person_joined.connect
def take_over(person: Person, **_more: Any) -> None:
    """What they had as a guest, under the address that they confirmed, is theirs."""
    actions.adopt(person)


@signals.address_changed.connect
def take_over_what_was_given_to_either(
    person: Person, before: str | None = None, **_more: Any
) -> None:
    """What was given to their new address is theirs at once; to the old one, it stays theirs."""
    actions.adopt(person, before)


@signals.person_left.connect
def forget_the_person(person: Person, **_more: Any) -> None:
    """Their seats and turns are free for the next, their calendars are gone."""
    actions.let_go_of(person)
    actions.forget_speaker(person)
    actions.forget_roles(person)


@signals.cards_ready.connect
def put_cards_in(subject: str, **_more: Any) -> None:
    """Minutes that wait for the card of a link are rendered with it."""
    kind, _colon, number = subject.partition(":")
    if kind in {"minutes-el", "minutes-en"} and number.isdecimal():
        cook_minutes_again(int(number), kind.removeprefix("minutes-"))
