"""What moderation needs in tests, made by the rooms' own verbs."""

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.models import Post, Topic
from kalo.kit.db import db, transaction


def reply_by(topic: Topic, author: Person, source: str) -> Post:
    """A reply by somebody else than who opened the topic."""
    with transaction():
        here, who = db.session.merge(topic), db.session.merge(author)
        post = actions.post_reply(here, who, source)
    db.session.refresh(post)
    return post
