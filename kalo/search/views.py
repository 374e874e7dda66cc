"""The door of search."""

from functools import cache

from flask import Blueprint, abort, g, render_template, request

from kalo.kit.pages import whole_argument
from kalo.kit.safety import limiter
from kalo.kit.versions import shows
from kalo.kit.web import in_language, language
from kalo.search.kinds import kinds
from kalo.search.queries import LONGEST_QUESTION, Found, find

bp = Blueprint("search", __name__, template_folder="templates")
NOTHING = Found([], {}, 0, 1)


@cache
def _label(kind: str, _language: str) -> str:
    """The name of a kind in the language of the page."""
    return str(kinds[kind].label)


@bp.get("/search")
@limiter.limit("60 per minute")
def show_search() -> str:
    """What a question finds; with no question, a place to ask one."""
    question = request.args.get("q", "").strip()[:LONGEST_QUESTION]
    kind, page = request.args.get("kind", ""), whole_argument("page", 1)
    if kind and kind not in kinds:
        abort(404)
    shows("search", *kinds)  # `thing_changed` has the name of its kind
    found = find(question, g.person, language(), kind, page) if question else NOTHING
    if not 1 <= page <= found.pages:
        abort(404)
    return render_template(
        "search/search.html",
        question=question,
        kind=kind,
        page=page,
        found=found,
        kinds=kinds,
        everything=sum(found.counts.values()),
        labels={key: _label(key, language()) for key in found.counts},
        prefix=in_language("", language()),
    )
