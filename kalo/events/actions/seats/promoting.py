"""Who waits is offered what comes free, in their order, until an hour that is not at night."""

from datetime import UTC, datetime, timedelta

from kalo import signals
from kalo.events import queries
from kalo.events.actions.seats.counting import become, lock
from kalo.events.models import LAPSED, OFFERED, PUBLISHED, Event, Registration
from kalo.events.states import entry_ends_at, entry_is_closed
from kalo.kit import clock
from kalo.kit.db import db

NIGHT, MORNING, ANSWERED_BY = 22, 8, 10  # hours of a clock in Athens


def promote(event: Event) -> None:
    """Offer what is free to those who wait; the caller holds the lock."""
    at = clock.now()
    if event.state != PUBLISHED or event.is_full or entry_is_closed(event, at):
        return
    for registration in queries.waiting_list(event, event.seats_left):
        registration.event = event
        if not offer(registration, at):
            return


def offer(registration: Registration, at: datetime) -> bool:
    """Hold a seat for somebody until the deadline; False where there is none."""
    if not become(registration, OFFERED):
        return False
    registration.offered_at = at
    registration.offer_ends_at = deadline(registration.event, at)
    db.session.flush()
    signals.seat_offered.send(registration)
    return True


def deadline(event: Event, at: datetime) -> datetime:
    """Until when an offer holds: never in the night, never beyond the cut-off."""
    until = clock.athens(at + timedelta(hours=event.offer_hours))
    if until.hour >= NIGHT or until.hour < MORNING:
        day = until + timedelta(days=1) if until.hour >= NIGHT else until
        until = day.replace(hour=ANSWERED_BY, minute=0, second=0, microsecond=0, fold=0)
    return min(until.astimezone(UTC), entry_ends_at(event))


def lapse_offers(event: Event) -> int:
    """End the offers whose time is over and offer their seats on; answers how many ended."""
    lock(event)
    ended = queries.offers_that_ended(event, clock.now()) if event.state == PUBLISHED else []
    for registration in ended:
        registration.event = event
        become(registration, LAPSED)
        signals.offer_lapsed.send(registration)
    promote(event)
    return len(ended)


def settle(event: Event) -> None:
    """After those who plan changed it: offers end by the new cut-off, new seats are offered."""
    if event.state != PUBLISHED:
        return
    last = entry_ends_at(event)
    for registration in queries.open_offers(event):
        if registration.offer_ends_at is None or registration.offer_ends_at > last:
            registration.offer_ends_at = last
    promote(event)
