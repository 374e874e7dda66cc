"""People without an account: a letter with a signed link is what they come in by."""

import hashlib
from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.queries import person_with_address
from kalo.events import queries
from kalo.events.actions.seats.counting import lock
from kalo.events.actions.seats.entering import as_member, drop, enter, forget, give_up
from kalo.events.actions.seats.sentences import why_no_seat
from kalo.events.models import INVITED, UNCONFIRMED, Event, Registration
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused

CONFIRMED_WITHIN = timedelta(hours=48)


def ask_as_guest(event: Event, name: str, email: str, language: str, words: str = "") -> None:
    """Somebody without an account asks to come in; a letter goes to the address, whoever has it.

    What is said here is the same whether we know the address or not.
    """
    lock(event)
    if sentence := why_no_seat(event):
        raise Refused(sentence)
    registration = queries.latest_of_guest(event, email)
    if registration is None:
        registration = guest_row(event, name, email, language)
        registration.state = UNCONFIRMED
        db.session.add(registration)
    if registration.state == UNCONFIRMED:
        registration.guest_name, registration.words = name, words
        registration.guest_language, registration.changed_at = language, clock.now()
    db.session.flush()
    signals.guest_asked.send(registration)


def guest_row(event: Event, name: str, email: str | None, language: str) -> Registration:
    """A row of somebody without an account; not yet kept."""
    at = clock.now()
    return Registration(
        event=event,
        guest_name=name,
        guest_email=email,
        guest_language=language,
        made_at=at,
        changed_at=at,
        state="",
    )


def take_as_guest(registration: Registration, name: str = "", knows: bool = False) -> Registration:
    """Who holds the letter comes in, or accepts; where the address is a member's, as the member.

    `Refused` as in `take_seat`. A name may be put right while there is no seat yet.
    """
    here = _here(registration)
    if here.state in (UNCONFIRMED, INVITED) and name:
        here.guest_name = name
    if person := _member_with(here.guest_email):
        here = as_member(here, person)
    return enter(here, here.words, knows)


def leave_as_guest(registration: Registration) -> Registration:
    """A guest gives up whatever they have there."""
    return give_up(_here(registration))


def forget_guest(registration: Registration) -> None:
    """A guest wants nothing of themselves kept here; what was theirs is free."""
    forget(_here(registration))


def forget_unconfirmed() -> int:
    """Drop what nobody confirmed in time; answers how many."""
    ids = queries.unconfirmed_before(clock.now() - CONFIRMED_WITHIN)
    gone = delete(Registration).where(Registration.id.in_(ids), Registration.state == UNCONFIRMED)
    return int(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]


def adopt(person: Person, *before: str | None) -> None:
    """What somebody had as a guest is theirs as a member; their seats are told of.

    `before` are addresses that were theirs until now.
    """
    addresses = [email for email in (person.email, *before) if email]
    for event in queries.events_with_guest(addresses):
        lock(event)
        for email in addresses:
            here = queries.latest_of_guest(event, email)
            if here is not None:  # not gone in the meantime
                _adopt(here, person)


def _adopt(here: Registration, person: Person) -> None:
    if here.state == UNCONFIRMED:
        drop(here)
    else:
        as_member(here, person)


def guest_token(registration: Registration) -> str:
    """What stands in the address of a guest's page: signed, and of this address alone."""
    return str(_signer().dumps([registration.id, _trace(registration.email)]))


def read_guest_token(token: str) -> tuple[int, str] | None:
    """Which row a token speaks of, and a trace of its address; None where it is not ours."""
    try:
        registration_id, trace = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(registration_id), str(trace)


def opens(registration: Registration, trace: str) -> bool:
    """True while a link holds: the letter went to this address, and was not left too long."""
    late = registration.changed_at + CONFIRMED_WITHIN < clock.now()
    old = registration.state == UNCONFIRMED and late
    return _trace(registration.email) == trace and not old  # numbers of rows come back


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="events-guest")


def _trace(email: str | None) -> str:
    return hashlib.blake2b((email or "").encode(), digest_size=9).hexdigest()


def _here(registration: Registration) -> Registration:
    """The row as it is under the lock of its event."""
    event = registration.event
    lock(event)
    here = queries.latest_by_id(event, registration.id)
    if here is None:
        raise Refused("")
    return here


def _member_with(email: str | None) -> Person | None:
    person = person_with_address(email) if email else None
    return person if person is not None and person.confirmed_at is not None else None
