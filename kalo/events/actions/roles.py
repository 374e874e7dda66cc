"""Who does what at one event; each act is written into the log of staff."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import delete, func, select

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.events.models import ROLES, Event, EventRole
from kalo.kit import clock
from kalo.kit.db import db, insert_new
from kalo.kit.versions import bump
from kalo.kit.web import Refused

MOST = 60
VERBS = (
    lazy_gettext("gave the role of organiser"),
    lazy_gettext("gave the role of facilitator"),
    lazy_gettext("gave the role of note-taker"),
    lazy_gettext("gave the role of check-in"),
    lazy_gettext("gave the role of observer"),
    lazy_gettext("took back the role of organiser"),
    lazy_gettext("took back the role of facilitator"),
    lazy_gettext("took back the role of note-taker"),
    lazy_gettext("took back the role of check-in"),
    lazy_gettext("took back the role of observer"),
)
assert len(VERBS) == 2 * len(ROLES)


def give_role(event: Event, by: Person, person: Person, role: str) -> bool:
    """Let somebody do something at this event; False where they do it already."""
    there = select(func.count()).select_from(EventRole).where(EventRole.event_id == event.id)
    if (db.session.scalar(there) or 0) >= MOST:
        raise Refused(_("An event has up to %(most)d roles.", most=MOST))
    row = {"event_id": event.id, "person_id": person.id, "role": role, "given_at": clock.now()}
    if insert_new(EventRole, row, key=("event_id", "person_id", "role")) is None:
        return False
    _said(event, by, person.id, f"gave the role of {role}")
    signals.role_given.send(event, person=person, role=role, by=by)
    return True


def take_role(event: Event, by: Person, person_id: int, role: str) -> None:
    """Take it back."""
    gone = delete(EventRole).where(
        EventRole.event_id == event.id,
        EventRole.person_id == person_id,
        EventRole.role == role,
    )
    if db.session.execute(gone).rowcount:  # type: ignore[attr-defined]
        _said(event, by, person_id, f"took back the role of {role}")


def copy_roles(source: Event, target: Event) -> None:
    """Those who do something at one event do the same at another."""
    given = select(EventRole).where(EventRole.event_id == source.id)
    for each in db.session.scalars(given.order_by(EventRole.person_id, EventRole.role)):
        facts = {"person_id": each.person_id, "role": each.role, "given_at": clock.now()}
        db.session.add(EventRole(event_id=target.id, **facts))
    db.session.flush()
    bump(target.subject)


def forget_roles(person: Person) -> None:
    """Who left does nothing at any event any more."""
    theirs = EventRole.person_id == person.id
    events = list(db.session.scalars(select(EventRole.event_id).where(theirs).distinct()))
    db.session.execute(delete(EventRole).where(theirs))
    for event_id in events:
        signals.thing_changed.send(f"event:{event_id}")


def _said(event: Event, by: Person, person_id: int, verb: str) -> None:
    note_staff_act(by, verb, event.subject, f"person:{person_id}")
    db.session.flush()
    signals.thing_changed.send(event.subject)  # its page names those who hold it
