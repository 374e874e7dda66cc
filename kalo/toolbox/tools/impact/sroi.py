"""Social return on investment: the sums of the Guide, in exact fractions; pure.

Nothing is rounded on the way: `euros` and `places` do it once, where a number is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from flask_babel import gettext as _

YEARS_AT_MOST = 30
SPREAD = Fraction(20, 100)  # how far a value is moved where nobody says how sure they are
SHARES = ("deadweight", "attribution", "drop_off")  # what is moved for all outcomes at once


class Impossible(ValueError):
    """A sum that cannot be done; its text is a sentence for the person."""


@dataclass(frozen=True)
class Outcome:
    """A change: how much of it, what it is worth, and what is taken off. Shares are 0 to 1."""

    name: str
    quantity: Fraction
    value: Fraction
    deadweight: Fraction
    displacement: Fraction
    attribution: Fraction
    drop_off: Fraction
    years: int

    def __post_init__(self) -> None:
        if self.quantity < 0 or self.value < 0:
            raise Impossible(_("Quantity and value are not below 0."))
        for name in (*SHARES, "displacement"):
            if not 0 <= getattr(self, name) <= 1:
                raise Impossible(_("A share is from 0% to 100%, no less and no more."))
        if not 1 <= self.years <= YEARS_AT_MOST:
            raise Impossible(
                _("A change lasts from 1 to %(years)s years here.", years=YEARS_AT_MOST)
            )


@dataclass(frozen=True)
class Case:
    """What changed, the discount rate, and what was put in."""

    outcomes: tuple[Outcome, ...]
    rate: Fraction
    inputs: Fraction

    def __post_init__(self) -> None:
        if self.inputs <= 0:
            raise Impossible(
                _("With nothing put in there is no ratio: write what went in, in euros.")
            )
        if not 0 <= self.rate <= 1:
            raise Impossible(_("The discount rate is from 0% to 100%."))


@dataclass(frozen=True)
class Reckoned:
    """The result: years, present values, ratios, and the months until it pays back."""

    by_year: tuple[Fraction, ...]
    present_by_year: tuple[Fraction, ...]
    present_value: Fraction
    net_present_value: Fraction
    ratio: Fraction
    net_ratio: Fraction
    payback_months: Fraction | None  # None: the first year brings nothing


@dataclass(frozen=True)
class Range:
    """Between what a number may lie."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class Spread:
    """How sure somebody is of an outcome's numbers."""

    deadweight: Range
    attribution: Range
    drop_off: Range
    value: Range


@dataclass(frozen=True)
class Turn:
    """One number moved, all else as it was: to its low and its high, and the ratio at both."""

    what: str  # deadweight, attribution, drop_off, value, all
    outcome: int | None  # None: of every outcome
    at_low: Fraction
    at_high: Fraction


@dataclass(frozen=True)
class Turning:
    """How far a number must move for the ratio to be 1; None where no value of it does that."""

    what: str
    outcome: int
    now: Fraction
    needed: Fraction | None


def impacts(outcome: Outcome) -> list[Fraction]:
    """What an outcome is worth in each of its years: `Q V (1-DW)(1-DP)(1-AT)`, then less."""
    first = (
        outcome.quantity
        * outcome.value
        * (1 - outcome.deadweight)
        * (1 - outcome.displacement)
        * (1 - outcome.attribution)
    )
    return [first * (1 - outcome.drop_off) ** year for year in range(outcome.years)]


def reckon(case: Case) -> Reckoned:
    """Everything, by the formulas: outcomes are added up year by year before discounting."""
    rows = [impacts(outcome) for outcome in case.outcomes]
    longest = max(map(len, rows), default=0)
    by_year = [sum((row[t] for row in rows if t < len(row)), Fraction()) for t in range(longest)]
    present = [impact / (1 + case.rate) ** t for t, impact in enumerate(by_year, 1)]
    total = sum(present, Fraction())
    first = by_year[0] if by_year else Fraction()
    return Reckoned(
        by_year=tuple(by_year),
        present_by_year=tuple(present),
        present_value=total,
        net_present_value=total - case.inputs,
        ratio=total / case.inputs,
        net_ratio=(total - case.inputs) / case.inputs,
        payback_months=case.inputs / (first / 12) if first else None,
    )


@lru_cache(maxsize=4_096)
def _years_of_one(drop_off: Fraction, years: int, rate: Fraction) -> Fraction:
    """The present value of a change that is worth 1 in its first year."""
    each = ((1 - drop_off) ** (t - 1) / (1 + rate) ** t for t in range(1, years + 1))
    return sum(each, Fraction())


def worth(outcome: Outcome, rate: Fraction) -> Fraction:
    """The present value of one outcome."""
    return impacts(outcome)[0] * _years_of_one(outcome.drop_off, outcome.years, rate)


def usual_spread(outcome: Outcome) -> Spread:
    """20 points around each share, a fifth around the value."""

    def around(share: Fraction) -> Range:
        return Range(max(Fraction(), share - SPREAD), min(Fraction(1), share + SPREAD))

    return Spread(
        deadweight=around(outcome.deadweight),
        attribution=around(outcome.attribution),
        drop_off=around(outcome.drop_off),
        value=Range(outcome.value * (1 - SPREAD), outcome.value * (1 + SPREAD)),
    )


def sensitivity(case: Case, spreads: Sequence[Spread]) -> list[Turn]:
    """The ratio with each share at its low and high, then each value, then all of them at once."""
    each = range(len(case.outcomes))
    turns = [
        Turn(name, None, *(_ratio(case, spreads, {name}, side, each) for side in ("low", "high")))
        for name in SHARES
    ]
    turns += [
        Turn("value", i, *(_ratio(case, spreads, {"value"}, side, [i]) for side in ("low", "high")))
        for i in each
    ]
    return [*turns, Turn("all", None, _cautious(case, spreads), _hopeful(case, spreads))]


def _ratio(
    case: Case, spreads: Sequence[Spread], names: set[str], side: str, which: Sequence[int]
) -> Fraction:
    moved = [
        replace(outcome, **{name: getattr(getattr(spreads[i], name), side) for name in names})
        if i in which
        else outcome
        for i, outcome in enumerate(case.outcomes)
    ]
    return sum((worth(outcome, case.rate) for outcome in moved), Fraction()) / case.inputs


def _cautious(case: Case, spreads: Sequence[Spread]) -> Fraction:
    """Every doubt goes against us."""
    return _extreme(case, spreads, "high", "low")


def _hopeful(case: Case, spreads: Sequence[Spread]) -> Fraction:
    return _extreme(case, spreads, "low", "high")


def _extreme(case: Case, spreads: Sequence[Spread], shares: str, value: str) -> Fraction:
    moved = [
        replace(
            outcome,
            **{name: getattr(getattr(spread, name), shares) for name in SHARES},
            value=getattr(spread.value, value),
        )
        for outcome, spread in zip(case.outcomes, spreads, strict=True)
    ]
    return sum((worth(outcome, case.rate) for outcome in moved), Fraction()) / case.inputs


def value_factor(case: Case) -> Fraction | None:
    """By what all values together must be multiplied for the ratio to be 1."""
    total = sum((worth(outcome, case.rate) for outcome in case.outcomes), Fraction())
    return case.inputs / total if total else None


def turning_points(case: Case) -> list[Turning]:
    """For each outcome: the value, deadweight, attribution and drop-off with which SROI is 1."""
    worths = [worth(outcome, case.rate) for outcome in case.outcomes]
    found: list[Turning] = []
    for i, outcome in enumerate(case.outcomes):
        wanted = case.inputs - (sum(worths, Fraction()) - worths[i])  # of this one alone
        found.append(Turning("value", i, outcome.value, _value_for(outcome, case.rate, wanted)))
        found += [
            Turning(name, i, getattr(outcome, name), _share_for(outcome, name, case.rate, wanted))
            for name in ("deadweight", "attribution")
        ]
        drop_off = _drop_off_for(outcome, case.rate, wanted)
        found.append(Turning("drop_off", i, outcome.drop_off, drop_off))
    return found


def _value_for(outcome: Outcome, rate: Fraction, wanted: Fraction) -> Fraction | None:
    of_one = worth(replace(outcome, value=Fraction(1)), rate)
    return wanted / of_one if of_one and wanted >= 0 else None


def _share_for(outcome: Outcome, name: str, rate: Fraction, wanted: Fraction) -> Fraction | None:
    with_none = worth(replace(outcome, **{name: Fraction()}), rate)  # type: ignore[arg-type]
    share = 1 - wanted / with_none if with_none else None
    return share if share is not None and 0 <= share <= 1 else None


def _drop_off_for(outcome: Outcome, rate: Fraction, wanted: Fraction) -> Fraction | None:
    """The least drop-off, to a hundredth of a point, that brings the worth to what is wanted."""

    def at(hundredths: int) -> Fraction:
        return worth(replace(outcome, drop_off=Fraction(hundredths, 10_000)), rate)

    low, high = 0, 10_000
    if outcome.years == 1 or not at(high) <= wanted <= at(low):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if at(middle) <= wanted else (middle + 1, high)
    return Fraction(low, 10_000)


def places(number: Fraction, count: int) -> Decimal:
    """The number rounded to so many places, halves away from zero."""
    scaled = number * 10**count
    whole = (abs(scaled) * 2 + 1) // 2
    signed = int(whole) if scaled >= 0 else -int(whole)
    return Decimal(f"{signed}E-{count}")  # whatever its length: nothing is reckoned any more


def euros(number: Fraction) -> Decimal:
    """To the cent."""
    return places(number, 2)


def hundredths(share: Fraction) -> Decimal:
    """A share as a percent, to two places."""
    return places(share * 100, 2)
