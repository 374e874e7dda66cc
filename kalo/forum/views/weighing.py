"""What becomes of a text before it is written: the doors of posting ask here."""

from dataclasses import asdict
from typing import Any

from flask import flash, g, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.forum.actions.polls import Asked
from kalo.forum.actions.words import keep_held
from kalo.forum.forms import EditForm, FirstPostForm, PostForm, TopicForm
from kalo.forum.models import Category, Post, Topic
from kalo.forum.views.topics import base_of
from kalo.kit.web import go_to, language, wants_fragment
from kalo.moderation.actions import hold, look_at, weigh, weigh_edit
from kalo.moderation.spam import HOLD, REFUSE, Verdict


def weighed(form: PostForm | TopicForm, kind: str) -> Verdict:
    """The verdict on what was typed; a refusal stands on the form."""
    source = form.body.data or ""
    if isinstance(form, TopicForm):
        source = f"{form.title.data}\n\n{source}"
    verdict = weigh(g.person, source, kind, form.seconds, form.trapped)
    if verdict.act == REFUSE:
        form.form_errors.append(verdict.words)
    return verdict


def edit_weighed(form: EditForm, post: Post, title: str) -> Verdict:
    """The verdict on other words for a post; a refusal stands on the form."""
    typed = form.title.data if isinstance(form, FirstPostForm) else ""
    source, before = f"{typed}\n\n{form.body.data or ''}", f"{title}\n\n{post.source}"
    verdict = weigh_edit(g.person, source, before)
    if is_refused(verdict):
        form.form_errors.append(verdict.words)
    return verdict


def note_edit(verdict: Verdict, post: Post) -> None:
    """Other words stand; moderators are to have a look where they would have held a new text."""
    if verdict.look:
        look_at(post.author, f"post:{post.id}")


def is_refused(verdict: Verdict) -> bool:
    return verdict.act == REFUSE


def is_held(verdict: Verdict) -> bool:
    return verdict.act == HOLD


def note_first(verdict: Verdict, subject: str) -> None:
    """A first post stands; moderators are to have a look."""
    if verdict.look:
        look_at(g.person, subject)


def hold_reply(topic: Topic, form: PostForm, verdict: Verdict) -> Response:
    """The reply waits; its author sees it in the discussion and under their texts."""
    held = hold(
        *(g.person, "forum.reply", topic.title, topic.path, verdict.why),
        {
            "topic": topic.id,
            "source": form.body.data or "",
            "reply_to": form.reply_to.data,
        },
    )
    keep_held(held.id, g.person, held.source, f"topic-{topic.id}")
    return _waits(f"{base_of(topic)}#reply")


def hold_topic(
    category: Category, form: TopicForm, verdict: Verdict, poll: Asked | None
) -> Response:
    """The discussion waits; its author sees it under their texts."""
    held = hold(
        *(g.person, "forum.topic", form.title.data or "", "", verdict.why),
        {
            "category": category.id,
            "title": form.title.data or "",
            "source": form.body.data or "",
            "subject": form.subject.data or None,
            "language": language(),
            "tags": form.tags.data or "",
            "poll": _plain(poll) if poll else None,
        },
    )
    keep_held(held.id, g.person, held.source, "new-topic")
    flash(_("Your text waits for a look by the moderators. Only you see it until then."), "good")
    return go_to("moderation.show_mine")


def _plain(poll: Asked) -> dict[str, Any]:
    """A poll as it can be kept: `moderated` makes it whole again."""
    said = asdict(poll)
    closes_at = said["closes_at"].isoformat() if said["closes_at"] else None
    options = [each if isinstance(each, str) else each.isoformat() for each in poll.options]
    return {**said, "closes_at": closes_at, "options": options}


def _waits(place: str) -> Response:
    flash(_("Your text waits for a look by the moderators. Only you see it until then."), "good")
    response = redirect(place, 303)
    if not wants_fragment():
        return response
    answer = Response("")
    answer.headers["HX-Redirect"] = answer.headers["Content-Location"] = place
    return answer
