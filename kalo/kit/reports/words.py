"""How cells and sources are said, the same in every format."""

from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency, format_decimal
from flask_babel import get_locale
from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.reports.blocks import CENTS, MONEY, NUMBER, PERCENT, Cell, Report, Stated


def cell_words(value: Cell, way: str = NUMBER) -> str:
    """A cell in words, its number as the language writes numbers."""
    if value is None:
        return ""
    if isinstance(value, str) or not way:
        return str(value)
    if way in (MONEY, CENTS):
        return euro_words(value, cents=way == CENTS or Decimal(str(value)) % 1 != 0)
    said = str(format_decimal(value, "#,##0.##", get_locale() or "el"))
    return f"{said}%" if way == PERCENT else said


def euro_words(value: Decimal | int | float, cents: bool = True) -> str:
    """Euros as the language writes them: €1,234.50 in English, 1.234,50 € in Greek."""
    locale, figures = get_locale() or "el", "#,##0.00" if cents else "#,##0"
    where = f"¤{figures}" if _sign_first() else f"{figures}\u00a0¤"
    return str(format_currency(value, "EUR", where, locale, False))


def euro_look() -> str:
    """The same as a look of Excel."""
    return '"€"#,##0.00' if _sign_first() else '#,##0.00 "€"'


def _sign_first() -> bool:
    return str(get_locale() or "el").startswith("en")


def is_number(value: Any) -> bool:
    """What a spreadsheet can reckon with."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def mark_words(mark: str, source: str = "") -> str:
    """How sure we are of a fact, where somebody should look again; nothing for what was seen."""
    if mark == "old":
        return _("From an older or draft text: check the one in force.")
    if mark == "general" and source:
        return _("Usually quoted: check what the source says.")
    if mark == "general":
        return _("Usually quoted; we have not seen it at a source: check.")
    return ""


def seen_words(checked: date | None) -> str:
    """When somebody looked at the source."""
    return _("seen on %(date)s", date=clock.date_words(checked)) if checked else ""


def source_words(stated: Stated) -> str:
    """Where a fact comes from, when it was seen there and how sure we are, in one line."""
    parts = [_("To be checked.")] if stated.expired else []
    if stated.source:
        seen = f", {seen_words(stated.checked)}" if stated.checked else ""
        parts.append(_("Source: %(source)s", source=f"{stated.source}{seen}."))
    elif stated.checked:
        parts.append(_("Noted on %(date)s.", date=clock.date_words(stated.checked)))
    return " ".join(filter(None, [*parts, mark_words(stated.mark, stated.source)]))


def foot_words(report: Report) -> str:
    """What stands at the foot of a paper: the platform, the title and the day."""
    made = [clock.date_words(report.made_on)] if report.made_on else []
    return " · ".join(["e-ΚΑΛΟ", report.title, *made])
