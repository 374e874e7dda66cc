"""Why there is no seat to be had, each in one sentence, said before the button and after it."""

from datetime import datetime

from flask_babel import gettext as _

from kalo.events.models import (
    ARCHIVED,
    BY_APPROVAL,
    BY_INVITATION,
    DRAFT,
    PUBLISHED,
    REPORTED,
    Event,
    Registration,
)
from kalo.events.states import entry_ends_at, entry_is_closed
from kalo.kit import clock


def why_no_seat(
    event: Event, invited: bool = False, held: bool = False, promised: bool = False
) -> str | None:
    """The sentence said instead of the button; None where one can come in, or wait.

    Who was `invited` needs no door that stands open to all; for an offer a seat is `held`;
    while it is `promised`, no cut-off that was set later takes it back.
    """
    at = clock.now()
    if event.state == DRAFT:
        return _("This event has not been announced yet.")
    if event.state in (REPORTED, ARCHIVED) or (event.state == PUBLISHED and event.is_over(at)):
        return _("This event is over.")
    if event.state != PUBLISHED:
        return _("This event will not take place.")
    if promised:
        return None
    return _not_now(event, at, invited or held) or (None if held else _full(event))


def _not_now(event: Event, at: datetime, invited: bool) -> str | None:
    if event.entry_opens_at is not None and at < event.entry_opens_at and not invited:
        return _("Seats are given from %(when)s.", when=clock.moment_words(event.entry_opens_at))
    if entry_is_closed(event, at):
        return _("Seats were given until %(when)s.", when=clock.moment_words(entry_ends_at(event)))
    if event.entry == BY_INVITATION and not invited:
        return _("Seats at this event are given by invitation.")
    return None


def _full(event: Event) -> str | None:
    return full_words() if event.is_full and not event.has_waiting_list else None


def full_words() -> str:
    """Every seat is taken, and nobody waits here."""
    return _("Every seat is taken. If somebody gives one up, it will be free here.")


def why_refused(registration: Registration) -> str:
    """What is said to whom those who hold the event said no."""
    if was_taken_out(registration):
        said = _("Those who hold the event took you off its list.")
    else:
        said = _("Your request for a seat was not accepted.")
    return f"{said} {registration.answer}".strip()


def was_taken_out(registration: Registration) -> bool:
    """True where staff took away what somebody had, rather than refusing a request."""
    return registration.given_up_at == registration.changed_at


def asks_first(event: Event) -> bool:
    """True where those who hold the event say yes to each."""
    return event.entry == BY_APPROVAL
