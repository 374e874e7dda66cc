"""Who was there: each line is an act of its own, which can be repeated and taken back."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.events import queries
from kalo.events.models import (
    ABSENT,
    DOOR_OPENS,
    EXCUSED,
    HELD,
    IN_ROOM,
    PRESENT,
    UNKNOWN,
    Attendance,
    Event,
    Registration,
)
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.web import Refused

VERBS = (
    lazy_gettext("noted who was at an event"),
    lazy_gettext("took back who was at an event"),
    lazy_gettext("noted that everybody was at an event"),
    lazy_gettext("noted who was missing at an event"),
)


@dataclass(frozen=True)
class Noted:
    """How somebody was seen: by which act, in which way, when."""

    way: str = "list"
    at: datetime | None = None  # now, where nobody says otherwise
    act: str = field(default_factory=lambda: str(uuid.uuid4()))


def keep_attendance(event: Event, by: Person, wishes: Mapping[int, bool]) -> int:
    """Make these seats attended or not, by their ids; answers how many were not so before.

    What is no seat of this event is passed over: somebody gave it up in the meantime.
    """
    begin(event)
    changed = 0
    for seat in queries.some_seats_of(event, wishes):
        if (seat.attended_at is not None) == wishes[seat.id]:
            continue
        if wishes[seat.id]:
            mark(event, seat, by)
        else:
            unmark(event, seat, by)
        note(event, seat, by)
        changed += 1
    return changed


def note_everybody(event: Event, by: Person) -> int:
    """Everybody was there of whom nothing is noted; answers how many these were."""
    begin(event)
    missing = [seat for seat in queries.seats_of(event) if seat.presence == UNKNOWN]
    for seat in missing:
        mark(event, seat, by)
    if missing:
        said = "noted that everybody was at an event"
        note_staff_act(by, said, event.subject, str(len(missing)))
    return len(missing)


def set_presence(
    event: Event, by: Person, seat_id: int, presence: str, excuse: str = ""
) -> Registration:
    """One seat is present, absent, excused, or nothing is known; an excuse has its words."""
    begin(event)
    seat = next(iter(queries.some_seats_of(event, [seat_id])), None)
    if seat is None:
        raise Refused(_("This seat was given back in the meantime."))
    become(event, seat, by, presence, excuse)
    return seat


def become(event: Event, seat: Registration, by: Person, presence: str, excuse: str = "") -> None:
    """The same for a seat in hand; the caller holds the lock."""
    if presence == PRESENT:
        if seat.attended_at is None:
            mark(event, seat, by)
            note(event, seat, by)
        return
    before = seat.presence
    if seat.attended_at is not None:
        unmark(event, seat, by)
        note(event, seat, by)
    seat.presence, seat.excuse = presence, excuse if presence == EXCUSED else ""
    db.session.flush()
    if presence in (ABSENT, EXCUSED) and before != presence:
        note_staff_act(by, "noted who was missing at an event", event.subject, _whom(seat))


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


def begin(event: Event) -> None:
    """One at a time for this event, as with seats; and only when there is somebody to be seen."""
    hold(event, ["state", "starts_at", "ends_at"])
    if sentence := why_no_attendance(event, clock.now()):
        raise Refused(sentence)


def mark(
    event: Event, seat: Registration, by: Person | None, noted: Noted | None = None
) -> datetime:
    """A seat is present from a moment on, never one outside of the event; answers which.

    `by` is nobody where the house saw it itself. The caller holds the lock.
    """
    noted = noted or Noted()
    at = _within(event, noted.at or clock.now())
    if noted.way != IN_ROOM:  # what the live room saw stands already
        _keep_stretch(event, seat, by, noted, at)
    seat.event, seat.presence, seat.excuse = event, PRESENT, ""
    # When it was noted: for what was noted without a network, when that was.
    seat.attended_at = clock.now() if noted.at is None else at
    seat.attended_by_id = by.id if by else None
    db.session.flush()
    if seat.person is not None:
        signals.attended.send(seat, by=by)
    return at


def unmark(event: Event, seat: Registration, by: Person) -> None:
    """They were not there after all: every stretch of theirs is taken back, by a mark."""
    seat.event, seat.presence, seat.excuse = event, UNKNOWN, ""
    seat.attended_at, seat.attended_by_id = None, None
    theirs = update(Attendance).where(Attendance.registration_id == seat.id)
    standing = theirs.where(Attendance.undone_at.is_(None))
    db.session.execute(standing.values(undone_at=clock.now()))
    db.session.flush()
    if seat.person is not None:
        signals.attendance_undone.send(seat, by=by)


def note(event: Event, seat: Registration, by: Person) -> None:
    """Into the log of staff: was here, or was not after all."""
    noted, taken_back = "noted who was at an event", "took back who was at an event"
    verb = noted if seat.attended_at else taken_back
    note_staff_act(by, verb, event.subject, _whom(seat))


def _keep_stretch(
    event: Event, seat: Registration, by: Person | None, noted: Noted, at: datetime
) -> None:
    """The stretch that begins here; what the live room measured of them stands again."""
    measured = update(Attendance).where(
        Attendance.registration_id == seat.id, Attendance.way == IN_ROOM
    )
    db.session.execute(measured.values(undone_at=None))
    db.session.add(
        Attendance(
            event_id=event.id,
            registration_id=seat.id,
            client_id=noted.act,
            way=noted.way,
            from_at=at,
            noted_by_id=by.id if by else None,
            kept_at=clock.now(),
        )
    )


def _within(event: Event, at: datetime) -> datetime:
    """A clock that is wrong puts nobody before the door opens, after the end or into the future."""
    return max(event.starts_at - DOOR_OPENS, min(at, clock.now(), event.ends_at))


def _whom(seat: Registration) -> str:
    return f"person:{seat.person_id}" if seat.person_id else f"registration:{seat.id}"
