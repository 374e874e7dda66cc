"""The verbs of learning: bringing programmes in, following them, and what a learner does."""

from kalo.learning.actions.enrolments import enrol, forget, leave
from kalo.learning.actions.importing import Imported, import_programmes
from kalo.learning.actions.progress import answer, mark_done, note_opened
from kalo.learning.actions.source import BadContent

__all__ = [
    "BadContent",
    "Imported",
    "answer",
    "enrol",
    "forget",
    "import_programmes",
    "leave",
    "mark_done",
    "note_opened",
]
