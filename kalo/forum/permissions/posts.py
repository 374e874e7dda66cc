"""Who may do what with a post. Pure: no database, no request."""

from datetime import timedelta

from kalo.accounts.models import Person
from kalo.forum.models import Topic
from kalo.forum.permissions.people import is_member, may_moderate, may_write
from kalo.forum.permissions.things import Numbered, Taken, Written, is_author
from kalo.forum.permissions.topics import may_reply, may_restore, may_see
from kalo.kit import clock

# How long authors may change what they wrote, by trust; afterwards moderators still can.
EDIT_WINDOWS = (timedelta(days=1), timedelta(days=1), timedelta(days=30), timedelta(days=30))


def may_read(person: Person | None, post: Taken) -> bool:
    """The words of a post that was hidden or taken away are there for few."""
    if post.deleted_at is not None:
        return may_restore(person, post)
    hidden = getattr(post, "hidden_at", None)
    return hidden is None or is_author(person, post) or may_moderate(person)


def may_edit(person: Person | None, topic: Topic, post: Written) -> bool:
    """One's own words for a while, a wiki post together; a moderator any, unless archived."""
    if post.deleted_at is not None or not may_read(person, post):
        return False
    if may_moderate(person):
        return topic.archived_at is None and topic.deleted_at is None
    own = is_author(person, post) and _still_fresh(person, post)
    return may_reply(person, topic) and (post.wiki or own)


def _still_fresh(person: Person | None, post: Written) -> bool:
    trust = min(person.trust if person else 0, len(EDIT_WINDOWS) - 1)
    return clock.now() - post.created_at <= EDIT_WINDOWS[max(0, trust)]


def must_say_why(person: Person | None, post: Taken) -> bool:
    """Whoever changes the words of another as a moderator gives a reason."""
    return not is_author(person, post) and not getattr(post, "wiki", False)


def must_say_why_gone(person: Person | None, thing: Taken) -> bool:
    """Whoever takes away a post or a topic of another gives a reason; of one's own nobody asks."""
    return not is_author(person, thing)


def may_make_wiki(person: Person | None, topic: Topic, post: Written) -> bool:
    """A known author of a post, or a moderator, opens it to everyone who may reply."""
    if post.deleted_at is not None or not may_edit(person, topic, post):
        return False
    known = person is not None and person.trust >= 1 and is_author(person, post)
    return may_moderate(person) or known


def may_hide_revisions(person: Person | None) -> bool:
    return may_moderate(person)


def may_delete(person: Person | None, topic: Topic, post: Numbered) -> bool:
    """One's own post or, for a moderator, any; the first goes only with its topic."""
    if post.number == 1 or topic.deleted_at is not None or not may_see(person, topic):
        return False
    own = is_member(person) and is_author(person, post) and topic.archived_at is None
    return may_moderate(person) or own


def may_react_in(person: Person | None, topic: Topic) -> bool:
    """React and vote: a closed discussion takes both, an archived one neither."""
    kept = topic.archived_at or topic.deleted_at or topic.moved_to_id
    return not kept and may_write(person) and may_see(person, topic)


def may_react(person: Person | None, topic: Topic, post: Written) -> bool:
    """To what others wrote, while it stands."""
    stands = post.deleted_at is None and post.hidden_at is None
    return stands and not is_author(person, post) and may_react_in(person, topic)


def may_accept_in(person: Person | None, topic: Topic) -> bool:
    """In a category that asks: whoever asked, or a moderator."""
    if not topic.category.asks or topic.archived_at or topic.deleted_at:
        return False
    return may_see(person, topic) and (
        may_moderate(person) or (may_write(person) and is_author(person, topic))
    )


def may_accept(person: Person | None, topic: Topic, post: Numbered) -> bool:
    """A reply that stands and can be read."""
    stands = post.number > 1 and post.deleted_at is None
    return stands and getattr(post, "hidden_at", None) is None and may_accept_in(person, topic)
