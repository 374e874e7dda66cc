"""A board as rows of a table: the same words as on the page."""

from datetime import datetime

from flask_babel import gettext as _

from kalo.kit import clock
from kalo.learning.queries.board import Cell, Line
from kalo.learning.queries.items import Item, every_item
from kalo.learning.queries.missing import Names
from kalo.learning.queries.naming import item_words, why_words

Value = str | int | None


def header_of(outline: list[Item]) -> list[str]:
    """The names of the columns."""
    return [
        _("Name"),
        _("Handle"),
        _("Percent"),
        _("Behind"),
        _("Missing"),
        _("Last seen"),
        _("Last heard from"),
        _("Finished"),
        *(item_words(item) for item in every_item(outline)),
    ]


def row_of(line: Line, outline: list[Item], names: Names) -> list[Value]:
    """One person."""
    return [
        line.name,
        line.handle,
        line.percent,
        "; ".join(why_words(why, names) for why in line.standing.why),
        line.missing,
        _day(line.seen_at),
        _day(line.heard_at),
        _day(line.done_at),
        *(cell_words(line.cells[item.thing]) for item in every_item(outline)),
    ]


def cell_words(cell: Cell) -> str:
    """What somebody has of a thing, in a few words."""
    block = cell.block
    if block and block.excused_at:
        return _("excused")
    if block and block.best is not None:
        return _("%(percent)s %%", percent=block.best)
    if block and block.accepted_at:
        return _("accepted")
    if block and block.done_at and not cell.done:
        return _("handed in")
    if cell.done:
        return _("done")
    return f"{cell.met}/{cell.required}" if cell.met else ("–" if cell.required else "")


def _day(moment: datetime | None) -> Value:
    return clock.athens(moment).date().isoformat() if moment else None
