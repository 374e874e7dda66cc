"""The verbs of telling people."""

from kalo.notifications.actions.digest import write_weekly
from kalo.notifications.actions.errands import owe_telling, run_errand, tells
from kalo.notifications.actions.letters import forget_notes, write_letters
from kalo.notifications.actions.moving import move_news
from kalo.notifications.actions.telling import mark_one_read, mark_read, notify, tell
from kalo.notifications.actions.wishes import (
    begin_wishes,
    note_refusal,
    save_wishes,
    stop_letters,
    try_address_again,
)

__all__ = [
    "begin_wishes",
    "forget_notes",
    "mark_one_read",
    "mark_read",
    "move_news",
    "note_refusal",
    "notify",
    "owe_telling",
    "run_errand",
    "save_wishes",
    "stop_letters",
    "tell",
    "tells",
    "try_address_again",
    "write_letters",
    "write_weekly",
]
