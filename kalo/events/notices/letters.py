"""One letter to one person of an event, in their language, to wherever they are reached."""

from typing import Any

from kalo.events.models import Event, Registration
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
        file=address(f"{event.path[:-1]}.ics", language),
        subscribe=address("/events/subscribe", language),
        **context,
    )


def address(path: str, language: str) -> str:
    """A whole address in somebody's language."""
    return whole_address(in_language(path, language))
