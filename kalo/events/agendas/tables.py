"""An agenda as a list by hour or, where tracks run side by side, as a table of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from kalo.events.agendas.lines import Line, in_order


@dataclass(frozen=True)
class Track:
    """Lines that run beside others, as the head of their column calls them."""

    name_el: str
    name_en: str = ""


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
    tracks: tuple[Track, ...] = ()


def days_of(lines: Iterable[Line]) -> list[Day]:
    """Each day with its rows: a table where tracks run side by side, else a list by hour."""
    grouped = groupby(in_order(lines), key=lambda line: line.start.date())
    return [_day(day, list(group)) for day, group in grouped]


def _day(day: date, lines: list[Line]) -> Day:
    tracks = tracks_of(lines)
    if len(tracks) > 1 and (rows := _table(lines, [track.name_el for track in tracks])):
        return Day(day, rows, tracks)
    by_hour = groupby(lines, key=lambda line: line.start)
    return Day(day, tuple(Row(start, tuple(map(Cell, group))) for start, group in by_hour))


def tracks_of(lines: Iterable[Line]) -> tuple[Track, ...]:
    """The tracks of some lines by their Greek names, each with an English one that a line has."""
    english: dict[str, str] = {}
    for line in lines:
        if line.track_el:
            english[line.track_el] = english.get(line.track_el) or line.track_en
    return tuple(Track(name, english[name]) for name in sorted(english))


def _table(lines: list[Line], tracks: Sequence[str]) -> tuple[Row, ...]:
    """The rows of a table, or none where two lines would want the same place in it."""
    starts = sorted({line.start for line in lines})
    taken: dict[tuple[int, int], Line] = {}
    cells: dict[tuple[int, int], Cell] = {}
    for line in lines:
        first = starts.index(line.start)
        rows = range(first, first + sum(line.start <= start < line.end for start in starts))
        columns = [tracks.index(line.track_el)] if line.track_el else range(len(tracks))
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
