"""The doors of the bell."""

from flask import Blueprint, abort, g, redirect, render_template
from werkzeug.wrappers import Response

from kalo.kit.web import go_to, in_language, language, need
from kalo.notifications import actions, queries
from kalo.notifications.models import kinds
from kalo.notifications.permissions import may_read_news

bp = Blueprint("notifications", __name__, url_prefix="/accounts/news", template_folder="templates")


@bp.get("/")
def show_news() -> str:
    """What there is to know, unread first."""
    need(may_read_news(g.person))
    return render_template("notifications/news.html", news=queries.news_of(g.person), kinds=kinds)


@bp.post("/<int:news_id>/reading")
def read_news(news_id: int) -> Response:
    """Go to what is new, and count it as read."""
    need(may_read_news(g.person))
    news = queries.get_news(news_id, g.person) or abort(404)
    actions.mark_read(g.person, news.subject)
    return redirect(in_language(news.path, language()), 303)


@bp.post("/reading")
def read_all() -> Response:
    """Count everything as read."""
    need(may_read_news(g.person))
    actions.mark_read(g.person)
    return go_to("notifications.show_news")
