"""An agenda as a list by hour or, where tracks run side by side, as a table of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from kalo.events.agendas.lines import Line, in_order


@dataclass(frozen=True)
class Cell:
    """A place in the table: a line that goes on for some rows, through some columns; or nothing."""

    line: Line | None = None
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Row:
    """What begins at one hour."""

    start: datetime
    cells: tuple[Cell, ...]

    @property
    def lines(self) -> list[Line]:
        """The lines that begin here."""
        return [cell.line for cell in self.cells if cell.line]


@dataclass(frozen=True)
class Day:
    """A day of an agenda; `tracks` are the columns of its table, none where it is a list."""

    date: date
    rows: tuple[Row, ...]
    tracks: tuple[str, ...] = ()


def days_of(lines: Iterable[Line]) -> list[Day]:
    """Each day with its rows: a table where tracks run side by side, else a list by hour."""
    grouped = groupby(in_order(lines), key=lambda line: line.start.date())
    return [_day(day, list(group)) for day, group in grouped]


def _day(day: date, lines: list[Line]) -> Day:
    tracks = tuple(sorted({line.track for line in lines if line.track}))
    if len(tracks) > 1 and (rows := _table(lines, tracks)):
        return Day(day, rows, tracks)
    by_hour = groupby(lines, key=lambda line: line.start)
    return Day(day, tuple(Row(start, tuple(map(Cell, group))) for start, group in by_hour))


def _table(lines: list[Line], tracks: tuple[str, ...]) -> tuple[Row, ...]:
    """The rows of a table, or none where two lines would want the same place in it."""
    starts = sorted({line.start for line in lines})
    taken: dict[tuple[int, int], Line] = {}
    cells: dict[tuple[int, int], Cell] = {}
    for line in lines:
        first = starts.index(line.start)
        rows = range(first, first + sum(line.start <= start < line.end for start in starts))
        columns = [tracks.index(line.track)] if line.track else range(len(tracks))
        places = [(row, column) for row in rows for column in columns]
        if taken.keys() & set(places):
            return ()
        taken |= dict.fromkeys(places, line)
        cells[places[0]] = Cell(line, len(rows), len(columns))
    return tuple(
        Row(start, tuple(_cells(number, len(tracks), cells, taken)))
        for number, start in enumerate(starts)
    )


def _cells(
    row: int, width: int, cells: dict[tuple[int, int], Cell], taken: dict[tuple[int, int], Line]
) -> Iterator[Cell]:
    for column in range(width):
        if (row, column) in cells:
            yield cells[row, column]
        elif (row, column) not in taken:
            yield Cell()
