"""Looking for a word inside one programme."""

from flask import g, render_template, request

from kalo.kit.safety import limiter
from kalo.kit.web import language
from kalo.learning import queries
from kalo.learning.views.room import bp
from kalo.search.queries import MOST, Hit, find


@bp.get("/<slug>/search")
@limiter.limit("60/minute")
def search_programme(slug: str) -> str:
    """The lessons of a programme that have what is asked, best first."""
    programme, _enrolment = queries.get_programme(slug, g.person)
    asked = request.args.get("q", "").strip()
    hits = _inside(f"/learning/{programme.slug}/", asked) if asked else []
    return render_template("learning/search.html", programme=programme, asked=asked, hits=hits)


def _inside(path: str, asked: str) -> list[Hit]:
    found = find(asked, g.person, language(), kind="lesson", size=MOST, alone=True)
    return [hit for hit in found.hits if hit.path.startswith(path)]
