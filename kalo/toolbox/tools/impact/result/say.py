"""Numbers in the words of the language, for sentences and cells."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.numbers import format_decimal
from flask_babel import get_locale

from kalo.kit.reports import Told
from kalo.kit.reports.words import euro_look, euro_words
from kalo.toolbox.tools.impact.sroi import euros, hundredths, places


def number(value: Decimal | int | float | None, decimals: int = 2, fixed: bool = False) -> str:
    """With at most so many decimals; exactly so many where `fixed`."""
    if value is None:
        return ""
    pattern = "#,##0." + ("0" if fixed else "#") * decimals if decimals else "#,##0"
    return str(format_decimal(value, pattern, get_locale() or "el"))


def signed(value: Decimal | None, more: str = "") -> str:
    """With its sign; a difference of nothing has none. `more` stands after it: "%"."""
    if value is None:
        return ""
    words = f"+{number(value)}" if value > 0 else number(value).replace("-", "−")
    return Told(words + more, value, f'+#,##0.##"{more}";-#,##0.##"{more}";0"{more}"')


def money(value: Fraction) -> str:
    """Euros and cents, as everywhere."""
    cents = euros(value)
    return Told(euro_words(cents), cents, euro_look())


def ratio(value: Fraction) -> str:
    """To three places, as the Guide writes ratios."""
    thousandths = places(value, 3)
    return Told(number(thousandths, 3, fixed=True), thousandths, "0.000")


def rounded_down(value: Fraction) -> str:
    """To two places, never up: whoever tells it does not overclaim."""
    return number(Decimal(value.numerator * 100 // value.denominator) / 100, 2, fixed=True)


def percent(share: Fraction) -> str:
    """A share as a percent."""
    hundred = hundredths(share)
    return Told(f"{number(hundred)}%", hundred, '0.##"%"')


def exact(row: Mapping[str, Any], name: str) -> Decimal | None:
    """A number of a row, as exactly as it was typed."""
    value = row.get(name)
    return None if value is None or value == "" else Decimal(str(value))
