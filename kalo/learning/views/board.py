"""The board of a cohort: who is where, what is missing, who is behind; on the page and as files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import NamedTuple

from flask import Response, abort, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kalo.kit.locales import in_this_language
from kalo.kit.tables import as_csv, as_xlsx
from kalo.kit.web import need
from kalo.learning.models import Cohort
from kalo.learning.queries.board import ALL, SHOWN, Cell, Line, board_of, chosen, counts
from kalo.learning.queries.cohorts import Gathered, get_led_cohort
from kalo.learning.queries.items import Item, every_item, outline_of
from kalo.learning.queries.missing import Names
from kalo.learning.queries.naming import item_words, rule_words, why_words
from kalo.learning.queries.standing import names_from
from kalo.learning.views.exporting import cell_words, header_of, row_of
from kalo.learning.views.room import bp

BOARD = "/cohorts/<int(max=2147483647):cohort_id>/"


@dataclass(frozen=True)
class Board:
    """A cohort's board as it was asked for."""

    found: Gathered
    outline: list[Item]
    lines: list[Line]  # everybody
    show: str
    lacking: str

    @property
    def cohort(self) -> Cohort:
        """Whose board it is."""
        return self.found.cohort

    @property
    def chosen(self) -> list[Line]:
        """Those whom the filter leaves."""
        return chosen(self.lines, self.show, self.lacking)

    @cached_property
    def names(self) -> Names:
        """What things are called."""
        dues = (due.thing for line in self.lines for due in line.standing.open_dues.values())
        return names_from(self.outline, (line.standing.verdict for line in self.lines), dues)


Choose = Callable[[list[Item]], Iterable[Item]]


def open_board(cohort_id: int, columns: Choose = lambda outline: ()) -> Board:
    """The board of a cohort that one leads, with some things of it; 404 for the others."""
    need(g.person is not None)
    found = get_led_cohort(cohort_id, g.person)
    outline = outline_of(found.cohort.programme_id)
    show, lacking = request.values.get("show", ALL), request.values.get("lacking", "")
    known = {item.thing for item in every_item(outline)}
    if show not in SHOWN or (lacking and lacking not in known):
        abort(404)
    things = [item.thing for item in columns(outline)] + ([lacking] if lacking else [])
    return Board(found, outline, board_of(found.cohort, outline, things), show, lacking)


@bp.get(BOARD + "board")
def show_board(cohort_id: int) -> str:
    """People and what each has of each module; of one module, of its lessons."""
    board = open_board(cohort_id, columns_of)
    return render_template(
        "learning/board.html",
        board=board,
        cohort=board.cohort,
        programme=board.cohort.programme,
        rows=rows_of(board),
        counts=counts(board.lines),
        labels=tuple(item_words(item) for item in columns_of(board.outline)),
        module=_module(board.outline),
        rules=rule_words(),
    )


class Row(NamedTuple):
    """A line of the board in words: all that it shows, so that it is made once while it says so."""

    handle: str
    name: str
    rests: bool
    why: tuple[str, ...]
    percent: int
    cells: tuple[tuple[str, str], ...]  # what it looks like, what it says
    missing: str
    seen_at: datetime | None
    heard_at: datetime | None


def rows_of(board: Board) -> list[Row]:
    """The lines that the filter leaves, in the words of this language."""
    things, said = [item.thing for item in columns_of(board.outline)], cache(_cell)
    return [
        Row(
            *(line.handle, line.name, line.standing.rests),
            tuple(why_words(why, board.names) for why in line.standing.why),
            line.percent,
            tuple(said(line.cells[thing]) for thing in things),
            *(line.missing, line.seen_at, line.heard_at),
        )
        for line in board.chosen
    ]


def _cell(cell: Cell) -> tuple[str, str]:
    return "done" if cell.done else "some" if cell.begun else "none", cell_words(cell)


def columns_of(outline: list[Item]) -> list[Item]:
    """The modules; of one that is asked for, its lessons, each with what is asked in it."""
    module = _module(outline)
    if module is None:
        return outline
    return [item for lesson in module.parts for item in (lesson, *lesson.parts)]


def _module(outline: list[Item]) -> Item | None:
    wanted = request.args.get("module", "")
    if not wanted:
        return None
    return next((item for item in outline if str(item.number) == wanted), None) or abort(404)


@bp.get(BOARD + "board.csv")
def give_csv(cohort_id: int) -> AnyResponse:
    """The board as a file of commas, everything in it."""
    board = open_board(cohort_id, every_item)
    body = as_csv(header_of(board.outline), _rows(board))
    return _file(board, body, "text/csv; charset=utf-8", "csv")


@bp.get(BOARD + "board.xlsx")
def give_xlsx(cohort_id: int) -> AnyResponse:
    """The board as a sheet."""
    board = open_board(cohort_id, every_item)
    title = in_this_language(board.cohort, "name")
    body = as_xlsx(title, header_of(board.outline), _rows(board))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(board, body, kind, "xlsx")


def _rows(board: Board) -> list[list[str | int | None]]:
    names = board.names
    return [row_of(line, board.outline, names) for line in board.chosen]


def _file(board: Board, body: bytes, kind: str, ending: str) -> AnyResponse:
    answer = Response(body, content_type=kind)
    name = f"board-{board.cohort.id}.{ending}"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def show_words(show: str) -> str:
    """What a filter is called."""
    return {
        "all": _("Everybody"),
        "behind": _("Behind"),
        "not-begun": _("Not begun"),
        "resting": _("On a pause"),
        "finished": _("Finished"),
    }[show]


bp.add_app_template_global(show_words, "show_words")
bp.add_app_template_global(item_words, "item_words")
