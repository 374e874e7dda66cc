"""What is said and asked in a room can be flagged; being there counts towards trust."""

import uuid
from collections import defaultdict
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from markupsafe import escape
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit.db import db
from kalo.live import actions, queries
from kalo.live.doors import Door
from kalo.live.folds.polls import Polls
from kalo.live.folds.questions import Questions
from kalo.live.folds.talk import Talk
from kalo.live.models import Entry, Room
from kalo.live.permissions import may_enter
from kalo.live.shapes import HIGHEST
from kalo.moderation.permissions import may_moderate
from kalo.moderation.things import HIDDEN, STANDS, Before, Moderated, Thing, moderates
from kalo.moderation.trust import counts_towards_trust

MET = timedelta(minutes=30)


def places(keys: list[str]) -> list[tuple[int, int]]:
    """Keys are a room and a number in it, `3.17`."""
    pairs = (key.split(".") for key in keys if key.replace(".", "", 1).isdecimal() and "." in key)
    found = [(int(room), int(seq)) for room, seq in pairs if room and seq and len(room + seq) < 24]
    return [place for place in found if max(place) <= HIGHEST]


def find(keys: list[str]) -> dict[str, Thing]:
    """Lines and questions with their events and authors."""
    rows = queries.things_said(places(keys))
    return {f"{entry.room_id}.{entry.seq}": _thing(entry, *rest) for entry, *rest in rows}


def _thing(entry: Entry, event: Event, author: Person | None, hidden: int) -> Thing:
    place = {"said": f"said-{entry.seq}", "poll_answered": f"poll-{entry.about}"}
    words = str(entry.payload.get("text", "")) or " ".join(entry.payload.get("words", ()))
    return Thing(
        subject=f"said:{entry.room_id}.{entry.seq}",
        title=event.title_el,
        html=f"<p>{escape(words)}</p>",
        source=words,
        path=f"/live/{event.id}/#{place.get(entry.kind, f'question-{entry.seq}')}",
        author=author,
        state=HIDDEN if hidden else STANDS,
        unnamed=bool(entry.payload.get("veiled")) or entry.kind == "poll_answered",
    )


def _event_of(key: str) -> Event | None:
    room_ids = [room for room, _seq in places([key])]
    rooms = select(Event).join(Room, Room.event_id == Event.id).where(Room.id.in_(room_ids))
    return db.session.scalar(rooms)


def visible(person: Person | None, key: str) -> bool:
    """As in the room: whoever may enter it, while it stands; moderators always."""
    event, found = _event_of(key), find([key])
    if event is None or key not in found:
        return False
    if may_moderate(person):
        return True
    door = queries.door_of(event, person)
    return may_enter(door, clock.now()) and _stands(door, places([key])[0][1])


def _stands(door: Door, seq: int) -> bool:
    """On the page of the room: neither hidden nor waiting for a yes, nor given back."""
    if seq in door.state.of(Talk).lines or seq in door.state.of(Questions).asked:
        return True
    return any(poll.shows_text(seq) for poll in door.state.of(Polls).made.values())


def may_rule(person: Person | None, key: str) -> bool:
    return may_moderate(person)


def hide(key: str, by: Person | None) -> Before:
    """Off the page for everyone; by reports alone nothing is hidden while people are talking."""
    _turn(key, by, STANDS)
    return {}


def unhide(key: str, by: Person | None, _before: Before) -> None:
    _turn(key, by, HIDDEN)


def _turn(key: str, by: Person | None, before: str) -> None:
    """What stood is hidden, what was hidden stands."""
    for entry, event, author, hidden in queries.things_said(places([key])) if by else ():
        if _thing(entry, event, author, hidden).state != before:
            continue
        again = before == HIDDEN
        said = {"about": entry.seq, "again": again}
        if entry.kind == "poll_answered":
            said = {"about": entry.about, "key": str(entry.seq), "again": again}
        kind = "poll_words_hidden" if entry.kind == "poll_answered" else "hidden"
        actions.act(queries.door_of(event, by), kind, said, uuid.uuid4().hex)


@counts_towards_trust("live")
def gather(person_ids: list[int]) -> dict[int, dict[str, int]]:
    """The time that people spent in rooms, and where it was enough to be met; one statement."""
    together: dict[tuple[int, int], float] = defaultdict(float)
    until: dict[tuple[int, int], datetime] = {}
    for place, began, ended in queries.stretches_of(person_ids):
        began = max(began, until.get(place, began))  # two devices at once are one person
        together[place] += max(0.0, (ended - began).total_seconds())
        until[place] = max(ended, until.get(place, ended))
    facts: dict[int, dict[str, int]] = {}
    for (person_id, _room), seconds in together.items():
        said = facts.setdefault(person_id, {"seconds": 0, "attended": 0})
        said["seconds"] += int(seconds)
        said["attended"] += seconds >= MET.total_seconds()
    return facts


moderates(Moderated("said", _("Message in a live room"), find, visible, may_rule, hide, unhide))
