"""Taking a seat, waiting for one, asking for one, answering an offer; and giving up any of it."""

from flask_babel import gettext as _
from sqlalchemy import delete

from kalo import signals
from kalo.accounts.models import Person
from kalo.events import queries
from kalo.events.actions.seats.counting import become, lock
from kalo.events.actions.seats.promoting import promote
from kalo.events.actions.seats.sentences import asks_first, full_words, why_no_seat, why_refused
from kalo.events.models import (
    ASKED,
    DECLINED,
    FORMER,
    GIVEN_UP,
    INVITED,
    OFFERED,
    REFUSED,
    SEAT,
    UNCONFIRMED,
    UNKNOWN,
    WAITING,
    CalendarToken,
    Event,
    MailLine,
    Registration,
)
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.locales import in_this_language
from kalo.kit.versions import bump
from kalo.kit.web import Refused

# What is left of what somebody gives up.
_AFTER = {
    **{SEAT: GIVEN_UP, WAITING: GIVEN_UP, ASKED: GIVEN_UP},
    **{OFFERED: DECLINED, INVITED: DECLINED},
}


class Clashes(Refused):
    """There is another seat at the same hours, and nobody said that they know."""


def take_seat(event: Event, person: Person, words: str = "", knows: bool = False) -> Registration:
    """A person comes in: a seat, a turn on the waiting list, or a request, as the event has it.

    Whoever has one of these keeps it; an offer or an invitation is accepted. `Refused` says why
    there is nothing to be had. `knows`: of another seat at the same hours.
    """
    lock(event)
    registration = _own_row(event, person)
    return enter(registration or _row_for(event, person), words, knows)


def enter(registration: Registration, words: str = "", knows: bool = False) -> Registration:
    """The same for whoever a row is of; the caller holds the lock."""
    event, state = registration.event, registration.state
    if state in (SEAT, WAITING, ASKED):
        return registration
    if state == REFUSED:
        raise Refused(why_refused(registration))
    if state == OFFERED:
        return _accept_offer(registration, knows)
    if sentence := why_no_seat(event, invited=state == INVITED):
        raise Refused(sentence)
    refuse_clash(registration, knows)
    if asks_first(event) and state != INVITED:
        return _ask(registration, words)
    return _sit_or_wait(registration)


def give_up_seat(event: Event, person: Person) -> Registration | None:
    """A person gives up whatever they have there; None where there was nothing."""
    lock(event)
    registration = _own_row(event, person)
    return registration and give_up(registration)


def give_up(registration: Registration, quiet: bool = False) -> Registration:
    """A seat, a turn, a request, an offer; what comes free is offered on. Holds the lock."""
    if registration.state == SEAT:
        _refuse_if_it_counts(registration)
    return leave(registration, quiet)


def leave(registration: Registration, quiet: bool = True) -> Registration:
    """The same for whoever wants nothing kept: counted down, be they noted as present or not."""
    before = registration.state
    if before not in _AFTER:
        return registration
    become(registration, _AFTER[before])
    registration.given_up_at = clock.now()
    db.session.flush()
    if before == SEAT:
        signals.seat_given_up.send(registration, quiet=quiet)
    promote(registration.event)
    return registration


def refuse_clash(registration: Registration, knows: bool) -> None:
    """Two seats at the same hours need somebody who says that they know."""
    person, email = registration.person, registration.guest_email
    clash = None if knows else queries.clash_of(registration.event, person, email)
    if clash is not None:
        raise Clashes(
            _(
                "At the same hours you have a seat at “%(other)s”. Tick “I know” to have both.",
                other=in_this_language(clash, "title"),
            )
        )


def let_go_of(person: Person) -> None:
    """Forget where a person was or wanted to be, and their calendars; free what was theirs."""
    for event in queries.events_with(person):
        lock(event)
        given = queries.latest_of_guest(event, person.email) if person.email else None
        for registration in (queries.latest_registration_of(event, person), given):
            if registration is not None:
                forget(registration)
    db.session.execute(delete(CalendarToken).where(CalendarToken.person_id == person.id))


def forget(registration: Registration) -> None:
    """Keep nothing of somebody; a seat at what is over stays in its list, without a name."""
    if registration.state == SEAT and registration.event.is_over(clock.now()):
        _keep_without_name(registration)
    else:
        leave(registration)
        db.session.delete(registration)
    db.session.flush()


def as_member(registration: Registration, person: Person) -> Registration:
    """A guest's row becomes a member's; of two, the one that says more stays."""
    known = queries.latest_registration_of(registration.event, person)
    if known is not None and not _outweighs(registration, known):
        drop(registration)
        return known
    if known is not None:
        drop(known)
    was_confirmed = registration.state != UNCONFIRMED
    registration.person, registration.guest_name = person, ""
    registration.guest_email = None
    db.session.flush()
    if was_confirmed and registration.state == SEAT:
        signals.seat_claimed.send(registration)
    return registration


def _outweighs(guest: Registration, known: Registration) -> bool:
    """Whoever was there says more than whoever was not; then what `STANDING` names first.

    Of two turns on the waiting list, the one that began earlier.
    """
    if guest.attended_at is not None or known.attended_at is not None:
        return known.attended_at is None
    if guest.state == WAITING == known.state and guest.queued_at and known.queued_at:
        return guest.queued_at < known.queued_at
    return _rank(guest) < _rank(known)


def _rank(registration: Registration) -> int:
    stands = queries.STANDING
    return stands.index(registration.state) if registration.state in stands else len(stands)


def drop(registration: Registration) -> None:
    """Without it the counters say one less."""
    leave(registration)
    db.session.delete(registration)
    db.session.flush()


def seat(registration: Registration, by: Person | None = None) -> bool:
    """Give the seat, if there is one; `by` is who gave it to somebody else."""
    if not become(registration, SEAT):
        return False
    registration.taken_at, registration.answer = registration.changed_at, ""
    registration.asked_again_at = registration.comes_at = None  # what was said of another seat
    if registration.attended_at is None:
        registration.presence, registration.excuse = UNKNOWN, ""
    db.session.flush()
    signals.seat_taken.send(registration, by=by)
    return True


def _keep_without_name(registration: Registration) -> None:
    """Lists and numbers of what took place stay as they were; who it was is gone."""
    db.session.execute(delete(MailLine).where(MailLine.registration_id == registration.id))
    registration.person, registration.guest_name = None, FORMER
    registration.guest_email = registration.ticket = None
    registration.words = registration.answer = registration.excuse = ""
    bump(registration.event.subject)


def _own_row(event: Event, person: Person) -> Registration | None:
    """What a person has there; what staff gave to their address is theirs from now on."""
    known = person.email if person.confirmed_at is not None else None
    given = queries.latest_of_guest(event, known) if known else None
    if given is not None and given.state != UNCONFIRMED:
        return as_member(given, person)
    return queries.latest_registration_of(event, person)


def _row_for(event: Event, person: Person) -> Registration:
    return Registration(event=event, person=person, made_at=clock.now(), state="")


def _ask(registration: Registration, words: str) -> Registration:
    registration.words, registration.answer = words, ""
    become(registration, ASKED)
    signals.entry_asked.send(registration)
    return registration


def _sit_or_wait(registration: Registration) -> Registration:
    """A seat where one is free and nobody came before; else a turn, where the event has them."""
    event = registration.event
    promote(event)  # whoever waits comes first, whatever set a seat free
    nobody_waits = queries.first_waiting_since(event) is None
    if nobody_waits and seat(registration):
        return registration
    if not event.has_waiting_list:
        raise Refused(full_words())
    registration.queued_at = clock.now()
    become(registration, WAITING)
    signals.entry_queued.send(registration)
    return registration


def _accept_offer(registration: Registration, knows: bool) -> Registration:
    until = registration.offer_ends_at
    if until is not None and clock.now() >= until:
        raise Refused(_("This offer ended on %(when)s.", when=clock.moment_words(until)))
    if sentence := why_no_seat(registration.event, promised=until is not None):
        raise Refused(sentence)
    refuse_clash(registration, knows)
    seat(registration)
    return registration


def _refuse_if_it_counts(registration: Registration) -> None:
    """What is over stays in the list, and so does who is there."""
    if registration.event.is_over(clock.now()):
        raise Refused(_("This event is over; your seat stays in its list."))
    if registration.attended_at is not None:
        raise Refused(_("It was noted that you are here; your seat stays in the list."))
