"""What a person has read, and what moderators arrange on a topic."""

from collections.abc import Callable

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts.models import Person
from kalo.forum import actions, queries
from kalo.forum.models import Topic
from kalo.forum.permissions import may_delete_topic, may_mark_read, may_moderate, may_restore
from kalo.forum.views.room import TOPIC, bp, touching_limit
from kalo.forum.views.topics import base_of
from kalo.kit.web import need, safe_next, wants_fragment

Answer = Response | tuple[str, int]


@bp.post(f"{TOPIC}/reading")
@touching_limit
def mark_read(topic_id: int, slug: str) -> Answer:
    """Up to `number`, which is what the page has shown; sent by the page, or by its button."""
    topic = queries.get_topic(topic_id, g.person)
    need(may_mark_read(g.person))
    number = request.form.get("number", topic.last_number, int)
    actions.mark_read(g.person, topic, max(0, min(number, topic.highest_number)))
    if wants_fragment():
        return "", 204
    return redirect(safe_next(base_of(topic)), 303)


@bp.post("/reading")
@touching_limit
def mark_all_read() -> Answer:
    need(may_mark_read(g.person))
    actions.mark_all_read(g.person)
    return redirect(safe_next(url_for(".show_forum")), 303)


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


def _arranged(topic_id: int, action: Callable[[Topic, Person], None]) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_moderate(g.person))
    action(topic, g.person)
    return redirect(base_of(topic), 303)


@bp.post(f"{TOPIC}/deletion")
def delete_topic(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_delete_topic(g.person, topic))
    actions.delete_topic(topic, g.person)
    flash(_("The discussion was taken away. You can bring it back."), "good")
    return redirect(base_of(topic), 303)


@bp.post(f"{TOPIC}/deletion/undo")
def restore_topic(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_restore(g.person, topic))
    actions.restore_topic(topic, g.person)
    flash(_("The discussion is back."), "good")
    return redirect(base_of(topic), 303)
