"""The doors of the bell."""

from flask import Blueprint, g, redirect, render_template, request
from werkzeug.wrappers import Response

from kalo.kit.web import go_to, in_language, language, need, safe_next
from kalo.notifications import actions, queries
from kalo.notifications.lines import line_of
from kalo.notifications.permissions import may_read_news
from kalo.notifications.slots import bell
from kalo.notifications.subjects import still_there

Answer = str | Response | tuple[str, int]
VIEWS = ("all", "unread", "mine")

bp = Blueprint("notifications", "kalo.notifications", template_folder="templates")


@bp.get("/accounts/news/")
def show_news() -> str:
    """What there is to know, unread first."""
    need(may_read_news(g.person))
    asked = request.args.get("only", "all")
    only = asked if asked in VIEWS else "all"
    news = queries.news_page(g.person, only)
    facts = {
        "names": queries.names_of(news.rows),
        "there": still_there(g.person, [row.subject for row in news.rows]),
    }
    return render_template(
        "notifications/news.html", news=news, only=only, line_of=line_of, **facts
    )


@bp.get("/accounts/news/bell")
def show_bell() -> Answer:
    """The bell as it stands now; nothing where the page shows it already."""
    need(may_read_news(g.person))
    count = queries.unread_count(g.person)
    if request.args.get("seen", 0, int) == count:
        return "", 204
    return bell(count=count) or ""


@bp.post("/accounts/news/<int(max=2147483647):news_id>/reading")
def read_news(news_id: int) -> Response:
    """Go to what is new, and count it as read."""
    need(may_read_news(g.person))
    news = queries.get_news(news_id, g.person)
    path = news.path
    actions.mark_one_read(news)
    return redirect(in_language(path, language()), 303)


@bp.post("/accounts/news/<int(max=2147483647):news_id>/mark")
def mark_news(news_id: int) -> Response:
    """Count one as read and stay."""
    need(may_read_news(g.person))
    actions.mark_one_read(queries.get_news(news_id, g.person))
    return redirect(safe_next(in_language("/accounts/news/", language())), 303)


@bp.post("/accounts/news/reading")
def read_all() -> Response:
    """Count everything as read."""
    need(may_read_news(g.person))
    actions.mark_read(g.person)
    return go_to("notifications.show_news")
