"""Answering, changing and taking away posts."""

from flask import flash, g, make_response, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.forum import actions, queries
from kalo.forum.forms import EditForm, FirstPostForm, PostForm
from kalo.forum.models import Post, Topic
from kalo.forum.permissions import may_delete, may_edit, may_reply, may_restore
from kalo.forum.views.room import PAGE, POST, TOPIC, bp, place_of, show, writing_limit
from kalo.forum.views.topics import about, quote_of, topic_page
from kalo.forum.views.writing import preview_of
from kalo.kit.once import once
from kalo.kit.pages import window, window_of
from kalo.kit.web import Refused, fragment, need, wants_fragment

Answer = str | Response | tuple[str, int]


@bp.post(f"{TOPIC}/posts")
@once
@writing_limit
def create_post(topic_id: int, slug: str) -> Answer:
    topic, last_read = queries.get_topic_to_read(topic_id, g.person)
    need(may_reply(g.person, topic))
    form = PostForm()
    if not form.validate():
        return _not_posted(topic, form, last_read)
    try:
        post = actions.post_reply(topic, g.person, form.body.data or "", form.reply_to.data)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _not_posted(topic, form, last_read)
    return _posted(topic, post)


def _not_posted(topic: Topic, form: PostForm, last_read: int) -> Answer:
    if wants_fragment():
        after = request.form.get("after", topic.highest_number, int)
        return show("_reply_form.html", form=form, after=after, preview=None, **about(topic)), 422
    return _last_page(topic, form, last_read), 422


def _last_page(topic: Topic, form: PostForm, last_read: int, preview: str | None = None) -> str:
    last = window_of(topic.highest_number, PAGE)
    page = window(topic.highest_number, PAGE, last)
    return topic_page(topic, form, page, last_read, preview=preview)


def _posted(topic: Topic, post: Post) -> Response:
    """The form's place is taken by what came since the page was made, and a fresh form."""
    place, after = place_of(topic, post.number), request.form.get("after", None, int)
    if not wants_fragment():
        return redirect(place, 303)
    if after is None or not 0 < post.number - after <= PAGE:
        response = make_response("")
        response.headers["HX-Redirect"] = response.headers["Content-Location"] = place
        return response
    posts = queries.posts_after(topic, after)
    form = PostForm(formdata=None)
    html = show("_posted.html", posts=posts, after=post.number, form=form, **about(topic))
    return fragment(html, at=place)


@bp.post(f"{TOPIC}/posts/preview")
def preview_post(topic_id: int, slug: str) -> Answer:
    """Without JavaScript: the page again, with the text kept and shown as it will look."""
    topic, last_read = queries.get_topic_to_read(topic_id, g.person)
    need(may_reply(g.person, topic))
    form = PostForm()
    return _last_page(topic, form, last_read, preview=preview_of(form.body.data))


@bp.get(f"{POST}/quote")
def show_quote(topic_id: int, slug: str, number: int) -> Response:
    """The text that quotes a post, for the form that is open."""
    topic = queries.get_topic(topic_id, g.person)
    post = queries.get_post(topic, number)
    response = make_response(quote_of(post))
    response.mimetype = "text/plain"
    return response


@bp.get(f"{POST}/edit")
def show_edit(topic_id: int, slug: str, number: int) -> str:
    topic, post = _find(topic_id, number)
    need(may_edit(g.person, topic, post))
    form = _edit_form(post)(
        formdata=None, body=post.source, revision=post.revision, title=topic.title
    )
    return show("edit.html", topic=topic, post=post, form=form, preview=None)


@bp.post(f"{POST}/edit")
@writing_limit
def save_edit(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = _find(topic_id, number)
    need(may_edit(g.person, topic, post))
    form = _edit_form(post)()
    if not form.validate():
        return show("edit.html", topic=topic, post=post, form=form, preview=None), 422
    title = form.title.data if isinstance(form, FirstPostForm) else None
    try:
        actions.edit_post(
            post, topic, g.person, form.body.data or "", form.revision.data or 0, title
        )
    except actions.Conflict:
        return _conflict(topic, post, form)
    return redirect(place_of(topic, number), 303)


def _conflict(topic: Topic, post: Post, form: EditForm) -> Answer:
    """Both texts; what the person typed stays in the form, now based on what is there."""
    form.revision.raw_data = [str(post.revision)]
    return show("conflict.html", topic=topic, post=post, form=form, preview=None), 409


@bp.post(f"{POST}/edit/preview")
def preview_edit(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = _find(topic_id, number)
    need(may_edit(g.person, topic, post))
    form = _edit_form(post)()
    preview = preview_of(form.body.data)
    return show("edit.html", topic=topic, post=post, form=form, preview=preview)


def _edit_form(post: Post) -> type[EditForm]:
    return FirstPostForm if post.number == 1 else EditForm


def _find(topic_id: int, number: int) -> tuple[Topic, Post]:
    topic = queries.get_topic(topic_id, g.person)
    return topic, queries.get_post(topic, number)


@bp.post(f"{POST}/deletion")
def delete_post(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = _find(topic_id, number)
    need(may_delete(g.person, topic, post))
    actions.delete_post(post, topic, g.person)
    return _changed(topic, number, _("The reply was taken away. You can bring it back."))


@bp.post(f"{POST}/deletion/undo")
def restore_post(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = _find(topic_id, number)
    need(may_restore(g.person, post))
    actions.restore_post(post, topic, g.person)
    return _changed(topic, number, _("The reply is back."))


def _changed(topic: Topic, number: int, words: str) -> Answer:
    if not wants_fragment():
        flash(words, "good")
        return redirect(place_of(topic, number), 303)
    post = queries.posts_between(topic, number, number)[0]
    html = show("_post_changed.html", post=post, **about(topic))
    return fragment(html, at=place_of(topic, number))
