"""The verbs of learning: bringing programmes in, following them, and what a learner does."""

from kalo.learning.actions.completion import give, settle, take_back
from kalo.learning.actions.enrolments import enrol, forget, leave
from kalo.learning.actions.importing import Imported, import_programmes
from kalo.learning.actions.log import hold
from kalo.learning.actions.progress import (
    Made,
    answer,
    credit,
    mark_done,
    mark_watched,
    note_opened,
    note_played,
)
from kalo.learning.actions.source import BadContent

__all__ = [
    "BadContent",
    "Imported",
    "Made",
    "answer",
    "credit",
    "enrol",
    "forget",
    "give",
    "hold",
    "import_programmes",
    "leave",
    "mark_done",
    "mark_watched",
    "note_opened",
    "note_played",
    "settle",
    "take_back",
]
