"""What colours, results and changes are called; pure."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo.toolbox.tool import spoken
from kalo.toolbox.tools.canvas.blocks import Block
from kalo.toolbox.tools.canvas.wall import MARKS, Note, tone_of

TONES: tuple[tuple[str, Any], ...] = (
    ("assumed", lazy_gettext("I assume it")),
    ("seen", lazy_gettext("I have seen it")),
    ("risk", lazy_gettext("Risk")),
    ("later", lazy_gettext("For later")),
)
RESULTS: tuple[tuple[str, Any], ...] = (
    ("holds", lazy_gettext("It holds")),
    ("not", lazy_gettext("It does not hold")),
    ("unclear", lazy_gettext("It is unclear")),
)
HOWS: dict[str, Any] = {
    "added": lazy_gettext("new"),
    "gone": lazy_gettext("removed from the sheet"),
    "changed": lazy_gettext("other words"),
    "moved": lazy_gettext("moved"),
    "turned": lazy_gettext("another colour"),
    "same": lazy_gettext("as before"),
}


def tone_words() -> dict[str, str]:
    """What each colour says, in the language of the page: once for all notes, of which are many."""
    return {tone: str(word) for tone, word in TONES}


def mark_of(note: Note) -> str:
    """The sign of a note's colour."""
    return MARKS[tone_of(note)]


def result_word(result: str) -> str:
    """What came out of a test; "open" where nothing did yet."""
    return str(dict(RESULTS).get(result) or _("still open"))


def called(blocks: Mapping[str, Block]) -> tuple[tuple[str, Any], ...]:
    """Blocks and what they are called, as options."""
    return tuple((key, spoken(block.title)) for key, block in blocks.items())
