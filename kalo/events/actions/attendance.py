"""Who was there: each line is an act of its own, which can be repeated and taken back."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.events import queries
from kalo.events.models import DOOR_OPENS, HELD, Event, Registration
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused

VERBS = (
    lazy_gettext("noted who was at an event"),
    lazy_gettext("took back who was at an event"),
    lazy_gettext("noted that everybody was at an event"),
)


def keep_attendance(event: Event, by: Person, wishes: Mapping[int, bool]) -> int:
    """Make these seats attended or not, by their ids; answers how many were not so before.

    What is no seat of this event is passed over: somebody gave it up in the meantime.
    """
    _begin(event)
    changed = 0
    for seat in queries.some_seats_of(event, wishes):
        if (seat.attended_at is not None) != wishes[seat.id]:
            _mark(event, seat, by, wishes[seat.id])
            _note(event, seat, by)
            changed += 1
    return changed


def note_everybody(event: Event, by: Person) -> int:
    """Everybody who has a seat was there; answers how many were not noted yet."""
    _begin(event)
    missing = [seat for seat in queries.seats_of(event) if seat.attended_at is None]
    for seat in missing:
        _mark(event, seat, by, here=True)
    if missing:
        said = "noted that everybody was at an event"
        note_staff_act(by, said, event.subject, str(len(missing)))
    return len(missing)


def why_no_attendance(event: Event, at: datetime) -> str | None:
    """The sentence said instead of the boxes; None where attendance can be noted."""
    if event.state not in HELD:
        return _("This event will not take place.")
    if at < event.starts_at - DOOR_OPENS:
        return _("Attendance can be noted from 15 minutes before the start.")
    return None


def refuse_if_attended(event: Event, seats: Iterable[Registration]) -> None:
    """What people were credited with is not moved under them."""
    if any(seat.attended_at for seat in seats):
        raise Refused(
            _("Somebody was noted as present here. Take that back on the attendance page first.")
        )


def _begin(event: Event) -> None:
    """One at a time for this event, as with seats; and only when there is somebody to be seen."""
    db.session.refresh(event, ["state", "starts_at"], with_for_update=True)
    if sentence := why_no_attendance(event, clock.now()):
        raise Refused(sentence)


def _mark(event: Event, seat: Registration, by: Person, here: bool) -> None:
    seat.event = event
    seat.attended_at, seat.attended_by_id = (clock.now(), by.id) if here else (None, None)
    db.session.flush()
    if here:
        signals.attended.send(seat, by=by)
    else:
        signals.attendance_undone.send(seat, by=by)


def _note(event: Event, seat: Registration, by: Person) -> None:
    noted, taken_back = "noted who was at an event", "took back who was at an event"
    verb = noted if seat.attended_at else taken_back
    note_staff_act(by, verb, event.subject, f"person:{seat.person_id}")
