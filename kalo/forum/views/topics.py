"""Reading: the forum, a category, a topic, a post in it."""

from typing import Any

from flask import g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.forum import queries
from kalo.forum.forms import PostForm
from kalo.forum.models import Post, Topic
from kalo.forum.permissions import may_reply
from kalo.forum.views.room import PAGE, POST, TOPIC, bp, place_of, show
from kalo.kit.page import whole_address
from kalo.kit.pages import Window, whole_argument, window, window_of


@bp.get("/")
def show_forum() -> str:
    categories = queries.categories_for(g.person)
    return show("forum.html", categories=categories, found=queries.latest_topics_slice(g.person))


@bp.get("/c/<slug>/")
def show_category(slug: str) -> str:
    category = queries.get_category(slug, g.person)
    found = queries.topics_in(category, g.person)
    return show("category.html", category=category, found=found)


@bp.get(f"{TOPIC}/")
def show_topic(topic_id: int, slug: str) -> str | Response:
    topic, last_read = queries.get_topic_to_read(topic_id, g.person)
    if slug != topic.slug:
        return _rightly_named(topic)
    return topic_page(topic, reply_form(topic), _page_of(topic), last_read)


def _page_of(topic: Topic) -> Window:
    """The page asked for; whoever wants to answer a post is led to the last, where the form is."""
    answers = {"quote", "to"} & set(request.args) and "page" not in request.args
    last = window_of(topic.highest_number, PAGE)
    return window(topic.highest_number, PAGE, last if answers else None)


def _rightly_named(topic: Topic) -> Response:
    """The same page under the name that the topic has now."""
    words = {name: request.args.get(name) for name in ("page", "quote", "to")}
    values: dict[str, Any] = {"topic_id": topic.id, "slug": topic.slug, **words}
    return redirect(url_for("forum.show_topic", **values), 301)


@bp.get("/t/<int(max=2147483647):topic_id>/")
def find_topic(topic_id: int) -> Response:
    return _rightly_named(queries.get_topic(topic_id, g.person))


@bp.get(POST)
def show_post(topic_id: int, slug: str, number: int) -> Response:
    topic = queries.get_topic(topic_id, g.person)
    return redirect(place_of(topic, queries.nearest_number(topic, number)), 302)


@bp.get(f"{TOPIC}/posts")
def show_new_posts(topic_id: int, slug: str) -> str | tuple[str, int]:
    """What came after `?after=`, for a page that is open; 204 costs one statement."""
    topic = queries.get_topic(topic_id, g.person)
    after = whole_argument("after", 0)
    if after >= topic.highest_number:
        return "", 204
    posts = queries.posts_after(topic, after)
    return show("_new_posts.html", posts=posts, **about(topic))


def base_of(topic: Topic) -> str:
    """The address of a topic in the language of this page."""
    return url_for("forum.show_topic", topic_id=topic.id, slug=topic.slug)


def about(topic: Topic) -> dict[str, Any]:
    """What its posts and its form need to know of a topic; asked once for all of them."""
    base = base_of(topic)
    can_reply = may_reply(g.person, topic)
    return {"topic": topic, "base": base, "here_url": whole_address(base), "can_reply": can_reply}


def reply_form(topic: Topic) -> PostForm:
    """An empty form or, with `?quote=` or `?to=`, one that answers a post."""
    number = whole_argument("quote", 0) or whole_argument("to", 0)
    if not number or g.person is None:
        return PostForm(formdata=None)
    post = queries.get_post(topic, number)
    form = PostForm(formdata=None, reply_to=number)
    if "quote" in request.args:
        form.body.data = quote_of(post)  # as it is: its last empty line ends the quote
    return form


def quote_of(post: Post) -> str:
    """A post as the beginning of an answer; of one that was taken away, nothing."""
    return "" if post.deleted_at else post.as_quote(post.author.name or _("former member"))


def topic_page(topic: Topic, form: PostForm, page: Window, last_read: int, **context: Any) -> str:
    """A numbered page of a topic; the last one has the form and looks for what is new."""
    return show(
        "topic.html",
        page=page,
        posts=queries.posts_between(topic, page.first, page.last),
        others=queries.others_beside(topic, g.person),
        form=form,
        last_read=last_read,
        **{"preview": None, **about(topic), **context},
    )
