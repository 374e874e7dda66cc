"""What every view leans on: asking permission, fragments, languages in the address."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    has_request_context,
    make_response,
    redirect,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from kalo.kit import db

READING = {"GET", "HEAD", "OPTIONS"}


class Refused(Exception):
    """An action says no; its text is a sentence for the person, shown on the form (422)."""


def need(allowed: bool) -> None:
    """Answer 403 (401 for a guest) unless allowed, and note that the question was asked."""
    g.asked_permission = True
    if not allowed:
        abort(403 if g.person else 401)


def wants_fragment() -> bool:
    """True for htmx swapping a part of the page, not for a boosted link."""
    return "HX-Request" in request.headers and request.headers.get("HX-Request-Type") != "full"


def go_to(endpoint: str, **values: Any) -> AnyResponse:
    """Success without htmx: 303 to the page."""
    return redirect(url_for(endpoint, **values), 303)


def fragment(html: str, at: str) -> Response:
    """Success under htmx: the fragment, naming the page `at` where the new thing stands."""
    response = make_response(html)
    response.headers["Content-Location"] = at
    return response


def safe_next(default: str) -> str:
    """The page of this site named by `?next=`, or the default; never another site."""
    target = request.values.get("next", "")
    parts = urlsplit(target)
    own = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if own and not parts.scheme and not parts.netloc else default


def begin_request() -> None:
    """Each request starts with no work at hand; only a write waits for the write lock."""
    g.person = None
    if request.method in READING or _thinks_first():
        db.begin_reading()
    else:
        db.begin_writing()


def shows_again(page: Callable[[str], str]) -> Callable[..., Any]:
    """Mark a writing view whose own page comes back where its form was too old, filled in as it
    was and with this sentence: for forms with a password, which nobody else gives back.
    """

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.shows_again = page  # type: ignore[attr-defined]
        return view

    return mark


def thinks_first(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a writing view that does slow work first and calls `begin_writing` itself."""
    view.thinks_first = True  # type: ignore[attr-defined]
    return view


def _thinks_first() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "thinks_first", False)


def finish_request(response: Response) -> Response:
    """Keep the work of a request that went well; drop the rest."""
    if response.status_code < 400:
        db.commit()
    else:
        db.drop()
    return response


def refuse_unasked_writes(response: Response) -> Response:
    """In tests, fail any write that succeeded without asking `need`."""
    wrote = request.method not in READING and response.status_code < 400
    if current_app.testing and wrote and request.endpoint:
        assert g.get("asked_permission"), f"{request.endpoint} never called need()"
    return response


class LanguageInAddress:
    """WSGI: `/en/…` is the same address in English; links made inside keep the prefix."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/en" or path.startswith("/en/"):
            environ["PATH_INFO"] = path[3:] or "/"
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + "/en"
            environ["kalo.language"] = "en"
        return self.app(environ, start)


def language() -> str:
    """The language of this page: that of its address; a letter or a job may set another."""
    spoken = g.get("language")
    if spoken is None:
        spoken = request.environ.get("kalo.language", "el") if has_request_context() else "el"
    return str(spoken)


def in_language(path: str, wanted: str) -> str:
    """The address of a path (with its query) in a language."""
    return f"/en{path}" if wanted == "en" else path


def init_web(app: Flask) -> None:
    """One transaction per request, the language in the address, unasked writes refused."""
    app.wsgi_app = LanguageInAddress(app.wsgi_app)  # type: ignore[method-assign, assignment]
    app.before_request(begin_request)
    app.after_request(finish_request)
    app.after_request(refuse_unasked_writes)  # Flask runs these last-registered first
