"""The sums beside the scores: the way that is gone, what is hidden, where a chain jumps."""

from decimal import Decimal
from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from kalo.kit.locales import speaking
from kalo.toolbox.tools.impact.bank import Value, shown, way_gone
from kalo.toolbox.tools.impact.result.say import rounded_down, signed
from kalo.toolbox.tools.impact.theory import missing_links, theory_of

few = settings(max_examples=40, deadline=None, database=None)
numbers = st.integers(-10_000, 10_000).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "percent"),
    [
        ("10", "20", "15", "50.0"),
        ("10", "20", "10", "0.0"),
        ("10", "20", "25", "150.0"),  # more than was wanted
        ("10", "20", "8", "-20.0"),  # further away than at the beginning
        ("20", "10", "15", "50.0"),  # less is better
        ("0", "3", "1", "33.3"),
        ("10", "10", "12", None),  # there was no way to go
    ],
)
def test_how_much_of_the_way_is_gone(
    baseline: str, target: str, actual: str, percent: str | None
) -> None:
    found = way_gone(Decimal(baseline), Decimal(target), Decimal(actual))
    assert (None if found is None else str(found)) == percent


def test_what_is_missing_makes_no_way() -> None:
    one = Decimal(1)
    assert way_gone(None, one, one) is way_gone(one, None, one) is way_gone(one, one, None) is None


@few
@given(numbers, numbers, numbers)
def test_a_way_divides_by_nothing_only_where_there_is_none(
    baseline: Decimal, target: Decimal, actual: Decimal
) -> None:
    found = way_gone(baseline, target, actual)
    assert (found is None) == (baseline == target)
    if found is not None:
        assert way_gone(baseline, target, target) == 100
        assert way_gone(baseline, target, baseline) == 0


@pytest.mark.parametrize(
    ("number", "people", "all_of_it", "hidden"),
    [
        ("4", True, False, True),
        ("1", True, False, True),
        ("5", True, False, False),
        ("0", True, False, False),  # nobody is nobody
        ("4", False, False, False),  # no count of people
        ("4", True, True, False),  # the paper stays inside
    ],
)
def test_a_count_of_few_people_is_hidden(
    number: str, people: bool, all_of_it: bool, hidden: bool
) -> None:
    known = Decimal(number)
    assert shown(known, people, all_of_it) == Value(None if hidden else known, hidden)
    assert shown(None, people, all_of_it) == Value(None)


def test_a_ratio_that_is_told_is_never_rounded_up(app: Flask) -> None:
    with app.test_request_context(), speaking("en"):
        said = [rounded_down(Fraction(number)) for number in ("1.209", "1.2", "0.999", "2")]
        assert said == ["1.20", "1.20", "0.99", "2.00"]
        assert [signed(Decimal(number)) for number in ("2.5", "-2.5", "0")] == ["+2.5", "−2.5", "0"]


def test_where_the_chain_of_change_jumps() -> None:
    def jumps(*links: str) -> list[str]:
        boxes = [{"id": link, "link": link, "text": "x"} for link in links]
        return missing_links(theory_of(boxes))

    assert jumps("inputs", "activities", "outputs") == []
    assert jumps("inputs", "outcomes") == ["activities", "outputs"]
    assert jumps("activities", "impact") == ["outputs", "outcomes"]
    assert jumps("impact") == []
