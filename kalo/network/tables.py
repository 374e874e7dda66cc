"""Organisations as a table: what a file has, how it is read, line by line; pure."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from kalo.kit.tables import RUN, Value
from kalo.kit.text import clean
from kalo.network.models import Organisation

MOST_LINES = 500
MOST_BYTES = 1024 * 1024
MOST_IN_A_CELL = 5_000
# `page` is the name in the address; a line with one changes that organisation.
COLUMNS = (
    *("page", "name_el", "name_en", "form", "place", "address", "summary_el", "summary_en"),
    *("sectors", "services", "needs", "about_el", "about_en", "website", "founded", "people"),
    "register",
)
SEVERAL = frozenset({"sectors", "services", "needs"})
MUST = frozenset({"name_el", "form", "place", "summary_el"})


class WrongTable(ValueError):
    """The whole table cannot be read; its words say why."""


@dataclass(frozen=True)
class Line:
    """A line of the table: its number in the file, and what stands under each heading."""

    number: int
    cells: Mapping[str, str]

    @property
    def page(self) -> str:
        """The name in the address, where the line says one."""
        return self.cells.get("page", "")

    @property
    def runs(self) -> list[str]:
        """The headings under which something stands that a spreadsheet would run."""
        return [name for name, cell in self.cells.items() if is_run(cell)]


def is_run(cell: str) -> bool:
    """Whether a program that opens tables would take it for a formula, quoted or not."""
    return cell.lstrip("'").startswith(RUN)


def header() -> Sequence[str]:
    """The headings, the same in every language."""
    return COLUMNS


def row_of(organisation: Organisation) -> list[Value]:
    """An organisation as a line; its e-mail is in no file."""
    said = {"page": organisation.slug, **organisation.written()}
    return [_cell(said[name]) for name in COLUMNS]


def cells_of(organisation: Organisation) -> dict[str, str]:
    """The same, as a file would have it under each heading."""
    return dict(zip(COLUMNS, map(str, row_of(organisation)), strict=True))


def _cell(value: object) -> Value:
    if isinstance(value, list):
        return " ".join(value)
    return value if isinstance(value, int) else str(value or "")


def decoded(body: bytes) -> str:
    """The text of a file, in UTF-8 or as older Greek programs save it."""
    if len(body) > MOST_BYTES:
        raise WrongTable(_("The file is larger than 1 MB."))
    for encoding in ("utf-8-sig", "cp1253"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WrongTable(_("This is not a text file. Save the table as CSV in UTF-8."))


def read_lines(text: str) -> list[Line]:
    """The lines under the headings; `WrongTable` where the headings or the file are odd."""
    try:
        typed = io.StringIO(text, newline="")
        rows = list(csv.reader(typed, delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise WrongTable(_("The table cannot be read: a quote is not closed.")) from error
    if not rows:
        raise WrongTable(_("The file is empty."))
    names = [cell.strip().lower() for cell in rows[0]]
    _look_at_headings(names)
    lines = list(_lines(names, rows[1:]))
    if not lines:
        raise WrongTable(_("There is no line under the headings."))
    if len(lines) > MOST_LINES:
        raise WrongTable(_("At most %(most)d lines at once.", most=MOST_LINES))
    return lines


def _delimiter(text: str) -> str:
    """Greek spreadsheets write a semicolon; the headings show which it is."""
    first = text.split("\n", 1)[0]
    return ";" if first.count(";") > first.count(",") else ","


def _look_at_headings(names: list[str]) -> None:
    missing = sorted(MUST - set(names))
    if missing:
        raise WrongTable(_("These headings are missing: %(names)s.", names=", ".join(missing)))
    strange = [name for name in names if name not in COLUMNS]
    if strange:
        listed = ", ".join(name[:40] or "–" for name in strange[:5])
        raise WrongTable(_("These headings are not known: %(names)s.", names=listed))
    if len(set(names)) < len(names):
        raise WrongTable(_("A heading stands twice."))


def _lines(names: list[str], rows: Iterable[list[str]]) -> Iterator[Line]:
    for number, row in enumerate(rows, 2):
        cells = [clean(cell).strip() for cell in row]
        if any(cells):
            if len(cells) > len(names):
                raise WrongTable(_("Line %(n)d has more cells than there are headings.", n=number))
            if any(len(cell) > MOST_IN_A_CELL for cell in cells):
                raise WrongTable(_("Line %(n)d has a cell that is too long.", n=number))
            padded = [*cells, *[""] * (len(names) - len(cells))]
            yield Line(number, dict(zip(names, padded, strict=True)))
