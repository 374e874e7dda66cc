"""The sums of SROI: worked by hand, and what must be so of all of them."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from kalo.toolbox.tools.impact import sroi
from kalo.toolbox.tools.impact.sroi import Case, Impossible, Outcome, Range, Spread, euros, places

VECTOR: dict[str, Any] = {
    "name": "εισόδημα",
    "quantity": Fraction(10),
    "value": Fraction(5_000),
    "deadweight": Fraction(20, 100),
    "displacement": Fraction(5, 100),
    "attribution": Fraction(25, 100),
    "drop_off": Fraction(10, 100),
    "years": 3,
}
RATE, INPUTS = Fraction(35, 1000), Fraction(60_000)


def one(**changes: Any) -> Outcome:
    return Outcome(**{**VECTOR, **changes})


def case(*outcomes: Outcome, rate: Fraction = RATE, inputs: Fraction = INPUTS) -> Case:
    return Case(outcomes or (one(),), rate, inputs)


def ratio(*outcomes: Outcome) -> Fraction:
    return sroi.reckon(case(*outcomes)).ratio


# The test vector of the Guide's formulas, and the lesson that shows it.


def test_the_test_vector_comes_out_to_the_cent() -> None:
    result = sroi.reckon(case())
    assert [euros(each) for each in result.by_year] == [28_500, 25_650, 23_085]
    assert [str(euros(each)) for each in result.present_by_year] == [
        *("27536.23", "23944.55", "20821.35"),
    ]
    assert euros(result.present_value) == Decimal("72302.13")
    assert euros(result.net_present_value) == Decimal("12302.13")
    assert places(result.ratio, 3) == Decimal("1.205")
    assert places(result.net_ratio, 3) == Decimal("0.205")
    assert places(result.payback_months or Fraction(), 2) == Decimal("25.26")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"deadweight": Fraction(40, 100)}, "0.904"),
        ({"attribution": Fraction(40, 100)}, "0.964"),
        ({"drop_off": Fraction(30, 100)}, "0.979"),
        ({"value": Fraction(4_000)}, "0.964"),
    ],
)
def test_the_table_of_the_reading_page_comes_out(changes: dict[str, Any], said: str) -> None:
    assert str(places(ratio(one(**changes)), 3)) == said


def test_shares_are_multiplied_and_not_added_up() -> None:
    """Ten people, 20%, 5% and 25%: 5.7 remain, not 5."""
    worth_one = one(value=Fraction(1), drop_off=Fraction(), years=1)
    assert sroi.impacts(worth_one) == [Fraction(57, 10)]


def test_outcomes_are_added_up_year_by_year_before_discounting() -> None:
    """By hand: 100 and 50 in the first year, 100 in the second, at 10%."""
    none = dict.fromkeys(("deadweight", "displacement", "attribution", "drop_off"), Fraction())
    long = one(**none, quantity=Fraction(1), value=Fraction(100), years=2)
    short = one(**none, quantity=Fraction(1), value=Fraction(50), years=1)
    result = sroi.reckon(case(long, short, rate=Fraction(1, 10), inputs=Fraction(100)))
    assert result.by_year == (150, 100)
    assert [euros(each) for each in result.present_by_year] == [
        *(Decimal("136.36"), Decimal("82.64")),
    ]
    assert places(result.ratio, 2) == Decimal("2.19")
    assert result.payback_months == 8  # 100 / (150 / 12)


def test_where_the_first_year_brings_nothing_there_is_no_payback() -> None:
    result = sroi.reckon(case(one(deadweight=Fraction(1))))
    assert (result.payback_months, result.ratio, result.net_ratio) == (None, 0, -1)


# What is refused, with a sentence.


@pytest.mark.parametrize("name", ["deadweight", "displacement", "attribution", "drop_off"])
@pytest.mark.parametrize("share", [Fraction(-1, 100), Fraction(101, 100)])
def test_a_share_outside_0_to_100_is_refused(app: Flask, name: str, share: Fraction) -> None:
    with app.test_request_context(), pytest.raises(Impossible, match="από 0% ως 100%"):
        one(**{name: share})


@pytest.mark.parametrize("inputs", [Fraction(), Fraction(-1)])
def test_inputs_of_nothing_are_refused(app: Flask, inputs: Fraction) -> None:
    with app.test_request_context(), pytest.raises(Impossible, match="I = 0"):
        case(inputs=inputs)


@pytest.mark.parametrize(
    "wrong", [{"years": 0}, {"years": 31}, {"quantity": Fraction(-1)}, {"value": Fraction(-1)}]
)
def test_what_makes_no_sense_is_refused(app: Flask, wrong: dict[str, Any]) -> None:
    with app.test_request_context(), pytest.raises(Impossible):
        one(**wrong)


@pytest.mark.parametrize("rate", [Fraction(-1), Fraction(-1, 100), Fraction(2)])
def test_a_rate_that_would_divide_by_nothing_is_refused(app: Flask, rate: Fraction) -> None:
    with app.test_request_context(), pytest.raises(Impossible):
        case(rate=rate)


# Sensitivity.


def test_each_number_is_moved_alone_and_then_all_of_them() -> None:
    between = Range(Fraction(10, 100), Fraction(40, 100))
    spread = Spread(between, between, between, Range(Fraction(4_000), Fraction(6_000)))
    turns = {turn.what: turn for turn in sroi.sensitivity(case(), [spread])}
    assert list(turns) == ["deadweight", "attribution", "drop_off", "value", "all"]
    for name in ("deadweight", "attribution", "drop_off"):
        assert turns[name].at_low == ratio(one(**{name: between.low}))
        assert turns[name].at_high == ratio(one(**{name: between.high}))
    assert str(places(turns["value"].at_low, 3)) == "0.964"
    worst = dict.fromkeys(("deadweight", "attribution", "drop_off"), between.high)
    best = dict.fromkeys(("deadweight", "attribution", "drop_off"), between.low)
    assert turns["all"].at_low == ratio(one(**worst, value=Fraction(4_000)))
    assert turns["all"].at_high == ratio(one(**best, value=Fraction(6_000)))


def test_shares_move_for_all_outcomes_and_values_one_by_one() -> None:
    two = one(quantity=Fraction(3), deadweight=Fraction(50, 100))
    whole = case(one(), two)
    spreads = [sroi.usual_spread(each) for each in whole.outcomes]
    turns = sroi.sensitivity(whole, spreads)
    assert [(turn.what, turn.outcome) for turn in turns] == [
        *(("deadweight", None), ("attribution", None), ("drop_off", None)),
        *(("value", 0), ("value", 1), ("all", None)),
    ]
    both = ratio(one(deadweight=Fraction(0)), one(quantity=Fraction(3), deadweight=Fraction(3, 10)))
    assert turns[0].at_low == both
    assert turns[4].at_low == ratio(one(), one(**{**vars(two), "value": Fraction(4_000)}))


def test_the_usual_spread_stays_inside_0_and_100() -> None:
    spread = sroi.usual_spread(one(deadweight=Fraction(5, 100), attribution=Fraction(95, 100)))
    assert spread.deadweight == Range(Fraction(), Fraction(25, 100))
    assert spread.attribution == Range(Fraction(75, 100), Fraction(1))
    assert spread.value == Range(Fraction(4_000), Fraction(6_000))


def test_how_far_a_number_must_move_is_said_as_in_the_lesson() -> None:
    points = {point.what: point.needed for point in sroi.turning_points(case())}
    assert str(euros(points["value"] or Fraction())) == "4149.26"
    assert str(sroi.hundredths(points["deadweight"] or Fraction())) == "33.61"
    assert str(sroi.hundredths(points["attribution"] or Fraction())) == "37.76"
    assert str(sroi.hundredths(points["drop_off"] or Fraction())) == "28.03"
    assert str(places(sroi.value_factor(case()) or Fraction(), 3)) == "0.830"


def test_what_no_value_can_bring_about_is_said_so() -> None:
    """With four times the inputs no drop-off helps; with one year it changes nothing."""
    dear = case(inputs=Fraction(240_000))
    needed = {point.what: point.needed for point in sroi.turning_points(dear)}
    assert needed["deadweight"] is None
    assert needed["drop_off"] is None
    assert needed["value"] is not None
    short = sroi.turning_points(case(one(years=1)))
    assert {point.what: point.needed for point in short}["drop_off"] is None
    nothing = sroi.turning_points(case(one(quantity=Fraction())))
    assert [point.needed for point in nothing] == [None] * 4
    assert sroi.value_factor(case(one(quantity=Fraction()))) is None


# What must be so of all of them.

shares = st.integers(0, 10_000).map(lambda n: Fraction(n, 10_000))
amounts = st.integers(0, 10_000_000).map(lambda n: Fraction(n, 100))
outcomes = st.builds(
    Outcome,
    name=st.just("x"),
    quantity=st.integers(0, 1_000).map(Fraction),
    value=amounts,
    deadweight=shares,
    displacement=shares,
    attribution=shares,
    drop_off=shares,
    years=st.integers(1, 12),
)
cases = st.builds(
    Case,
    outcomes=st.lists(outcomes, min_size=1, max_size=3).map(tuple),
    rate=st.integers(0, 2_000).map(lambda n: Fraction(n, 10_000)),
    inputs=st.integers(1, 10_000_000).map(lambda n: Fraction(n, 100)),
)
few = settings(max_examples=40, deadline=None, database=None)


@few
@given(cases)
def test_the_formulas_hold_together(one_case: Case) -> None:
    result = sroi.reckon(one_case)
    by_outcome = sum((sroi.worth(o, one_case.rate) for o in one_case.outcomes), Fraction())
    assert result.present_value == by_outcome
    assert result.net_present_value == result.present_value - one_case.inputs
    assert result.net_ratio == result.ratio - 1
    assert 0 <= result.present_value <= sum(result.by_year)
    if result.payback_months is not None:
        assert result.payback_months * result.by_year[0] == 12 * one_case.inputs


@few
@given(cases, shares, shares)
def test_more_taken_off_never_makes_it_worth_more(one_case: Case, a: Fraction, b: Fraction) -> None:
    low, high = sorted((a, b))
    first, *rest = one_case.outcomes
    for name in ("deadweight", "displacement", "attribution", "drop_off"):
        at = [
            sroi.reckon(
                Case(
                    (Outcome(**{**vars(first), name: share}), *rest), one_case.rate, one_case.inputs
                )
            ).ratio
            for share in (low, high)
        ]
        assert at[0] >= at[1]


@few
@given(cases, amounts)
def test_more_value_never_makes_it_worth_less_and_dearer_never_more(
    one_case: Case, more: Fraction
) -> None:
    first, *rest = one_case.outcomes
    richer = Outcome(**{**vars(first), "value": first.value + more})
    now = sroi.reckon(one_case)
    assert sroi.reckon(Case((richer, *rest), one_case.rate, one_case.inputs)).ratio >= now.ratio
    dearer = Case(one_case.outcomes, one_case.rate, one_case.inputs + more)
    assert sroi.reckon(dearer).ratio <= now.ratio
    sooner = Case(one_case.outcomes, Fraction(), one_case.inputs)
    assert sroi.reckon(sooner).ratio >= now.ratio


@few
@given(cases)
def test_a_turning_point_turns(one_case: Case) -> None:
    for point in sroi.turning_points(one_case):
        if point.needed is None:
            continue
        outcomes_ = list(one_case.outcomes)
        moved = Outcome(**{**vars(outcomes_[point.outcome]), point.what: point.needed})
        outcomes_[point.outcome] = moved
        found = sroi.reckon(Case(tuple(outcomes_), one_case.rate, one_case.inputs)).ratio
        assert found == 1 if point.what != "drop_off" else found <= 1


@few
@given(cases)
def test_the_extremes_hold_every_single_move(one_case: Case) -> None:
    spreads = [sroi.usual_spread(each) for each in one_case.outcomes]
    *turns, everything = sroi.sensitivity(one_case, spreads)
    for turn in turns:
        for found in (turn.at_low, turn.at_high):
            assert everything.at_low <= found <= everything.at_high


@few
@given(st.fractions(max_denominator=10_000), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half(number: Fraction, count: int) -> None:
    assert abs(Fraction(places(number, count)) - number) * 10**count * 2 <= 1


def test_rounding_knows_no_longest_number_and_no_nothing_below_nothing() -> None:
    assert places(Fraction(10**30), 3) == Decimal(10**30)
    assert str(places(Fraction(-1, 10_000), 2)) == "0.00"
    assert str(places(Fraction(-5, 1_000), 2)) == "-0.01"
