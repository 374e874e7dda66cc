"""The eight axes as a radar: an SVG that is read by shape and dash, not by colour alone; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin

from kalo.toolbox.tools.impact.drawing import line, picture, shape, words

WIDE, MIDDLE_X, MIDDLE_Y, RADIUS = 360, 172, 120, 92
RINGS = (25, 50, 75, 100)
STEP = 20  # between the lines of the legend


@dataclass(frozen=True)
class Series:
    """A line of the radar: its name, a score for each axis, and how it is drawn."""

    name: str
    scores: Sequence[Decimal | int | None]
    look: str  # first, second, others


DASHES = {"first": "", "second": "", "others": "5 4"}


def radar(axes: Sequence[str], series: Sequence[Series]) -> str:
    """The drawing of some series, with a legend below."""
    parts = [_ring(len(axes), score) for score in RINGS]
    parts += [_spoke(len(axes), at) for at in range(len(axes))]
    parts += [_ring_words(len(axes), score) for score in (50, 100)]
    parts += [_label(axes, at) for at in range(len(axes))]
    for each in series:
        parts += _line(each)
    top = MIDDLE_Y + RADIUS + 44
    parts += [part for at, each in enumerate(series) for part in _legend(each, top + at * STEP)]
    return picture(WIDE, top + len(series) * STEP, parts, "radar")


def _place(of: int, at: int, score: float) -> tuple[float, float]:
    """Where a score lies; the first axis stands right of the top, so that no name is cut."""
    angle = 2 * pi * (at + 0.5) / of
    far = RADIUS * score / 100
    return MIDDLE_X + far * sin(angle), MIDDLE_Y - far * cos(angle)


def _ring(of: int, score: int) -> str:
    corners = [_place(of, at, score) for at in range(of)]
    return line(_closed(corners), "grid", 1)


def _ring_words(of: int, score: int) -> str:
    high = RADIUS * score / 100 * cos(pi / of)
    return words(MIDDLE_X + 3, MIDDLE_Y - high - 2, str(score), 11, look="mute")


def _spoke(of: int, at: int) -> str:
    x, y = _place(of, at, 100)
    return line(f"M{MIDDLE_X} {MIDDLE_Y}L{x:.1f} {y:.1f}", "grid", 1)


def _label(axes: Sequence[str], at: int) -> str:
    x, y = _place(len(axes), at, 107)
    low = y > MIDDLE_Y + RADIUS * 0.7
    return words(x, y + (11 if low else 5), axes[at], 14, "start" if x > MIDDLE_X else "end")


def _line(series: Series) -> list[str]:
    places = [
        None if score is None else _place(len(series.scores), at, float(score))
        for at, score in enumerate(series.scores)
    ]
    known = [place for place in places if place]
    dashes, parts = DASHES[series.look], []
    if len(known) == len(places):
        if series.look != "others":
            parts.append(shape(_closed(known), series.look, 0.14))
        parts.append(line(_closed(known), series.look, 2.5, dashes))
    else:  # a gap stays a gap
        pairs = zip(places, [*places[1:], *places[:1]], strict=True)
        parts += [
            line(f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}", series.look, 2.5, dashes)
            for a, b in pairs
            if a and b
        ]
    return parts + [_mark(x, y, series.look) for x, y in known]


def _closed(corners: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "z"


def _mark(x: float, y: float, look: str) -> str:
    """A ring for the first phase, a square for the second, a rhombus for the others."""
    if look == "first":
        return shape(f"M{x - 4:.1f} {y:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", "plain", edge=look)
    if look == "second":
        return shape(f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8z", look)
    return shape(f"M{x:.1f} {y - 4:.1f}l4 4l-4 4l-4 -4z", look)


def _legend(series: Series, y: float) -> list[str]:
    return [
        line(f"M12 {y - 5:.1f}h34", series.look, 2.5, DASHES[series.look]),
        _mark(29, y - 5, series.look),
        words(56, y, series.name, 14),
    ]
