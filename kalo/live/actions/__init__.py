"""What people do in a room: `act` for all that the log keeps, and being there."""

from kalo.live.actions.heartbeats import not_here, still_here
from kalo.live.actions.log import NotYours, act, hold, pace, socket_room
from kalo.live.actions.presence import come_as_guest, forget_guests, leave, note_presence
from kalo.live.actions.snapshots import keep_snapshot
from kalo.live.actions.telling import on_news, tell
from kalo.live.actions.together import Asking, act_together

__all__ = [
    "Asking",
    "NotYours",
    "act",
    "act_together",
    "come_as_guest",
    "forget_guests",
    "hold",
    "keep_snapshot",
    "leave",
    "not_here",
    "note_presence",
    "on_news",
    "pace",
    "socket_room",
    "still_here",
    "tell",
]
