"""What moderators do with a topic as a whole: doors, shelf, pace, timers, and taking it back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, g, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from kalo.accounts.models import Person
from kalo.accounts.queries import member_called
from kalo.forum import actions, queries
from kalo.forum.actions.pace import PACES, span_words
from kalo.forum.forms.arranging import TIMERS, AuthorForm, CategoryChoiceForm, PaceForm, TimerForm
from kalo.forum.models import Post, Topic
from kalo.forum.permissions import may_arrange, may_change_category, may_open_topic, may_undo
from kalo.forum.views.room import POST, TOPIC, bp, place_of, show
from kalo.forum.views.topics import base_of
from kalo.kit.locales import in_this_language
from kalo.kit.web import Refused, need

Answer = str | Response | tuple[str, int]
Verb = Callable[[Topic, Person], None]


def timer_words(kind: str) -> str:
    """What a timer will do."""
    return str(dict(TIMERS).get(kind, kind))


bp.add_app_template_global(timer_words, "timer_words")
bp.add_app_template_global(span_words, "span_of")
bp.add_app_template_global(datetime.fromisoformat, "moment_of")


@bp.post(f"{TOPIC}/closure")
def close_topic(topic_id: int, slug: str) -> Answer:
    return _arranged(topic_id, actions.close_topic)


@bp.post(f"{TOPIC}/closure/undo")
def reopen_topic(topic_id: int, slug: str) -> Answer:
    return _arranged(topic_id, actions.reopen_topic)


@bp.post(f"{TOPIC}/pin")
def pin_topic(topic_id: int, slug: str) -> Answer:
    return _arranged(topic_id, actions.pin_topic)


@bp.post(f"{TOPIC}/pin/undo")
def unpin_topic(topic_id: int, slug: str) -> Answer:
    return _arranged(topic_id, actions.unpin_topic)


@bp.post(f"{TOPIC}/archive")
def archive_topic(topic_id: int, slug: str) -> Answer:
    return _arranged(topic_id, actions.archive_topic)


@bp.post(f"{TOPIC}/archive/undo")
def revive_topic(topic_id: int, slug: str) -> Answer:
    return _arranged(topic_id, actions.revive_topic)


def _arranged(topic_id: int, action: Verb) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_arrange(g.person, topic))
    action(topic, g.person)
    return redirect(base_of(topic), 303)


@bp.post(f"{TOPIC}/acts/<int(max=2147483647):act_id>/undo")
def undo_act(topic_id: int, slug: str, act_id: int) -> Answer:
    """Take back what a notice says; where that cannot be any more, it says why."""
    topic = queries.get_topic(topic_id, g.person)
    need(may_undo(g.person, topic))
    act = queries.get_act(topic, act_id)
    try:
        actions.undo_act(act, topic, g.person)
    except Refused as refusal:
        return _cannot(topic, str(refusal)), 422
    flash(_("It was taken back."), "good")
    return redirect(base_of(topic), 303)


def _cannot(topic: Topic, words: str) -> str:
    return show("arrange_refused.html", topic=topic, words=words)


@bp.get(f"{TOPIC}/settings")
def show_topic_settings(topic_id: int, slug: str) -> str:
    topic = queries.get_topic(topic_id, g.person)
    need(may_change_category(g.person, topic))
    return _settings(topic)


def _settings(topic: Topic, **forms: Any) -> str:
    """The shelf; for moderators also pace and timers."""
    shelves, pace = _category_form(topic), PaceForm(formdata=None, seconds=topic.slow_seconds)
    pace.seconds.choices = _paces()
    all_forms = {"shelf": shelves, "pace": pace, "timer": TimerForm(formdata=None), **forms}
    timers = queries.timers_of(topic) if may_arrange(g.person, topic) else []
    return show("topic_settings.html", topic=topic, timers=timers, base=base_of(topic), **all_forms)


def _paces() -> list[SelectChoice]:
    return [SelectChoice(str(n), span_words(n) if n else _("no wait")) for n in PACES]


def _category_form(topic: Topic, **values: Any) -> CategoryChoiceForm:
    form = (
        CategoryChoiceForm(**values) if values else CategoryChoiceForm(category=topic.category.slug)
    )
    form.category.choices = shelves_for(g.person)
    return form


def shelves_for(person: Person | None) -> list[SelectChoice]:
    """The shelves on which somebody may put a topic."""
    return [
        SelectChoice(c.slug, in_this_language(c, "title"))
        for c in queries.categories_for(person)
        if may_open_topic(person, c)
    ]


@bp.post(f"{TOPIC}/category")
def shelve_topic(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_change_category(g.person, topic))
    form = _category_form(topic)
    if not form.validate():
        return _settings(topic, shelf=form), 422
    category = queries.get_category(form.category.data, g.person)
    need(may_open_topic(g.person, category))
    actions.shelve_topic(topic, g.person, category)
    return redirect(base_of(topic), 303)


@bp.post(f"{TOPIC}/pace")
def slow_topic(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_arrange(g.person, topic))
    form = PaceForm()
    form.seconds.choices = _paces()
    if not form.validate():
        return _settings(topic, pace=form), 422
    actions.slow_topic(topic, g.person, form.seconds.data)
    return redirect(base_of(topic), 303)


@bp.post(f"{TOPIC}/timers")
def set_timer(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_arrange(g.person, topic))
    form = TimerForm()
    if not form.validate():
        return _settings(topic, timer=form), 422
    actions.set_timer(topic, g.person, form.kind.data, form.moment)
    return redirect(base_of(topic), 303)


@bp.get(f"{POST}/author")
def show_author_form(topic_id: int, slug: str, number: int) -> str:
    topic, post = _find(topic_id, number)
    need(may_arrange(g.person, topic))
    form = AuthorForm(formdata=None, name=post.author.handle)
    return show("post_author.html", topic=topic, post=post, form=form)


@bp.post(f"{POST}/author")
def sign_post(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = _find(topic_id, number)
    need(may_arrange(g.person, topic))
    form = AuthorForm()
    author = member_called(form.name.data or "") if form.validate() else None
    if author is None:
        form.form_errors = [] if form.errors else [_("There is no such account.")]
        return show("post_author.html", topic=topic, post=post, form=form), 422
    try:
        actions.sign_post(post, topic, g.person, author)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return show("post_author.html", topic=topic, post=post, form=form), 422
    return redirect(place_of(topic, number), 303)


def _find(topic_id: int, number: int) -> tuple[Topic, Post]:
    topic = queries.get_topic(topic_id, g.person)
    return topic, queries.get_post(topic, number)
