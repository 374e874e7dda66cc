"""What goes along with letters (iTIP): an event asked of one person, changed, or taken back."""

from dataclasses import replace
from datetime import timedelta

from flask_babel import gettext as _

from kalo.events import queries
from kalo.events.feeds.entries import masked, own_entry
from kalo.events.models import SEAT, Event, Registration
from kalo.kit import ical
from kalo.kit.locales import speaking

STEP = timedelta(milliseconds=100)


def request_for(registration: Registration) -> bytes:
    """The event as this person has it, for their calendar; sent again it brings the change.

    Of an event that was cancelled it is the cancellation; without an address there is none.
    """
    event = queries.ready_for_calendars(registration)
    if event.is_cancelled:
        return cancel_for(registration)
    return _message("REQUEST", event, registration)


def cancel_for(registration: Registration) -> bytes:
    """Takes out of their calendar what `request_for` put there: the event or the seat is gone."""
    event = queries.ready_for_calendars(registration)
    return _message("CANCEL", event, registration)


def sequence_of(event: Event, registration: Registration) -> int:
    """Rises whenever the event moves and whenever what the person has there changes.

    Nobody counts the latter, so its moment does; to a seat that was taken at once it adds nothing.
    """
    since = (registration.changed_at or registration.made_at) - registration.made_at
    return event.ical_sequence + max(0, since // STEP)


def _message(method: str, event: Event, registration: Registration) -> bytes:
    if not registration.email:
        return b""
    guest = ical.Guest(registration.name, registration.email, _comes(registration))
    with speaking(registration.language):
        entry = _entry(event, registration)
        if method == "REQUEST":
            return ical.message(method, entry, guest)
        gone = replace(entry, status="CANCELLED", opaque=False, sequence=entry.sequence + 1)
        return ical.message(method, gone, guest)


def _comes(registration: Registration) -> str:
    if registration.state == SEAT:
        return "ACCEPTED"
    return "TENTATIVE" if registration.state in queries.HOPING else "DECLINED"


def _entry(event: Event, registration: Registration) -> ical.Entry:
    """Nobody renews what came by letter: so no mark that falls off after a week, no alarm."""
    seated, title = registration.state == SEAT, masked(event)
    changed = registration.changed_at or registration.made_at
    return replace(
        own_entry(event),
        title=_("[CANCELLED] %(title)s", title=title) if event.is_cancelled else title,
        stamp=max(event.ical_stamp, changed),
        changed=max(event.changed_at, changed),
        sequence=sequence_of(event, registration),
        status="CONFIRMED" if seated else "TENTATIVE",
        opaque=seated,
        image="",
    )
