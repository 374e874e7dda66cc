"""A report of the kit as a part of the page of a tool."""

from collections.abc import Callable
from typing import Any

from flask import render_template
from markupsafe import Markup

from kalo.kit.locales import speaking
from kalo.kit.reports.blocks import Report
from kalo.kit.reports.words import cell_words, mark_words, seen_words
from kalo.kit.web import in_language, language


def report_blocks(report: Report, top: int = 2, title: bool = False) -> Markup:
    """Its blocks as HTML; `top` is the level of the largest headings (of its title, if shown)."""
    with speaking(report.language):
        words: str = render_template(
            "toolbox/reports/_report.html", report=report, top=top, title=title
        )
    return Markup(words)


def _address(address: str) -> str:
    if address.startswith("/"):
        return in_language(address, language())
    return address if address.startswith(("https://", "http://")) else ""


# What the templates of reports and facts call; the toolbox's blueprint makes them known.
IN_TEMPLATES: dict[str, Callable[..., Any]] = {
    "report_blocks": report_blocks,
    "report_cell": cell_words,
    "report_seen": seen_words,
    "report_mark": mark_words,
    "report_address": _address,
}
