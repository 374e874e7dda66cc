"""A learner's own space: all works across the programmes, and taking them along."""

from typing import IO

from flask import Response, abort, g, make_response, render_template, send_file
from werkzeug.wrappers import Response as AnyResponse

from kalo.kit.pages import whole_argument
from kalo.kit.safety import limiter
from kalo.kit.web import language, need
from kalo.learning.actions import exports
from kalo.learning.models import Submission, Work, WorkFile
from kalo.learning.queries import tasks as queries
from kalo.learning.views.room import bp, learner

KIND = f"<any({exports.DOCX},{exports.PDF}):kind>"
AT = "/work/<int(max=2147483647):block_id>/"
now_and_then = limiter.limit("30/minute", key_func=learner)


@bp.get("/mine/work/")
def show_works() -> str:
    """Everything that one has written and handed in."""
    need(g.person is not None)
    return render_template("learning/works.html", works=queries.works_of(g.person))


@bp.get("/mine/work/all.zip")
@now_and_then
def export_works() -> AnyResponse:
    """All works in both formats, with their files."""
    need(g.person is not None)
    works = queries.works_of(g.person)
    beside = queries.files_of(mine.work for mine in works)
    packed: IO[bytes] = exports.all_as_zip(works, beside, language())
    name = "ergasies.zip" if language() == "el" else "works.zip"
    answer = send_file(packed, "application/zip", as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.get(f"{AT}export.{KIND}")
@now_and_then
def export_work(block_id: int, kind: str) -> Response:
    """One's own work as a document: the draft, or a version by `?version=`."""
    block = queries.get_task(block_id, g.person)
    need(g.person is not None)
    work = queries.find_work(g.person, block) or abort(404)
    return _sent(work, _version(work, whole_argument("version", 0)), kind)


@bp.get(f"/marking/works/<int(max=2147483647):submission_id>/export.{KIND}")
@now_and_then
def export_submission(submission_id: int, kind: str) -> Response:
    """A version that was handed in as a document, for facilitators."""
    need(g.person is not None)
    version = queries.get_submission(submission_id, g.person)
    return _sent(version.work, version, kind)


def _version(work: Work, number: int) -> Submission | None:
    if number:
        return queries.get_version(work, number)
    return None if work.text else queries.newest_version(work)


def _sent(work: Work, version: Submission | None, kind: str) -> Response:
    beside: list[WorkFile] = version.files if version else queries.draft_files(work)
    document = exports.document_of(work, version, beside, language())
    answer = make_response(exports.written(document, kind))
    answer.headers["Content-Type"] = exports.MIMES[kind]
    answer.headers["Cache-Control"] = "private, no-store"
    number = f"-{version.number}" if version else ""
    name = f"{document.name}{number}.{kind}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
