"""Whom the forum tells, and of what."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.forum.models import Post
from kalo.forum.queries import people_in
from kalo.notifications.actions import notify
from kalo.notifications.models import Kind

REPLY = Kind(
    "forum.reply",
    _("Somebody replies in a discussion in which I have written"),
    _("%(n)s new in “%(what)s”"),
)


@signals.reply_posted.connect
def tell_the_others_in_the_topic(post: Post, **_: Any) -> None:
    """Everyone who wrote in the discussion, but not the one who writes now."""
    topic = post.topic
    path = f"{topic.path}{post.number}"
    notify(people_in(topic.id), REPLY, topic.tag, topic.title, path, by=post.author)
