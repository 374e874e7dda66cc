"""A tool on its page: the questions with what was said, and the result so far."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import g, render_template, request
from flask_babel import lazy_gettext as _l

from kalo.kit.clock import date_words
from kalo.kit.once import page_key
from kalo.kit.reports import Report
from kalo.kit.web import language, wants_fragment
from kalo.toolbox.actions.works import bring_together
from kalo.toolbox.fields import Answers, Day, Field, Rows
from kalo.toolbox.forms.answers import Said, asked_no_more, press_rows, read_data, read_form
from kalo.toolbox.forms.works import RIGHT_WORDS
from kalo.toolbox.merging import flat, raised, take_theirs
from kalo.toolbox.permissions import (
    may_comment,
    may_delete_comment,
    may_see_history,
    may_take_over,
)
from kalo.toolbox.planned import MARK, Mark
from kalo.toolbox.queries.tools import related_to
from kalo.toolbox.tool import Tool
from kalo.toolbox.views.exporting import COPY, copy_words
from kalo.toolbox.views.places import Place, filled, result_of

FORMAT_WORDS = {
    "pdf": "PDF",
    "docx": _l("Word (DOCX)"),
    "xlsx": _l("Spreadsheet (XLSX)"),
    "json": _l("File to open here again (JSON)"),
}
MAY = {
    each.__name__: each
    for each in (may_comment, may_delete_comment, may_see_history, may_take_over)
}


@dataclass
class Sheet:
    """Everything that the page of a tool is drawn from."""

    place: Place
    said: Said
    report: Report
    revision: int = 0
    conflicts: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    fresh: str = ""  # the row to which the eye goes
    example: bool = False
    copied: bool = False  # began as a copy of the example: what is not changed is made up
    full: bool = False  # the work takes no more versions
    opened: bool = False  # from a file: what waits on the device does not take its place
    left: str = ""  # words to questions that are asked no more

    @property
    def answers(self) -> Answers:
        """What was said, with nothing for what was not."""
        return filled(self.place.tool, self.said.answers)


def sheet_of(place: Place, answers: Answers) -> Sheet:
    """The page as it is opened: answers that were kept, or none."""
    said = read_data(place.tool, answers)
    said.wrong.clear()  # what was fine when it was kept is shown, not blamed
    revision = place.work.revision if place.work else 0
    return Sheet(place, said, result_of(place.tool, said.answers), revision)


def sheet_of_form(place: Place) -> Sheet:
    """The page after a press of a button: with everything that was typed, and nothing stored."""
    said = read_form(place.tool, request.form)
    said.answers = place.tool.press(said.answers, request.form)
    if MARK in place.tool.fields and place.work is None:
        said.answers.setdefault(MARK, Mark.fresh())
    fresh = press_rows(place.tool, said, request.form.get("_row", ""))
    sheet = Sheet(place, said, None, seen_revision(place), fresh=fresh)  # type: ignore[arg-type]
    mark_as_made_up(sheet, request.form.get("_example", ""))
    sheet.left = request.form.get("_left", "")
    if "_back" in request.form:  # brought back from the device, perhaps after an upgrade
        sheet.left = "\n".join(filter(None, [sheet.left, asked_no_more(place.tool, request.form)]))
    if place.work is not None and "_bring" in request.form:
        bring_in(sheet)
    if place.work is not None and "_conflict" in request.form:
        settle(sheet, request.form.getlist("_conflict"), request.form.get("_theirs", ""))
    sheet.report = result_of(place.tool, said.answers)
    return sheet


def mark_as_made_up(sheet: Sheet, mark: object) -> None:
    """What a form, or a file, says of itself: that it is the example, or began as a copy of it."""
    sheet.copied = mark == COPY
    sheet.example = bool(mark) and not sheet.copied


def bring_in(sheet: Sheet) -> None:
    """What others saved meanwhile, beside what was typed; of the same answer both texts."""
    work = sheet.place.work
    if work is not None and sheet.revision < work.revision:
        merged = bring_together(work, sheet.said.answers, sheet.revision)
        sheet.said.answers, sheet.conflicts = merged.answers, merged.conflicts
        sheet.revision = work.revision


def settle(sheet: Sheet, paths: list[str], chosen: str) -> None:
    """Of answers that both changed, take over the other's where that was chosen."""
    stands = flat(sheet.place.work.answers) if sheet.place.work else {}
    mine = flat(sheet.said.answers)
    for path in paths[:2_000]:
        if chosen in ("*", path):
            take_theirs(mine, stands, path)
    for path in paths[:2_000]:
        if mine.get(path) != stands.get(path):
            sheet.conflicts[path] = (stands.get(path), mine.get(path))
    sheet.said.answers = raised(mine)


def seen_revision(place: Place) -> int:
    """The revision that the form was drawn from; never one that is not there yet."""
    said = request.form.get("_revision", "")
    latest = place.work.revision if place.work else 0
    return min(int(said), latest) if said.isdecimal() and len(said) < 10 else latest


def drawn(sheet: Sheet, status: int = 200, **more: Any) -> tuple[str, int]:
    """The whole page, or the part that htmx swaps."""
    if wants_fragment():
        return render_template("toolbox/_tool.html", **context(sheet)), status
    related = related_to(sheet.place.tool)
    page = render_template("toolbox/tool.html", related=related, **context(sheet), **more)
    return page, status


def context(sheet: Sheet) -> dict[str, Any]:
    """What the templates of a tool are given."""
    place = sheet.place
    return {
        "sheet": sheet,
        "place": place,
        "tool": place.tool,
        "work": place.work,
        "said": sheet.said,
        "answers": sheet.answers,
        "report": sheet.report,
        "fields": place.tool.fields,
        "label_of": label_of,
        "shown": shown,
        "once": page_key() if place.work else "",
        "signed_in": g.person is not None,
        "copy_words": copy_words,
        "take_ways": take_ways(place.tool),
        "right_words": RIGHT_WORDS,
        **MAY,
        "words_in": language(),
    }


def label_of(place: Place, path: str) -> str:
    """What a path is called: "Costs 2: amount"."""
    name, *rest = path.split(".", 2)
    field_ = place.tool.fields.get(name.removesuffix(":order"))
    if field_ is None:
        return path
    if not isinstance(field_, Rows) or not rest:
        return str(field_.label)
    one = str(field_.one or field_.label)
    inner = field_.fields.get(rest[1]) if len(rest) == 2 else None
    return f"{one}: {inner.label}" if inner else one


def take_ways(tool: Tool) -> list[tuple[str, Any]]:
    """The kinds of file that one can take along, with their words."""
    own = [(kind, export.label) for kind, export in tool.exports.items()]
    return [*((kind, FORMAT_WORDS[kind]) for kind in tool.formats if kind in FORMAT_WORDS), *own]


def shown(place: Place, path: str, value: Any) -> str:
    """A value as people read it."""
    name, *rest = path.split(".", 2)
    field_: Any = place.tool.fields.get(name)
    if isinstance(field_, Rows):
        field_ = field_.fields.get(rest[1]) if len(rest) == 2 else None
    if value is None or value in ("", []):
        return "–"
    if hasattr(field_, "label_of"):
        return str(field_.label_of(value) or value)
    if hasattr(field_, "labels_of"):
        return ", ".join(field_.labels_of(value))
    if isinstance(value, bool):
        return "✓"
    if isinstance(field_, Day):
        return date_words(date.fromisoformat(value))
    if isinstance(value, int | float) and isinstance(field_, Field):
        return field_.show(value)  # as it stands in the form: 58000, not 58000.0
    return str(value) if not isinstance(value, list) else str(len(value))
