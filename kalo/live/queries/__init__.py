"""The questions the room asks of the database."""

from kalo.live.queries.log import (
    Act,
    Fold,
    Line,
    Question,
    earlier_entry,
    fold_of,
    stands,
    things_said,
)
from kalo.live.queries.presence import (
    attendance,
    count_present,
    people_by_id,
    present_in,
    rooms_to_hand_over,
    stretches_of,
)
from kalo.live.queries.rooms import door_of, find_room, get_door, own_entries, own_stays

__all__ = [
    "Act",
    "Fold",
    "Line",
    "Question",
    "attendance",
    "count_present",
    "door_of",
    "earlier_entry",
    "find_room",
    "fold_of",
    "get_door",
    "own_entries",
    "own_stays",
    "people_by_id",
    "present_in",
    "rooms_to_hand_over",
    "stands",
    "stretches_of",
    "things_said",
]
