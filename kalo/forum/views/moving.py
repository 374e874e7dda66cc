"""Moving posts: choose them, choose where to, look once more, go."""

from typing import Any

from flask import flash, g, redirect, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kalo.forum import actions, queries
from kalo.forum.forms.arranging import OTHER, MergeForm, MoveForm
from kalo.forum.models import Topic
from kalo.forum.permissions import may_arrange_posts, may_open_topic
from kalo.forum.views.arranging import shelves_for
from kalo.forum.views.room import TOPIC, bp, show
from kalo.forum.views.topics import base_of
from kalo.kit.once import once
from kalo.kit.pages import Window, window
from kalo.kit.web import Refused, need

Answer = str | Response | tuple[str, int]
AT_ONCE = 50  # posts to choose from on one page


@bp.get(f"{TOPIC}/arrange")
def show_arranging(topic_id: int, slug: str) -> str:
    """The posts to choose from; with `?post=` one is chosen already."""
    topic = _find(topic_id)
    chosen = request.args.get("post", 0, int)
    form = MoveForm(formdata=None, posts=[chosen] if chosen > 1 else [])
    return _page(topic, form, window(topic.highest_number, AT_ONCE, max(1, -(-chosen // AT_ONCE))))


@bp.post(f"{TOPIC}/arrange")
@once
def arrange_posts(topic_id: int, slug: str) -> Answer:
    """Each button of the page sends all that was chosen: another page, a search, onwards, go."""
    topic = _find(topic_id)
    form = MoveForm()
    page = window(topic.highest_number, AT_ONCE, _page_asked(topic))
    if "go" not in request.form:
        return _page(topic, form, page)
    category = queries.get_category(form.category.data, g.person) if _is_new(form) else None
    posts = queries.chosen_posts(topic, form.numbers)
    if not form.validate() or not posts:
        if not posts:
            form.form_errors.append(_("Choose at least one reply."))
        return _page(topic, form, page), 422
    target = None if category else _target(form.target.data)
    if category:
        need(may_open_topic(g.person, category))
    if not form.sure.data:
        return _look(topic, form, posts=posts, target=target, category=category)
    try:
        there = target or topic
        if target:
            actions.move_posts(topic, target, form.numbers, g.person)
        elif category:
            title = form.title.data or ""
            there = actions.split_topic(topic, form.numbers, g.person, title, category)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(topic, form, page), 422
    return _moved(there, len(posts))


def _find(topic_id: int) -> Topic:
    topic = queries.get_topic(topic_id, g.person)
    need(may_arrange_posts(g.person, topic))
    return topic


def _target(topic_id: int | None) -> Topic:
    """The other end, found and asked like this one."""
    target = queries.get_topic(topic_id or 0, g.person)
    need(may_arrange_posts(g.person, target))
    return target


def _is_new(form: MoveForm) -> bool:
    return bool(form.where.data != OTHER)


def _page_asked(topic: Topic) -> int:
    most = max(1, -(-topic.highest_number // AT_ONCE))
    return min(most, max(1, request.form.get("page", 1, int)))


def _page(topic: Topic, form: MoveForm, page: Window) -> str:
    posts = queries.choosable_posts(topic, page.first, page.last)
    form.category.choices = shelves_for(g.person)
    if not form.category.data:
        form.category.data = topic.category.slug
    return show(
        "arrange.html",
        topic=topic,
        base=base_of(topic),
        form=form,
        page=page,
        posts=posts,
        chosen=set(form.numbers),
        targets=_targets(topic, form.q.data),
    )


def _targets(topic: Topic, typed: str | None) -> list[Topic]:
    return queries.find_targets(typed, topic, g.person) if typed else []


def _look(topic: Topic, form: MoveForm | MergeForm, **context: Any) -> str:
    """What will happen, before it does."""
    form.once.data = None
    fresh = type(form)(formdata=None).once.data
    return show(
        "arrange_sure.html", topic=topic, base=base_of(topic), form=form, key=fresh, **context
    )


def _moved(target: Topic, count: int) -> Response:
    words = ngettext("%(num)s post was moved.", "%(num)s posts were moved.", count)
    flash(words, "good")
    return redirect(base_of(target), 303)


@bp.get(f"{TOPIC}/merger")
def show_merger(topic_id: int, slug: str) -> str:
    return _merger(_find(topic_id), MergeForm(formdata=None))


@bp.post(f"{TOPIC}/merger")
@once
def merge_topic(topic_id: int, slug: str) -> Answer:
    topic = _find(topic_id)
    form = MergeForm()
    if "go" not in request.form:
        return _merger(topic, form)
    if not form.validate():
        return _merger(topic, form), 422
    target = _target(form.target.data)
    if not form.sure.data:
        return _look(topic, form, posts=None, target=target, category=None)
    try:
        actions.merge_topic(topic, target, g.person)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _merger(topic, form), 422
    flash(_("The two discussions are one now."), "good")
    return redirect(base_of(target), 303)


def _merger(topic: Topic, form: MergeForm) -> str:
    targets = _targets(topic, form.q.data)
    return show("merger.html", topic=topic, base=base_of(topic), form=form, targets=targets)
