"""What was discussed already that resembles a title somebody is typing."""

from flask import g, request

from kalo.forum import queries
from kalo.forum.permissions import is_member
from kalo.forum.views.room import bp, show, touching_limit
from kalo.kit.web import language, need, wants_fragment


@bp.get("/similar")
@touching_limit
def show_similar() -> str:
    need(is_member(g.person))
    title = " ".join(request.args.get("title", "").split())[:140]
    found = queries.similar_topics(title, g.person, language())
    template = "_similar.html" if wants_fragment() else "similar.html"
    return show(template, title=title, similar=found)
