"""Reacting to a post, accepting it as the answer, and what was answered to it."""

from flask import abort, g, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.forum import actions, queries
from kalo.forum.models import REACTIONS, Post, Topic
from kalo.forum.permissions import may_accept, may_accept_in, may_react, may_read
from kalo.forum.queries.rows import PostRow
from kalo.forum.views.posts import changed_post, find_post
from kalo.forum.views.room import POST, bp, show, touching_limit
from kalo.forum.views.topics import about
from kalo.kit.web import need

Answer = str | Response | tuple[str, int]


@bp.post(f"{POST}/reaction")
@touching_limit
def react(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = find_post(topic_id, number)
    need(may_react(g.person, topic, post))
    kind = request.form.get("kind", "")
    if kind not in REACTIONS:
        abort(400)
    actions.react(post, topic, g.person, kind)
    return changed_post(topic, number)


@bp.post(f"{POST}/reaction/undo")
@touching_limit
def withdraw_reaction(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = find_post(topic_id, number)
    need(may_react(g.person, topic, post))
    actions.withdraw_reaction(post, topic, g.person)
    return changed_post(topic, number)


@bp.get(f"{POST}/reactions")
def show_reactions(topic_id: int, slug: str, number: int) -> str:
    topic, post = _readable(topic_id, number)
    return show("reactions.html", topic=topic, post=post, people=queries.reactions_to(post))


@bp.get(f"{POST}/replies")
def show_replies(topic_id: int, slug: str, number: int) -> str:
    topic, post = _readable(topic_id, number)
    return show("replies.html", post=post, **about(topic, _replies(topic, post)))


@bp.get(f"{POST}/replies/list")
def list_replies(topic_id: int, slug: str, number: int) -> str:
    """The same replies as a part of the topic's page."""
    topic, post = _readable(topic_id, number)
    return show("_replies_list.html", post=post, **about(topic, _replies(topic, post)))


def _readable(topic_id: int, number: int) -> tuple[Topic, Post]:
    topic, post = find_post(topic_id, number)
    need(may_read(g.person, post))
    return topic, post


def _replies(topic: Topic, post: Post) -> list[PostRow]:
    return queries.replies_to(topic, post.number)


@bp.post(f"{POST}/answer")
def accept_answer(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = find_post(topic_id, number)
    need(may_accept(g.person, topic, post))
    actions.accept_answer(post, topic, g.person)
    return changed_post(topic, number, _("The answer stands under the question now."))


@bp.post(f"{POST}/answer/undo")
def unaccept_answer(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = find_post(topic_id, number)
    need(may_accept_in(g.person, topic))
    if topic.answer_number == post.number:
        actions.unaccept_answer(topic, g.person)
    return changed_post(topic, number, _("The question is open again."))
