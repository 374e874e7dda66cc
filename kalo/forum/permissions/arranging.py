"""Who may arrange what. Pure: no database, no request."""

from datetime import timedelta

from kalo.accounts.models import Person
from kalo.forum.models import Topic
from kalo.forum.permissions.people import is_member, may_moderate, may_write
from kalo.forum.permissions.things import is_author
from kalo.forum.permissions.topics import is_open, may_see
from kalo.kit import clock

# So long may an author say that a discussion belongs on another shelf.
SECOND_THOUGHTS = timedelta(hours=1)


def may_arrange(person: Person | None, topic: Topic) -> bool:
    """Moderators, a topic that stands; one that was merged is arranged where it is now."""
    return may_moderate(person) and may_see(person, topic) and topic.deleted_at is None


def may_arrange_posts(person: Person | None, topic: Topic) -> bool:
    """What is archived is kept as it is, its posts where they are."""
    return may_arrange(person, topic) and topic.archived_at is None


def may_change_category(person: Person | None, topic: Topic) -> bool:
    """Moderators; whoever opened it in the first hour."""
    if may_arrange(person, topic):
        return True
    fresh = topic.opened_at > clock.now() - SECOND_THOUGHTS
    mine = is_member(person) and may_write(person) and is_author(person, topic)
    return mine and fresh and is_open(topic) and may_see(person, topic)


def may_undo(person: Person | None, topic: Topic) -> bool:
    """Whoever may arrange a topic may take back what was done with it."""
    return may_moderate(person) and may_see(person, topic)
