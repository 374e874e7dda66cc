"""Points, scores and medians: worked by hand, and their limits."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kalo.toolbox.tools.impact.scores import (
    AxisScore,
    axis_score,
    difference,
    lowest,
    medians,
)

few = settings(max_examples=40, deadline=None, database=None)
points = st.lists(st.none() | st.integers(0, 4), max_size=8)


@pytest.mark.parametrize(
    ("given_points", "score"),
    [
        ([3, 2], "62.50"),  # the example of the reading page: 5 / 8 × 100
        ([4, 4, 3, 3], "87.50"),
        ([1, 0], "12.50"),
        ([3, 2, 1, None], "50.00"),  # what does not concern us is not counted as nothing
        ([1, 1, 2], "33.33"),
        ([0, 0, 0, 0], "0.00"),
    ],
)
def test_a_score_by_hand(given_points: list[int | None], score: str) -> None:
    assert str(axis_score(given_points).score) == score


def test_one_statement_makes_no_score() -> None:
    assert axis_score([4, None, None, None]) == AxisScore(None, 1, 4)
    assert axis_score([]) == AxisScore(None, 0, 0)


def test_points_beyond_the_scale_are_no_points() -> None:
    with pytest.raises(ValueError, match="0 to 4"):
        axis_score([5, 1])


@few
@given(points)
def test_a_score_lies_between_0_and_100(given_points: list[int | None]) -> None:
    found = axis_score(given_points).score
    assert found is None or 0 <= found <= 100


@few
@given(points, st.integers(0, 7))
def test_a_point_more_never_makes_it_less(given_points: list[int | None], at: int) -> None:
    before = axis_score(given_points).score
    if at < len(given_points) and given_points[at] in (0, 1, 2, 3):
        more = [*given_points]
        more[at] = (given_points[at] or 0) + 1
        after = axis_score(more).score
        assert before is None or (after is not None and after > before)


def test_the_difference_between_the_phases() -> None:
    low, high, none = axis_score([1, 0]), axis_score([2, 2, 2, 2]), axis_score([])
    assert difference(low, high) == Decimal("37.50")
    assert difference(high, low) == Decimal("-37.50")
    assert difference(low, none) is None


def test_the_lowest_axis() -> None:
    low, high, none = axis_score([1, 0]), axis_score([4, 4]), axis_score([])
    assert lowest({"a": high, "b": low, "c": none, "d": low}) == ["b", "d"]
    assert lowest({"a": none}) == []


# Medians of others.


def body(*scores: str) -> dict[str, Decimal]:
    return dict(zip(("work", "learning"), map(Decimal, scores), strict=True))


FIVE = [
    *(body("12.50", "50.00"), body("31.25", "50.00"), body("62.50", "87.50")),
    *(body("68.75", "100.00"), body("75.00", "0.00")),
]


def test_the_median_of_five_in_steps_of_five() -> None:
    assert medians(FIVE, ["work", "learning"]) == {"work": 65, "learning": 50}


def test_four_have_no_median() -> None:
    assert medians(FIVE[:4], ["work", "learning"]) is None


def test_a_body_that_lacks_an_axis_makes_none_of_any() -> None:
    """Otherwise the median of that axis would be of fewer bodies."""
    assert medians([*FIVE, {"work": Decimal(50)}], ["work", "learning"]) is None


@few
@given(st.lists(st.integers(0, 1600).map(lambda n: Decimal(n) / 16), min_size=5, max_size=12))
def test_a_median_lies_among_them_and_is_coarse(scores: list[Decimal]) -> None:
    found = medians([{"work": score} for score in scores], ["work"])
    assert found is not None
    assert found["work"] % 5 == 0
    assert min(scores) - Decimal("2.5") <= found["work"] <= max(scores) + Decimal("2.5")
