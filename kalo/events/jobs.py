"""What is done after the answer: telling people, noting who fetched a calendar."""

from kalo.events import actions, notices, queries
from kalo.kit import clock, files
from kalo.kit.db import transaction
from kalo.kit.jobs import job, nudge, slow_job


@job
def tell_of_change(event_id: int) -> None:
    """Write the letters that those with a seat are owed about an event."""
    notices.tell_those_with_seats(event_id)


@job
def tell_what_is_owed() -> None:
    """Take up, each minute, whatever a crash left untold."""
    for event_id in queries.owed_events():
        nudge(tell_of_change, event_id)


@job
def note_fetch(token_id: int, client: str, entries: int) -> None:
    """Remember that a calendar was fetched."""
    actions.note_fetch(token_id, client, entries)


@job
def note_public_fetch(feed: str, client: str, times: int) -> None:
    """Remember who fetched a public feed."""
    actions.note_public_fetch(feed, client, times)


@job
def lapse_offers_of(event_id: int) -> None:
    """End the offers of an event whose time is over, and offer their seats on."""
    event = queries.event_with_facilitator(event_id)
    if event is not None:
        actions.lapse_offers(event)


@job
def lapse_offers() -> None:
    """Look, each minute, where an offer has ended."""
    for event_id in queries.events_with_ended_offers(clock.now()):
        nudge(lapse_offers_of, event_id)


@job
def forget_unconfirmed() -> None:
    """Forget guests who never opened their letter."""
    actions.forget_unconfirmed()


@slow_job
def sweep_materials() -> int:
    """Drop files from the store that no material of an event holds; answers how many."""
    with transaction():
        names = actions.stray_files()
    for name in names:
        files.remove(name)
    return len(names)
