"""A room with some life in it: lines, questions and a poll, while the sample event goes on."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.events.queries import happening_now
from kalo.kit import clock
from kalo.kit.db import db
from kalo.live.models import Entry, Presence, Room

POLL = {
    "text": "Τι θα σας βοηθούσε περισσότερο την επόμενη φορά;",
    "sort": "several",
    "options": ["Παραδείγματα από πράξη", "Δουλειά σε μικρές ομάδες", "Χρόνος για ερωτήσεις"],
    "right": [],
    "least": 1,
    "most": 5,
    "at_once": True,
}
# (minutes ago, who, what, words, the number of what it is about, or all that is said)
STORY: list[tuple[int, str, str, str | int | dict[str, Any]]] = [
    (
        24,
        "maria",
        "said",
        "Καλώς ήρθατε. Η αίθουσα είναι δείγμα: γράψτε ελεύθερα για να τη δοκιμάσετε.",
    ),
    (23, "nikos", "said", "Καλησπέρα σε όλες και όλους. Ακούγεστε καθαρά."),
    (21, "despoina", "asked", "Πώς μοιράζουμε τον χρόνο ώστε να μιλήσουν και όσοι γράφουν αργά;"),
    (19, "nikos", "voted", 3),
    (18, "maria", "said", "Γράφουμε εδώ όσο μιλάμε. Οι ερωτήσεις μπαίνουν δίπλα, με ψήφους."),
    (15, "iosif", "asked", "Είμαι νέο μέλος. Από πού να αρχίσω για να καταλάβω τους όρους;"),
    (14, "despoina", "voted", 6),
    (13, "giorgos", "voted", 6),
    (12, "nikos", "voted", 6),
    (10, "giorgos", "said", "Στην Εργαλειοθήκη υπάρχουν οι βασικές έννοιες με απλά λόγια."),
    (9, "maria", "answered", 6),
    (6, "nikos", "asked", "Θα ανέβουν κάπου οι σημειώσεις της συνάντησης;"),
    (5, "iosif", "voted", 12),
    (4, "despoina", "voted", 12),
    (2, "despoina", "said", "Ευχαριστώ, τώρα μου ξεκαθάρισε."),
    (2, "maria", "poll_made", POLL),
    (1, "iosif", "poll_answered", {"about": 16, "choices": [0, 1]}),
    (1, "giorgos", "poll_answered", {"about": 16, "choices": [1]}),
]


def seed(people: dict[str, Person]) -> None:
    """Fill the room of the event that takes place now; once."""
    event = next((event for event in happening_now() if event.has_room), None)
    if event is None or db.session.scalar(select(Room.id).where(Room.event_id == event.id)):
        return
    at = clock.now()
    room = Room(event_id=event.id, last_seq=len(STORY), made_at=at)
    db.session.add(room)
    db.session.flush()
    db.session.add_all(_entry(room, people, number, at) for number in range(1, len(STORY) + 1))
    _note_stays(room, event, people, at)


def _entry(room: Room, people: dict[str, Person], number: int, at: datetime) -> Entry:
    minutes, handle, kind, what = STORY[number - 1]
    said = {"text": what} if isinstance(what, str) else {"about": what}
    payload = dict(what) if isinstance(what, dict) else said
    return Entry(
        room_id=room.id,
        seq=number,
        client_id=uuid.uuid4().hex,
        actor_id=people[handle].id,
        kind=kind,
        about=payload.pop("about", None),
        step=None,
        payload=payload,
        at=at - timedelta(minutes=minutes),
    )


def _note_stays(room: Room, event: Event, people: dict[str, Person], at: datetime) -> None:
    """They were here a while ago; nobody is shown as present who is not."""
    for handle in ("maria", "nikos", "despoina", "giorgos", "iosif"):
        came, left = at - timedelta(minutes=25), at - timedelta(minutes=1)
        db.session.add(
            Presence(
                room_id=room.id,
                person_id=people[handle].id,
                device="sample",
                entered_at=max(came, event.starts_at - timedelta(minutes=5)),
                last_seen=left,
                left_at=left,
            )
        )
