"""Who may do what with a topic. Pure: no database, no request."""

from datetime import timedelta

from kalo.accounts.models import Person
from kalo.forum.models import Topic
from kalo.forum.permissions.categories import may_reply_in, may_see_category
from kalo.forum.permissions.people import is_member, may_moderate
from kalo.forum.permissions.things import Taken, is_author
from kalo.kit import clock

# How long what was taken away can be brought back by whoever took it.
REGRET = timedelta(days=30)


def may_see(person: Person | None, topic: Topic) -> bool:
    """A topic that was taken away is there only for those who may bring it back."""
    if not may_see_category(person, topic.category):
        return False
    if topic.moved_to_id is not None:
        return True  # its address leads on to where it is now
    return topic.deleted_at is None or may_restore(person, topic)


def is_open(topic: Topic) -> bool:
    """Not closed, archived, merged into another or taken away."""
    return not (topic.closed_at or topic.archived_at or topic.deleted_at or topic.moved_to_id)


def may_reply(person: Person | None, topic: Topic) -> bool:
    return is_open(topic) and may_see(person, topic) and may_reply_in(person, topic.category)


def may_restore(person: Person | None, thing: Taken) -> bool:
    """Whoever took it away, for a while; a moderator whatever anybody took away, always."""
    if thing.deleted_at is None or person is None or not is_member(person):
        return False
    lately = clock.now() - thing.deleted_at < REGRET
    return may_moderate(person) or (thing.deleted_by_id == person.id and lately)


def may_delete_topic(person: Person | None, topic: Topic) -> bool:
    """One's own while nobody has answered; a moderator any."""
    if not may_see(person, topic):
        return False
    alone = topic.posts_count <= 1 and is_author(person, topic)
    return may_moderate(person) or (is_member(person) and alone)
