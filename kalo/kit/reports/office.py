"""A report as a document that can be changed (DOCX), of the pieces that the kit knows."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from flask_babel import gettext as _

from kalo.kit import clock, office, papers
from kalo.kit.aside import aside
from kalo.kit.pieces import Piece, text_piece
from kalo.kit.reports.blocks import (
    Block,
    Cell,
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
from kalo.kit.reports.paper import address_of
from kalo.kit.reports.words import cell_words, foot_words, source_words


def as_docx(report: Report, _answers: Mapping[str, Any]) -> bytes:
    """The report with headings, lists and tables that are what they are called."""
    pieces = [piece for block in report.blocks for piece in _pieces(block, report)]
    line = report.subtitle or foot_words(report)
    make = partial(office.docx, report.title, "e-ΚΑΛΟ", line, pieces)
    body: bytes = aside(make, report.language, clock.now())
    return body


def _pieces(block: Block, report: Report) -> Iterator[Piece]:
    match block:
        case Heading():
            yield {"is": "heading", "level": block.level - 1, "runs": [{"text": block.text}]}
        case Para():
            yield {"is": "text", "runs": [{"text": block.text, "bold": block.strong}]}
        case Points():
            yield _list([[text_piece(item)] for item in block.items], block.ordered)
        case Table():
            yield from _table(block, report.language, named=not report.is_named_above(block))
        case Stated():
            yield from _stated(block, report.language)
        case Facts():
            yield {"is": "text", "runs": [{"text": block.title, "bold": True}]}
            for each in block.items:
                yield from _stated(each, report.language)
        case Figure():
            yield from _figure(block, report.language)
        case Notice():
            yield {"is": "quote", "blocks": [text_piece(block.text)]}
        case Ticks():
            ticked = [[text_piece(_ticked(what, done))] for what, done in block.items]
            yield {**_list(ticked), "bare": True}
        case Link():
            address = address_of(block.address, report.language)
            yield {"is": "text", "runs": [{"text": block.text, "link": address}]}


def _list(items: list[list[Piece]], ordered: bool = False) -> Piece:
    return {"is": "list", "ordered": ordered, "start": 1, "items": items}


def _ticked(what: str, done: bool) -> str:
    return f"☑ {what} ({_('done')})" if done else f"☐ {what}"


def _stated(block: Stated, language: str) -> Iterator[Piece]:
    fact = " ".join(filter(None, [block.text, block.value]))
    words, address = source_words(block), address_of(block.address, language)
    source = {"text": words, "italic": True, "link": address}
    yield {"is": "text", "runs": [{"text": f"{fact}\n"}, source]}


def _figure(block: Figure, language: str) -> Iterator[Piece]:
    yield {"is": "picture", "png": papers.drawing(block.svg), "alt": block.alt}
    if block.caption:
        yield {"is": "text", "runs": [{"text": block.caption, "italic": True}]}
    if block.table:
        yield from _table(block.table, language)


def _table(block: Table, language: str, named: bool = True) -> Iterator[Piece]:
    rows = [
        [[_cell(cell, block.way(at), language)] for at, cell in enumerate(row)]
        for row in block.rows
    ]
    header = [[text_piece(head)] for head in block.header]
    yield {"is": "table", "caption": block.caption if named else "", "rows": [header, *rows]}


def _cell(cell: Cell, way: str, language: str) -> Piece:
    if isinstance(cell, Linked):
        link = address_of(cell.address, language)
        return {"is": "text", "runs": [{"text": str(cell), "link": link}]}
    return text_piece(cell_words(cell, way))
