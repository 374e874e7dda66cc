"""Whom we tell of a seat that was taken."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.events.models import Registration
from kalo.events.notices.letters import write
from kalo.notifications.actions import notify
from kalo.notifications.models import Kind

SEATS = Kind(
    "events.seats",
    _("Somebody takes a seat at an event I facilitate"),
    _("New seats taken at “%(what)s”: %(n)s"),
)


@signals.seat_taken.connect
def confirm_the_seat(registration: Registration, **_more: Any) -> None:
    """A letter that says when and where, and how it gets into a calendar."""
    write(registration, registration.event, "seat")


@signals.seat_taken.connect
def tell_the_facilitator(registration: Registration, **_more: Any) -> None:
    """News on the bell of the one who leads the event."""
    event = registration.event
    if event.facilitator_id is not None:
        leader = [event.facilitator_id]
        notify(leader, SEATS, event.subject, event.title_el, event.path, by=registration.person)
