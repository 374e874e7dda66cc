"""Who waits is offered what comes free, in their order, until an hour that is not at night."""

from datetime import UTC, datetime, timedelta

from kalo import signals
from kalo.events import queries
from kalo.events.actions.seats.counting import become, lock
from kalo.events.models import ASKED, FREE, LAPSED, OFFERED, PUBLISHED, Event, Registration
from kalo.events.states import entry_ends_at, entry_is_closed
from kalo.kit import clock
from kalo.kit.db import db

AT_ONCE = 20  # offers in one go; the worker makes the rest
NIGHT, MORNING, ANSWERED_BY = 22, 8, 10  # hours of a clock in Athens


def promote(event: Event) -> None:
    """Offer what is free to the first of those who wait; the caller holds the lock."""
    at = clock.now()
    if event.state != PUBLISHED or event.is_full or entry_is_closed(event, at):
        return
    left = AT_ONCE if event.seats_left is None else min(event.seats_left, AT_ONCE)
    for registration in queries.waiting_list(event, left):
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


def settle(event: Event, entry: str | None = None) -> None:
    """After those who plan changed it: those who wait stand as it has them now.

    `entry` is how one came in before. An offer holds as long as it was promised to, be it past a
    new cut-off; never beyond the start, unless seats are given later still.
    """
    if event.state != PUBLISHED:
        return
    if entry == FREE != event.entry:
        _ask_instead(event)
    last = max(event.starts_at, entry_ends_at(event))
    for registration in queries.open_offers(event):
        if registration.offer_ends_at is None or registration.offer_ends_at > last:
            registration.offer_ends_at = last
    promote(event)


def _ask_instead(event: Event) -> None:
    """Where each needs a yes from now on, whoever waited asks for one."""
    for registration in queries.waiting_list(event):
        registration.event = event
        become(registration, ASKED)
        signals.entry_asked.send(registration)
