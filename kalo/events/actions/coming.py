"""Whether somebody still comes, said by a signed link: no account, no signing in."""

from datetime import UTC, datetime

from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from kalo.events import queries
from kalo.events.actions.seats import lock
from kalo.events.actions.seats.guests import leave_as_guest
from kalo.events.models import SEAT, Event, Registration
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def coming_token(registration: Registration) -> str:
    """What stands in the address: whose seat, made when, and which of our questions it answers."""
    made = _milliseconds(registration.made_at)
    return str(_signer().dumps([registration.id, made, _question(registration)]))


def read_coming_token(token: str) -> tuple[int, int, int] | None:
    """Whose seat, made when, and which question; None where it is not ours."""
    try:
        registration_id, made, question = _signer().loads(token)
        return int(registration_id), int(made), int(question)
    except (BadSignature, ValueError, TypeError):
        return None


def is_about(registration: Registration, made: int) -> bool:
    """False where somebody else got the number of a row that is gone: numbers come back."""
    return _milliseconds(registration.made_at) == made


def answers_the_last(registration: Registration, question: int) -> bool:
    """False for the link of an earlier letter, after which the event moved once more."""
    return _question(registration) == question


def say_i_come(registration: Registration) -> None:
    """Keep the yes; said twice it is said once."""
    here = _here(registration)
    if here.comes_at is None:
        here.comes_at = clock.now()
        db.session.flush()


def say_i_do_not_come(registration: Registration) -> None:
    """Give the seat back: it is free for the next at once."""
    leave_as_guest(_here(registration))


def why_no_answer(registration: Registration) -> str | None:
    """The sentence said instead of the question; None while it can be answered."""
    event: Event = registration.event
    if event.is_cancelled:
        return _("This event will not take place, so there is nothing to answer.")
    if event.is_over(clock.now()):
        return _("This event is over, so there is nothing to answer.")
    if registration.attended_at is not None:
        return _("It was noted that you are here; your seat stays in the list.")
    if registration.state != SEAT:
        return _("You have no seat at this event, so there is nothing to answer.")
    return None


def _here(registration: Registration) -> Registration:
    """The row under the lock of its event; `Refused` where the question is void by now."""
    event = registration.event
    lock(event)
    here = queries.latest_by_id(event, registration.id)
    if here is None:
        raise Refused(_("You have no seat at this event, so there is nothing to answer."))
    here.event = event
    if sentence := why_no_answer(here):
        raise Refused(sentence)
    return here


def _question(registration: Registration) -> int:
    return _milliseconds(registration.asked_again_at)


def _milliseconds(moment: datetime | None) -> int:
    return int((moment - _EPOCH).total_seconds() * 1000) if moment else 0


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="events-coming")
