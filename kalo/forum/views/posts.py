"""Answering, and a post after something was done with it."""

from flask import flash, g, make_response, redirect, request
from werkzeug.wrappers import Response

from kalo.forum import actions, queries
from kalo.forum.forms import PostForm
from kalo.forum.models import Post, Topic
from kalo.forum.permissions import may_reply
from kalo.forum.queries.rows import Mark
from kalo.forum.views.room import PAGE, POST, TOPIC, bp, place_of, show, writing_limit
from kalo.forum.views.topics import about, quote_of, topic_page
from kalo.forum.views.weighing import hold_reply, is_held, is_refused, note_first, weighed
from kalo.kit.once import once
from kalo.kit.pages import window, window_of
from kalo.kit.web import Refused, fragment, need, wants_fragment
from kalo.writing.views.attaching import attaches
from kalo.writing.views.composing import preview_of

Answer = str | Response | tuple[str, int]


@bp.post(f"{TOPIC}/posts")
@attaches
@once
@writing_limit
def create_post(topic_id: int, slug: str) -> Answer:
    topic, mark = queries.get_topic_to_read(topic_id, g.person)
    need(may_reply(g.person, topic))
    form = PostForm()
    if not form.validate():
        return _not_posted(topic, form, mark)
    verdict = weighed(form, "forum.reply")
    if is_refused(verdict):
        return _not_posted(topic, form, mark)
    if is_held(verdict):
        return hold_reply(topic, form, verdict)
    try:
        post = actions.post_reply(topic, g.person, form.body.data or "", form.reply_to.data)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _not_posted(topic, form, mark)
    note_first(verdict, f"post:{post.id}")
    return _posted(topic, post)


def _not_posted(topic: Topic, form: PostForm, mark: Mark) -> Answer:
    if wants_fragment():
        after = request.form.get("after", topic.highest_number, int)
        return show("_reply_form.html", form=form, after=after, preview=None, **about(topic)), 422
    return _last_page(topic, form, mark), 422


def _last_page(topic: Topic, form: PostForm, mark: Mark, preview: str | None = None) -> str:
    last = window_of(topic.highest_number, PAGE)
    page = window(topic.highest_number, PAGE, last)
    return topic_page(topic, form, page, mark, preview=preview)


def _posted(topic: Topic, post: Post) -> Response:
    """The form's place is taken by what came since the page was made, and a fresh form."""
    place, after = place_of(topic, post.number), request.form.get("after", None, int)
    if not wants_fragment():
        return redirect(place, 303)
    if after is None or not 0 < post.number - after <= PAGE:
        response = make_response("")
        response.headers["HX-Redirect"] = response.headers["Content-Location"] = place
        return response
    form, rest = PostForm(formdata=None), about(topic, queries.posts_after(topic, after))
    html = show("_posted.html", after=post.number, form=form, **rest)
    return fragment(html, at=place)


@bp.post(f"{TOPIC}/posts/preview")
@attaches
def preview_post(topic_id: int, slug: str) -> Answer:
    """Without JavaScript: the page again, with the text kept and shown as it will look."""
    topic, mark = queries.get_topic_to_read(topic_id, g.person)
    need(may_reply(g.person, topic))
    form = PostForm()
    return _last_page(topic, form, mark, preview=preview_of(form.body.data))


@bp.get(f"{POST}/quote")
def show_quote(topic_id: int, slug: str, number: int) -> Response:
    """The text that quotes a post, for the form that is open."""
    topic = queries.get_topic(topic_id, g.person)
    post = queries.get_post(topic, number)
    response = make_response(quote_of(post))
    response.mimetype = "text/plain"
    return response


def find_post(topic_id: int, number: int) -> tuple[Topic, Post]:
    topic = queries.get_topic(topic_id, g.person)
    return topic, queries.get_post(topic, number)


def changed_post(topic: Topic, number: int, words: str = "") -> Answer:
    """A post after something was done with it: itself, or its page."""
    if not wants_fragment():
        if words:
            flash(words, "good")
        return redirect(place_of(topic, number), 303)
    posts = queries.posts_between(topic, number, number)
    html = show("_post_changed.html", post=posts[0], **about(topic, posts))
    return fragment(html, at=place_of(topic, number))
