"""What is seen of the room as files: PDF, DOCX, a spreadsheet, JSON, and CSV to read in again."""

from typing import Any

from flask import Response, make_response
from flask_babel import gettext as _

from kalo.kit.aside import aside
from kalo.kit.reports import FORMATS, Report, written
from kalo.kit.tables import as_csv
from kalo.kit.text import slug as as_slug
from kalo.network import queries, tables
from kalo.network.models import Organisation
from kalo.network.queries.calls import calls_of
from kalo.network.queries.organisations import every_listed
from kalo.network.views import reports
from kalo.network.views.directory import asked
from kalo.network.views.room import HERE, bp, find, taking
from kalo.network.views.taking import MOST
from kalo.network.views.unions import KINDS, chosen_bodies

DIRECTORY = "organisations"
CSV = "text/csv; charset=utf-8"


@bp.get("/organisations.<any(pdf, xlsx, csv, json):kind>")
@taking
def download_directory(kind: str) -> Response:
    """What the filters find; no e-mail address is in it. Two statements, for CSV one."""
    looking = asked()
    if kind == "csv":
        rows = [tables.row_of(each) for each in every_listed(looking.filters, MOST[kind])]
        return _as_file(aside(as_csv, tables.header(), rows), CSV, f"{DIRECTORY}.csv")
    found = sum(queries.counts_by_place(looking.filters).values())
    organisations = every_listed(looking.filters, MOST[kind])
    wanted = [label for _name, label in looking.named]
    made = reports.directory_report(organisations, found, MOST[kind], wanted, kind)
    return as_file(made, kind, DIRECTORY, {"asked": looking.words})


@bp.get(f"{HERE}profile.<any(pdf, docx, json):kind>")
@taking
def download_organisation(slug: str, kind: str) -> Response:
    """The page of an organisation, for whoever may see it."""
    organisation, _own = find(slug)
    calls = calls_of(organisation.id) if organisation.is_shown else []
    marks = queries.marks_of([organisation.id]).get(organisation.id, [])
    made = reports.organisation_report(organisation, calls, marks, _state(organisation))
    return as_file(made, kind, organisation.slug, organisation.written())


def _state(organisation: Organisation) -> str:
    """What the file says first of an organisation that not everybody sees, or of a sample."""
    if not organisation.is_shown:
        return _("This page is not in the directory: not everybody sees it.")
    return _("Sample") if organisation.sample else ""


@bp.get("/unions/unions.<any(pdf, xlsx, json):kind>")
@taking
def download_unions(kind: str) -> Response:
    """Unions and networks as chosen, each with its source."""
    chosen, bodies = chosen_bodies()
    wanted = [str(KINDS[name][word]) for name, word in chosen.items()]
    return as_file(reports.unions_report(bodies, wanted, kind), kind, "unions", {})


def as_file(report: Report, kind: str, name: str, answers: dict[str, Any]) -> Response:
    """A report to be taken along."""
    made = FORMATS[kind]
    body = written(report, kind, answers)
    return _as_file(body, made.mime, f"{as_slug(name)}.{made.suffix}")


def _as_file(body: bytes, mime: str, name: str) -> Response:
    answer = make_response(body)
    answer.headers["Content-Type"] = mime
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
