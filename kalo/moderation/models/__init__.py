"""The nouns of moderation: cases, reports, notes, rulings, what waits, who ignores whom."""

from kalo.moderation.models.cases import Case, Note, Report
from kalo.moderation.models.held import Held, Said, WatchedWord
from kalo.moderation.models.people import Ignored, Standing, Visit
from kalo.moderation.models.rulings import Ruling

__all__ = [
    "Case",
    "Held",
    "Ignored",
    "Note",
    "Report",
    "Ruling",
    "Said",
    "Standing",
    "Visit",
    "WatchedWord",
]
