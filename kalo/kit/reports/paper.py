"""A report as a PDF that everybody can read (PDF/UA-1)."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from kalo.kit import papers
from kalo.kit.pieces import shares
from kalo.kit.reports.blocks import (
    Block,
    Facts,
    Figure,
    Heading,
    Link,
    Linked,
    Notice,
    Para,
    Points,
    Report,
    Stated,
    Table,
    Ticks,
)
from kalo.kit.reports.words import cell_words, foot_words, is_number, source_words
from kalo.kit.web import in_language

TEMPLATE = Path(__file__).parents[1] / "templates" / "kit" / "report.typ"
Piece = dict[str, Any]
FIGURE = 0.62  # a drawing is at most so much of the width of the text high


def as_pdf(report: Report, _answers: Mapping[str, Any]) -> bytes:
    """The report on paper."""
    facts = {
        "title": report.title,
        "subtitle": report.subtitle,
        "foot": foot_words(report),
        "done": _("done"),
        "blocks": [piece for block in report.blocks if (piece := _piece(block, report))],
    }
    return papers.pdf(TEMPLATE, facts, report.language)


def address_of(link: str, language: str) -> str:
    """A whole address; nothing for what is neither of the web nor of this platform."""
    if link.startswith(("http://", "https://")):
        return link
    if not link.startswith("/"):
        return ""
    public: str = current_app.config["KALO"].public_url
    return public.rstrip("/") + in_language(link, language)


def _piece(block: Block, report: Report) -> Piece | None:
    match block:
        case Heading():
            return {"is": "heading", "text": block.text, "level": block.level}
        case Para():
            return {"is": "para", "text": block.text, "strong": block.strong}
        case Points():
            return _points(block)
        case Table():
            piece = _table(block, report.language)
            return {**piece, "caption": ""} if piece and report.is_named_above(block) else piece
        case Stated():
            return _stated(block, report.language)
        case Facts():
            items = [_stated(each, report.language) for each in block.items]
            return {"is": "facts", "title": block.title, "items": items}
        case Figure():
            return _figure(block, report.language)
        case Notice():
            return {"is": "notice", "text": block.text, "tone": block.tone}
        case Ticks():
            items = [{"text": what, "done": done} for what, done in block.items]
            return {"is": "ticks", "items": items}
        case Link():
            return {
                "is": "link",
                "text": block.text,
                "address": address_of(block.address, report.language),
            }


def _points(block: Points) -> Piece | None:
    items = list(block.items)
    return {"is": "points", "items": items, "ordered": block.ordered} if items else None


def _stated(block: Stated, language: str) -> Piece:
    return {
        "is": "stated",
        "text": " ".join(filter(None, [block.text, block.value])),
        "source": source_words(block),
        "address": address_of(block.address, language),
    }


def _figure(block: Figure, language: str) -> Piece:
    return {
        "is": "figure",
        "svg": block.svg,
        "alt": block.alt,
        "width": _width(block.svg),
        "caption": block.caption,
        "table": _table(block.table, language) if block.table else None,
    }


def _width(svg: str) -> int:
    """Of a hundred: a drawing that is as high as it is wide would fill the page."""
    sides = re.search(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"', svg)
    if not sides or not float(sides[1]):
        return 100
    return min(100, round(FIGURE * 100 * float(sides[1]) / max(float(sides[2]), 1)))


def _table(block: Table, language: str) -> Piece | None:
    """Its cells in words, each row as wide as the header; columns share by their words."""
    wide = len(block.header)
    if not wide:
        return None
    rows = [[*row, *[None] * wide][:wide] for row in block.rows]
    words = [[cell_words(cell, block.way(at)) for at, cell in enumerate(row)] for row in rows]
    return {
        "is": "table",
        "caption": block.caption,
        "header": list(block.header),
        "rows": [
            [_linked(cell, said, language) for cell, said in zip(row, line, strict=True)]
            for row, line in zip(rows, words, strict=True)
        ],
        "shares": shares([block.header, *words]),
        "numbers": [
            bool(rows) and all(map(_countable, column)) for column in zip(*rows, strict=True)
        ]
        or [False] * wide,
    }


def _linked(cell: Any, said: str, language: str) -> str | Piece:
    if not isinstance(cell, Linked):
        return said
    return {"text": said, "address": address_of(cell.address, language)}


def _countable(cell: Any) -> bool:
    return cell is None or is_number(cell)
