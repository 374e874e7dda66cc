"""How closely people follow topics, categories and tags; all that they follow."""

from flask import g, request, url_for
from werkzeug.wrappers import Response

from kalo.forum import queries
from kalo.forum.actions.watching import follow_thing, follow_topic
from kalo.forum.permissions import may_mark_read
from kalo.forum.queries.rows import TopicRow
from kalo.forum.queries.watching import followed_by, topics_followed
from kalo.forum.views.room import TOPIC, bp, show, touching_limit
from kalo.forum.views.tags import asked_level, followed
from kalo.forum.views.topics import base_of
from kalo.kit.web import need

Answer = str | Response | tuple[str, int]


@bp.post(f"{TOPIC}/watching")
@touching_limit
def follow(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_mark_read(g.person))
    level = asked_level()
    follow_topic(g.person, topic, level)
    return followed(request.path, level, base_of(topic))


@bp.post("/c/<slug>/watching")
@touching_limit
def follow_category(slug: str) -> Answer:
    category = queries.get_category(slug, g.person)
    need(may_mark_read(g.person))
    level = asked_level()
    follow_thing(g.person, "category", category.id, level)
    return followed(request.path, level, url_for(".show_category", slug=slug))


@bp.get("/following")
def show_following() -> str:
    """What this person follows or muted, each with its choice."""
    need(may_mark_read(g.person))
    found = topics_followed(g.person)
    topics = [(TopicRow(*row[:-1]), row.level) for row in found.rows]
    return show("following.html", things=followed_by(g.person), topics=topics, found=found)
