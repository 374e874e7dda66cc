"""The canvas as an SVG: all of it on one sheet that grows with its notes, in words, not paths.

As wide as an A3 across; where everything fits it is as high too. Blocks stand in the order of the
steps, so that a program that reads aloud reads them so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from kalo.kit.locales import speaking
from kalo.toolbox.fields import CONTROL, Answers
from kalo.toolbox.tools.canvas.poster import sheet

WIDE, LEAST = 1_680, 1_188  # an A3 across, four to a millimetre
MARGIN, HEAD, FOOT, PAD = 40, 96, 78, 12
SIZE, LINE, GAP = 15, 20, 8
IDEA = 18  # from line to line of the idea
BESIDE = 320  # of the width, for what stands at the head on the right
BOLD = 1.12  # how much wider bold letters are
FACE = "Commissioner, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif"
HUES = {
    "assumed": ("#fff3c4", "#b1861a", "#6b5008"),
    "seen": ("#e3f0d6", "#4d6b1c", "#344a12"),
    "risk": ("#fbdcd6", "#a3271a", "#7a1c12"),
    "later": ("#dfe9f6", "#2f66b0", "#204a82"),
}
# The sheet by its columns: the blocks of each from above, and how wide it is out of 60.
ABOVE = (
    (12, ("partners",)),
    (12, ("activities", "resources")),
    (12, ("social-value", "customer-value", "intervention")),
    (12, ("relationships", "channels")),
    (12, ("beneficiaries", "customers")),
)
BELOW = ((18, ("costs",)), (12, ("surplus",)), (16, ("revenue",)), (14, ("measures",)))
SHARE_ABOVE = 0.68
NARROW, BROAD = set("iljtfrI.,:;'|!()[]·ι΄ "), set("mwMWωΩψΨφΦ@%—…ΜΘ")


@dataclass(frozen=True)
class Box:
    """Where a block lies."""

    x: float
    y: float
    width: float
    height: float


def drawing(answers: Answers, language: str, title: str, note: str = "") -> bytes:
    """The SVG."""
    with speaking(language):
        said = sheet(answers, language, title, note)
    tests = [line for row in said["tests"] for line in _test(row)]
    under = FOOT + (LINE * (len(tests) + 3) if tests else 0)
    idea = wrapped(said["idea"], WIDE - 2 * MARGIN - BESIDE, SIZE)
    top = HEAD + IDEA * max(0, len(idea) - 2) + (LINE if note else 0)
    places, bottom = _places({one["key"]: one for one in said["blocks"]}, top, under)
    high = max(LEAST, bottom + under)
    parts = [_opening(said, language, high), *_head(said, idea, top)]
    for one in said["blocks"]:
        parts += _block(one, places[one["key"]])
    parts += [*_tests(said, tests, bottom + 2 * LINE), *_foot(said, high), "</svg>"]
    return "\n".join(parts).encode()


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The lines of a text that are not wider than this; a word without end is broken."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split():
            longer = f"{line} {word}".strip()
            if _width(longer, size) <= width:
                line = longer
                continue
            lines += [line] if line else []
            *whole, line = _broken(word, width, size)
            lines += whole
        lines.append(line)
    return lines


def _broken(word: str, width: float, size: float) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and _width(piece + letter, size) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _width(text: str, size: float) -> float:
    return sum(map(_letter, text)) * size


def _letter(letter: str) -> float:
    """How wide a letter is, out of its height; rather too wide, for faces that are."""
    if letter in NARROW:
        return 0.34
    if letter in BROAD or ord(letter) > 0x2E7F:
        return 1.0
    return 0.72 if letter.isupper() else 0.6


def _tall(one: dict[str, Any], width: float) -> float:
    """How high a block must be for all its notes."""
    notes = sum(len(_lines(note, width)) * LINE + GAP + 10 for note in one["notes"])
    title = len(_title(one, width)) * LINE
    return PAD + title + 8 + max(notes, 2 * LINE) + PAD


def _lines(note: dict[str, str], width: float) -> list[str]:
    return wrapped(f"{note['mark']} {note['text']}", width - 2 * PAD - 22, SIZE)


def _title(one: dict[str, Any], width: float) -> list[str]:
    return wrapped(f"{one['number']}. {one['title']}", width - 2 * PAD, BOLD * (SIZE + 1))


def _places(blocks: dict[str, Any], top: float, under: float) -> tuple[dict[str, Box], float]:
    """Where each block lies, and where the sheet ends; `under` it there is so much besides."""
    room = max(0, LEAST - top - under)
    above = _row(ABOVE, blocks, top, room * SHARE_ABOVE)
    middle = max(box.y + box.height for box in above.values())
    below = _row(BELOW, blocks, middle, room * (1 - SHARE_ABOVE))
    bottom = max(box.y + box.height for box in below.values())
    return {**above, **below}, bottom


def _row(columns: Any, blocks: dict[str, Any], top: float, least: float) -> dict[str, Box]:
    unit = (WIDE - 2 * MARGIN) / 60
    tall = [[_tall(blocks[key], wide * unit) for key in keys] for wide, keys in columns]
    high = max(least, *map(sum, tall))
    boxes: dict[str, Box] = {}
    x = float(MARGIN)
    for (wide, keys), needs in zip(columns, tall, strict=True):
        y, spare = top, (high - sum(needs)) / len(keys)
        for key, need in zip(keys, needs, strict=True):
            boxes[key] = Box(x, y, wide * unit, need + spare)
            y += need + spare
        x += wide * unit
    return boxes


def _opening(said: dict[str, Any], language: str, high: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high:.0f}" width="420mm" '
        f'height="{high / 4:.0f}mm" xml:lang="{language}" lang="{language}" '
        f'font-family="{escape(FACE)}" font-size="{SIZE}">\n'
        f"<title>{_plain(said['title'])}</title>\n"
        f"<desc>{_plain(said['kind'])}. {_plain(said['progress'])}. {_plain(said['idea'])}</desc>\n"
        f'<rect width="100%" height="100%" fill="#ffffff"/>'
    )


def _head(said: dict[str, Any], idea: list[str], top: float) -> Iterator[str]:
    room = WIDE - 2 * MARGIN - BESIDE
    size = min(28, room / max(BOLD * _width(said["title"], 1), 1))  # a long name is smaller
    yield _words(said["title"], MARGIN, 48, round(size, 1), "#1b2430", 700)
    for number, line in enumerate(idea):
        yield _words(line, MARGIN, 72 + IDEA * number, SIZE, "#515c68")
    yield _words(said["kind"], WIDE - MARGIN, 42, 13, "#515c68", side="end")
    yield _words(said["progress"], WIDE - MARGIN, 62, 13, "#515c68", side="end")
    if said["note"]:
        yield _words(said["note"], MARGIN, top - 8, 13, "#a3271a", 600)


def _block(one: dict[str, Any], box: Box) -> Iterator[str]:
    yield "<g>"
    yield _rect(box, "#ffffff", 'stroke="#c9c1ae"')
    y = box.y + PAD + SIZE
    for line in _title(one, box.width):
        yield _words(line, box.x + PAD, y, SIZE + 1, "#0d5c63", 600)
        y += LINE
    if not one["notes"]:
        for line in wrapped(one["asks"], box.width - 2 * PAD, SIZE):
            yield _words(line, box.x + PAD, y, SIZE, "#515c68")
            y += LINE
    y -= SIZE - 8
    for note in one["notes"]:
        lines = _lines(note, box.width)
        high = len(lines) * LINE + 10
        yield from _note(note, lines, Box(box.x + PAD, y, box.width - 2 * PAD, high))
        y += high + GAP
    yield "</g>"


def _note(note: dict[str, str], lines: list[str], box: Box) -> Iterator[str]:
    paper, edge, ink = HUES[note["tone"]]
    yield _rect(box, paper, 'rx="4"')
    yield _rect(Box(box.x, box.y, 4, box.height), edge)
    for number, line in enumerate(lines):
        y = box.y + 5 + SIZE + number * LINE
        yield _words(line, box.x + 12, y, SIZE, ink if line == note["mark"] else "#1b2430")


def _test(row: list[str]) -> list[str]:
    claim, *rest = row
    said = [claim, *(words for words in rest if words)]
    return wrapped(" · ".join(words.replace("\n", " ") for words in said), WIDE - 2 * MARGIN, SIZE)


def _tests(said: dict[str, Any], lines: list[str], y: float) -> Iterator[str]:
    """The hypotheses, each with how it is tested and what came out, under the sheet."""
    if lines:
        yield _words(said["words"]["tests"], MARGIN, y, SIZE + 3, "#0d5c63", 600)
    for number, line in enumerate(lines, 1):
        yield _words(line, MARGIN, y + 6 + number * LINE, SIZE, "#1b2430")


def _foot(said: dict[str, Any], high: float) -> Iterator[str]:
    x = float(MARGIN)
    for tone, mark, word in said["tones"]:
        words = f"{mark} {word}"
        box = Box(x, high - FOOT + 12, _width(words, 13) + 24, 26)
        yield from _note({"tone": tone, "mark": ""}, [], box)
        yield _words(words, x + 12, box.y + 18, 13, "#1b2430")
        x += box.width + 16
    yield _words(said["foot"], WIDE - MARGIN, high - FOOT + 30, 13, "#515c68", side="end")
    yield _words(said["legal"], MARGIN, high - FOOT + 60, 13, "#515c68")


def _rect(box: Box, fill: str, more: str = "") -> str:
    size = f'width="{box.width:.1f}" height="{box.height:.1f}"'
    return f'<rect x="{box.x:.1f}" y="{box.y:.1f}" {size} fill="{fill}" {more}/>'


def _words(
    text: str, x: float, y: float, size: float, fill: str, weight: int = 400, side: str = "start"
) -> str:
    look = f'font-size="{size}" fill="{fill}" font-weight="{weight}" text-anchor="{side}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{_plain(text)}</text>'


def _plain(text: str) -> str:
    return escape(CONTROL.sub("", text))
