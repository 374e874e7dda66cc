"""Tables as files. What somebody typed never becomes a formula of whoever opens the file."""

import csv
import io
import itertools
from codecs import BOM_UTF8 as BYTE_ORDER
from collections.abc import Iterable, Iterator, Sequence

Value = str | int | None
# A cell that begins so is run as a formula by the programs that open it.
RUN = ("=", "+", "-", "@", "\t", "\r")
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
    import xlsxwriter  # two megabytes of every process, for what is asked for now and then

    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(kept, options) as book:
        sheet = book.add_worksheet(title.translate(SHEET_NAME).strip()[:31] or None)
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, wrapped)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(header), 16)
    return kept.getvalue()


def _write(sheet: object, row: int, column: int, value: Value, wrapped: object) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value)  # type: ignore[attr-defined]
    elif value:
        sheet.write_string(row, column, value, wrapped)  # type: ignore[attr-defined]
