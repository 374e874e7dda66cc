"""Files of a tool: the report in each format, answers as JSON, drawings of the tool's own."""

import json
from dataclasses import replace

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit import clock
from kalo.kit.text import slug
from kalo.kit.web import language
from kalo.toolbox.fields import Answers
from kalo.toolbox.reports import FORMATS, Notice, written
from kalo.toolbox.views.places import Place, as_file, filled, result_of


def export(place: Place, answers: Answers, kind: str, title: str) -> Response:
    """The file of a kind that this tool has; 404 for another."""
    tool = place.tool
    name = slug(title) or tool.slug
    whole = filled(tool, answers)
    if kind in tool.exports:
        own = tool.exports[kind]
        return as_file(own.make(whole, language(), title), own.type, f"{name}.{own.ending}")
    if kind == "json":
        return as_file(_as_json(place, answers, title), "application/json", f"{name}.json")
    if kind not in tool.formats or kind not in FORMATS:
        abort(404)
    made, report = FORMATS[kind], result_of(tool, answers)
    if "_example" in request.form:
        report = replace(report, blocks=(Notice(_("This is an example")), *report.blocks))
    return as_file(written(report, kind, whole), made.mime, f"{name}.{made.suffix}")


def _as_json(place: Place, answers: Answers, title: str) -> bytes:
    """What can be opened again, and the result beside it."""
    report = json.loads(written(result_of(place.tool, answers), "json", answers))
    whole = {
        "tool": place.tool.slug,
        "title": title,
        "made": clock.now().isoformat(timespec="seconds"),
        "language": language(),
        "answers": answers,
        "result": report["report"],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
