"""Who may do what with a post. Pure: no database, no request."""

from kalo.accounts.models import Person
from kalo.forum.models import Topic
from kalo.forum.permissions.people import is_member, may_moderate
from kalo.forum.permissions.things import Numbered, Taken, is_author
from kalo.forum.permissions.topics import may_reply, may_see


def may_edit(person: Person | None, topic: Topic, post: Taken) -> bool:
    """Only one's own words, while the discussion is open."""
    return may_reply(person, topic) and is_author(person, post) and post.deleted_at is None


def may_delete(person: Person | None, topic: Topic, post: Numbered) -> bool:
    """One's own post or, for a moderator, any; the first goes only with its topic."""
    if post.number == 1 or topic.deleted_at is not None or not may_see(person, topic):
        return False
    return may_moderate(person) or (is_member(person) and is_author(person, post))
