"""The blueprint, and what every page of a certificate has in common."""

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kalo.certificates import queries
from kalo.certificates.codes import read_code
from kalo.certificates.models import Certificate
from kalo.kit.safety import limiter

Answer = str | AnyResponse | tuple[str, int]
bp = Blueprint("certificates", __name__, url_prefix="/certificates", template_folder="../templates")
# Whoever asks for codes that nobody has is soon asked to wait; the right one is never counted.
no_guessing = limiter.limit(
    "20/minute;100/hour", deduct_when=lambda response: response.status_code == 404
)


def member() -> str:
    """Whose doing is counted where one is signed in: a class of thirty may share one address."""
    return f"person:{g.person.id}" if g.person else "guest"


@bp.after_request
def keep_out_of_search(response: Response) -> Response:
    """A certificate is for whoever was given its code: search engines keep none of it."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def get_certificate(code: str) -> Certificate:
    """The certificate of a code, however it was typed; 404 where nobody has it."""
    return queries.find_certificate(read_code(code) or "") or abort(404)


def lead_to_its_address(code: str) -> AnyResponse | None:
    """To the code as it is kept, from any other spelling of it."""
    known = read_code(code)
    if known is None or known == code:
        return None
    return redirect(url_for(request.endpoint or "", code=known), 301)
