"""The forum's verbs. Each does one whole thing and announces it."""

from kalo.forum.actions.acts import (
    archive_topic,
    close_topic,
    pin_topic,
    reopen_topic,
    revive_topic,
    shelve_topic,
    show_acts,
    sign_post,
    slow_topic,
    unpin_topic,
)
from kalo.forum.actions.answers import accept_answer, unaccept_answer
from kalo.forum.actions.categories import add_category, change_category, move_category
from kalo.forum.actions.deleting import delete_post, restore_post
from kalo.forum.actions.editing import (
    Conflict,
    bring_back_revision,
    edit_post,
    hide_revision,
    make_wiki,
    show_revision,
    unmake_wiki,
)
from kalo.forum.actions.hiding import hide_post, say_why, show_post
from kalo.forum.actions.moving import merge_topic, move_posts, split_topic
from kalo.forum.actions.polls import Asked, add_poll, close_poll, remove_poll, vote
from kalo.forum.actions.posts import post_reply
from kalo.forum.actions.reactions import react, withdraw_reaction
from kalo.forum.actions.reading import mark_all_read, mark_read, mark_these_read
from kalo.forum.actions.tags import set_tags
from kalo.forum.actions.timers import ring, set_timer
from kalo.forum.actions.topics import (
    delete_topic,
    open_topic,
    restore_topic,
)
from kalo.forum.actions.undoing import undo_act
from kalo.forum.actions.visits import add_visits, round_number

__all__ = [
    "Asked",
    "Conflict",
    "accept_answer",
    "add_category",
    "add_poll",
    "add_visits",
    "archive_topic",
    "bring_back_revision",
    "change_category",
    "close_poll",
    "close_topic",
    "delete_post",
    "delete_topic",
    "edit_post",
    "hide_post",
    "hide_revision",
    "make_wiki",
    "mark_all_read",
    "mark_read",
    "mark_these_read",
    "merge_topic",
    "move_category",
    "move_posts",
    "open_topic",
    "pin_topic",
    "post_reply",
    "react",
    "remove_poll",
    "reopen_topic",
    "restore_post",
    "restore_topic",
    "revive_topic",
    "ring",
    "round_number",
    "say_why",
    "set_tags",
    "set_timer",
    "shelve_topic",
    "show_acts",
    "show_post",
    "show_revision",
    "sign_post",
    "slow_topic",
    "split_topic",
    "unaccept_answer",
    "undo_act",
    "unmake_wiki",
    "unpin_topic",
    "vote",
    "withdraw_reaction",
]
