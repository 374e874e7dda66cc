"""What is done after a gathering: who was in its room is told to the event."""

import uuid

from kalo.events import queries as events
from kalo.events.actions.stays import count_stays, keep_stay
from kalo.kit.jobs import job, nudge
from kalo.live import queries
from kalo.live.models import Room, Stay

OURS = uuid.UUID("6b1d0c1e-0000-4000-8000-00000057a1ed")


@job
def hand_over_stays() -> None:
    """Take up each room that has shut since the last days and was not handed over yet."""
    for event_id in queries.rooms_to_hand_over():
        nudge(hand_over, event_id)


@job
def hand_over(event_id: int) -> None:
    """Stretches of those with a seat, then who of them counts as present; it can run twice."""
    room = queries.find_room(event_id)
    event = events.event_with_facilitator(event_id)
    if room is None or event is None:
        return
    seats = {seat.person_id: seat for seat in events.seats_of(event) if seat.person_id}
    for stay in queries.attendance(room):
        if seat := seats.get(stay.person.id):
            keep_stay(event, seat, stay.entered_at, stay.left_at, _act(room, stay))
    count_stays(event)


def _act(room: Room, stay: Stay) -> str:
    """The same stretch has the same id, however often it is handed over."""
    return str(uuid.uuid5(OURS, f"{room.id}:{stay.person.id}:{stay.entered_at.isoformat()}"))
