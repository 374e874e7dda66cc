"""Taking and giving up a seat: the only way in, and never one too many."""

from flask_babel import gettext as _
from sqlalchemy import Update, delete, or_, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.events import queries
from kalo.events.models import DRAFT, GIVEN_UP, PUBLISHED, SEAT, CalendarToken, Event, Registration
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused

# What decides about a seat; read again under the lock.
_DECIDES = ("state", "starts_at", "ends_at", "capacity", "seats_taken", "seats_held")


def take_seat(event: Event, person: Person) -> Registration:
    """Give a person a seat; whoever has one keeps it. `Refused` says why there is none."""
    _lock(event)
    registration = queries.registration_of(event, person)
    if registration is not None and registration.state == SEAT:
        return registration
    if sentence := why_no_seat(event):
        raise Refused(sentence)
    if not _count_one_in(event):
        raise Refused(_full())
    if registration is None:
        registration = Registration(event=event, person=person, made_at=clock.now())
        db.session.add(registration)
    registration.state, registration.taken_at = SEAT, clock.now()
    registration.changed_at = clock.now()
    registration.event, registration.person = event, person
    db.session.flush()  # receivers need its number
    signals.seat_taken.send(registration)
    return registration


def give_up_seat(event: Event, person: Person) -> Registration | None:
    """Give a person's seat back; None where there was none to give."""
    _lock(event)
    registration = queries.registration_of(event, person)
    if registration is None or registration.state == GIVEN_UP:
        return registration
    if event.is_over(clock.now()):
        raise Refused(_("This event is over; your seat stays in its list."))
    if registration.attended_at is not None:
        raise Refused(_("It was noted that you are here; your seat stays in the list."))
    _count_one_out(event)
    registration.state, registration.given_up_at = GIVEN_UP, clock.now()
    registration.changed_at = clock.now()
    registration.event, registration.person = event, person
    db.session.flush()
    signals.seat_given_up.send(registration)
    return registration


def why_no_seat(event: Event) -> str | None:
    """The sentence said instead of the button; None where a seat can be taken."""
    if event.state == DRAFT:
        return _("This event has not been announced yet.")
    if event.state != PUBLISHED:
        return _("This event will not take place.")
    if event.is_over(clock.now()):
        return _("This event is over.")
    return _full() if event.is_full else None


def let_go_of(person: Person) -> None:
    """Forget where a person was or wanted to be, and their calendars; free the seats ahead."""
    for registration in queries.seats_ahead(person, clock.now()):
        if registration.attended_at is None:
            give_up_seat(registration.event, person)
    db.session.execute(delete(Registration).where(Registration.person_id == person.id))
    db.session.execute(delete(CalendarToken).where(CalendarToken.person_id == person.id))


def _full() -> str:
    return _("Every seat is taken. If somebody gives one up, it will be free here.")


def _lock(event: Event) -> None:
    """One at a time for this event; on SQLite whoever writes is alone already."""
    db.session.refresh(event, _DECIDES, with_for_update=True)


def _count_one_in(event: Event) -> bool:
    """Count a seat, if there is one: the database decides, whatever was read before."""
    taken = Event.seats_taken + Event.seats_held
    free = or_(Event.capacity.is_(None), taken < Event.capacity)
    counted = update(Event).where(Event.id == event.id, Event.state == PUBLISHED, free)
    return _count(event, counted.values(seats_taken=Event.seats_taken + 1))


def _count_one_out(event: Event) -> bool:
    counted = update(Event).where(Event.id == event.id, Event.seats_taken > 0)
    return _count(event, counted.values(seats_taken=Event.seats_taken - 1))


def _count(event: Event, counting: Update) -> bool:
    statement = counting.returning(Event.seats_taken).execution_options(synchronize_session=False)
    taken = db.session.scalar(statement)
    if taken is not None:
        db.session.refresh(event, ["seats_taken"])
    return taken is not None
