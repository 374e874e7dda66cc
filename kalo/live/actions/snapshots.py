"""What a log amounts to, kept now and then, so that nobody replays thousands of entries."""

from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.jobs import job
from kalo.live import queries
from kalo.live.folds import shape_of_state
from kalo.live.models import Room, Snapshot


@job
def keep_snapshot(room_id: int) -> None:
    """Write down the state of a room; a room without one is only slower to open."""
    room = db.session.get(Room, room_id)
    if room is None:
        return
    state = queries.state_of(room)
    facts = {
        "seq": state.seq,
        "shape": shape_of_state(),
        "state": state.kept(),
        "made_at": clock.now(),
    }
    upsert(Snapshot, [{"room_id": room.id, **facts}], key=("room_id",), again=facts)
    queries.forget_state(room)  # the worker has no other use for it
