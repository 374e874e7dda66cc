"""The forum's verbs. Each does one whole thing and announces it."""

from kalo.forum.actions.categories import add_category, change_category, move_category
from kalo.forum.actions.posts import Conflict, delete_post, edit_post, post_reply, restore_post
from kalo.forum.actions.reading import mark_all_read, mark_read
from kalo.forum.actions.topics import (
    close_topic,
    delete_topic,
    open_topic,
    pin_topic,
    reopen_topic,
    restore_topic,
    unpin_topic,
)

__all__ = [
    "Conflict",
    "add_category",
    "change_category",
    "close_topic",
    "delete_post",
    "delete_topic",
    "edit_post",
    "mark_all_read",
    "mark_read",
    "move_category",
    "open_topic",
    "pin_topic",
    "post_reply",
    "reopen_topic",
    "restore_post",
    "restore_topic",
    "unpin_topic",
]
