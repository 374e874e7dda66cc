"""Who may do what in the forum. Pure: no database, no request."""

from kalo.forum.permissions.categories import may_open_topic, may_reply_in, may_see_category
from kalo.forum.permissions.people import (
    is_member,
    may_arrange_categories,
    may_mark_read,
    may_moderate,
    may_write,
)
from kalo.forum.permissions.posts import may_delete, may_edit
from kalo.forum.permissions.topics import (
    is_open,
    may_delete_topic,
    may_reply,
    may_restore,
    may_see,
)

__all__ = [
    "is_member",
    "is_open",
    "may_arrange_categories",
    "may_delete",
    "may_delete_topic",
    "may_edit",
    "may_mark_read",
    "may_moderate",
    "may_open_topic",
    "may_reply",
    "may_reply_in",
    "may_restore",
    "may_see",
    "may_see_category",
    "may_write",
]
