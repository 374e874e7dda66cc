"""What is done after a gathering: who was in its room is told to the event."""

import uuid
from datetime import datetime

from kalo.events import queries as events
from kalo.events.actions.stays import count_stays, keep_stay
from kalo.kit.jobs import job, nudge
from kalo.live import queries
from kalo.live.actions import forget_guests
from kalo.live.models import Room

OURS = uuid.UUID("6b1d0c1e-0000-4000-8000-00000057a1ed")


@job
def hand_over_stays() -> None:
    """Take up each room that has shut since the last days and was not handed over yet."""
    forget_guests()
    for event_id in queries.rooms_to_hand_over():
        nudge(hand_over, event_id)


@job
def hand_over(event_id: int) -> None:
    """Stretches of those with a seat, then who of them counts as present; it can run twice."""
    room = queries.find_room(event_id)
    event = events.event_with_facilitator(event_id)
    if room is None or event is None:
        return
    seats = {seat.id: seat for seat in events.seats_of(event)}
    of_members = {seat.person_id: seat.id for seat in seats.values() if seat.person_id}
    seat_of = {**of_members, **queries.guests_of_seats(room)}
    for who, began, ended in queries.intervals(room):
        if seat := seats.get(seat_of.get(who, 0)):
            keep_stay(event, seat, began, ended, _act(room, who, began))
    count_stays(event)


def _act(room: Room, who: int, began: datetime) -> str:
    """The same stretch has the same id, however often it is handed over."""
    return str(uuid.uuid5(OURS, f"{room.id}:{who}:{began.isoformat()}"))
