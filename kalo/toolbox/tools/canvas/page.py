"""The sheet as its page draws it; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kalo.toolbox.fields import Answers
from kalo.toolbox.forms.answers import Said
from kalo.toolbox.tools.canvas import presses
from kalo.toolbox.tools.canvas.blocks import BLOCKS, STEPS, Step
from kalo.toolbox.tools.canvas.progress import Progress, progress_of
from kalo.toolbox.tools.canvas.result import progress_line
from kalo.toolbox.tools.canvas.wall import (
    FIRST,
    LONGEST_NOTE,
    MARKS,
    MOST_NOTES,
    Lying,
    Note,
    by_block,
)
from kalo.toolbox.tools.canvas.words import TONES, called, tone_words


@dataclass(frozen=True)
class Sheet:
    """What the form of the canvas shows: the notes as they lie, and what a press has opened."""

    steps: tuple[Step, ...]
    lying: Lying
    said: dict[str, str]  # what each colour says
    stand: Progress
    line: str
    open: frozenset[str]
    wrong: dict[str, str]  # what is wrong with the words of a note, by its id
    removed: Note | None
    left_over: dict[str, str]

    most = MOST_NOTES
    longest = LONGEST_NOTE
    tones = tuple((tone, MARKS[tone], word) for tone, word in TONES)
    blocks = called(BLOCKS)
    marks = MARKS


def sheet_of(answers: Answers, said: Said, form: Mapping[str, Any]) -> Sheet:
    """The sheet with these answers, after what the form said; words that were refused lie there."""
    wrong = {path.split(".")[1]: words for path, words in said.wrong.items() if _is_text(path)}
    lying = by_block(answers)
    stand = progress_of(lying)
    for key in wrong:
        block = form.get(f"notes.{key}.block", "")
        text = str(said.raw.get(f"notes.{key}.text") or "")
        note = {"id": key, "block": block, "text": text, "tone": "", "at": None}
        lying[block if block in BLOCKS else FIRST].append(note)
    return Sheet(
        steps=STEPS,
        lying=lying,
        said=tone_words(),
        stand=stand,
        line=progress_line(stand),
        open=frozenset({presses.opened(form), *wrong}),
        wrong=wrong,
        removed=presses.removed(form),
        left_over=presses.left_over(answers, form),
    )


def _is_text(path: str) -> bool:
    return path.startswith("notes.") and path.endswith(".text")
