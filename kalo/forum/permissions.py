"""Who may do what in the forum. Pure: no database, no request."""

from datetime import datetime
from typing import Protocol

from kalo.accounts.models import Person
from kalo.forum.models import Category, Topic


class Taken(Protocol):
    """Something that a person wrote and somebody may have taken away: a post, or a row of one."""

    @property
    def author_id(self) -> int: ...
    @property
    def deleted_at(self) -> datetime | None: ...
    @property
    def deleted_by_id(self) -> int | None: ...


class Numbered(Taken, Protocol):
    """A post, or a row of one."""

    @property
    def number(self) -> int: ...


def is_member(person: Person | None) -> bool:
    """Whoever has confirmed an address."""
    return person is not None and person.confirmed_at is not None


def may_moderate(person: Person | None) -> bool:
    return is_member(person) and person is not None and person.has_role("moderator")


def may_arrange_categories(person: Person | None) -> bool:
    return is_member(person) and person is not None and person.has_role("editor")


def may_see_category(person: Person | None, category: Category) -> bool:
    return is_member(person) or not category.members_only


def may_see(person: Person | None, topic: Topic) -> bool:
    """A topic that was taken away is there only for those who may bring it back."""
    if not may_see_category(person, topic.category):
        return False
    return topic.deleted_at is None or may_restore(person, topic)


def may_open_topic(person: Person | None, category: Category) -> bool:
    return is_member(person) and may_see_category(person, category)


def may_reply(person: Person | None, topic: Topic) -> bool:
    open_ = topic.closed_at is None and topic.deleted_at is None
    return is_member(person) and may_see(person, topic) and open_


def may_mark_read(person: Person | None) -> bool:
    return is_member(person)


def may_edit(person: Person | None, topic: Topic, post: Taken) -> bool:
    """Only one's own words, while the discussion is open."""
    return may_reply(person, topic) and _is_author(person, post) and post.deleted_at is None


def may_delete(person: Person | None, topic: Topic, post: Numbered) -> bool:
    """One's own post or, for a moderator, any; the first goes only with its topic."""
    if post.number == 1 or topic.deleted_at is not None or not may_see(person, topic):
        return False
    return may_moderate(person) or (is_member(person) and _is_author(person, post))


def may_restore(person: Person | None, thing: Taken) -> bool:
    """Whoever took it away may bring it back; a moderator whatever anybody took away."""
    if thing.deleted_at is None or person is None or not is_member(person):
        return False
    return may_moderate(person) or thing.deleted_by_id == person.id


def may_delete_topic(person: Person | None, topic: Topic) -> bool:
    """One's own while nobody has answered; a moderator any."""
    if not may_see(person, topic):
        return False
    alone = topic.posts_count <= 1 and _is_author(person, topic)
    return may_moderate(person) or (is_member(person) and alone)


def _is_author(person: Person | None, thing: Taken) -> bool:
    return person is not None and person.id == thing.author_id
