"""Posts that people keep for later."""

from flask import flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.forum import queries
from kalo.forum.actions.bookmarks import keep_post, let_go_of_post
from kalo.forum.forms.bookmarks import DATE, BookmarkForm
from kalo.forum.models import Bookmark, Post, Topic
from kalo.forum.permissions import may_mark_read
from kalo.forum.queries.bookmarks import find_bookmark, kept_by
from kalo.forum.queries.mine import Mine
from kalo.forum.views.room import POST, bp, place_of, show, touching_limit
from kalo.forum.views.topics import base_of
from kalo.kit import clock
from kalo.kit.web import fragment, need, wants_fragment

Answer = str | Response | tuple[str, int]


@bp.get("/bookmarks")
def show_bookmarks() -> str:
    need(may_mark_read(g.person))
    return show("bookmarks.html", found=kept_by(g.person))


def _find(topic_id: int, number: int) -> tuple[Topic, Post]:
    topic = queries.get_topic(topic_id, g.person)
    return topic, queries.get_post(topic, number)


@bp.get(f"{POST}/bookmark")
def show_bookmark(topic_id: int, slug: str, number: int) -> str:
    """The note and the reminder of a post that is kept, or is about to be."""
    topic, post = _find(topic_id, number)
    need(may_mark_read(g.person))
    kept = find_bookmark(g.person, post)
    return _page(topic, post, kept, _form_of(kept))


def _form_of(kept: Bookmark | None) -> BookmarkForm:
    if kept is None or kept.remind_at is None:
        return BookmarkForm(formdata=None, note=kept.note if kept else "")
    day = clock.athens(kept.remind_at).date()
    return BookmarkForm(formdata=None, note=kept.note, remind=DATE, date=day)


def _page(topic: Topic, post: Post, kept: Bookmark | None, form: BookmarkForm) -> str:
    return show("bookmark.html", topic=topic, post=post, kept=kept, form=form)


@bp.post(f"{POST}/bookmark")
@touching_limit
def save_bookmark(topic_id: int, slug: str, number: int) -> Answer:
    """Keep a post: at once from its menu, or with a note and a reminder from its page."""
    topic, post = _find(topic_id, number)
    need(may_mark_read(g.person))
    form = BookmarkForm()
    if not form.validate():
        return _page(topic, post, find_bookmark(g.person, post), form), 422
    said = form.note.raw_data is not None and bool(form.note.raw_data)
    keep_post(g.person, post, form.note.data if said else None, form.moment())
    return _answer(topic, post, True, _("Kept. You find it under “My bookmarks”."))


@bp.post(f"{POST}/bookmark/undo")
@touching_limit
def remove_bookmark(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = _find(topic_id, number)
    need(may_mark_read(g.person))
    let_go_of_post(g.person, post)
    return _answer(topic, post, False, _("No longer among your bookmarks."))


def _answer(topic: Topic, post: Post, kept: bool, words: str) -> Answer:
    if not wants_fragment():
        flash(words, "good")
        back = place_of(topic, post.number) if kept else url_for(".show_bookmarks")
        return redirect(back, 303)
    mine = Mine(bookmarks=frozenset({post.id} if kept else ()))
    at = f"{base_of(topic)}{post.number}"
    html = show("_bookmark_changed.html", post=post, at=at, mine=mine, said=words)
    return fragment(html, at=at)
