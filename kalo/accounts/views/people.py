"""What everybody may see of a member, and the files that people show."""

import mimetypes
import re

from flask import Response, abort, g, make_response, render_template

from kalo.accounts import queries
from kalo.accounts.views.doors import A_YEAR, bp
from kalo.kit import files

PLAIN_NAME = re.compile(r"[\w-]+(/[\w-]+)*\.[a-z0-9]{2,5}", re.ASCII)


@bp.get("/people/<name>")
def show_person(name: str) -> str:
    person = queries.get_person_called(name)
    return render_template("accounts/person.html", whose=person, viewer=g.person)


@bp.get("/files/<path:name>")
def show_file(name: str) -> Response:
    """A kept file; its name is random and never used twice, so it may be kept for ever."""
    public = PLAIN_NAME.fullmatch(name) and not name.startswith(files.PRIVATE)
    body = files.read(name) if public else None
    if body is None:
        abort(404)
    response = make_response(body)
    kind = mimetypes.guess_type(name)[0] or ""
    shown = kind.startswith("image/")
    response.headers["Content-Type"] = kind if shown else "application/octet-stream"
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not shown:
        response.headers["Content-Disposition"] = "attachment"
    return response
