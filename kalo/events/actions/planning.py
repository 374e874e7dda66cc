"""Making, changing, announcing and calling off an event."""

import uuid
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.events import changes, queries
from kalo.events.actions.attendance import refuse_if_attended
from kalo.events.actions.mailings import call_back_mailings
from kalo.events.actions.moving import move_agenda
from kalo.events.actions.named import hold_named
from kalo.events.actions.outdated import Outdated
from kalo.events.actions.seats import settle
from kalo.events.models import (
    ARCHIVED,
    CANCELLED,
    DRAFT,
    HELD,
    PUBLISHED,
    REPORTED,
    Announcement,
    Event,
)
from kalo.events.walltime import span
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.text import render, slug
from kalo.kit.versions import bump
from kalo.kit.web import Refused

# What a calendar shows as another time or place; any of it raises SEQUENCE.
_TIME = ("start_wall", "end_wall")
_PLACE = ("mode", "place", "address", "venue_id", "venue_room_id")
_COLUMNS = tuple(Event.__table__.columns.keys())  # without the facilitator: a row to lock alone
# The words of the log of staff.
VERBS = (
    lazy_gettext("planned an event"),
    lazy_gettext("changed an event"),
    lazy_gettext("announced an event"),
    lazy_gettext("cancelled an event"),
    lazy_gettext("removed the draft of an event"),
    lazy_gettext("archived an event"),
    lazy_gettext("took an event out of the archive"),
)


def plan_event(person: Person, values: dict[str, Any]) -> Event:
    """A new draft. `values` are the columns that people write; hours are wall hours in Athens."""
    hold_named(values)
    at = clock.now()
    event = Event(
        uid=f"{uuid.uuid4()}@{current_app.config['KALO'].calendar_domain}",
        state=DRAFT,
        made_by_id=person.id,
        created_at=at,
        changed_at=at,
        ical_stamp=at,
        ical_sequence=0,
        seats_taken=0,
        revision=1,
    )
    _write(event, values)
    db.session.add(event)
    db.session.flush()
    note_staff_act(person, "planned an event", event.subject, event.title_el)
    return event


def change_event(event: Event, person: Person, values: dict[str, Any], revision: int) -> Event:
    """Write what changed; those with a seat are owed news of another time or place."""
    hold_named(values, event)  # first, as whoever changes these locks them before their events
    hold(event, _COLUMNS)
    if revision != event.revision:
        raise Outdated(_("Somebody else changed this event while you were writing."))
    before = {name: getattr(event, name) for name in (*_TIME, *_PLACE)}
    served, told, entry = event.serves, changes.facts(event), event.entry
    _refuse_too_few_seats(event, values.get("capacity"))
    _write(event, values)
    move_agenda(event, event.start_wall - before["start_wall"])
    moved = {name for name in before if before[name] != getattr(event, name)}
    _note_change(event, moved, changes.differences(told, changes.facts(event)))
    db.session.flush()
    note_staff_act(person, "changed an event", event.subject, event.title_el)
    if event.state in HELD:
        _hand_over(event, served)
        settle(event, entry)
        _announce(event)
    else:
        bump(event.subject)
    return event


def publish_event(event: Event, person: Person) -> None:
    """Announce a draft; once."""
    hold(event, ["state"])
    if event.state != DRAFT:
        return
    at = clock.now()
    event.state, event.published_at = PUBLISHED, at
    event.changed_at = event.ical_stamp = at
    event.revision += 1
    db.session.flush()
    note_staff_act(person, "announced an event", event.subject, event.title_el)
    _announce(event)


def cancel_event(event: Event, person: Person, reason: str) -> None:
    """Call an announced event off; it stays to be read, and those with a seat are told why."""
    hold(event, ["state", "ical_sequence", "revision"])
    if event.state == CANCELLED:
        return
    if event.is_over(clock.now()):
        raise Refused(_("This event is over; it cannot be cancelled any more."))
    refuse_if_attended(event, queries.seats_of(event))
    event.state, event.reason, event.cancelled_at = CANCELLED, reason, clock.now()
    _stamp(event, sequence=True)
    _owe(event, "cancelled")
    call_back_mailings(event)
    db.session.flush()
    note_staff_act(person, "cancelled an event", event.subject, event.title_el)
    _announce(event)


def archive_event(event: Event, person: Person) -> None:
    """Put away what is over; nothing of it changes any more."""
    hold(event, ["state", "revision"])
    if event.state in (PUBLISHED, REPORTED):
        _become(event, person, ARCHIVED, "archived an event")


def unarchive_event(event: Event, person: Person) -> None:
    """Take it out again; whether its report stands, it still knows."""
    hold(event, ["state", "revision"])
    if event.state == ARCHIVED:
        back = REPORTED if event.reported_at else PUBLISHED
        _become(event, person, back, "took an event out of the archive")


def remove_draft(event: Event, person: Person) -> None:
    """Drop a draft that nobody else has seen; what was announced in between stays."""
    subject = event.subject
    state = db.session.scalar(select(Event.state).where(Event.id == event.id).with_for_update())
    if state is None:
        return
    if state != DRAFT:
        db.session.refresh(event, _COLUMNS)
        raise Refused(_("It was announced in the meantime, so it stays. You can cancel it."))
    note_staff_act(person, "removed the draft of an event", subject, event.title_el)
    db.session.delete(event)
    db.session.flush()
    signals.thing_changed.send(subject)


def _become(event: Event, person: Person, state: str, verb: str) -> None:
    event.state = state
    event.revision += 1
    event.changed_at = clock.now()
    db.session.flush()
    note_staff_act(person, verb, event.subject, event.title_el)
    _announce(event)


def _hand_over(event: Event, served: str) -> None:
    """Where it serves another step, whoever keeps the path hears whose seats these are."""
    if event.serves == served:
        return
    seats = queries.seats_of(event)
    if served:
        refuse_if_attended(event, seats)
    for seat in seats:
        seat.event = event
    signals.serving_changed.send(event, before=served, seats=seats)


def _write(event: Event, values: dict[str, Any]) -> None:
    event.starts_at, event.ends_at = span(values["start_wall"], values["end_wall"])
    for name, value in values.items():
        setattr(event, name, value)
    event.slug = slug(event.title_el) or slug(event.title_en) or "event"
    event.html_el, event.html_en = render(event.about_el or ""), _english(event.about_en or "")


def _english(about: str) -> str:
    return render(about, prefix="/en") if about else ""


def _note_change(event: Event, moved: set[str], differing: list[changes.Difference]) -> None:
    event.revision += 1
    _stamp(event, sequence=bool(moved) and event.state in HELD)
    if event.state not in HELD or not moved:
        return
    if moved & set(_TIME):
        event.moved_at = clock.now()
    if differing and not event.is_over(clock.now()):
        _owe(event, "moved", differing)


def _stamp(event: Event, sequence: bool) -> None:
    event.changed_at = event.ical_stamp = clock.now()
    if sequence:
        event.ical_sequence += 1


def _owe(event: Event, news: str, differing: list[changes.Difference] | None = None) -> None:
    kept = {"news": news, "differences": differing or [], "made_at": clock.now()}
    db.session.add(Announcement(event_id=event.id, **kept))


def _refuse_too_few_seats(event: Event, capacity: int | None) -> None:
    needed = event.seats_taken + event.seats_held
    if capacity is not None and capacity < needed:
        raise Refused(
            _("%(taken)s seats are taken or offered; there cannot be fewer.", taken=needed)
        )


def _announce(event: Event) -> None:
    signals.event_changed.send(event)
    signals.thing_changed.send(event.subject)
