"""Tables as files. What somebody typed never becomes a formula of whoever opens the file."""

import csv
import io
import itertools
import math
from codecs import BOM_UTF8 as BYTE_ORDER
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Value = str | int | float | Decimal | None
# A cell that begins so is run as a formula by the programs that open it.
RUN = ("=", "+", "-", "@", "\t", "\r")
LONGEST_NAME, LONGEST_CELL = 31, 32_767  # what Excel takes
LINE, TALLEST = 15, 409  # points: a line of words, and the highest row that Excel knows
ROOM = 1.15  # how much wider than a digit a letter is, generously
A4, MOST_ON_PAPER = 9, 8  # as Excel counts papers; more columns than this are for the screen
SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Commas and quotes, in UTF-8 with the mark that makes spreadsheets read Greek."""
    return b"".join(csv_by_lines(header, rows))


def csv_by_lines(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The same line by line, for a table that is not held in memory."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept)
    yield BYTE_ORDER
    for row in itertools.chain([header], rows):
        writer.writerow([plain(each) for each in row])
        yield kept.getvalue().encode()
        kept.seek(0)
        kept.truncate()


def plain(value: Value) -> Value:
    """The value as text that stays text: a quote before what would be run."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RUN) else value


def as_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet, its first row and column standing still; words are words, numbers numbers."""
    return as_book([Sheet(title, header, rows)])


@dataclass(frozen=True)
class Looked:
    """A number with a look of its own, whatever that of its column."""

    number: Decimal
    look: str


@dataclass(frozen=True)
class Sheet:
    """A sheet of a book; `looks` has a number format of Excel for a column, or nothing."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Value | Looked]]
    looks: Sequence[str] = ()
    widths: Sequence[int] = ()


def as_book(sheets: Iterable[Sheet]) -> bytes:
    """Several sheets, each with a name of its own; what is typed stays words in all of them."""
    import xlsxwriter  # two megabytes of every process, for what is asked for now and then

    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(kept, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        names: set[str] = set()
        for each in sheets:
            sheet = book.add_worksheet(_sheet_name(each.title, names))
            _fill(book, sheet, each, bold)
    return kept.getvalue()


def _fill(book: Any, sheet: Any, each: Sheet, bold: Any) -> None:
    words = book.add_format({"text_wrap": True, "valign": "top"})
    looks = [
        book.add_format({"num_format": look, "valign": "top"}) if look else words
        for look in itertools.chain(each.looks, [""] * (len(each.header) - len(each.looks)))
    ]
    widths = [*each.widths, *[16] * (len(each.header) - len(each.widths))]
    for column, (name, width) in enumerate(zip(each.header, widths, strict=False)):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, width)
    _stand_tall(sheet, 0, each.header, widths)
    for number, row in enumerate(each.rows, 1):
        _stand_tall(sheet, number, row, widths)
        for column, value in enumerate(row):
            look = looks[min(column, len(looks) - 1)]
            if isinstance(value, Looked):
                own = book.add_format({"num_format": value.look, "valign": "top"})
                _write(sheet, number, column, value.number, own)
            else:
                _write(sheet, number, column, value, words if isinstance(value, str) else look)
    sheet.freeze_panes(1, 1)
    if len(each.header) <= MOST_ON_PAPER:
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)


def _stand_tall(sheet: Any, number: int, row: Sequence[Any], widths: Sequence[int]) -> None:
    """Words that go on in a second line have room for it; not every program sees to that itself."""
    lines = [
        sum(max(1, math.ceil(len(line) * ROOM / width)) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=False)
        if isinstance(cell, str) and len(cell) <= LONGEST_CELL
    ]
    if (most := max(lines, default=1)) > 1:
        sheet.set_row(number, min(most * LINE, TALLEST))


def _sheet_name(title: str, taken: set[str]) -> str | None:
    """At most 31 letters, none that Excel refuses, none twice; None lets the program name it."""
    plain_title = title.translate(SHEET_NAME).strip()[:LONGEST_NAME].strip()
    if not plain_title:
        return None
    name, number = plain_title, 2
    while name.casefold() in taken:
        name = f"{plain_title[: LONGEST_NAME - 4]} {number}"
        number += 1
    taken.add(name.casefold())
    return name


def _write(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    if isinstance(value, int | float | Decimal) and math.isfinite(value):
        sheet.write_number(row, column, value, look)
    elif value is not None and value != "":
        sheet.write_string(row, column, str(value)[:LONGEST_CELL], look)
