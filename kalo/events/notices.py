"""Whom we tell of seats, new hours and events that will not take place."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import update

from kalo import signals
from kalo.accounts.models import Person
from kalo.events import queries
from kalo.events.models import Announcement, Event, Registration
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.mail import write_letter
from kalo.kit.page import whole_address
from kalo.kit.web import in_language
from kalo.notifications.actions import notify
from kalo.notifications.models import Kind
from kalo.notifications.subjects import tells_about

SEATS = Kind(
    "events.seats",
    _("Somebody takes a seat at an event I facilitate"),
    _("New seats taken at “%(what)s”: %(n)s"),
)
MOVED = Kind(
    "events.moved",
    _("An event in which I have a seat gets another time or place"),
    _("“%(what)s” has a new time or place"),
    own_letter=True,
)
CANCELLED = Kind(
    "events.cancelled",
    _("An event in which I have a seat is cancelled"),
    _("“%(what)s” will not take place"),
    strength=50,
    own_letter=True,
)


@signals.seat_taken.connect
def confirm_the_seat(registration: Registration, **_more: Any) -> None:
    """A letter that says when and where, and how it gets into a calendar."""
    if registration.person:
        _write(registration.person, registration.event, "seat")


@signals.seat_taken.connect
def tell_the_facilitator(registration: Registration, **_more: Any) -> None:
    """News on the bell of the one who leads the event."""
    event = registration.event
    if event.facilitator_id is not None:
        leader = [event.facilitator_id]
        notify(leader, SEATS, event.subject, event.title_el, event.path, by=registration.person)


def tell_those_with_seats(event_id: int) -> int:
    """Tell everyone with a seat, once, how the event stands now; answers how many were told."""
    news = _take_up(event_id)
    event = queries.event_with_facilitator(event_id)
    if not news or event is None:
        return 0
    people = queries.people_with_seat(event_id)
    kind, letter = (CANCELLED, "cancelled") if event.is_cancelled else (MOVED, "moved")
    ids = [person.id for person in people]
    notify(ids, kind, event.subject, event.title_el, event.path, by=None)
    for person in people:
        _write(person, event, letter)
    return len(people)


def _take_up(event_id: int) -> bool:
    """Claim what is owed about an event: several changes make one letter, of the last state."""
    owed = update(Announcement).where(
        Announcement.event_id == event_id, Announcement.told_at.is_(None)
    )
    claimed = owed.values(told_at=clock.now()).returning(Announcement.id)
    return bool(db.session.scalars(claimed).all())


def _write(person: Person, event: Event, letter: str) -> None:
    if not person.email:
        return
    write_letter(
        person.email,
        f"events/letters/{letter}",
        person.language,
        event=event,
        page=_address(event.path, person),
        file=_address(f"{event.path[:-1]}.ics", person),
        subscribe=_address("/events/subscribe", person),
    )


def _address(path: str, person: Person) -> str:
    return whole_address(in_language(path, person.language))


tells_about("event", queries.visible_ids)
