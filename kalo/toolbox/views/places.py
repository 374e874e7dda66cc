"""Where the answers of a page belong: nowhere but on the device, to a work, or behind a link."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, g, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from kalo.kit.errors import kept_words, show_error
from kalo.kit.reports import Report
from kalo.kit.safety import limiter
from kalo.kit.web import language
from kalo.toolbox.actions.works import Author
from kalo.toolbox.fields import Answers, Rows
from kalo.toolbox.forms.works import one_line
from kalo.toolbox.models.works import Work
from kalo.toolbox.permissions import may_change
from kalo.toolbox.queries import works as queries
from kalo.toolbox.tool import Tool
from kalo.toolbox.tools import TOOLS
from kalo.toolbox.views.rooms import bp

NUMBER = "<int(max=2147483647):work_id>"
WORK, SHARED = f"/works/{NUMBER}", "/shared/<token>"


def visitor() -> str:
    """Who is counted: a member, or the address that a guest comes from."""
    return f"person:{g.person.id}" if g.person else get_remote_address()


# Only what was not there counts: whoever guesses, not a class that works behind one address.
guessing = limiter.shared_limit(
    "60/minute", scope="toolbox-guessing", deduct_when=lambda answer: answer.status_code == 404
)
saving = limiter.shared_limit("240/minute", scope="toolbox-saving", key_func=visitor)
making = limiter.shared_limit("60/minute;600/day", scope="toolbox-making", key_func=visitor)
exporting = limiter.shared_limit("90/minute", scope="toolbox-exporting", key_func=visitor)
drawing = limiter.shared_limit("1200/minute", scope="toolbox-drawing", key_func=visitor)


@dataclass(frozen=True)
class Place:
    """A tool, and the work that is shown with it, with what may be done to it here."""

    tool: Tool
    work: Work | None = None
    right: str = "edit"
    token: str = ""

    @property
    def at(self) -> dict[str, Any]:
        """What its addresses are made with."""
        if self.work is None:
            return {"slug": self.tool.slug}
        return {"token": self.token} if self.token else {"work_id": self.work.id}

    def url(self, door: str, **more: Any) -> str:
        """The address of one of its doors: "draw", "result", "export", "history" …"""
        kind = "tool" if self.work is None else "work"
        return url_for(f"toolbox.{door}_{kind}", **self.at, **more)

    @property
    def changes(self) -> bool:
        """Whether its questions can be answered here."""
        return self.work is None or may_change(self.right)


def tool_of(slug: str) -> Tool:
    """A tool; 404 for what is none."""
    return TOOLS[slug] if slug in TOOLS else abort(404)


def find(work_id: int = 0, token: str = "") -> Place:
    """A work by its number or by a link, as whoever looks may have it; 404 otherwise."""
    if token:
        work, right, _link = queries.get_shared(token, g.person)
    else:
        work, right = queries.get_work(work_id, g.person)
    return Place(tool_of(work.tool), work, right, token)


def work_door(rule: str, **options: Any) -> Callable[..., Callable[..., Any]]:
    """A door of a work, and the same behind a link; whoever guesses at either is stopped."""

    def mount(view: Callable[..., Any]) -> Callable[..., Any]:
        guarded = guessing(view)
        for start in (WORK, SHARED):
            bp.add_url_rule(start + rule, view.__name__, guarded, **options)
        return guarded

    return mount


@bp.after_request
def keep_secret(response: Response) -> Response:
    """An address that is a key is named to nobody; what is behind it is kept nowhere."""
    if request.path.startswith("/toolbox/shared/"):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.errorhandler(404)
def say_what_is_gone(error: NotFound) -> Response:
    """A link that opens nothing, whether it was ended or never was, says what to do about it."""
    if not request.path.startswith("/toolbox/shared/"):
        return show_error(error)
    words = {
        "title": _("This link opens nothing"),
        "sentence": _("Perhaps whoever shared it has ended it, or a part of it is missing."),
        "advice": _("Ask whoever sent it for a new one."),
    }
    page = render_template("kit/error.html", status=404, kept=kept_words(), **words)
    return make_response(page, 404)


def author(field: str = "_name") -> Author:
    """Who does this: the member, or a guest under the name in the form."""
    named = one_line(request.form.get(field, ""))[:60]
    return Author(g.person, "" if g.person else named)


def filled(tool: Tool, answers: Answers) -> Answers:
    """The answers with what was not said as nothing, so that no tool has to ask if it is there."""
    whole: Answers = {}
    for name, field in tool.fields.items():
        if isinstance(field, Rows):
            empty = {key: _nothing(each) for key, each in field.fields.items()}
            whole[name] = [{**empty, **row} for row in answers.get(name) or ()]
        else:
            whole[name] = answers.get(name, _nothing(field))
    return whole


def _nothing(field: Any) -> Any:
    return list(field.empty) if isinstance(field.empty, tuple) else field.empty


def result_of(tool: Tool, answers: Answers) -> Report:
    """What the tool says to these answers, in the language of the page."""
    return tool.result(filled(tool, answers), language())


def as_file(body: bytes, mime: str, name: str, where: str = "attachment") -> Response:
    """A file to be taken along."""
    response = make_response(body)
    response.headers["Content-Type"] = mime
    response.headers.set("Content-Disposition", where, filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
