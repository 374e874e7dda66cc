"""What is done after the answer: telling people, noting who fetched a calendar."""

from kalo.events import actions, notices, queries
from kalo.kit import clock, files
from kalo.kit.db import transaction
from kalo.kit.jobs import job, nudge, slow_job


@job
def tell_of_change(event_id: int) -> None:
    """Write some of the letters that are owed about an event, then the next."""
    if notices.tell_those_with_seats(event_id):
        nudge(tell_of_change, event_id)


@job
def tell_what_is_owed(after: int = 0) -> None:
    """Take up, each minute, whatever a crash left untold: some events, then the next of them.

    What waits for the morning stays owed all night, and must not stand in the way of what is near.
    """
    owed = queries.owed_events(after)
    for event_id in owed:
        nudge(tell_of_change, event_id)
    if len(owed) == queries.OWED_AT_ONCE:
        nudge(tell_what_is_owed, owed[-1])


@job
def remind(event_id: int) -> None:
    """Remind some of those with a seat, then the next."""
    if notices.reminders.remind(event_id):
        nudge(remind, event_id)


@job
def ask_again(event_id: int) -> None:
    """Ask some of those who did not say whether they still come, then the next."""
    if notices.reminders.ask_again(event_id):
        nudge(ask_again, event_id)


@job
def thank(event_id: int) -> None:
    """Thank some of those who were there, then the next."""
    if notices.reminders.thank(event_id):
        nudge(thank, event_id)


@job
def send_mailing(mailing_id: int) -> None:
    """Write to some of those whom a letter of staff is for, then to the next."""
    if notices.mailings.send_on(mailing_id):
        nudge(send_mailing, mailing_id)


@job
def write_around_the_day() -> None:
    """Look, each minute, who is to be reminded, asked or thanked, and which letters go now."""
    for event_id in notices.reminders.events_to_remind_of():
        nudge(remind, event_id)
    for event_id in notices.reminders.events_with_open_questions():
        nudge(ask_again, event_id)
    for event_id in notices.reminders.events_to_thank_for():
        nudge(thank, event_id)
    for mailing_id in notices.mailings.due_now():
        nudge(send_mailing, mailing_id)


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
        if event_id in queries.events_with_seats_for_those_who_wait(clock.now(), event_id):
            nudge(lapse_offers_of, event_id)


@job
def lapse_offers() -> None:
    """Look, each minute, where an offer has ended, or a seat is free and somebody waits."""
    at = clock.now()
    free = queries.events_with_seats_for_those_who_wait(at)
    for event_id in sorted({*queries.events_with_ended_offers(at), *free}):
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
