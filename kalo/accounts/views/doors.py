"""What the doors of accounts share: the blueprint, limits, and letting somebody in."""

import hashlib
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from kalo.accounts.forms.own import language_words
from kalo.accounts.forms.staff import ROLE_WORDS
from kalo.accounts.login import enter
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.page import THEMES
from kalo.kit.safety import limiter
from kalo.kit.web import go_to, in_language, language, need

# No url_prefix: people and files are accounts' too, and stand at /people/ and /files/.
bp = Blueprint("accounts", "kalo.accounts", template_folder="templates")

A_YEAR = 365 * 24 * 60 * 60
often = limiter.limit("20 per minute;120 per hour", methods=["POST"])
BROWSERS = (
    *(("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet")),
    *(("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome")),
    ("Safari", "Safari"),
)
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "CrOS", "Linux")


def address_typed() -> str:
    """The typed address as a key of limits; hashed, so that no list of addresses is kept."""
    typed = request.form.get("email", "").strip().lower()
    return f"address:{hashlib.sha256(typed.encode()).hexdigest()[:24]}"


letters_to_one = limiter.limit("6 per hour", key_func=address_typed, methods=["POST"])
guesses = limiter.limit(
    "10 per 10 minutes;40 per day",
    key_func=address_typed,
    methods=["POST"],
    deduct_when=lambda response: response.status_code == 422,
)


def me() -> Person:
    """The member who asks; a guest is sent to sign in."""
    need(g.person is not None)
    person: Person = g.person
    return person


def device_words(user_agent: str) -> str:
    """What a device calls itself, short: "Firefox, Android"."""
    browser = next((name for sign, name in BROWSERS if f"{sign}/" in user_agent), "")
    system = next((name for name in SYSTEMS if name in user_agent), "")
    return ", ".join(word for word in (browser, system.replace("Mac OS", "macOS")) if word)


def let_in(person: Person, path: str = "") -> AnyResponse:
    """Sign somebody in on this device, and lead them where they were going."""
    enter(person, device_words(request.user_agent.string))
    wanted = "en" if "en" in (language(), person.language) else "el"
    response = redirect(path or in_language("/", wanted), 303)
    return with_theme(response, person.theme) if person.theme != "auto" else response


def with_theme(response: AnyResponse, theme: str) -> AnyResponse:
    """Remember light or dark on this device, where pages look for it."""
    if theme in THEMES:
        secure = current_app.config["KALO"].secure
        response.set_cookie("theme", theme, max_age=A_YEAR, secure=secure, samesite="Lax")
    return response


def unlisted(template: str, status: int = 200, **context: Any) -> Response:
    """A page that no cache keeps and no search engine lists: it has a secret in its address."""
    response = make_response(render_template(template, **context), status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def letter_on_its_way(why: str, email: str, newcomer: int | None = None) -> AnyResponse:
    """Lead to the page that says to look for a letter; it says the same whoever asked."""
    session["asked"] = {"why": why, "email": email, "newcomer": newcomer}
    return go_to("accounts.show_letter_sent")


def suspended(person: Person) -> str:
    """What somebody hears who may not come in for now: until when, why, and whom to write to."""
    end = person.suspended_until
    said = [_("This account is suspended.")]
    if end:
        said = [_("This account is suspended until %(day)s.", day=clock.moment_words(end))]
    if person.suspended_why:
        said.append(_("The reason: %(why)s", why=person.suspended_why))
    contact = current_app.config["KALO"].contact
    return " ".join([*said, _("If you see it differently, write to %(contact)s.", contact=contact)])


@bp.app_template_global("person_name")
def person_name(person: Person | str | None) -> str:
    """A name to show for a person, a name, or nobody: who left is a "former member"."""
    name = person.name if isinstance(person, Person) else person
    return name or _("former member")


@bp.app_template_global("role_words")
def role_words(role: str) -> str:
    """What a role is called."""
    return str(ROLE_WORDS.get(role, role))


bp.add_app_template_global(language_words, "language_words")
