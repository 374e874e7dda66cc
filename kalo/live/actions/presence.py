"""Being in a room: stretches of time on devices, and guests who say how they are called."""

from typing import Any

from sqlalchemy import CursorResult, or_, select, update

from kalo.events.models import FORMER, Registration
from kalo.kit import clock
from kalo.kit.db import db, insert_new
from kalo.kit.sockets import hint_together
from kalo.live import queries
from kalo.live.actions.log import hold, socket_room
from kalo.live.doors import Door
from kalo.live.models import GRACE, Guest, Presence, Visitor
from kalo.moderation.actions import rise
from kalo.moderation.trust import NEWCOMER


def note_presence(door: Door, device: str) -> None:
    """Somebody is here, on this device: their stretch of time grows, or a new one begins."""
    room_id = door.room.id if door.room else hold(door)[0].id
    at = clock.now()
    still_here = (
        update(Presence)
        .where(*_stretch(door.visitor, room_id, device), Presence.last_seen > at - GRACE)
        .values(last_seen=at)
    )
    if _touched(still_here):
        return
    whose = _whose(door.visitor)
    db.session.add(Presence(room_id=room_id, device=device, entered_at=at, last_seen=at, **whose))
    hint_together(socket_room(door.event), "people", event=door.event.id)


def leave(door: Door, device: str) -> None:
    """Somebody closed the page on this device."""
    if door.room is None:
        return
    at = clock.now()
    open_one = *_stretch(door.visitor, door.room.id, device), Presence.last_seen > at - GRACE
    stretch = update(Presence).where(*open_one)  # not one that ended in silence
    if _touched(stretch.values(left_at=at, last_seen=at)):
        person = door.visitor.person
        if person is not None and person.trust == NEWCOMER:
            rise(person)
        hint_together(socket_room(door.event), "people", event=door.event.id)


def come_as_guest(door: Door, seat: int, name: str) -> Guest:
    """A guest with a seat says how they are called here; they may say it again."""
    room, _held = hold(door)
    row = {"room_id": room.id, "registration_id": seat, "name": name, "made_at": clock.now()}
    guest: Guest | None = insert_new(Guest, row, key=("room_id", "registration_id"))
    if guest is None:
        guest = queries.guest_of(room, seat)
        assert guest is not None
        guest.name = name
        db.session.flush()
    return guest


def forget_guests() -> None:
    """Names of guests go with their seats; what they said stays, by nobody."""
    kept = select(Registration.id).where(Registration.guest_name != FORMER)
    gone = or_(Guest.registration_id.is_(None), Guest.registration_id.not_in(kept))
    db.session.execute(update(Guest).where(Guest.name != "", gone).values(name=""))


def _whose(visitor: Visitor) -> dict[str, int]:
    if visitor.person is not None:
        return {"person_id": visitor.person.id}
    assert visitor.guest is not None
    return {"guest_id": visitor.guest.id}


def _stretch(visitor: Visitor, room_id: int, device: str) -> tuple[Any, ...]:
    ((column, number),) = _whose(visitor).items()
    return (
        Presence.room_id == room_id,
        getattr(Presence, column) == number,
        Presence.device == device,
        Presence.left_at.is_(None),
    )


def _touched(statement: Any) -> int:
    quiet = statement.execution_options(synchronize_session=False)
    result: CursorResult[Any] = db.session.execute(quiet)  # type: ignore[assignment]
    return result.rowcount
