"""What a person has read."""

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from kalo.forum import actions, queries
from kalo.forum.permissions import may_mark_read
from kalo.forum.queries.lists import unread_in
from kalo.forum.queries.shelves import shelves_for
from kalo.forum.views.lists import asked_of
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
    seconds = request.form.get("seconds", 0, int)
    number = max(0, min(number, topic.highest_number))
    actions.mark_read(g.person, topic, number, seconds=seconds)
    if wants_fragment():
        return "", 204
    return redirect(safe_next(base_of(topic)), 303)


@bp.post("/reading")
@touching_limit
def mark_all_read() -> Answer:
    """Everything or, with a category or a tag, what stands there."""
    need(may_mark_read(g.person))
    asked = asked_of(request.form, shelves_for(g.person))
    if asked:
        actions.mark_these_read(g.person, unread_in(g.person, asked.to))
    else:
        actions.mark_all_read(g.person)
    return redirect(safe_next(url_for(".show_forum")), 303)
