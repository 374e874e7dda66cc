"""How firm a ratio is: one number moved at a time, and how far until it is 1."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from flask_babel import gettext as _

from kalo.kit.reports import Block, Cell, Heading, Para, Table
from kalo.toolbox.tools.impact.result.say import money, number, percent, ratio, signed
from kalo.toolbox.tools.impact.sroi import (
    Case,
    Range,
    Spread,
    Turn,
    places,
    sensitivity,
    turning_points,
    value_factor,
)


def firm_blocks(case: Case, spreads: Sequence[Spread]) -> Iterator[Block]:
    """The sensitivity analysis."""
    yield Heading(_("How firm it is"), 3)
    yield _turns(case, spreads)
    yield Para(
        _(
            "Where you wrote no low and high of your own, shares are moved by 20 points and "
            "values by a fifth."
        )
    )
    yield _turning(case)
    if (factor := value_factor(case)) is not None:
        yield Para(
            _(
                "All values together: SROI is 1 when they are multiplied by %(factor)s.",
                factor=number(places(factor, 3), 3),
            )
        )


def _turns(case: Case, spreads: Sequence[Spread]) -> Table:
    *turns, everything = sensitivity(case, spreads)
    rows: list[list[Cell]] = [
        [_turn_words(case, turn), *_between(turn, spreads), ratio(turn.at_low), ratio(turn.at_high)]
        for turn in turns
    ]
    extremes = [ratio(everything.at_low), ratio(everything.at_high)]
    rows.append([_("Everything against us, everything for us"), "", "", *extremes])
    header = [_("What is moved"), _("Low"), _("High"), _("SROI at low"), _("SROI at high")]
    return Table(header, rows, caption=_("Sensitivity analysis"), said=[""] * 5)


def _turn_words(case: Case, turn: Turn) -> str:
    return what_words(turn.what) + ("" if turn.outcome is None else _of(case, turn.outcome))


def _of(case: Case, outcome: int) -> str:
    """Of which outcome, where there are several."""
    return f" ({case.outcomes[outcome].name})" if len(case.outcomes) > 1 else ""


def what_words(what: str) -> str:
    """What a moved number is called."""
    return {
        "deadweight": _("DW: deadweight"),
        "attribution": _("AT: attribution to others"),
        "drop_off": _("DO: drop-off per year"),
        "value": _("V: value"),
    }[what]


def _between(turn: Turn, spreads: Sequence[Spread]) -> tuple[str, str]:
    which = spreads if turn.outcome is None else [spreads[turn.outcome]]
    ranges: list[Range] = [getattr(spread, turn.what) for spread in which]
    say = money if turn.what == "value" else percent
    return (
        _some([say(each.low) for each in ranges]),
        _some([say(each.high) for each in ranges]),
    )


def _some(words: Sequence[str]) -> str:
    """Each once; one alone stays the number that it is."""
    one, *others = dict.fromkeys(words)
    return " / ".join([one, *others]) if others else one


def _turning(case: Case) -> Table:
    rows: list[list[Cell]] = []
    for point in turning_points(case):
        say = money if point.what == "value" else percent
        needed = _("at no value of it") if point.needed is None else say(point.needed)
        rows.append(
            [
                what_words(point.what) + _of(case, point.outcome),
                say(point.now),
                needed,
                _far(point.now, point.needed, point.what),
            ]
        )
    header = [_("What is moved"), _("Now"), _("SROI is 1 at"), _("How far that is")]
    return Table(header, rows, caption=_("How far a number must move"), said=[""] * 4)


def _far(now: Fraction, needed: Fraction | None, what: str) -> str:
    if needed is None:
        return ""
    if what == "value":
        if not now:
            return ""
        return signed(places((needed - now) / now * 100, 1), "%")
    words = _("%(points)s points", points=number(places((needed - now) * 100, 1), 1))
    return words if words.startswith("-") else f"+{words}"
