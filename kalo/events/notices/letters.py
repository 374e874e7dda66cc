"""One letter to one person of an event, in their language, to wherever they are reached."""

from typing import Any

from kalo.events import feeds, queries
from kalo.events.actions.seats import guest_token
from kalo.events.models import Event, MailLine, Registration
from kalo.kit import clock
from kalo.kit.db import db, insert_new
from kalo.kit.locales import speaking
from kalo.kit.mail import Letter, write_letter
from kalo.kit.page import whole_address
from kalo.kit.web import in_language


def write(
    registration: Registration, event: Event, letter: str, calendar: bytes = b"", **context: Any
) -> Letter | None:
    """Owe the letter `events/letters/<letter>`; None where there is no address.

    The registration needs its person loaded. `calendar` is an iCalendar object that goes along.
    """
    if not registration.email:
        return None
    language = registration.language
    return write_letter(
        registration.email,
        f"events/letters/{letter}",
        language,
        calendar=calendar,
        event=event,
        registration=registration,
        page=address(event.path, language),
        where=where_words(registration),
        own=own_address(registration, event),
        file=address(f"{event.path[:-1]}.ics", language),
        subscribe=address("/events/subscribe", language),
        now=clock.now(),
        **context,
    )


def write_once(
    registration: Registration,
    event: Event,
    letter: str,
    key: str,
    calendar: bytes = b"",
    skipped: str = "",
    mailing_id: int | None = None,
    **context: Any,
) -> Letter | None:
    """The same with a line in the log of letters: under one `key` each gets one letter, ever.

    `skipped` says why this person gets none; the line stands all the same.
    """
    why = skipped or ("" if registration.email else "address")
    row = {
        "event_id": event.id,
        "registration_id": registration.id,
        "news": letter,
        "key": key,
        "mailing_id": mailing_id,
        "skipped": why,
        "made_at": clock.now(),
    }
    line = insert_new(MailLine, row, key=("registration_id", "key"))
    if line is None or why:
        return None
    written = write(registration, event, letter, calendar, **context)
    line.letter_id = written.id if written else None
    db.session.flush()
    return written


def where_words(registration: Registration) -> str:
    """The place in one line, in their language; empty where there is none but their screen."""
    event = queries.ready_for_calendars(registration)
    with speaking(registration.language):
        return "" if event.mode == "online" else feeds.where(event, "")


def own_address(registration: Registration, event: Event) -> str:
    """Where this person sees and changes what they have: a guest's own page, or the event's."""
    if registration.person_id is None:
        return address(f"/events/guest/{guest_token(registration)}", registration.language)
    return address(f"{event.path}#seat", registration.language)


def address(path: str, language: str) -> str:
    """A whole address in somebody's language."""
    return whole_address(in_language(path, language))
