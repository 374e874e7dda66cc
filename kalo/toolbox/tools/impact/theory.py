"""The theory of change: boxes and arrows as rows, as sentences and as a drawing; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kalo.toolbox.tools.impact.drawing import box as box_path
from kalo.toolbox.tools.impact.drawing import fits, line, picture, shape, words

LINKS = ("inputs", "activities", "outputs", "outcomes", "impact")
OURS = LINKS[:3]  # what we do; the others are what changes for them
MARGIN, GAP, PAD, LINE_HIGH, ARROW = 4, 12, 10, 18, 48
NARROW, LEAST_WIDE = 109, 360
LINES = 8
Place = tuple[float, float, float]  # of a box: its middle, its top, its bottom


@dataclass(frozen=True)
class Box:
    """One thing of a link of the chain."""

    id: str
    link: str
    text: str


@dataclass(frozen=True)
class Arrow:
    """From a box to one of a later link, and what must hold; `guessed` where nobody said."""

    start: str
    end: str
    assumption: str = ""
    sure: str = ""  # yes, no
    harm: str = ""  # all, little
    guessed: bool = False

    @property
    def test_first(self) -> bool:
        """All is lost if it does not hold, and nobody is sure."""
        return bool(self.assumption) and (self.sure, self.harm) == ("no", "all")


@dataclass(frozen=True)
class Theory:
    """The whole sheet."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    def of(self, link: str) -> list[Box]:
        """The boxes of a link, in order."""
        return [box for box in self.boxes if box.link == link]

    def box(self, id_: str) -> Box:
        """The box with an id."""
        return next(box for box in self.boxes if box.id == id_)

    def from_(self, id_: str) -> list[Arrow]:
        """The arrows that leave a box."""
        return [arrow for arrow in self.arrows if arrow.start == id_]


def theory_of(rows: Sequence[Mapping[str, Any]]) -> Theory:
    """Rows with id, link, text, next, also, assumption, sure and harm as boxes and arrows.

    An arrow goes to a later link only; where none is said it goes, guessed, to the next link that
    has boxes.
    """
    told = [row for row in rows if row.get("text") and row.get("link") in LINKS]
    boxes = tuple(
        Box(row["id"], row["link"], row["text"])
        for link in LINKS
        for row in told
        if row["link"] == link
    )
    by_id = {box.id: box for box in boxes}
    arrows: list[Arrow] = []
    for row in sorted(told, key=lambda row: LINKS.index(row["link"])):
        ends = dict.fromkeys(row.get(name) or "" for name in ("next", "also"))
        said = [end for end in ends if end in by_id and _later(by_id[end], by_id[row["id"]])]
        guess = [] if said else _guess(boxes, by_id[row["id"]])
        about = (row.get("assumption") or "", row.get("sure") or "", row.get("harm") or "")
        arrows += [Arrow(row["id"], end, *about, guessed=not said) for end in said or guess]
    return Theory(boxes, tuple(arrows))


def _later(one: Box, other: Box) -> bool:
    return LINKS.index(one.link) > LINKS.index(other.link)


def _guess(boxes: Sequence[Box], start: Box) -> list[str]:
    """The box that stands below it in the next link; the last one where that is shorter."""
    beside = [box.id for box in boxes if box.link == start.link]
    for link in LINKS[LINKS.index(start.link) + 1 :]:
        if below := [box.id for box in boxes if box.link == link]:
            return [below[min(beside.index(start.id), len(below) - 1)]]
    return []


def missing_links(theory: Theory) -> list[str]:
    """Links without a box between the first and the last that have one: where the chain jumps."""
    has = [at for at, link in enumerate(LINKS) if theory.of(link)]
    return [LINKS[at] for a, b in pairwise(has) for at in range(a + 1, b)]


def drawing(theory: Theory, titles: Mapping[str, str]) -> str:
    """Boxes in a row for each link, one below the other, and arrows with numbered assumptions."""
    most = max((len(theory.of(link)) for link in LINKS), default=1)
    wide = max(LEAST_WIDE, 2 * MARGIN + most * NARROW + (most - 1) * GAP)
    boxes: list[str] = []
    places: dict[str, Place] = {}
    y: float = 4
    for link in (each for each in LINKS if theory.of(each)):
        y = _row(theory.of(link), titles[link], y, wide, boxes, places) + ARROW
    return picture(wide, max(y - ARROW + 4, 40), [*_arrows(theory, places), *boxes], "theory")


def _row(
    row: Sequence[Box],
    title: str,
    y: float,
    wide: float,
    parts: list[str],
    places: dict[str, Place],
) -> float:
    """Draw the boxes of a link; answers where they end."""
    each = (wide - 2 * MARGIN - (len(row) - 1) * GAP) / len(row)
    texts = [fits(box.text, each - 2 * PAD, 14, LINES) for box in row]
    high = (max(map(len, texts)) + 1) * LINE_HIGH + 2 * PAD - 2
    for at, (box, lines) in enumerate(zip(row, texts, strict=True)):
        x = MARGIN + at * (each + GAP)
        look = "ours" if box.link in OURS else "theirs"
        parts.append(shape(box_path(x, y, each, high), look, edge="mute"))
        parts.append(words(x + PAD, y + PAD + 12, title, 13, look="mute", bold=True))
        parts += [
            words(x + PAD, y + PAD + 13 + i * LINE_HIGH, text) for i, text in enumerate(lines, 1)
        ]
        places[box.id] = (x + each / 2, y, y + high)
    return y + high


def _arrows(theory: Theory, places: Mapping[str, Place]) -> list[str]:
    parts: list[str] = []
    numbers = assumption_numbers(theory)
    for arrow in theory.arrows:
        (x1, _top, y1), (x2, y2, _bottom) = places[arrow.start], places[arrow.end]
        middle = (y1 + y2) / 2
        bend = f"{x1:.1f} {middle:.1f} {x2:.1f} {middle:.1f}"
        path = f"M{x1:.1f} {y1:.1f}C{bend} {x2:.1f} {y2 - 7:.1f}"
        parts.append(line(path, "mute", 1.5, "4 4" if arrow.guessed else ""))
        parts.append(shape(f"M{x2 - 5:.1f} {y2 - 8:.1f}h10l-5 8z", "mute"))
        if arrow.assumption:
            at = (x1 + x2) / 2
            ring = f"M{at - 10:.1f} {middle:.1f}a10 10 0 1 0 20 0a10 10 0 1 0 -20 0z"
            parts.append(shape(ring, "plain", edge="ink"))
            number = str(numbers[arrow.start])
            parts.append(words(at, middle + 4.5, number, 13, "middle", bold=True))
    return parts


def assumption_numbers(theory: Theory) -> dict[str, int]:
    """The number of each assumption, by the box whose arrows it stands on."""
    starts = dict.fromkeys(arrow.start for arrow in theory.arrows if arrow.assumption)
    return {start: number for number, start in enumerate(starts, 1)}
