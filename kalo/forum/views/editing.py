"""Other words for a post, what it said before, and opening it to everyone."""

from flask import flash, g, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.forum import actions, queries
from kalo.forum.forms import EditForm, FirstPostForm, ask_why
from kalo.forum.models import Post, Topic
from kalo.forum.permissions import (
    may_edit,
    may_hide_revisions,
    may_make_wiki,
    may_moderate,
    may_read,
    must_say_why,
)
from kalo.forum.queries.tags import tags_for
from kalo.forum.views.posts import changed_post, find_post
from kalo.forum.views.room import POST, bp, place_of, show, writing_limit
from kalo.forum.views.tags import tags_fit
from kalo.forum.views.weighing import edit_weighed, is_refused, note_edit
from kalo.kit.pages import whole_argument
from kalo.kit.text.differences import differences
from kalo.kit.web import go_to, need
from kalo.writing.queries.drafts import words_kept
from kalo.writing.views.attaching import attaches
from kalo.writing.views.composing import preview_of

Answer = str | Response | tuple[str, int]
REVISION = f"{POST}/history/<int(max=2147483647):revision>"


@bp.get(f"{POST}/edit")
def show_edit(topic_id: int, slug: str, number: int) -> str:
    topic, post = find_post(topic_id, number)
    need(may_edit(g.person, topic, post))
    words = {"body": post.source, "revision": post.revision, "title": topic.title}
    words["tags"] = ", ".join(name for _slug, name in topic.tags)
    if "draft" in request.args:
        words |= words_kept(g.person, f"post-{post.id}-{post.revision}")
    return _page(topic, post, _form(post, formdata=None, **words))


@bp.post(f"{POST}/edit")
@attaches
@writing_limit
def save_edit(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = find_post(topic_id, number)
    need(may_edit(g.person, topic, post))
    form = _form(post)
    if not form.validate() or not _tags_fit(form):
        return _page(topic, post, form), 422
    verdict = edit_weighed(form, post, topic.title)
    if is_refused(verdict):
        return _page(topic, post, form), 422
    title = form.title.data if isinstance(form, FirstPostForm) else None
    seen, reason = form.revision.data or 0, form.reason.data or ""
    try:
        actions.edit_post(post, topic, g.person, form.body.data or "", seen, title, reason)
        if isinstance(form, FirstPostForm) and form.tags.raw_data:
            actions.set_tags(topic, form.tags.data or "", g.person)
    except actions.Conflict:
        return _conflict(topic, post, form)
    note_edit(verdict, post)
    return redirect(place_of(topic, number), 303)


def _page(topic: Topic, post: Post, form: EditForm, preview: str | None = None) -> str:
    tags = tags_for(g.person) if isinstance(form, FirstPostForm) else []
    return show("edit.html", topic=topic, post=post, form=form, preview=preview, tags=tags)


def _tags_fit(form: EditForm) -> bool:
    return not isinstance(form, FirstPostForm) or tags_fit(form.tags, g.person)


def _conflict(topic: Topic, post: Post, form: EditForm) -> Answer:
    """Both texts; what the person typed stays in the form, now based on what is there."""
    form.revision.raw_data = [str(post.revision)]
    changes = differences(post.source, form.body.data or "")
    words = {"topic": topic, "post": post, "form": form, "changes": changes, "preview": None}
    return show("conflict.html", **words), 409


@bp.post(f"{POST}/edit/preview")
@attaches
def preview_edit(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = find_post(topic_id, number)
    need(may_edit(g.person, topic, post))
    form = _form(post)
    return _page(topic, post, form, preview_of(form.body.data))


def _form(post: Post, **values: object) -> EditForm:
    """The first post is changed with the title; whoever changes another's words says why."""
    kind = FirstPostForm if post.number == 1 else EditForm
    form = kind(**values)
    return ask_why(form) if must_say_why(g.person, post) else form


@bp.get(f"{POST}/history")
def show_history(topic_id: int, slug: str, number: int) -> str:
    topic, post = find_post(topic_id, number)
    need(may_read(g.person, post))
    asked = whole_argument("after", 0)
    than = queries.get_revision(post, asked) if asked else None
    found = queries.edits_of(post, topic, g.person, than)
    return show(
        "history.html",
        topic=topic,
        post=post,
        found=found,
        edits=found.rows,
        edits_it=may_edit(g.person, topic, post),
        moderates=may_moderate(g.person),
        must_say_why=must_say_why(g.person, post),
    )


@bp.post(f"{REVISION}/restoration")
@writing_limit
def bring_back_revision(topic_id: int, slug: str, number: int, revision: int) -> Answer:
    """An earlier text stands again; it is an edit like any other."""
    topic, post = find_post(topic_id, number)
    earlier = queries.get_revision(post, revision)
    need(may_edit(g.person, topic, post))
    need(earlier.hidden_at is None or may_hide_revisions(g.person))
    reason = _("An earlier text was brought back.")
    try:
        actions.bring_back_revision(earlier, post, topic, g.person, reason)
    except actions.Conflict:  # nothing was changed, and nothing was typed
        flash(_("This was saved elsewhere meanwhile"), "alarm")
        return go_to(".show_history", topic_id=topic.id, slug=topic.slug, number=number)
    flash(_("The earlier text stands again. What stood until now is in the history."), "good")
    return redirect(place_of(topic, number), 303)


@bp.post(f"{REVISION}/hiding")
def hide_revision(topic_id: int, slug: str, number: int, revision: int) -> Answer:
    return _set_hidden(topic_id, number, revision, True)


@bp.post(f"{REVISION}/hiding/undo")
def show_revision(topic_id: int, slug: str, number: int, revision: int) -> Answer:
    return _set_hidden(topic_id, number, revision, False)


def _set_hidden(topic_id: int, number: int, revision: int, hidden: bool) -> Answer:
    topic, post = find_post(topic_id, number)
    earlier = queries.get_revision(post, revision)
    need(may_hide_revisions(g.person))
    (actions.hide_revision if hidden else actions.show_revision)(earlier, post, g.person)
    return go_to(".show_history", topic_id=topic.id, slug=topic.slug, number=number)


@bp.post(f"{POST}/wiki")
def make_wiki(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = find_post(topic_id, number)
    need(may_make_wiki(g.person, topic, post))
    actions.make_wiki(post, topic, g.person)
    return changed_post(topic, number, _("Everyone who may reply can edit this post now."))


@bp.post(f"{POST}/wiki/undo")
def unmake_wiki(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = find_post(topic_id, number)
    need(may_make_wiki(g.person, topic, post))
    actions.unmake_wiki(post, topic, g.person)
    return changed_post(topic, number, _("Only its author edits this post now."))
