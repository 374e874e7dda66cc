"""SROI in the report: assumptions, years, ratios, how firm they are, and what they do not mean."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from kalo.kit.reports import Block, Cell, Heading, Notice, Para, Table, Told
from kalo.toolbox.facts import Facts
from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.impact.questions import OUTCOME
from kalo.toolbox.tools.impact.result.firm import firm_blocks
from kalo.toolbox.tools.impact.result.say import exact, money, number, percent, ratio, rounded_down
from kalo.toolbox.tools.impact.sroi import (
    Case,
    Impossible,
    Outcome,
    Range,
    Reckoned,
    Spread,
    euros,
    places,
    reckon,
    usual_spread,
)

RATE, FIGURES = "discount-rate", "impact-figures"
METHODS, GUIDE = "impact-methods", "sroi"  # the fact that names the Guide
NEEDED = ("quantity", "value", "deadweight", "displacement", "attribution", "drop_off", "years")
SHORT = {
    "quantity": "Q",
    "value": "V",
    "deadweight": "DW",
    "displacement": "DP",
    "attribution": "AT",
    "drop_off": "DO",
    "years": "T",
}
BESIDE = 4  # outcomes on one table
PERCENTS = ("deadweight", "displacement", "attribution", "drop_off")


def money_blocks(answers: Answers, facts: Mapping[str, Facts]) -> Iterator[Block]:
    """What can be reckoned, and a sentence for what cannot."""
    rows = [row for row in answers.get("outcomes") or () if _begun(row)]
    if not rows and answers.get("inputs") is None:
        return
    yield Heading(_("Social return on investment (SROI)"))
    yield _warning()
    whole, problems = _outcomes(rows)
    usual = usual_rate(facts[FIGURES])
    case = _case(answers, usual, [outcome for outcome, _row in whole], problems)
    if rows:
        yield from _assumptions(rows)
    if case:
        result = reckon(case)
        yield _results(case, result)
        yield Para(_reading(result))
        yield _years(result)
        yield from _guide(answers, facts)
        yield from firm_blocks(case, [_spread(*pair) for pair in whole])
    if problems:
        yield Notice(" ".join(dict.fromkeys(problems)), "warning")


def _warning() -> Notice:
    return Notice(
        _(
            "Ratios of different bodies are not comparable: each chooses other outcomes and other "
            "values. Write all assumptions beside the number. It is not money in the till."
        ),
        "warning",
    )


def _guide(answers: Answers, facts: Mapping[str, Facts]) -> Iterator[Block]:
    """Where the formulas are from, and the rate where nobody wrote one."""
    if answers.get("rate") is None:
        yield Para(_("No discount rate was written: this one was used."))
        yield facts[FIGURES][RATE].stated()
    if GUIDE in facts[METHODS]:
        yield facts[METHODS][GUIDE].stated()


def _begun(row: Mapping[str, Any]) -> bool:
    return any(row.get(name) not in (None, "") for name in ("name", *NEEDED))


def _outcomes(rows: Sequence[Mapping[str, Any]]) -> tuple[list[tuple[Outcome, Any]], list[str]]:
    """The outcomes that are whole, each with its row, and what is missing of the others."""
    whole, problems = [], []
    for at, row in enumerate(rows, 1):
        name = row.get("name") or _("Outcome %(number)s", number=at)
        if missing := [SHORT[each] for each in NEEDED if row.get(each) is None]:
            problems.append(
                _(
                    "%(name)s is not counted yet: %(missing)s missing.",
                    name=name,
                    missing=", ".join(missing),
                )
            )
            continue
        try:
            whole.append((_outcome(row, name), row))
        except Impossible as odd:
            problems.append(f"{name}: {odd}")
    return whole, problems


def _outcome(row: Mapping[str, Any], name: str) -> Outcome:
    return Outcome(
        name=name,
        quantity=_fraction(row, "quantity"),
        value=_fraction(row, "value"),
        years=int(row["years"]),
        **{each: _fraction(row, each) / 100 for each in PERCENTS},
    )


def _fraction(row: Mapping[str, Any], name: str) -> Fraction:
    return Fraction(exact(row, name) or 0)


def usual_rate(facts: Facts) -> Decimal | None:
    """The discount rate where nobody wrote one, in percent."""
    value = facts[RATE].value if RATE in facts else None
    return Decimal(str(value)) if isinstance(value, int | float) else None


def _case(
    answers: Answers, usual: Decimal | None, outcomes: list[Outcome], problems: list[str]
) -> Case | None:
    if answers.get("inputs") is None:
        problems.append(_("Write what was put in (I), in euros: without it there is no ratio."))
        return None
    said = exact(answers, "rate")
    rate = usual if said is None else said
    if rate is None:
        problems.append(_("Write the discount rate (r): without it nothing is discounted."))
        return None
    try:
        case = Case(
            tuple(outcomes),
            Fraction(rate) / 100,
            _fraction(answers, "inputs"),
        )
    except Impossible as odd:
        problems.append(str(odd))
        return None
    return case if outcomes else None


def _spread(outcome: Outcome, row: Mapping[str, Any]) -> Spread:
    """What was said to be low and high; what is usual where nothing was, or the wrong way round."""
    usual = usual_spread(outcome)

    def of(name: str) -> Range:
        low, high = exact(row, f"{name}_low"), exact(row, f"{name}_high")
        scale = 1 if name == "value" else 100
        known: Range = getattr(usual, name)
        if low is None or high is None or low > high:
            return known
        return Range(Fraction(low) / scale, Fraction(high) / scale)

    return Spread(of("deadweight"), of("attribution"), of("drop_off"), of("value"))


def _assumptions(rows: Sequence[Mapping[str, Any]]) -> Iterator[Table]:
    """A column for each outcome, so that it can be read on a narrow page; a few on each table."""
    fields = OUTCOME.fields
    for start in range(0, len(rows), BESIDE):
        some = rows[start : start + BESIDE]
        names = [
            row.get("name") or _("Outcome %(number)s", number=start + at)
            for at, row in enumerate(some, 1)
        ]
        body: list[list[Cell]] = [
            [_with_unit(fields[name]), *(exact(row, name) for row in some)] for name in NEEDED
        ]
        if any(row.get("value_from") for row in some):
            body.append([_("V is from"), *(row.get("value_from") or "" for row in some)])
        yield Table([_("What is assumed"), *names], body, caption=_("Assumptions"))


def _with_unit(field: Any) -> str:
    return f"{field.label} ({field.unit})" if field.unit else str(field.label)


def _results(case: Case, result: Reckoned) -> Table:
    rows: list[list[Cell]] = [
        [_("I: what was put in"), money(case.inputs)],
        [_("r: discount rate"), percent(case.rate)],
        [_("Present value"), money(result.present_value)],
        [_("Net present value"), money(result.net_present_value)],
        ["SROI", ratio(result.ratio)],
        [_("Net SROI ratio"), ratio(result.net_ratio)],
        [
            _("Months to payback, with the impact of the first year"),
            _months(result.payback_months),
        ],
    ]
    return Table([_("Result"), _("Value")], rows, caption=_("Results"), said=("", ""))


def _months(months: Fraction | None) -> str:
    if months is None:
        return _("never: the first year brings nothing")
    tenths = places(months, 1)
    return Told(number(tenths, 1), tenths, "0.0")


def _reading(result: Reckoned) -> str:
    return _(
        "Read it so: for each euro put in, we estimate a social value of about %(value)s euros.",
        value=rounded_down(result.ratio),
    )


def _years(result: Reckoned) -> Table:
    rows: list[list[Cell]] = [
        [str(year), euros(impact), euros(present)]
        for year, (impact, present) in enumerate(
            zip(result.by_year, result.present_by_year, strict=True), 1
        )
    ]
    rows.append([_("Total"), euros(sum(result.by_year, Fraction())), euros(result.present_value)])
    return Table(
        [_("Year of the change"), _("Impact"), _("Present value")],
        rows,
        caption=_("Year by year"),
        said=("", "money", "money"),
    )
