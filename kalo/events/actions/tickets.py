"""Tickets: a code for each seat, which its holder shows at the door."""

from kalo.certificates.codes import new_code, read_code
from kalo.events.models import Registration
from kalo.kit.db import db
from kalo.kit.page import whole_address
from kalo.kit.web import in_language

LETTERS = 8  # 39 bits of chance, and whoever guesses is soon asked to wait


def give_ticket(registration: Registration) -> str:
    """The code of a seat, made when it is first asked for; a seat taken again keeps its own."""
    if registration.ticket is None:
        registration.ticket = new_code(LETTERS)
        db.session.flush()
    return registration.ticket


def read_ticket(typed: str) -> str | None:
    """The code in what was typed or scanned, be it the whole address; None where there is none."""
    return read_code(typed, LETTERS)


def ticket_address(code: str, language: str) -> str:
    """What the picture on a ticket says."""
    return whole_address(in_language(f"/events/ticket/{code}", language))
