"""Parts of a long list: numbered windows, and keyset pages that cost the same however deep."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Generic, TypeVar

from flask import abort, request
from sqlalchemy import Select, bindparam, tuple_

from kalo.kit.db import db, rows_of

Row = TypeVar("Row")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
PLACE = re.compile(r"([0-9]{1,17})~([0-9]{1,9})")


@dataclass(frozen=True)
class Window:
    """One numbered page: which numbers it shows, and how many pages there are."""

    number: int
    size: int
    highest: int

    @property
    def count(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.highest // self.size))

    @property
    def first(self) -> int:
        """The lowest number on this page."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The highest number that fits on this page."""
        return self.number * self.size

    @property
    def neighbours(self) -> list[int | None]:
        """The page numbers worth a link, in order; None where some are left out."""
        wanted = {1, self.count, self.number - 1, self.number, self.number + 1}
        shown: list[int | None] = []
        for number in sorted(n for n in wanted if 1 <= n <= self.count):
            if shown and number - (shown[-1] or 0) > 1:
                shown.append(None)
            shown.append(number)
        return shown


def window(highest: int, size: int = 20, number: int | None = None) -> Window:
    """The numbered page asked for by `?page=`; 404 for one that does not exist."""
    asked = number if number is not None else whole_argument("page", 1)
    page = Window(asked, size, highest)
    if not 1 <= asked <= page.count:
        abort(404)
    return page


def window_of(position: int, size: int = 20) -> int:
    """The number of the page on which a position stands."""
    return max(1, -(-position // size))


def whole_argument(name: str, default: int) -> int:
    """A whole number from the address; 404 for anything else."""
    value = request.args.get(name)
    if value is None:
        return default
    if not value.isdecimal() or len(value) > 9:
        abort(404)
    return int(value)


def tick_of(moment: datetime) -> int:
    """A moment as it stands in a cursor: microseconds since 1970."""
    return (moment - EPOCH) // TICK


def at_tick(number: int) -> datetime:
    """The moment that a cursor names."""
    return EPOCH + number * TICK


def parse_place(cursor: str) -> tuple[datetime, int] | None:
    """The moment and the number that a cursor names; None for nonsense."""
    parts = PLACE.fullmatch(cursor)
    return (at_tick(int(parts[1])), int(parts[2])) if parts else None


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """A keyset page: its rows, and the cursors of its neighbours where there are any."""

    rows: Sequence[Row]
    earlier: str | None
    later: str | None


def keyset(
    query: Select[Any],
    columns: tuple[Any, ...],
    cursor_of: Callable[[Any], tuple[Any, ...]],
    parse: Callable[[str], tuple[Any, ...] | None],
    size: int = 20,
    values: Mapping[str, Any] | None = None,
    rising: bool = False,
) -> Slice[Any]:
    """Rows in descending order of `columns`, after or before the cursor in the address.

    `rising` turns the order: the lowest first, and what comes after is higher.
    `cursor_of` gives the values of a row's columns, `parse` turns `?after=`/`?before=` back into
    them and answers None for nonsense, which is a 404. A query that is built once comes with the
    `values` that it is asked with; its pages are then built once too.
    """
    after, before = request.args.get("after"), request.args.get("before")
    asked = partial(_rows, query, columns, size, values)
    if before:
        rows = asked(parse(before), upwards=not rising)
        rows, more = rows[:size][::-1], len(rows) > size
        return Slice(rows, _cursor(cursor_of, rows[0]) if more else None, _last(cursor_of, rows))
    rows = asked(parse(after) if after else (), upwards=rising)
    rows, more = rows[:size], len(rows) > size
    first = _cursor(cursor_of, rows[0]) if after and rows else None
    return Slice(rows, first, _cursor(cursor_of, rows[-1]) if more else None)


def _rows(
    query: Select[Any],
    columns: tuple[Any, ...],
    size: int,
    values: Mapping[str, Any] | None,
    edge: tuple[Any, ...] | None,
    upwards: bool,
) -> list[Any]:
    if edge is None:
        abort(404)
    if values is None:
        page = _page(query, columns, size, edge or None, upwards)
        return list(db.session.execute(page).all())
    names = tuple(f"edge_{n}" for n in range(len(edge)))
    page = _built_page(query, columns, size, names, upwards)
    return list(rows_of(page, {**values, **dict(zip(names, edge, strict=True))}))


def _page(
    query: Select[Any], columns: tuple[Any, ...], size: int, edge: Any, upwards: bool
) -> Select[Any]:
    ordered = query.order_by(*(c.asc() if upwards else c.desc() for c in columns))
    if edge is not None:
        place = tuple_(*columns)
        ordered = ordered.where(place > edge if upwards else place < edge)
    return ordered.limit(size + 1)


@lru_cache(256)
def _built_page(
    query: Select[Any], columns: tuple[Any, ...], size: int, names: tuple[str, ...], upwards: bool
) -> Select[Any]:
    edge = [
        bindparam(name, type_=column.type) for name, column in zip(names, columns, strict=False)
    ]
    return _page(query, columns, size, tuple_(*edge) if edge else None, upwards)


def _cursor(cursor_of: Callable[[Any], tuple[Any, ...]], row: Any) -> str:
    return "~".join(str(part) for part in cursor_of(row))


def _last(cursor_of: Callable[[Any], tuple[Any, ...]], rows: list[Any]) -> str | None:
    return _cursor(cursor_of, rows[-1]) if rows else None
