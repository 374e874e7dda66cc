"""Files of a tool: the report in each format, answers as JSON, drawings of the tool's own."""

import json
from dataclasses import replace

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit import clock
from kalo.kit.reports import FORMATS, Notice, Report, written
from kalo.kit.text import slug
from kalo.kit.web import language
from kalo.toolbox.fields import Answers
from kalo.toolbox.queries.works import began_as_example
from kalo.toolbox.views.places import Place, as_file, filled, result_of

FROM_EXAMPLE = "example"  # in a file to open here again: it opens as the example, or as a copy
COPY = "copy"  # what began as a copy of the example; the example's own mark is any other


def export(place: Place, answers: Answers, kind: str, title: str) -> Response:
    """The file of a kind that this tool has; 404 for another."""
    tool = place.tool
    name = slug(title) or tool.slug
    whole, note = filled(tool, answers), _note(place)
    if kind in tool.exports:
        own = tool.exports[kind]
        name = f"{name}-{kind}" if own.ending in tool.formats else name  # beside that of a format
        if place.work is not None and own.make_kept is not None:
            body = own.make_kept(whole, language(), title, note, place.work)
        else:
            body = own.make(whole, language(), title, note)
        return as_file(body, own.type, f"{name}.{own.ending}")
    if kind not in tool.formats or kind not in FORMATS:
        abort(404)
    made, report = FORMATS[kind], result_of(tool, answers)
    if note:
        report = replace(report, blocks=(Notice(note), *report.blocks))
    body = (
        _as_json(place, answers, title, report) if kind == "json" else written(report, kind, whole)
    )
    return as_file(body, made.mime, f"{name}.{made.suffix}")


def _note(place: Place) -> str:
    """What a file says of itself, so that nobody takes what we made up for somebody's work."""
    mark = _mark(place)
    if mark == COPY:
        return copy_words()
    return _("This is an example: the answers in it are made up.") if mark else ""


def _mark(place: Place) -> str:
    """That it is the example, or began as a copy of it: a file to open here again says so too."""
    if place.work is not None:
        return COPY if began_as_example(place.work) else ""
    return request.form.get("_example", "")


def copy_words() -> str:
    """What stands on a copy of the example."""
    return _("This began as a copy of the example: answers not changed since are made up.")


def _as_json(place: Place, answers: Answers, title: str, made: Report) -> bytes:
    """What can be opened again, and the result beside it."""
    report, mark = json.loads(written(made, "json", answers)), _mark(place)
    whole = {
        "tool": place.tool.slug,
        "title": title,
        **({FROM_EXAMPLE: mark if mark == COPY else True} if mark else {}),
        "made": clock.now().isoformat(timespec="seconds"),
        "language": language(),
        "answers": answers,
        "result": report["report"],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
