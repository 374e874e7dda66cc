"""Who may do what in the forum. Pure: no database, no request."""

from kalo.forum.permissions.arranging import (
    may_arrange,
    may_arrange_posts,
    may_change_category,
    may_undo,
)
from kalo.forum.permissions.categories import may_open_topic, may_reply_in, may_see_category
from kalo.forum.permissions.people import (
    is_member,
    may_arrange_categories,
    may_mark_read,
    may_moderate,
    may_write,
)
from kalo.forum.permissions.polls import (
    is_poll_open,
    may_add_poll,
    may_change_poll,
    may_close_poll,
    may_see_results,
    may_see_voters,
    may_vote,
)
from kalo.forum.permissions.posts import (
    may_accept,
    may_accept_in,
    may_delete,
    may_edit,
    may_hide_revisions,
    may_make_wiki,
    may_react,
    may_react_in,
    may_read,
    must_say_why,
    must_say_why_gone,
)
from kalo.forum.permissions.tags import may_arrange_tags, may_make_tags
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
    "is_poll_open",
    "may_accept",
    "may_accept_in",
    "may_add_poll",
    "may_arrange",
    "may_arrange_categories",
    "may_arrange_posts",
    "may_arrange_tags",
    "may_change_category",
    "may_change_poll",
    "may_close_poll",
    "may_delete",
    "may_delete_topic",
    "may_edit",
    "may_hide_revisions",
    "may_make_tags",
    "may_make_wiki",
    "may_mark_read",
    "may_moderate",
    "may_open_topic",
    "may_react",
    "may_react_in",
    "may_read",
    "may_reply",
    "may_reply_in",
    "may_restore",
    "may_see",
    "may_see_category",
    "may_see_results",
    "may_see_voters",
    "may_undo",
    "may_vote",
    "may_write",
    "must_say_why",
    "must_say_why_gone",
]
