"""Papers: a template of typst and facts become a PDF that everybody can read (PDF/UA-1).

Facts go in as data and are never read as markup. Fonts are our own (`kit/fonts/`, made by
`scripts/fonts.py`) and those inside typst; nothing of the machine's is used.
"""

import json
import subprocess
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from kalo.kit import clock

HOUSE = Path(__file__).parent.parent  # templates may read what stands below it
FONTS = Path(__file__).parent / "fonts"
PRESS = Path(__file__).parent / "press.py"
DRAWING = Path(__file__).parent / "templates" / "kit" / "drawing.typ"
LETTERS = 3  # see kit/press.py
PATIENCE = 30  # seconds
NO_SHAPE = "□"
_presses = BoundedSemaphore(2)


class PaperFailed(RuntimeError):
    """A paper could not be printed; its text is what the press said."""


def pdf(template: Path, facts: dict[str, Any], language: str) -> bytes:
    """The paper in "el" or "en"; a letter without a shape in our fonts becomes an empty box."""
    return _printed(template, facts, language, "pdf")


def drawing(svg: str) -> bytes:
    """A drawing of ours as a picture (PNG), for documents that hold no SVG."""
    return _printed(DRAWING, {"svg": svg}, "el", "png")


def _printed(template: Path, facts: dict[str, Any], language: str, kind: str) -> bytes:
    said = ""
    for keep in (shown, _without_marks, _plainest):
        done = _press(template, _each_text(facts, keep), language, kind)
        if done.returncode == 0:
            return done.stdout
        said = done.stderr.decode(errors="replace")
        if done.returncode == 1:
            break  # the template is wrong: other letters would not help
    raise PaperFailed(said[-2_000:])


def can_show(text: str) -> bool:
    """Whether every letter of it has a shape on our papers."""
    return all(_has_shape(letter) for letter in unicodedata.normalize("NFC", text))


def shown(text: str) -> str:
    """What of a text can stand on paper: no signs that steer, a box for what has no shape."""
    kept = (letter for letter in unicodedata.normalize("NFC", text) if not _steers(letter))
    return "".join(letter if _has_shape(letter) else NO_SHAPE for letter in kept)


def _press(
    template: Path, facts: Any, language: str, kind: str
) -> "subprocess.CompletedProcess[bytes]":
    """One print in a process of its own; two at a time."""
    work = {
        "template": str(template),
        "root": str(HOUSE),
        "fonts": str(FONTS),
        "facts": json.dumps(facts, ensure_ascii=False),
        "language": language,
        "kind": kind,
        "at": int(clock.now().timestamp()),
    }
    command = [sys.executable, "-I", str(PRESS)]
    with _presses:
        try:
            return subprocess.run(
                command, input=json.dumps(work).encode(), capture_output=True, timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            raise PaperFailed(f"not printed within {PATIENCE} seconds") from None


def _each_text(facts: Any, change: Callable[[str], str]) -> Any:
    if isinstance(facts, str):
        return change(facts)
    if isinstance(facts, dict):
        return {key: _each_text(value, change) for key, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [_each_text(value, change) for value in facts]
    return facts


def _without_marks(text: str) -> str:
    """Accents that stand alone need a font that has their letter too: they go first."""
    return "".join(letter for letter in shown(text) if unicodedata.category(letter)[0] != "M")


def _plainest(text: str) -> str:
    """Only the scripts that Europe writes in, and signs."""
    return "".join(
        letter if letter < "\u0500" or "\u1e00" <= letter < "\u2070" else NO_SHAPE
        for letter in _without_marks(text)
    )


def _steers(letter: str) -> bool:
    """True for what has no shape of its own: control signs, directions, variants, joiners."""
    if letter in "\n\t":
        return False
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs"} or "\ufe00" <= letter <= "\ufe0f"


def _has_shape(letter: str) -> bool:
    starts, ends = _letters()
    at = bisect_right(starts, ord(letter)) - 1
    return letter in "\n\t" or (at >= 0 and ord(letter) <= ends[at])


@lru_cache(maxsize=1)
def _letters() -> tuple[list[int], list[int]]:
    """Where each span of letters starts and ends, as `scripts/fonts.py` found them."""
    lines = (FONTS / "letters.txt").read_text().split()
    spans = [line.split("-") for line in lines]
    return [int(start, 16) for start, _ in spans], [int(end, 16) for _, end in spans]
