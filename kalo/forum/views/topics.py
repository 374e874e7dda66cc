"""Reading: a topic, a post in it."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.forum import queries
from kalo.forum.actions.pace import wait_in
from kalo.forum.actions.visits import round_number
from kalo.forum.forms import PostForm
from kalo.forum.models import Post, Topic
from kalo.forum.permissions import (
    may_accept_in,
    may_moderate,
    may_react_in,
    may_read,
    may_reply,
)
from kalo.forum.queries.rows import Mark, PostRow
from kalo.forum.views.cards import post_card
from kalo.forum.views.looks import Looks
from kalo.forum.views.room import PAGE, POST, TOPIC, bp, place_of, show
from kalo.forum.views.structured import structured
from kalo.kit import ageing, clock
from kalo.kit.page import whole_address
from kalo.kit.pages import Window, whole_argument, window, window_of
from kalo.kit.versions import shows
from kalo.kit.visits import visited
from kalo.writing.queries.drafts import words_kept

# What a page shows of the thing that its topic is about, by the kind of that; of other kinds nobody
# can name it, and such pages are not kept.
ABOUT: dict[str, tuple[str, ...]] = {
    "": (),
    **dict.fromkeys(("lesson", "module", "programme"), ("lesson", "programme")),
    **{room: (room,) for room in ("toolbox", "library", "participation", "site")},
}
# A discussion this long without a word is asleep: whoever answers is told, gently.
ASLEEP = timedelta(days=365)


@bp.get(f"{TOPIC}/")
def show_topic(topic_id: int, slug: str) -> str | Response:
    topic, mark = queries.get_topic_to_read(topic_id, g.person)
    if topic.moved_to_id:
        return led_on(topic)
    if slug != topic.slug:
        return _rightly_named(topic)
    _say_what_shows(topic)
    page = _page_of(topic)
    form = reply_form(topic) if page.number == page.count else None  # no other page shows it
    return topic_page(topic, form, page, mark)


def _say_what_shows(topic: Topic) -> None:
    """What a page of a topic depends on; what stands beside it about an event changes by itself."""
    visited(topic.tag)
    closes = clock.read(topic.poll["closes_at"]) if topic.poll and topic.poll["closes_at"] else None
    if closes and closes > clock.now():
        ageing.changes_at(closes)
    kind = (topic.subject or "").partition(":")[0]
    about = ABOUT.get(kind)
    if about is not None:
        shows(topic.tag, f"category:{topic.category_id}", "categories", "people", *about)


def _page_of(topic: Topic) -> Window:
    """The page asked for; whoever wants to answer a post is led to the last, where the form is."""
    answers = {"quote", "to", "draft"} & set(request.args) and "page" not in request.args
    last = window_of(topic.highest_number, PAGE)
    return window(topic.highest_number, PAGE, last if answers else None)


def _rightly_named(topic: Topic) -> Response:
    """The same page under the name that the topic has now."""
    words = {name: request.args.get(name) for name in ("page", "quote", "to", "draft")}
    values: dict[str, Any] = {"topic_id": topic.id, "slug": topic.slug, **words}
    return redirect(url_for("forum.show_topic", **values), 301)


@bp.get("/t/<int(max=2147483647):topic_id>/")
def find_topic(topic_id: int) -> Response:
    topic = queries.get_topic(topic_id, g.person)
    return led_on(topic) if topic.moved_to_id else _rightly_named(topic)


def led_on(topic: Topic) -> Response:
    """To the discussion that this one became part of; whether it may be seen is asked there."""
    return redirect(url_for("forum.find_topic", topic_id=topic.moved_to_id), 302)


@bp.get(POST)
def show_post(topic_id: int, slug: str, number: int) -> Response:
    topic = queries.get_topic(topic_id, g.person)
    if moved := queries.place_moved_to(topic, number, g.person):
        return redirect(place_of(*moved), 302)
    if topic.moved_to_id:
        return led_on(topic)
    number = queries.nearest_number(topic, number)
    return post_card(topic, number) or redirect(place_of(topic, number), 302)


@bp.get(f"{TOPIC}/posts")
def show_new_posts(topic_id: int, slug: str) -> str | tuple[str, int]:
    """What came after `?after=`, for a page that is open; 204 costs one statement."""
    topic = queries.get_topic(topic_id, g.person)
    after = whole_argument("after", 0)
    posts = queries.posts_after(topic, after) if after < topic.highest_number else []
    if not posts:  # or what came has moved on to another topic
        return "", 204
    return show("_new_posts.html", **about(topic, posts))


def base_of(topic: Topic) -> str:
    """The address of a topic in the language of this page."""
    return url_for("forum.show_topic", topic_id=topic.id, slug=topic.slug)


def about(topic: Topic, posts: Sequence[PostRow] = ()) -> dict[str, Any]:
    """What posts and the form need to know of a topic and its viewer; asked once for all."""
    base, mine = base_of(topic), queries.mine_on(topic, posts, g.person)
    may = tuple(asked(g.person, topic) for asked in (may_reply, may_react_in, may_accept_in))
    return {
        "topic": topic,
        "posts": posts,
        "base": base,
        "here_url": whole_address(base),
        "can_reply": may[0],
        "can_react": may[1],
        "can_accept": may[2],
        "moderates": may_moderate(g.person),
        "mine": mine,
        "looks": Looks(topic, g.person, mine, (topic.language, base, g.person is None, *may)),
        "wait": wait_in(topic, mine.wrote_at),
        "asleep": clock.now() - topic.last_post_at > ASLEEP,
    }


def reply_form(topic: Topic) -> PostForm:
    """An empty form or, with `?quote=` or `?to=`, one that answers a post."""
    if "draft" in request.args and g.person:
        return PostForm(formdata=None, **words_kept(g.person, f"topic-{topic.id}"))
    number = whole_argument("quote", 0) or whole_argument("to", 0)
    if not number or g.person is None:  # a guest's page has no token, and so no cookie
        return PostForm(formdata=None, meta={"csrf": g.person is not None})
    post = queries.get_post(topic, number)
    form = PostForm(formdata=None, reply_to=number)
    if "quote" in request.args:
        form.body.data = quote_of(post)  # as it is: its last empty line ends the quote
    return form


def quote_of(post: Post) -> str:
    """A post as the beginning of an answer; of one that nobody may read, nothing."""
    if not may_read(None, post):
        return ""
    return post.as_quote(post.author.name or _("former member"))


def topic_page(
    topic: Topic, form: PostForm | None, page: Window, mark: Mark, **context: Any
) -> str:
    """A numbered page of a topic; the last one has the form and looks for what is new."""
    posts, answer = queries.page_of_posts(topic, page.first, page.last)
    return show(
        "topic.html",
        page=page,
        answer=answer if answer and may_read(None, answer) else None,
        acts=acts_after(topic, posts, page),
        machine_words=structured(topic, posts, page) if g.person is None else None,
        others=queries.others_beside(topic, g.person),
        form=form,
        last_read=mark.last_read,
        level=mark.level,
        visits=round_number(topic.views_count),
        **{"preview": None, **about(topic, posts), **context},
    )


def acts_after(
    topic: Topic, posts: Sequence[PostRow], page: Window
) -> dict[int, list[dict[str, Any]]]:
    """The notices of a page, each under the last post before it happened; 0 is before them all.

    A notice belongs to the page of its number, whether or not the post of that number still stands
    there: so each is drawn once.
    """
    numbers = [post.number for post in posts]
    found: dict[int, list[dict[str, Any]]] = {}
    for act in topic.notices:
        if page.number == min(max(1, window_of(act["after"], PAGE)), page.count):
            place = bisect_right(numbers, act["after"])
            found.setdefault(numbers[place - 1] if place else 0, []).append(act)
    return found
