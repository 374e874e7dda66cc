"""Acts that many do at once, in one change: votes, answers, signs. Each is authorised by itself."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from sqlalchemy import select

from kalo.accounts.login import people_of
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.live import queries
from kalo.live.actions.log import (
    CLIENT_ID,
    entry_of,
    keep,
    need_now,
    need_pace,
    number_after,
    same_again,
)
from kalo.live.actions.telling import tell
from kalo.live.doors import Door
from kalo.live.kinds import KINDS
from kalo.live.models import Entry, Room
from kalo.live.permissions import may_do
from kalo.live.shapes import odd, read


class Asking(NamedTuple):
    """An act as a line brought it: whose token, what kind, what was said, its id."""

    token: str
    kind: str
    said: Mapping[str, Any]
    client_id: str


def act_together(event_id: int, asked: Sequence[Asking]) -> list[int | None]:
    """Do them in their order; the number of each, as `act` would give it.

    None is the answer to all that is to be done by `act` alone: what is refused, what guests do,
    and a second act of one visitor. Only `calm` kinds are done together: what one visitor does
    makes no difference to whether another may.
    """
    people = people_of([each.token for each in asked])
    _hold(event_id)
    doors = queries.doors_of(event_id, list(people.values()))
    own = [doors.get(people[each.token].id) if each.token in people else None for each in asked]
    answers, fresh = _ask_all(own, asked)
    if fresh:
        _keep_all(fresh)
        tell(event_id, calm=True)
        for place, entry in fresh.items():
            answers[place] = entry.seq
    return answers


def _ask_all(
    doors: Sequence[Door | None], asked: Sequence[Asking]
) -> tuple[list[int | None], dict[int, Entry]]:
    """The numbers of what was done before, and by its place each entry that may be made."""
    earlier = _earlier(doors, asked)
    answers: list[int | None] = [None] * len(asked)
    fresh: dict[int, Entry] = {}
    met: set[Any] = set()  # one act of each visitor, and each id once
    for place, (door, each) in enumerate(zip(doors, asked, strict=True)):
        if door is None or met & {door.visitor.who, each.client_id}:
            continue
        met |= {door.visitor.who, each.client_id}
        with suppress(Refused):
            found = _entry(door, each, earlier.get(each.client_id))
            if found.seq is None:
                fresh[place] = found
            else:
                answers[place] = found.seq
    return answers, fresh


def _earlier(doors: Sequence[Door | None], asked: Sequence[Asking]) -> dict[str, Entry]:
    room = next((door.room for door in doors if door is not None), None)
    return queries.earlier_entries(room.id, [each.client_id for each in asked]) if room else {}


def _entry(door: Door, each: Asking, earlier: Entry | None) -> Entry:
    """The entry of an act, new or made before; refuses as `act` does."""
    kind = KINDS[each.kind]
    words = read(kind.shape, each.said)
    if earlier is not None:
        return same_again(earlier, door, kind)
    if not (CLIENT_ID.fullmatch(each.client_id) and may_do(door, kind.who, clock.now())):
        raise odd()
    need_now(door, kind, words)
    need_pace(door)  # last: whoever is refused is asked again alone
    assert door.room is not None
    return entry_of(door, door.room.id, kind, words, each.client_id)


def _keep_all(fresh: Mapping[int, Entry]) -> None:
    entries = list(fresh.values())
    number = number_after(entries[0].room_id, len(entries))
    for more, entry in enumerate(entries, 1):
        entry.seq = number + more
    keep(entries)


def _hold(event_id: int) -> None:
    """The room is ours until the end of this change; SQLite has one writer anyhow."""
    if db.engine.dialect.name != "sqlite":
        db.session.execute(select(Room.id).where(Room.event_id == event_id).with_for_update())
