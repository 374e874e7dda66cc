"""The questions the room asks of the database."""

from kalo.live.queries.log import (
    SNAPSHOT_EACH,
    Told,
    earlier_entry,
    entries_after,
    forget_state,
    note_own_entry,
    state_of,
    things_said,
    wrote_here,
)
from kalo.live.queries.people import guest_of, is_leading, names_of
from kalo.live.queries.presence import (
    attendance,
    count_present,
    everybody_in,
    guests_of_seats,
    intervals,
    present_in,
    rooms_to_hand_over,
    stretches_of,
    who_is_in,
)
from kalo.live.queries.rooms import (
    door_of,
    find_door,
    find_room,
    get_door,
    own_entries,
    own_stays,
)

__all__ = [
    "SNAPSHOT_EACH",
    "Told",
    "attendance",
    "count_present",
    "door_of",
    "earlier_entry",
    "entries_after",
    "everybody_in",
    "find_door",
    "find_room",
    "forget_state",
    "get_door",
    "guest_of",
    "guests_of_seats",
    "intervals",
    "is_leading",
    "names_of",
    "note_own_entry",
    "own_entries",
    "own_stays",
    "present_in",
    "rooms_to_hand_over",
    "state_of",
    "stretches_of",
    "things_said",
    "who_is_in",
    "wrote_here",
]
