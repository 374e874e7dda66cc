"""Who may do what with a poll. Pure: no database, no request."""

from typing import Any

from kalo.accounts.models import Person
from kalo.forum.models import Topic
from kalo.forum.models.polls import ALWAYS, CLOSED
from kalo.forum.permissions.people import may_moderate
from kalo.forum.permissions.posts import may_react_in
from kalo.forum.permissions.things import is_author
from kalo.forum.permissions.topics import is_open
from kalo.kit import clock


def is_poll_open(topic: Topic) -> bool:
    """The server's clock decides, whatever a page still shows."""
    poll: dict[str, Any] | None = topic.poll
    if not poll or poll["closed_at"]:
        return False
    return not poll["closes_at"] or clock.now() < clock.read(poll["closes_at"])


def may_add_poll(person: Person | None, topic: Topic) -> bool:
    """Whoever opened the discussion, as long as it has none."""
    return topic.poll is None and is_open(topic) and _may_look_after(person, topic)


def may_change_poll(person: Person | None, topic: Topic) -> bool:
    """As long as nobody has voted: afterwards it would no longer be what they answered."""
    poll = topic.poll
    return bool(poll) and not (poll or {})["voters"] and _may_look_after(person, topic)


def may_close_poll(person: Person | None, topic: Topic) -> bool:
    return is_poll_open(topic) and _may_look_after(person, topic)


def _may_look_after(person: Person | None, topic: Topic) -> bool:
    own = is_author(person, topic) or may_moderate(person)
    return own and may_react_in(person, topic)


def may_vote(person: Person | None, topic: Topic) -> bool:
    return is_poll_open(topic) and may_react_in(person, topic)


def may_see_results(topic: Topic, voted: bool) -> bool:
    """Always, after voting, or after closing, as whoever asked wanted it."""
    poll = topic.poll or {}
    if not is_poll_open(topic) or poll["results"] == ALWAYS:
        return True
    return voted and poll["results"] != CLOSED


def may_see_voters(topic: Topic, voted: bool) -> bool:
    """Who chose what: only of an open poll, and only with its results."""
    return bool(topic.poll) and not (topic.poll or {})["secret"] and may_see_results(topic, voted)
