"""At the door: tickets and names noted with or without a network, and people who say it themselves.

Every act has an id made where it was done, so whatever is sent twice is done once. A phone forgets
an act only when it is named here.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.exc import OperationalError

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.certificates.codes import new_code, read_code
from kalo.events import queries
from kalo.events.actions.attendance import Noted, become, begin, mark, note, unmark
from kalo.events.actions.seats import Named, add_by_hand
from kalo.events.actions.tickets import read_ticket
from kalo.events.models import (
    ABSENT,
    ASKED,
    EXCUSED,
    OFFERED,
    PRESENT,
    SEAT,
    UNKNOWN,
    WAITING,
    Attendance,
    Event,
    Registration,
)
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.locales import in_this_language
from kalo.kit.versions import bump
from kalo.kit.web import Refused

VERBS = (lazy_gettext("made a code for the door of an event"),)
logger = logging.getLogger(__name__)
DOOR_LETTERS = 6
SCAN, MARK, UNDO = "scan", "mark", "undo"
KEPT, AGAIN, NOT_KNOWN, OTHER_EVENT, NO_SEAT = "kept", "again", "unknown", "other-event", "no-seat"


@dataclass(frozen=True)
class Act:
    """What somebody at a door did, as their phone tells it; nothing of it is true by itself."""

    id: str
    kind: str
    at: datetime
    ticket: str = ""
    seat: int | None = None
    presence: str = PRESENT
    excuse: str = ""
    was: str = UNKNOWN  # what the phone showed when it was pressed
    of: str = ""  # which act is taken back


@dataclass(frozen=True)
class Outcome:
    """What became of an act, in a word and in a sentence."""

    id: str
    word: str
    sentence: str
    seat: int | None = None


def check_in(event: Event, by: Person, acts: Sequence[Act]) -> list[Outcome]:
    """Deal with each act by itself; one that goes wrong for a reason of ours is not named."""
    begin(event)
    found = queries.people_of_acts(
        event, [act.seat for act in acts if act.seat], list(map(_code_of, acts))
    )
    known = queries.acts_kept(event, [act.id for act in acts] + [act.of for act in acts if act.of])
    outcomes = []
    for act in acts:
        try:
            with db.session.begin_nested():
                outcomes.append(_deal(event, by, act, found, known))
        except OperationalError:
            raise
        except Exception:
            logger.exception("an act of kind %s was not taken at a door", act.kind)
    return outcomes


def say_here(event: Event, registration: Registration | None, typed: str) -> Registration:
    """Somebody in the room says so themselves, with the code that is shown there."""
    begin(event)
    if not event.door_is_open(clock.now()):
        raise Refused(_("This is possible from 15 minutes before the start until the end."))
    seat = registration and next(iter(queries.some_seats_of(event, [registration.id])), None)
    if not seat:
        raise Refused(_("You have no seat here. Whoever stands at the door can help."))
    if not event.door_code or read_code(typed, DOOR_LETTERS) != event.door_code:
        raise Refused(_("This is not the code that is shown in the room now."))
    if seat.attended_at is None:
        mark(event, seat, seat.person, Noted("code"))
    return seat


def renew_door_code(event: Event, by: Person) -> None:
    """Another code for the wall; the one before is worth nothing any more."""
    event.door_code = new_code(DOOR_LETTERS)
    db.session.flush()
    bump(event.subject)
    note_staff_act(by, "made a code for the door of an event", event.subject)


def let_in(event: Event, by: Person, named: Named, language: str) -> Registration:
    """Somebody came who has no seat: they get one, if one is free, and are here."""
    begin(event)
    seat = add_by_hand(event, by, named, language)
    if seat.attended_at is None:
        mark(event, seat, by)
        note(event, seat, by)
    return seat


def _code_of(act: Act) -> str:
    return read_ticket(act.ticket) or ""


def _deal(
    event: Event,
    by: Person,
    act: Act,
    found: dict[int | str, Registration],
    known: dict[str, Attendance],
) -> Outcome:
    seat = found.get(act.seat or _code_of(act))
    if seat is None:
        return Outcome(act.id, NOT_KNOWN, _("We do not know this ticket."))
    if seat.event_id != event.id:
        title = in_this_language(queries.event_of_seat(seat), "title")
        said = _("This ticket is for another event: “%(title)s”.", title=title)
        return Outcome(act.id, OTHER_EVENT, said)
    if seat.state != SEAT:
        return Outcome(act.id, NO_SEAT, _why_no_seat(seat), seat.id)
    if act.kind == UNDO:
        return _take_back(event, by, act, seat, known)
    if act.presence == PRESENT:
        return _note_present(event, by, act, seat, known)
    return _note_missing(event, by, act, seat)


def _note_present(
    event: Event, by: Person, act: Act, seat: Registration, known: dict[str, Attendance]
) -> Outcome:
    if act.id in known:
        return Outcome(act.id, KEPT, _here_words(seat), seat.id)
    if seat.attended_at is not None:
        when = clock.moment_words(seat.attended_at)
        said = _("%(name)s is noted already, since %(when)s.", name=seat.name, when=when)
        return Outcome(act.id, AGAIN, said, seat.id)
    way = "ticket" if act.kind == SCAN else "list"
    mark(event, seat, by, Noted(way, act.at, act.id))
    note(event, seat, by)
    return Outcome(act.id, KEPT, _here_words(seat), seat.id)


def _note_missing(event: Event, by: Person, act: Act, seat: Registration) -> Outcome:
    """Absent, excused or nothing; whoever was seen by another phone meanwhile stays present."""
    if seat.attended_at is not None and act.was != PRESENT:
        said = _("%(name)s was noted as present elsewhere; that stands.", name=seat.name)
        return Outcome(act.id, AGAIN, said, seat.id)
    become(event, seat, by, act.presence, act.excuse)
    words = {
        ABSENT: _("%(name)s: absent", name=seat.name),
        EXCUSED: _("%(name)s: excused", name=seat.name),
        UNKNOWN: _("%(name)s: not noted", name=seat.name),
    }
    return Outcome(act.id, KEPT, words[act.presence], seat.id)


def _take_back(
    event: Event, by: Person, act: Act, seat: Registration, known: dict[str, Attendance]
) -> Outcome:
    """Only the act that is named: what another phone noted stays."""
    said = Outcome(act.id, KEPT, _("%(name)s: not noted", name=seat.name), seat.id)
    row = known.get(act.of) or queries.acts_kept(event, [act.of]).get(act.of)
    nameless = not act.of and seat.attended_at is not None
    if not nameless and (row is None or row.undone_at is not None or seat.attended_at is None):
        return said
    unmark(event, seat, by)
    note(event, seat, by)
    return said


def _here_words(seat: Registration) -> str:
    if seat.attended_at is None:
        return _("%(name)s: not noted", name=seat.name)
    when = clock.hour_words(seat.attended_at)
    return _("%(name)s is here, since %(when)s.", name=seat.name, when=when)


def _why_no_seat(seat: Registration) -> str:
    words = {
        WAITING: _("%(name)s has no seat: waits for one.", name=seat.name),
        OFFERED: _("%(name)s has no seat yet: one is offered.", name=seat.name),
        ASKED: _("%(name)s has no seat yet: asked for one.", name=seat.name),
    }
    return words.get(seat.state, _("%(name)s has no seat any more.", name=seat.name))
