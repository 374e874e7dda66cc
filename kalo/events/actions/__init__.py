"""The verbs of the room. Each does one whole thing and announces it."""

from kalo.events.actions.attendance import keep_attendance, note_everybody, why_no_attendance
from kalo.events.actions.calendars import (
    change_address,
    make_address,
    note_fetch,
    note_public_fetch,
    renew_address,
    take_back_address,
)
from kalo.events.actions.planning import (
    Outdated,
    cancel_event,
    change_event,
    plan_event,
    publish_event,
    remove_draft,
)
from kalo.events.actions.seats import give_up_seat, let_go_of, take_seat, why_no_seat

__all__ = [
    "Outdated",
    "cancel_event",
    "change_address",
    "change_event",
    "give_up_seat",
    "keep_attendance",
    "let_go_of",
    "make_address",
    "note_everybody",
    "note_fetch",
    "note_public_fetch",
    "plan_event",
    "publish_event",
    "remove_draft",
    "renew_address",
    "take_back_address",
    "take_seat",
    "why_no_attendance",
    "why_no_seat",
]
