"""How each room gives a person what it holds of theirs, and lets go of it.

A room says once, in its own `own_data.py`:

    @gives_own_data("forum")
    def collect(person): return {"posts": [{…}, …]}           # JSON-able; becomes forum.json

and, for files, `{"files": {"picture.webp": b"…"}}` besides. Letting go is the signal
`person_left`: a receiver in the room's `receivers.py` deletes what is personal; what others
answered stays, signed "former member".
"""

from collections.abc import Callable
from typing import Any

from kalo.accounts.models import Person

Collect = Callable[[Person], dict[str, Any]]
_rooms: dict[str, Collect] = {}


def gives_own_data(room: str) -> Callable[[Collect], Collect]:
    """Declare what a room holds of a person."""

    def remember(collect: Collect) -> Collect:
        _rooms[room] = collect
        return collect

    return remember


def everything_of(person: Person) -> dict[str, dict[str, Any]]:
    """What every room holds of a person, by room."""
    return {room: collect(person) for room, collect in sorted(_rooms.items())}
