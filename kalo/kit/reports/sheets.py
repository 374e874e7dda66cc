"""A report as a spreadsheet (XLSX): its words on the first sheet, then a sheet for each table."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from kalo.kit.aside import aside
from kalo.kit.reports.blocks import (
    CENTS,
    MONEY,
    NUMBER,
    PERCENT,
    Block,
    Facts,
    Figure,
    Heading,
    Link,
    Notice,
    Para,
    Points,
    Report,
    Stated,
    Table,
    Ticks,
    Told,
)
from kalo.kit.reports.paper import address_of
from kalo.kit.reports.words import euro_look, source_words
from kalo.kit.tables import Looked, Sheet, as_book

LOOKS = {NUMBER: "#,##0.##", PERCENT: '0.##"%"'}
WORDS = (70, 60)  # how wide the columns of words are


def as_xlsx(report: Report, _answers: Mapping[str, Any]) -> bytes:
    """Numbers are numbers in it; what people wrote is words, whatever it begins with."""
    words = Sheet(_("The result"), [report.title, report.subtitle], list(_words(report)), (), WORDS)
    book: bytes = aside(as_book, [words, *(_sheet(table) for table in report.tables())])
    return book


def _words(report: Report) -> Iterator[list[str]]:
    for block in report.blocks:
        yield from _lines(block, report.language)


def _lines(block: Block, language: str) -> Iterator[list[str]]:
    match block:
        case Heading() | Para() | Notice():
            yield [block.text]
        case Points():
            yield from ([item] for item in block.items)
        case Table():
            yield [block.caption or block.sheet or _("Table")]
        case Stated():
            yield _fact(block)
        case Facts():
            yield [block.title]
            yield from map(_fact, block.items)
        case Figure():
            yield [block.caption or block.alt]
        case Ticks():
            yield from ([what, _("done") if done else _("not done")] for what, done in block.items)
        case Link():
            yield [block.text, address_of(block.address, language)]


def _fact(block: Stated) -> list[str]:
    return [" ".join(filter(None, [block.text, block.value])), source_words(block)]


def _sheet(table: Table) -> Sheet:
    known = {**LOOKS, MONEY: euro_look(), CENTS: euro_look()}
    looks = [known.get(table.way(column), "") for column in range(len(table.header))]
    rows = [
        [Looked(cell.number, cell.look) if isinstance(cell, Told) else cell for cell in row]
        for row in table.rows
    ]
    widths = [30, *[18] * (len(table.header) - 1)]
    return Sheet(table.sheet or table.caption or _("Table"), table.header, rows, looks, widths)
