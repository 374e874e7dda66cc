"""What those who hold an event decide about its seats; each act is written into their log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.queries import member_called, person_with_address
from kalo.accounts.staff_log import note_staff_act
from kalo.events import queries
from kalo.events.actions.seats.counting import become, lock
from kalo.events.actions.seats.entering import seat
from kalo.events.actions.seats.guests import guest_row
from kalo.events.actions.seats.promoting import promote
from kalo.events.actions.seats.sentences import why_no_seat
from kalo.events.models import (
    ASKED,
    INVITED,
    OFFERED,
    PUBLISHED,
    REFUSED,
    REPORTED,
    SEAT,
    WAITING,
    Event,
    Registration,
)
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused

VERBS = (
    lazy_gettext("said yes to a request for a seat"),
    lazy_gettext("said no to a request for a seat"),
    lazy_gettext("invited to an event"),
    lazy_gettext("put first on a waiting list"),
    lazy_gettext("gave a seat by hand"),
    lazy_gettext("took out of an event"),
)
_FREE_OF = (SEAT, OFFERED)  # what goes to the next when it is taken away


@dataclass(frozen=True)
class Named:
    """Somebody as staff name them: an address with a name, or a member by their handle."""

    name: str
    email: str | None = None
    handle: str = ""


def accept_request(event: Event, registration_id: int, by: Person) -> Registration:
    """Say yes: a seat, if one is free."""
    here = _here(event, registration_id)
    if here.state == SEAT:
        return here
    if here.state not in (ASKED, REFUSED):
        raise Refused(_("There is no request any more."))
    _refuse_if_over(event)
    if not seat(here, by):
        raise Refused(_("No seat is free. Somebody has to give one up, or there must be more."))
    _note(by, "said yes to a request for a seat", here)
    return here


def refuse_request(event: Event, registration_id: int, by: Person, reason: str) -> Registration:
    """Say no, and why."""
    here = _here(event, registration_id)
    if here.state == REFUSED:
        return here
    if here.state != ASKED:
        raise Refused(_("There is no request any more."))
    _refuse_if_over(event)
    become(here, REFUSED)
    here.answer = reason
    db.session.flush()
    _note(by, "said no to a request for a seat", here, reason)
    signals.entry_refused.send(here, by=by)
    return here


def invite(event: Event, by: Person, people: Iterable[Named], words: str = "") -> int:
    """Ask people to come, each by letter; an invitation holds no seat. Answers how many are new."""
    lock(event)
    if sentence := why_no_seat(event, held=True):
        raise Refused(sentence)
    fresh = 0
    for named in people:
        here = _row_of(event, named)
        if here.state in queries.STANDING:
            continue
        here.answer = words
        become(here, INVITED)
        _note(by, "invited to an event", here)
        signals.seat_invited.send(here, by=by)
        fresh += 1
    return fresh


def put_first(event: Event, registration_id: int, by: Person, reason: str) -> Registration:
    """Out of order: what comes free next is theirs; at once, where something is free."""
    here = _here(event, registration_id)
    if here.state == OFFERED:
        return here
    if here.state != WAITING:
        raise Refused(_("They do not wait any more."))
    _refuse_if_over(event)
    first = queries.first_waiting_since(event)
    if first is not None:
        here.queued_at = first - timedelta(milliseconds=1)
    here.changed_at = clock.now()
    db.session.flush()
    _note(by, "put first on a waiting list", here, reason)
    promote(event)
    return here


def add_by_hand(event: Event, by: Person, named: Named, language: str = "el") -> Registration:
    """Give a seat to somebody who asked in another way; also after the cut-off."""
    lock(event)
    if event.state not in (PUBLISHED, REPORTED):
        raise Refused(why_no_seat(event) or _("This event is over."))
    here = _row_of(event, named, language)
    if here.state == SEAT:
        return here
    if not seat(here, by):
        raise Refused(_("No seat is free. Somebody has to give one up, or there must be more."))
    _note(by, "gave a seat by hand", here)
    return here


def take_out(event: Event, registration_id: int, by: Person, reason: str) -> Registration:
    """Take away whatever somebody has there, and say why; they do not come back by themselves."""
    here = _here(event, registration_id)
    before = here.state
    if before not in queries.STANDING:
        return here
    _refuse_if_over(event)
    if here.attended_at is not None:
        raise Refused(
            _("Somebody was noted as present here. Take that back on the attendance page first.")
        )
    become(here, REFUSED)
    here.answer, here.given_up_at = reason, here.changed_at
    db.session.flush()
    _note(by, "took out of an event", here, reason)
    if before == SEAT:
        signals.seat_given_up.send(here, quiet=True)
    signals.entry_refused.send(here, by=by)
    if before in _FREE_OF:
        promote(event)
    return here


def _here(event: Event, registration_id: int) -> Registration:
    lock(event)
    here = queries.latest_by_id(event, registration_id)
    if here is None:
        raise Refused(_("There is nobody here any more."))
    return here


def _row_of(event: Event, named: Named, language: str = "el") -> Registration:
    """The row of somebody whom staff name.

    An address tells nobody which member is behind it: it stays what was typed until that member
    comes in.
    """
    if named.handle:
        person = _member(named.handle)
        known = queries.latest_registration_of(event, person)
        return known or Registration(event=event, person=person, made_at=clock.now(), state="")
    known = queries.latest_of_guest(event, named.email) if named.email else None
    if known is not None:
        return known
    member = person_with_address(named.email) if named.email else None
    name = named.name or (named.email or "").partition("@")[0]
    return guest_row(event, name, named.email, member.language if member else language)


def _member(handle: str) -> Person:
    person = member_called(handle)
    if person is None:
        raise Refused(_("There is no member called %(handle)s.", handle=handle))
    return person


def _refuse_if_over(event: Event) -> None:
    if event.state != PUBLISHED or event.is_over(clock.now()):
        raise Refused(why_no_seat(event) or _("This event is over."))


def _note(by: Person, verb: str, of: Registration, reason: str = "") -> None:
    whom = f"person:{of.person_id}" if of.person_id else f"registration:{of.id}"
    note_staff_act(by, verb, of.event.subject, whom, after=reason)
