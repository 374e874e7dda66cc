"""The nouns of the room: itself, its numbered log, and the people in it."""

from kalo.live.models.log import Entry, Snapshot
from kalo.live.models.people import GRACE, Guest, Name, Presence, Stay, Visitor
from kalo.live.models.roles import (
    CO_FACILITATOR,
    EVERYBODY,
    FACILITATOR,
    GIVEN,
    LEADS,
    NOTE_TAKER,
    OBSERVER,
    PARTICIPANT,
    ROLES,
    SPEAKER,
    TALKING,
    TEAM,
)
from kalo.live.models.rooms import OPEN, OVER, SHUT, SOON, STAYS_OPEN, Room

__all__ = [
    "CO_FACILITATOR",
    "EVERYBODY",
    "FACILITATOR",
    "GIVEN",
    "GRACE",
    "LEADS",
    "NOTE_TAKER",
    "OBSERVER",
    "OPEN",
    "OVER",
    "PARTICIPANT",
    "ROLES",
    "SHUT",
    "SOON",
    "SPEAKER",
    "STAYS_OPEN",
    "TALKING",
    "TEAM",
    "Entry",
    "Guest",
    "Name",
    "Presence",
    "Room",
    "Snapshot",
    "Stay",
    "Visitor",
]
