"""Slow mode: so long must pass between two posts of one person in a topic."""

from datetime import datetime, timedelta
from math import ceil

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.forum.models import Post, Topic
from kalo.forum.permissions import may_moderate
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused

# What a moderator may choose, in seconds.
PACES = (0, 60, 300, 900, 3600, 4 * 3600, 24 * 3600)


def keep_pace(topic: Topic, author: Person, at: datetime, seconds: int) -> None:
    """Refuse a post that comes too early; asked while the topic is locked, so two never slip by."""
    if not seconds or may_moderate(author):
        return
    mine = select(func.max(Post.created_at)).where(
        Post.topic_id == topic.id, Post.author_id == author.id
    )
    last = db.session.scalar(mine)
    left = last + timedelta(seconds=seconds) - at if last else timedelta(0)
    if left > timedelta(0):
        raise Refused(
            _(
                "This discussion goes slowly: you can write again in %(time)s. Your text is kept.",
                time=span_words(int(left.total_seconds()) + 1),
            )
        )


def wait_in(topic: Topic, wrote_at: datetime | None) -> str:
    """How long somebody who wrote then still has to wait, in words; nothing where they need not."""
    if not topic.slow_seconds or wrote_at is None:
        return ""
    left = wrote_at + timedelta(seconds=topic.slow_seconds) - clock.now()
    return span_words(ceil(left.total_seconds())) if left > timedelta(0) else ""


def span_words(seconds: int) -> str:
    """So long, in the largest unit that says it well."""
    if seconds < 60:
        return ngettext("%(num)s second", "%(num)s seconds", seconds)
    if seconds < 3600:
        return ngettext("%(num)s minute", "%(num)s minutes", -(-seconds // 60))
    if seconds < 24 * 3600:
        return ngettext("%(num)s hour", "%(num)s hours", -(-seconds // 3600))
    return ngettext("%(num)s day", "%(num)s days", -(-seconds // (24 * 3600)))
