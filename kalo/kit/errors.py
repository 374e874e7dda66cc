"""Error pages that help: what happened, what is safe, what to do; typed words come back."""

import logging
import re
from typing import Any

from flask import (
    Flask,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from kalo.kit.db import drop
from kalo.kit.outages import is_away, is_lock_error
from kalo.kit.web import READING, wants_fragment

log = logging.getLogger("kalo.errors")
WORDS_OF_PEOPLE = {"title", "body", "text", "words", "note", "reason", "why"}  # however short
OWN_KEY = re.compile(r"[!-~]{0,20}")  # as choices, numbers and rows are sent

WORDS: dict[int, tuple[Any, Any]] = {
    400: (
        lazy_gettext("This request cannot be understood"),
        lazy_gettext("Something in the address or in the form does not fit."),
    ),
    401: (
        lazy_gettext("Sign in to go on"),
        lazy_gettext("You are no longer signed in. What you wrote is safe below."),
    ),
    403: (
        lazy_gettext("This is not open to you"),
        lazy_gettext("Your account may see this page but may not do this."),
    ),
    404: (
        lazy_gettext("There is no such page"),
        lazy_gettext("It may have moved, or the address may have a slip in it."),
    ),
    405: (
        lazy_gettext("This page is not asked that way"),
        lazy_gettext("Go back and use the button of the page."),
    ),
    410: (
        lazy_gettext("This page is gone"),
        lazy_gettext("It was here once and has been taken away."),
    ),
    413: (
        lazy_gettext("This is too large"),
        lazy_gettext("Send a smaller file or a shorter text."),
    ),
    429: (
        lazy_gettext("One moment, please"),
        lazy_gettext("There were too many attempts in a short time. Try again in a minute."),
    ),
    500: (
        lazy_gettext("Something broke on our side"),
        lazy_gettext("The fault is ours and has been written down. What you wrote is safe below."),
    ),
    503: (
        lazy_gettext("The platform is busy"),
        lazy_gettext("Nothing was lost. Try again in a moment."),
    ),
}


def init_errors(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(Exception, show_fault)


def show_error(error: HTTPException) -> AnyResponse:
    """The page for an HTTP error; a guest who must sign in is led there."""
    status = error.code or 500
    if isinstance(error, SecurityError):  # a strange host: no address of ours can be made for it
        return Response("This address is not served here.\n", 400, mimetype="text/plain")
    if error.response is not None or status < 400:
        return error.get_response()
    if status == 401:
        return _sign_in_first()
    return _too_old() if isinstance(error, CSRFError) else _page(status)


def show_fault(error: Exception) -> AnyResponse:
    """The page for a fault of ours; the traceback goes to the log only."""
    drop()
    if current_app.testing and not current_app.config.get("SHOW_FAULTS"):
        raise error
    if is_lock_error(error):
        return _page(503)
    if is_away(error):
        log.error("the database is away: %s", error)
        return _page(503)
    log.exception("a request failed")
    return _page(InternalServerError.code)


def _sign_in_first() -> AnyResponse:
    sign_in = url_for("accounts.sign_in", next=_here())
    if wants_fragment():
        response = make_response("", 401)
        response.headers["HX-Redirect"] = sign_in
        return response
    return redirect(sign_in, 303) if request.method in READING else _page(401)


def _too_old() -> AnyResponse:
    """A form whose token fits no more: its own page again, or one that can send it again."""
    sentence = _why_too_old()
    if page := getattr(current_app.view_functions[request.endpoint or ""], "shows_again", None):
        return make_response(page(sentence), 400)
    again = _again()
    if again is None:
        sentence += " " + _("Open its page again and fill it in once more.")
    page = render_template(
        "kit/error.html",
        status=400,
        title=_("The form needs to be sent again"),
        sentence=sentence,
        again=again,
        is_ours=_is_ours(),
        kept=kept_words(),
        back=_form_page(),
    )
    return make_response(page, 400)


def _why_too_old() -> str:
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return _(
            "This form had been open for too long, or you signed in or out in another window."
            " Nothing was sent yet."
        )
    return _(
        "Your browser did not send our cookie along: it was deleted meanwhile, or cookies are off"
        " here. Send the form again; if this page comes back, allow cookies for this site."
    )


def _again() -> list[tuple[str, str]] | None:
    """What a form said, to be sent again by a press; only of a form of ours, and never a password.

    Another site could fill in a form for somebody who then only presses the button.
    """
    if not _is_ours() or any(map(_is_secret, request.form)):
        return None
    if any(file.filename for file in request.files.values()):
        return None
    said = request.form.items(multi=True)
    return [(name, text) for name, text in said if name != "csrf_token"]


def _is_ours() -> bool:
    """True where the browser says that the form stood on a page of ours."""
    if origin := request.headers.get("Origin"):
        return f"{origin}/" == request.host_url
    return (request.referrer or "").startswith(request.host_url)


def _here() -> str:
    """The page to come back to: this one, or the one the form stood on."""
    if request.method in READING:
        return request.script_root + request.full_path.rstrip("?")
    return request.referrer.split(request.host, 1)[-1] if request.referrer else "/"


def _page(status: int) -> Response:
    title, sentence = WORDS.get(status, WORDS[400 if status < 500 else 500])
    page = render_template(
        "kit/error.html", status=status, title=title, sentence=sentence, kept=kept_words()
    )
    return make_response(page, status)


def _form_page() -> str | None:
    """The page of ours on which the form stood."""
    ours = (request.referrer or "").startswith(request.host_url)
    return _here() if ours else None


def kept_words() -> list[str]:
    """What the person had typed, to give it back: all that is more than a key or a number."""
    if request.method in READING or "person" not in g:
        return []
    typed = [text.strip() for name, text in _typed() if name in WORDS_OF_PEOPLE or _is_said(text)]
    return [text for text in dict.fromkeys(typed) if text]


def _is_said(text: str) -> bool:
    return OWN_KEY.fullmatch(text.strip()) is None


def _typed() -> list[tuple[str, str]]:
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:  # a body too large to read has nothing to give back
        return []
    ours = {"once", "csrf_token", "next", "act"}
    return [(n, text) for n, text in fields if n not in ours and not _is_secret(n)]


def _is_secret(name: str) -> bool:
    """True for a field that is never given back."""
    return "password" in name or name == "current"
