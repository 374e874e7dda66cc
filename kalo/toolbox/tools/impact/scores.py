"""Points of statements become a score of each axis, from 0 to 100; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

FULL = 4  # the most points of a statement
ENOUGH = 2  # fewer scored statements make no score of an axis
BODIES = 5  # fewer bodies make no comparison
COARSE = 5  # a median of others is told in steps of so many


@dataclass(frozen=True)
class AxisScore:
    """An axis in one phase: its score, and of how many statements it is."""

    score: Decimal | None
    scored: int
    asked: int


def axis_score(points: Sequence[int | None]) -> AxisScore:
    """What was given, over the most that could be, times 100; None: left open, or not for us."""
    given = [each for each in points if each is not None]
    if any(not 0 <= each <= FULL for each in given):
        raise ValueError("points are from 0 to 4")
    if len(given) < ENOUGH:
        return AxisScore(None, len(given), len(points))
    score = Decimal(sum(given) * 100) / (FULL * len(given))
    return AxisScore(score.quantize(Decimal("0.01"), ROUND_HALF_UP), len(given), len(points))


def lowest(scores: Mapping[str, AxisScore]) -> list[str]:
    """The axes with the lowest score; none where nothing is scored."""
    known = {axis: each.score for axis, each in scores.items() if each.score is not None}
    return [axis for axis, score in known.items() if score == min(known.values())]


def difference(before: AxisScore, after: AxisScore) -> Decimal | None:
    """How far an axis has moved between the phases; None where one of them has no score."""
    if before.score is None or after.score is None:
        return None
    return after.score - before.score


def medians(bodies: Sequence[Mapping[str, Decimal]], axes: Sequence[str]) -> dict[str, int] | None:
    """The median of each axis in coarse steps; None of fewer than five bodies.

    Coarse, so that nobody reads one body's own score out of it; whole bodies only, so that no axis
    is of fewer than the others.
    """
    if len(bodies) < BODIES or any(set(axes) - set(body) for body in bodies):
        return None
    return {axis: _coarse(median(body[axis] for body in bodies)) for axis in axes}


def _coarse(score: Decimal) -> int:
    return int((score / COARSE).quantize(Decimal(1), ROUND_HALF_UP)) * COARSE
