"""Asking by a poll, voting, closing, and its results."""

import csv
import io
from collections.abc import Iterator

from flask import abort, flash, g, make_response, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.forum import actions, queries
from kalo.forum.forms import PollForm
from kalo.forum.models import Topic
from kalo.forum.models.polls import DATE, IF_NEED_BE, NO, YES
from kalo.forum.permissions import (
    may_add_poll,
    may_change_poll,
    may_close_poll,
    may_read,
    may_see_results,
    may_see_voters,
    may_vote,
)
from kalo.forum.queries.mine import Mine
from kalo.forum.views.room import TOPIC, bp, place_of, show, touching_limit, writing_limit
from kalo.forum.views.topics import base_of
from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.web import Refused, fragment, need, wants_fragment

Answer = str | Response | tuple[str, int]
POLL = f"{TOPIC}/poll"


@bp.get(f"{POLL}/new")
def show_new_poll(topic_id: int, slug: str) -> str:
    topic = queries.get_topic(topic_id, g.person)
    need(may_add_poll(g.person, topic))
    return show("poll_form.html", topic=topic, poll=PollForm(formdata=None, prefix="poll-"))


@bp.post(POLL)
@once
@writing_limit
def add_poll(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_add_poll(g.person, topic))
    form = PollForm(prefix="poll-")
    if not form.validate():
        return show("poll_form.html", topic=topic, poll=form), 422
    try:
        if asked := form.asked():
            actions.add_poll(topic, asked, g.person)
    except Refused as refusal:  # somebody added one at the same moment
        return _answered(topic, str(refusal), 422)
    return _answered(topic, "")


@bp.post(f"{POLL}/vote")
@touching_limit
def vote(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_vote(g.person, topic) and _is_read(topic))
    chosen = dict(_choices(topic))
    if not chosen:
        return _answered(topic, _("Choose something first."), 422)
    return _voted(topic, chosen)


@bp.post(f"{POLL}/vote/undo")
@touching_limit
def withdraw_vote(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_vote(g.person, topic) and _is_read(topic))
    return _voted(topic, {})


def _choices(topic: Topic) -> Iterator[tuple[int, int]]:
    """What the form says: ids that were chosen or, for dates, an answer to each."""
    if topic.poll and topic.poll["kind"] == DATE:
        answers = {str(value): value for value in (NO, IF_NEED_BE, YES)}
        for option in topic.poll["options"]:
            said = request.form.get(f"option-{option['id']}", "")
            if said in answers:
                yield option["id"], answers[said]
        return
    for said in request.form.getlist("option"):
        if not said.isdecimal() or len(said) > 9:
            abort(400)
        yield int(said), YES


def _voted(topic: Topic, chosen: dict[int, int]) -> Answer:
    try:
        actions.vote(topic, g.person, chosen)
    except Refused as refusal:
        return _answered(topic, str(refusal), 422)
    return _answered(topic, "")


def _answered(topic: Topic, trouble: str, status: int = 200) -> Answer:
    """The poll anew, or its page; a refusal is said on it."""
    place = place_of(topic, 1)
    if not wants_fragment():
        if trouble:
            flash(trouble, "alarm")
        return redirect(place, 303)
    mine = Mine(votes=queries.my_votes(topic, g.person))
    html = show("_poll_changed.html", topic=topic, base=base_of(topic), mine=mine, trouble=trouble)
    return (html, status) if trouble else fragment(html, at=place)


@bp.post(f"{POLL}/closure")
def close_poll(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_close_poll(g.person, topic))
    actions.close_poll(topic, g.person)
    return _answered(topic, "")


@bp.post(f"{POLL}/deletion")
def remove_poll(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_change_poll(g.person, topic))
    try:
        actions.remove_poll(topic, g.person)
    except Refused as refusal:
        return _answered(topic, str(refusal), 422)
    return redirect(place_of(topic, 1), 303)


@bp.get(f"{POLL}/voters")
def show_voters(topic_id: int, slug: str) -> str:
    """Who chose what, where the poll is open to that."""
    topic = _with_poll(topic_id)
    need(may_see_voters(topic, bool(queries.my_votes(topic, g.person))))
    return show("poll_voters.html", topic=topic, people=queries.voters_of(topic))


@bp.get(f"{POLL}/results.csv")
def give_results(topic_id: int, slug: str) -> Response:
    topic = _with_poll(topic_id)
    need(may_see_results(topic, bool(queries.my_votes(topic, g.person))))
    out = io.StringIO()
    csv.writer(out).writerows(_table(topic))
    response = make_response("\ufeff" + out.getvalue())
    response.mimetype = "text/csv"
    name = f"poll-{topic.id}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _with_poll(topic_id: int) -> Topic:
    topic = queries.get_topic(topic_id, g.person)
    if not topic.poll:
        abort(404)
    need(_is_read(topic))
    return topic


def _is_read(topic: Topic) -> bool:
    """Whether the visitor may read the post in which the poll stands."""
    return may_read(g.person, queries.get_post(topic, 1))


def _table(topic: Topic) -> Iterator[list[str]]:
    poll = topic.poll or {}
    dates = poll["kind"] == DATE
    yield [_("Option"), _("Yes"), *([_("If need be")] if dates else [])]
    for option in poll["options"]:
        said = clock.moment_words(clock.read(option["moment"])) if dates else option["label"]
        counts = [str(option["yes"]), *([str(option["maybe"])] if dates else [])]
        yield [_harmless(said), *counts]
    yield [_("People who voted"), str(poll["voters"])]


def _harmless(cell: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell
