"""What the doors of the forum share: the blueprint, its limits, how a page is filled."""

from typing import Any

from flask import Blueprint, g, render_template, url_for

from kalo.forum import permissions
from kalo.forum.models import Topic
from kalo.kit.pages import window_of
from kalo.kit.safety import limiter

bp = Blueprint("forum", "kalo.forum", url_prefix="/forum", template_folder="templates")

TOPIC = "/t/<int(max=2147483647):topic_id>-<slug>"
POST = f"{TOPIC}/<int(max=2147483647):number>"
PAGE = 20


def writer() -> str:
    """Whose writing is counted: the person, on whatever network."""
    return f"person:{g.person.id}" if g.person else "guest"


writing_limit = limiter.shared_limit("20 per 5 minutes", scope="forum-writing", key_func=writer)
touching_limit = limiter.shared_limit("120 per minute", scope="forum-touching", key_func=writer)


def show(template: str, **context: Any) -> str:
    """A page or partial of the forum; templates ask permissions by `may`."""
    return render_template(f"forum/{template}", may=permissions, **context)


def place_of(topic: Topic, number: int) -> str:
    """The page of a topic on which a post stands, and the post on it."""
    page = window_of(number, PAGE)
    return url_for(
        "forum.show_topic",
        topic_id=topic.id,
        slug=topic.slug,
        page=page if page > 1 else None,
        _anchor=f"post-{number}",
    )
