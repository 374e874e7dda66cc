"""Questions worth talking over that another room offers: one discussion about each thing."""

from datetime import datetime

from kalo.accounts.models import Person
from kalo.forum.actions.editing import edit_post
from kalo.forum.actions.topics import open_topic
from kalo.forum.models import Topic
from kalo.forum.permissions import may_open_topic
from kalo.forum.queries import find_category
from kalo.forum.queries.posts import get_post
from kalo.forum.queries.starters import changed_by_hand, first_topic_about, speaker
from kalo.kit.db import db

SHELF = "mathisi"
REASON = "Άλλαξε το κείμενο του προγράμματος"  # of our own edits; they are in Greek, as the topics


def offer_discussion(
    subject: str, title: str, source: str, at: datetime | None = None
) -> Topic | None:
    """Open a discussion about a thing where none was ever; without a shelf or anybody to open it,
    none. One that nobody has answered or edited follows other words, any other stays as it is."""
    known = first_topic_about(subject)
    if known is not None:
        _follow(known, title, source)
        return known
    category, author = find_category(SHELF), speaker()
    if category is None or author is None or not may_open_topic(author, category):
        return None
    return open_topic(category, author, title, source, subject, at=at, begun=False)


def _follow(topic: Topic, title: str, source: str) -> None:
    author = db.session.get_one(Person, topic.author_id)
    fresh = topic.highest_number == 1 and not topic.closed_at and not topic.archived_at
    if topic.deleted_at or not fresh or author.erased_at:
        return
    post = get_post(topic, 1)
    if post.hidden_at is None and not changed_by_hand(post.id, REASON):
        edit_post(post, topic, author, source, post.revision, title=title, reason=REASON)
