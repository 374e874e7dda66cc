"""What people do in a room: `act` for all that the log keeps, and being there."""

from kalo.live.actions.heartbeats import Beat, arrival, not_here, still_here, write_arrivals
from kalo.live.actions.log import NotYours, act, hold, pace, socket_room
from kalo.live.actions.presence import come_as_guest, forget_guests, leave, note_presence
from kalo.live.actions.snapshots import keep_snapshot
from kalo.live.actions.telling import on_news, tell
from kalo.live.actions.together import Asking, act_together

__all__ = [
    "Asking",
    "Beat",
    "NotYours",
    "act",
    "act_together",
    "arrival",
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
    "write_arrivals",
]
