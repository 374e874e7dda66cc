"""The canvas as a poster: A3 on paper (PDF/UA), all of it, however many notes there are."""

from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from kalo.kit import clock, papers
from kalo.kit.locales import speaking
from kalo.kit.reports import legal_notice
from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.canvas.blocks import BLOCKS
from kalo.toolbox.tools.canvas.progress import progress_of, tests_of
from kalo.toolbox.tools.canvas.result import progress_line, test_header, test_row
from kalo.toolbox.tools.canvas.wall import MARKS, Note, by_block, tone_of
from kalo.toolbox.tools.canvas.words import TONES, mark_of

TEMPLATE = Path(__file__).parent / "templates/toolbox/tools/canvas/poster.typ"


def poster(answers: Answers, language: str, title: str, note: str = "") -> bytes:
    """The poster as a PDF."""
    with speaking(language):
        return papers.pdf(TEMPLATE, sheet(answers, language, title, note), language)


def sheet(answers: Answers, language: str, title: str, note: str = "") -> dict[str, Any]:
    """What stands on the poster, on paper and as a drawing."""
    lying = by_block(answers)
    kind = _("Social business model canvas")
    called = answers.get("name") or title or kind
    return {
        "title": called,
        "idea": answers.get("idea") or "",
        "kind": kind,
        "progress": progress_line(progress_of(lying)),
        "note": note,
        "legal": legal_notice().text,
        "foot": " · ".join(["e-ΚΑΛΟ", called, clock.date_words(clock.today())]),
        "blocks": [
            {
                "key": block.key,
                "number": str(block.number),
                "title": block.title[language],
                "asks": block.asks[language],
                "notes": [_note(note) for note in lying[block.key]],
            }
            for block in BLOCKS.values()
        ],
        "tones": [[tone, MARKS[tone], str(word)] for tone, word in TONES],
        "header": test_header(),
        "tests": [test_row(each, language) for each in tests_of(answers)],
        "words": {
            "more": _("and {n} more, on a page of their own"),
            "tests": _("Hypotheses and tests"),
        },
    }


def _note(note: Note) -> dict[str, str]:
    return {"tone": tone_of(note), "mark": mark_of(note), "text": note["text"]}
