"""What is done after the answer: telling people, noting who fetched a calendar."""

from kalo.events import actions, notices, queries
from kalo.kit.jobs import job, nudge


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
