"""Agendas: their lines, how two releases differ, what clashes, how they are laid out; pure."""

from kalo.events.agendas.clashes import Clash, clashes
from kalo.events.agendas.differences import Differing, difference_words, differences
from kalo.events.agendas.lines import Line, Voice, hours_words, in_order, moment, read
from kalo.events.agendas.tables import Cell, Day, Row, Track, days_of, tracks_of

__all__ = [
    "Cell",
    "Clash",
    "Day",
    "Differing",
    "Line",
    "Row",
    "Track",
    "Voice",
    "clashes",
    "days_of",
    "difference_words",
    "differences",
    "hours_words",
    "in_order",
    "moment",
    "read",
    "tracks_of",
]
