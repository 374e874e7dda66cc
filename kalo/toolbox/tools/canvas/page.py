"""The sheet as its page draws it; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kalo.toolbox.fields import Answers, Said
from kalo.toolbox.tools.canvas import presses
from kalo.toolbox.tools.canvas.blocks import BLOCKS, STEPS, Step
from kalo.toolbox.tools.canvas.progress import Progress, progress_of
from kalo.toolbox.tools.canvas.result import progress_line
from kalo.toolbox.tools.canvas.wall import FIRST, LONGEST_NOTE, MARKS, MOST_NOTES, Note, by_block
from kalo.toolbox.tools.canvas.words import TONES, called, mark_of, tone_word


@dataclass(frozen=True)
class Sheet:
    """What the form of the canvas shows: the notes as they lie, and what a press has opened."""

    steps: tuple[Step, ...]
    lying: dict[str, list[Note]]
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
    mark_of = staticmethod(mark_of)
    tone_word = staticmethod(tone_word)


def sheet_of(answers: Answers, said: Said, form: Mapping[str, Any]) -> Sheet:
    """The sheet with these answers, after what the form said; words that were refused lie there."""
    wrong = {path.split(".")[1]: words for path, words in said.wrong.items() if _is_text(path)}
    lying = by_block(answers)
    for key in wrong:
        block = form.get(f"notes.{key}.block", "")
        text = str(said.raw.get(f"notes.{key}.text") or "")
        note = {"id": key, "block": block, "text": text, "tone": "", "at": None}
        lying[block if block in BLOCKS else FIRST].append(note)
    return Sheet(
        steps=STEPS,
        lying=lying,
        stand=progress_of(answers),
        line=progress_line(answers),
        open=frozenset({presses.opened(form), *wrong}),
        wrong=wrong,
        removed=presses.removed(form),
        left_over=presses.left_over(answers, form),
    )


def _is_text(path: str) -> bool:
    return path.startswith("notes.") and path.endswith(".text")
