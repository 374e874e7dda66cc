"""Files: taken in while somebody writes, and shown to whoever sees a text that shows them."""

from time import monotonic
from typing import Any

from flask import Response, abort, current_app, g, jsonify, make_response, request

from kalo.kit import files
from kalo.kit.web import Refused, need, thinks_first
from kalo.writing.actions.uploads import as_markdown
from kalo.writing.models import Upload
from kalo.writing.permissions import may_upload
from kalo.writing.queries import uploads as queries
from kalo.writing.views.attaching import take_in
from kalo.writing.views.room import bp, files_bp, upload_limit

PUBLIC_FOR = 60.0  # seconds that a process remembers that everybody may see a picture
MOST_REMEMBERED = 5_000


@bp.post("/uploads")
@upload_limit
@thinks_first
def create_upload() -> Any:
    """Take a file in and answer what shows it in a text."""
    need(may_upload(g.person))
    file = request.files.get("attachment")
    if file is None:
        abort(400)
    try:
        upload = take_in(file)
    except Refused as refusal:
        return {"error": str(refusal)}, 422
    markdown = as_markdown(upload, request.form.get("attachment_alt", ""))
    address = f"/files/{upload.name}"
    return jsonify(markdown=markdown, url=address, kind=upload.kind, label=upload.label), 201


@files_bp.get("/files/w/<name>")
def show_upload(name: str) -> Response:
    """A file of a text; its name is random, and still the room is asked who sees the text."""
    full = f"w/{name}"
    if full in _public():
        return _picture(full, public=True)
    upload = queries.get_upload(full)
    public = queries.is_public(upload)
    if not public and not queries.can_see(g.person, upload):
        abort(404)
    if upload.kind == "image":
        if public:
            _remember(full)
        return _picture(full, public)
    return _document(upload, public)


def _public() -> dict[str, float]:
    """The pictures that everybody could see a moment ago; what is older is asked again."""
    known: dict[str, float] = current_app.extensions.setdefault("kalo_public_files", {})
    now = monotonic()
    while known and next(iter(known.values())) < now:
        known.pop(next(iter(known)))
    return known


def _remember(name: str) -> None:
    known = _public()
    if len(known) < MOST_REMEMBERED:
        known[name] = monotonic() + PUBLIC_FOR


def _picture(name: str, public: bool) -> Response:
    return _sent(name, "image/webp", public)


def _document(upload: Upload, public: bool) -> Response:
    response = _sent(upload.name, upload.media_type, public)
    response.headers.set("Content-Disposition", "attachment", filename=upload.label)
    return response


def _sent(name: str, media_type: str, public: bool) -> Response:
    body = files.read(name)
    if body is None:
        abort(404)
    response = make_response(body)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    kept = "public, max-age=86400" if public else "private, max-age=600"
    response.headers["Cache-Control"] = kept
    if not public:
        response.vary.add("Cookie")
    return response
