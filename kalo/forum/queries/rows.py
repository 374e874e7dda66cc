"""Rows of hot pages: columns with the few words a template asks of them, no ORM objects.

Tuples, as a page makes and compares some dozens of them, and nothing else does it faster.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import JSON, TypeDecorator

from kalo.accounts.models import initials


class OnlyRead(TypeDecorator[Any]):
    """JSON of a row that nobody changes, its lists as tuples: a key of `kept_part` takes no lists.

    SQLite gives words: those that come again and again are read once.
    """

    impl = JSON
    cache_ok = True

    def process_result_value(self, value: Any, _dialect: Any) -> Any:
        return _frozen(value)

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        """The same, remembered for the words it was read from."""
        read = super().result_processor(dialect, coltype)
        return lru_cache(500)(read) if read and dialect.name == "sqlite" else read


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(each) for key, each in value.items()})
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Face:
    """A person as far as a line about them needs one."""

    handle: str
    name: str
    picture: str | None

    @property
    def initials(self) -> str:
        """For the round picture."""
        return initials(self.name)

    @property
    def picture_url(self) -> str | None:
        """Where the picture is, if there is one."""
        return f"/files/{self.picture}" if self.picture else None


class PostRow(NamedTuple):
    """A post on the page of its topic, with what is shown of its author."""

    id: int
    number: int
    html: str
    revision: int
    reply_to: int | None
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    deleted_by_id: int | None
    wiki: bool
    replies_count: int
    thanks: int
    agree: int
    useful: int
    support: int
    hidden_at: datetime | None
    hidden_reason: str
    author_id: int
    handle: str
    name: str
    picture: str | None
    roles: frozenset[str]
    organisation: str

    @property
    def face(self) -> Face:
        """The author's."""
        return Face(self.handle, self.name, self.picture)

    @property
    def reacted(self) -> int:
        """How many people reacted, whichever way."""
        return self.thanks + self.agree + self.useful + self.support


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the viewer has read in a topic, and how closely they follow it."""

    last_read: int = 0
    level: int | None = None


class TopicColumns(NamedTuple):
    """What is asked of a topic for a list, with how far the viewer has read in it."""

    id: int
    slug: str
    title: str
    language: str
    pinned: bool
    closed_at: datetime | None
    archived_at: datetime | None
    answer_number: int | None
    tags: Sequence[Sequence[str]]
    opened_at: datetime
    posts_count: int
    last_number: int
    last_post_at: datetime
    category_slug: str
    title_el: str
    title_en: str
    handle: str
    name: str
    picture: str | None
    last_handle: str
    last_name: str
    last_read: int | None = None
    all_read_at: datetime | None = None


class TopicRow(TopicColumns):
    """A topic in a list, and the words that a template asks of it."""

    __slots__ = ()

    @property
    def path(self) -> str:
        """The address without a language prefix."""
        return f"/forum/t/{self.id}-{self.slug}/"

    @property
    def face(self) -> Face:
        """The face of whoever opened it."""
        return Face(self.handle, self.name, self.picture)

    @property
    def replies(self) -> int:
        """How many answered."""
        return max(0, self.posts_count - 1)

    @property
    def unread(self) -> bool:
        """Something stands here that the viewer has not read; never for guests."""
        if self.all_read_at is None:
            return False
        return (self.last_read or 0) < self.last_number and self.last_post_at > self.all_read_at

    @property
    def fresh(self) -> int:
        """How many posts came since the viewer was here; 0 when they never were."""
        return self.last_number - self.last_read if self.unread and self.last_read else 0

    @property
    def jump(self) -> str:
        """Where the reading goes on: after the permalink's slash, or the top."""
        if not self.unread:
            return ""
        if self.last_read:
            return str(self.last_read + 1)
        known = self.all_read_at is not None and self.opened_at <= self.all_read_at
        return str(self.last_number) if known else ""
