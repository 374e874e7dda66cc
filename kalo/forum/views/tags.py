"""The tags: all of them, one with its topics, renaming and putting together."""

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import StringField

from kalo.accounts.models import Person
from kalo.forum.actions import tags as actions
from kalo.forum.actions.watching import follow_thing
from kalo.forum.forms.tags import MergeForm, TagForm
from kalo.forum.models.reading import MUTED, WATCHING
from kalo.forum.permissions import may_mark_read
from kalo.forum.permissions.tags import may_arrange_tags
from kalo.forum.queries import lists
from kalo.forum.queries.shelves import shelves_for
from kalo.forum.queries.tags import get_tag, tag_by_slug, tags_for, tags_named
from kalo.forum.views.lists import asked_of, list_words
from kalo.forum.views.room import bp, show, touching_limit
from kalo.kit import text
from kalo.kit.versions import shows
from kalo.kit.web import Refused, fragment, go_to, need, safe_next, wants_fragment

Answer = str | Response | tuple[str, int]


def asked_level() -> int:
    """The level that was chosen; 404 for one that there is not."""
    level = request.form.get("level", -1, int)
    return level if MUTED <= level <= WATCHING else abort(404)


def tags_fit(field: StringField, person: Person | None) -> bool:
    """Whether this person may mark a topic with what they typed; the field says why not."""
    if person is None:
        return False
    try:
        actions.check_tags(field.data or "", person)
    except Refused as no:
        field.errors = [*field.errors, str(no)]
    return not field.errors


@bp.get("/tags")
def show_tags() -> str:
    shows("forum", "categories", "people")
    return show("tags.html", tags=tags_for(g.person))


@bp.get("/tag/<slug>")
def show_tag(slug: str) -> str:
    """The topics that carry a tag."""
    shows("forum", "categories", "people")
    tag, shelves = get_tag(slug, g.person), shelves_for(g.person)
    asked = asked_of(request.args, shelves, fixed_tag=slug)
    found = lists.listed("latest", g.person, asked.to)
    return show("tag.html", tag=tag, **list_words("tag", found, shelves, asked))


@bp.post("/tag/<slug>/watching")
@touching_limit
def follow_tag(slug: str) -> Answer:
    tag = get_tag(slug, g.person)
    need(may_mark_read(g.person))
    level = asked_level()
    follow_thing(g.person, "tag", tag.id, level)
    return followed(request.path, level, url_for(".show_tag", slug=slug))


def followed(url: str, level: int, back: str) -> Answer:
    """The choice as it stands now, or back to where it was made."""
    if not wants_fragment():
        flash(_("Saved"), "good")
        return redirect(safe_next(back), 303)
    html = show("_follow.html", url=request.script_root + url, level=level, told=True)
    return fragment(html, at=back)


@bp.get("/tag/<slug>/edit")
def show_tag_form(slug: str) -> str:
    need(may_arrange_tags(g.person))
    tag = tag_by_slug(slug)
    return _form(slug, TagForm(formdata=None, name=tag.name), MergeForm(formdata=None))


def _form(slug: str, form: TagForm, merge: MergeForm) -> str:
    words = {"tag": tag_by_slug(slug), "tags": tags_for(g.person)}
    return show("tag_form.html", form=form, merge=merge, **words)


@bp.post("/tag/<slug>/edit")
def rename_tag(slug: str) -> Answer:
    need(may_arrange_tags(g.person))
    tag, form = tag_by_slug(slug), TagForm()
    if not form.validate():
        return _form(slug, form, MergeForm(formdata=None)), 422
    try:
        actions.rename_tag(tag, form.name.data or "", g.person)
    except Refused as no:
        form.name.errors = [str(no)]
        return _form(slug, form, MergeForm(formdata=None)), 422
    return go_to(".show_tag", slug=tag.slug)


@bp.post("/tag/<slug>/merge")
def merge_tag(slug: str) -> Answer:
    need(may_arrange_tags(g.person))
    tag, merge = tag_by_slug(slug), MergeForm()
    into = tags_named([text.slug(merge.into.data or "", 60)])
    if merge.validate() and not into:
        merge.into.errors = [_("There is no tag of this name.")]
    if merge.errors or merge.into.errors:
        return _form(slug, TagForm(formdata=None, name=tag.name), merge), 422
    other = next(iter(into.values()))
    try:
        actions.merge_tag(tag, other, g.person)
    except Refused as no:
        merge.into.errors = [str(no)]
        return _form(slug, TagForm(formdata=None, name=tag.name), merge), 422
    flash(_("The two tags are one now."), "good")
    return go_to(".show_tag", slug=other.slug)
