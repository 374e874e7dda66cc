"""Whom we tell, and of what: of seats, of changes, of what staff have to say."""

from kalo.events.notices import mailings, reminders, roles, seats
from kalo.events.notices.changes import tell_those_with_seats

__all__ = ["mailings", "reminders", "roles", "seats", "tell_those_with_seats"]
