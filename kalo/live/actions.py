"""What people do in a room: each act is one numbered entry of its log, made once."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import CursorResult, select, update

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.sockets import Bucket, hint, hint_together
from kalo.kit.web import Refused
from kalo.live import queries
from kalo.live.models import GRACE, Door, Entry, Presence, Room
from kalo.moderation.actions import rise
from kalo.moderation.trust import NEWCOMER

pace = Bucket(size=20, seconds=10)  # for each person in each room


def say(person: Person, door: Door, once: str, text: str) -> Entry:
    """Say something to everyone."""
    return _write(person, door, once, "said", payload={"text": text})


def ask(person: Person, door: Door, once: str, text: str) -> Entry:
    """Put a question on the list."""
    return _write(person, door, once, "asked", payload={"text": text})


def vote(person: Person, door: Door, once: str, about: int) -> Entry:
    """Stand behind a question."""
    return _write(person, door, once, "voted", about)


def unvote(person: Person, door: Door, once: str, about: int) -> Entry:
    """Take a vote back."""
    return _write(person, door, once, "unvoted", about)


def answer(person: Person, door: Door, once: str, about: int) -> Entry:
    """Note that a question was answered in the room."""
    return _write(person, door, once, "answered", about)


def hide(person: Person, door: Door, once: str, about: int) -> Entry:
    """Take something off the page for everyone; the log and the staff's log remember it."""
    return _write(person, door, once, "hidden", about, after_hours=True)


def show_again(person: Person, door: Door, once: str, about: int) -> Entry:
    """Put back what was hidden: an entry of the same kind that says so."""
    return _write(person, door, once, "hidden", about, {"again": True}, after_hours=True)


def close(person: Person, door: Door, once: str) -> Entry:
    """End the writing before its hour."""
    return _write(person, door, once, "closed", after_hours=True)


def reopen(person: Person, door: Door, once: str) -> Entry:
    """Let people write again."""
    return _write(person, door, once, "opened", after_hours=True)


ABOUT = {
    "voted": ("asked",),
    "unvoted": ("asked",),
    "answered": ("asked",),
    "hidden": ("said", "asked"),
}


def _write(
    person: Person,
    door: Door,
    once: str,
    kind: str,
    about: int | None = None,
    payload: dict[str, Any] | None = None,
    after_hours: bool = False,
) -> Entry:
    """Append an entry, or find the one that this client id has made before."""
    room_id = _hold_room(door)
    if earlier := queries.earlier_entry(room_id, once):
        return _same(earlier, person, kind, about)
    pace.need((person.id, room_id), _("A little slower, please. Your words are kept."))
    if not (after_hours or door.takes_words(clock.now())):
        raise Refused(_("The room no longer takes messages. What was said can still be read."))
    again = bool(payload and payload.get("again"))
    if about is not None and again == queries.stands(room_id, about, *ABOUT[kind]):
        raise Refused(_("This is no longer in the room."))
    entry = Entry(
        room_id=room_id,
        seq=_next_number(room_id),
        client_id=once,
        actor_id=person.id,
        kind=kind,
        about=about,
        payload=payload or {},
        at=clock.now(),
    )
    return _keep(entry, person, door.event)


def _same(earlier: Entry, person: Person, kind: str, about: int | None) -> Entry:
    """A resend gives back the first entry; somebody else's key opens nothing."""
    if (earlier.actor_id, earlier.kind, earlier.about) != (person.id, kind, about):
        raise Refused(_("Reload the page and try again."))
    return earlier


def _keep(entry: Entry, person: Person, event: Event) -> Entry:
    db.session.add(entry)
    db.session.flush()
    if entry.kind in {"hidden", "closed", "opened"}:
        note_staff_act(person, entry.kind, event.subject, f"live:{entry.about or entry.seq}")
    hint(socket_room(event), "news", event=event.id, seq=entry.seq)
    return entry


def socket_room(event: Event) -> str:
    """Where the sockets of an event's room gather."""
    return f"live:{event.id}"


def _hold_room(door: Door) -> int:
    """The room, made if need be, and ours until the end of this change: others wait here."""
    if door.room is None:
        fresh = {"event_id": door.event.id, "last_seq": 0, "made_at": clock.now()}
        upsert(Room, [fresh], key=("event_id",))
    held = select(Room.id).where(Room.event_id == door.event.id).with_for_update()
    return db.session.execute(held).scalar_one()


def _next_number(room_id: int) -> int:
    counted = update(Room).where(Room.id == room_id).values(last_seq=Room.last_seq + 1)
    numbered = counted.returning(Room.last_seq).execution_options(synchronize_session=False)
    return db.session.execute(numbered).scalar_one()


def note_presence(person: Person, door: Door, device: str) -> None:
    """Somebody is here, on this device: their stretch of time grows, or a new one begins."""
    room_id = door.room.id if door.room else _hold_room(door)
    at = clock.now()
    still_here = (
        update(Presence)
        .where(*_stretch(person, room_id, device), Presence.last_seen > at - GRACE)
        .values(last_seen=at)
    )
    if _touched(still_here):
        return
    db.session.add(
        Presence(room_id=room_id, person_id=person.id, device=device, entered_at=at, last_seen=at)
    )
    hint_together(socket_room(door.event), "people", event=door.event.id)


def leave(person: Person, door: Door, device: str) -> None:
    """Somebody closed the page on this device."""
    if door.room is None:
        return
    at = clock.now()
    stretch = update(Presence).where(*_stretch(person, door.room.id, device))
    if _touched(stretch.values(left_at=at, last_seen=at)):
        if person.trust == NEWCOMER:
            rise(person)
        hint_together(socket_room(door.event), "people", event=door.event.id)


def _stretch(person: Person, room_id: int, device: str) -> tuple[Any, ...]:
    return (
        Presence.room_id == room_id,
        Presence.person_id == person.id,
        Presence.device == device,
        Presence.left_at.is_(None),
    )


def _touched(statement: Any) -> int:
    quiet = statement.execution_options(synchronize_session=False)
    result: CursorResult[Any] = db.session.execute(quiet)  # type: ignore[assignment]
    return result.rowcount
