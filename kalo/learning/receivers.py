"""What learning does when another room speaks."""

from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.learning.actions import forget, workshops
from kalo.learning.actions.allowances import forget_allowances
from kalo.learning.actions.places import let_go_of_places
from kalo.learning.actions.tasks import forget_works
from kalo.learning.actions.workshops import Gathering
from kalo.learning.models import Block
from kalo.learning.queries.workshops import find_workshop


@signals.person_left.connect
def let_go(person: Person, **_: Any) -> None:
    """A learner's path is personal: nothing of it stays; the place goes to who waits for it."""
    let_go_of_places(person)
    forget_allowances(person)
    forget_works(person)
    forget(person)


@signals.seat_taken.connect
def keep_seat(registration: Any, **_: Any) -> None:
    """A seat at an event that is a workshop of ours; a guest learns nothing here."""
    block = _served(registration.event.serves)
    if block and registration.person is not None:
        workshops.keep_seat(registration.person.id, block, _gathering(registration.event))


@signals.seat_claimed.connect
def learn_of_a_guest(registration: Any, **_: Any) -> None:
    """A guest became a member: their seat counts, and so does that they were there."""
    if block := _served(registration.event.serves):
        _count_seat(registration, block, _gathering(registration.event))


@signals.seat_given_up.connect
def give_up_seat(registration: Any, **_: Any) -> None:
    """A seat that was one at a workshop of ours is nobody's now."""
    if registration.event.serves and registration.person is not None:
        workshops.give_up_seat(registration.person.id, _gathering(registration.event))


@signals.event_changed.connect
def follow_the_event(event: Any, **_: Any) -> None:
    """What we say of a workshop's event stays true."""
    if event.serves:
        workshops.change_gathering(_gathering(event), called_off=event.is_cancelled)


@signals.serving_changed.connect
def change_step(event: Any, before: str, seats: list[Any], **_: Any) -> None:
    """An event became a workshop of ours, or is none any more; who sits there counts at once."""
    if block := _served(before):
        workshops.let_go_of_seats(block, _gathering(event))
    if block := _served(event.serves):
        for seat in seats:
            if seat.person is not None:
                _count_seat(seat, block, _gathering(event))


@signals.attended.connect
def credit_attendance(registration: Any, **_: Any) -> None:
    """Whoever was at a workshop has done that step."""
    block = _served(registration.event.serves)
    if block and registration.person is not None:
        gathering = _gathering(registration.event)
        workshops.attend(registration.person, block, gathering, registration.attended_at)


@signals.attendance_undone.connect
def take_attendance_back(registration: Any, by: Person, **_: Any) -> None:
    """They were not there after all."""
    block = _served(registration.event.serves)
    if block and registration.person is not None:
        workshops.undo_attendance(registration.person, block, _gathering(registration.event), by)


def _count_seat(seat: Any, block: Block, gathering: Gathering) -> None:
    workshops.keep_seat(seat.person.id, block, gathering)
    if seat.attended_at is not None:
        workshops.attend(seat.person, block, gathering, seat.attended_at)


def _served(subject: str) -> Block | None:
    return find_workshop(subject) if subject else None


def _gathering(event: Any) -> Gathering:
    return Gathering(event.id, event.title_el, event.title_en, event.path, event.starts_at)
