"""What a room looks like for one person: the whole page, or only what they missed."""

import uuid
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, url_for

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.web import in_language, language
from kalo.live import queries
from kalo.live.models import Door
from kalo.live.permissions import may_lead
from kalo.live.queries import Act, Fold, Line, Question

LATEST = 100  # lines that a page begins with; the rest is a link away
MOST_MISSED = 500  # more than that, and the lists are sent whole


@dataclass(frozen=True)
class Look:
    """The room as one person sees it."""

    door: Door
    fold: Fold
    viewer: Person
    people: dict[int, Person]
    at: datetime
    base: str

    @property
    def leads(self) -> bool:
        """True for those who lead: they get the buttons for it."""
        return may_lead(self.viewer, self.door.event)

    @property
    def writes(self) -> bool:
        """True while there is something to press."""
        return self.door.phase(self.at) == "open" and not self.fold.closed

    @property
    def key(self) -> str:
        """A fresh key for a form that does something once."""
        return uuid.uuid4().hex

    def is_lead(self, person_id: int) -> bool:
        """True for the facilitator of this event."""
        return person_id == self.door.event.facilitator_id


def look_at(door: Door, viewer: Person, fold: Fold, shown: Iterable[Line | Question]) -> Look:
    """The room with the names of those whose words are shown."""
    people = queries.people_by_id(words.actor_id for words in shown)
    return Look(door, fold, viewer, people, clock.now(), base_of(door))


def base_of(door: Door) -> str:
    """Where the room stands, also for a socket, whose own address has no language."""
    path = url_for("live.show_room", event_id=door.event.id).removeprefix("/en")
    return in_language(path, language())


def page_words(door: Door, viewer: Person, everything: bool) -> dict[str, Any]:
    """What the page of the room shows."""
    fold = queries.fold_of(door.room)
    lines = list(fold.lines.values())
    shown = lines if everything else lines[-LATEST:]
    questions = fold.ranked()
    return {
        "look": look_at(door, viewer, fold, [*shown, *questions]),
        "lines": shown,
        "earlier": len(lines) - len(shown),
        "questions": questions,
        **present_words(door),
    }


def present_words(door: Door) -> dict[str, Any]:
    """Who is here, and a short mark that changes when somebody comes or goes."""
    present = queries.present_in(door.room, clock.now())
    return {"present": present, "who": mark_of(present)}


def mark_of(present: list[Person]) -> str:
    """The same for the same people."""
    return f"{zlib.crc32(','.join(str(person.id) for person in present).encode()):x}"


def news_since(door: Door, viewer: Person, since: int) -> dict[str, Any]:
    """What somebody missed who has seen number `since`: entry by entry, or the lists whole."""
    fold = queries.fold_of(door.room)
    missed = fold.after(since)
    here = present_words(door)
    news = {
        "seq": fold.seq,
        "closed": not door.takes_words(clock.now()),
        "now": clock.now().isoformat(),
        "present": len(here["present"]),
        "who": here["who"],
    }
    if since > fold.seq or len(missed) > MOST_MISSED or any(_turns(act) for act in missed):
        return {**news, "snapshot": _snapshot(door, viewer, fold)}
    return {**news, "entries": _entries(door, viewer, fold, missed)}


def _turns(act: Act) -> bool:
    """Opening and closing change every line: its buttons come or go."""
    return act.kind in {"opened", "closed"}


def _snapshot(door: Door, viewer: Person, fold: Fold) -> dict[str, str]:
    lines, questions = list(fold.lines.values())[-LATEST:], fold.ranked()
    parts = _parts(look_at(door, viewer, fold, [*lines, *questions]))
    return {
        "talk": "".join(str(parts.line(line)) for line in lines),
        "questions": "".join(str(parts.question(question)) for question in questions),
    }


def _entries(door: Door, viewer: Person, fold: Fold, missed: list[Act]) -> list[dict[str, Any]]:
    last = {_thing(act): act.seq for act in missed}
    shown = [fold.lines.get(seq) or fold.questions.get(seq) for seq in last]
    parts = _parts(look_at(door, viewer, fold, [words for words in shown if words]))
    return [
        _entry(act, viewer, _html(parts, fold, _thing(act)) if last[_thing(act)] == act.seq else "")
        for act in missed
    ]


def _thing(act: Act) -> int:
    """The number of the line or question that an act changed."""
    return act.about or act.seq


def _html(parts: Any, fold: Fold, seq: int) -> str:
    """A line or a question as it stands now; nothing where it was hidden."""
    if line := fold.lines.get(seq):
        return str(parts.line(line))
    question = fold.questions.get(seq)
    return str(parts.question(question)) if question else ""


def _entry(act: Act, viewer: Person, html: str) -> dict[str, Any]:
    mine = act.actor_id == viewer.id
    entry = {"seq": act.seq, "kind": act.kind, "about": _thing(act), "html": html, "mine": mine}
    return {**entry, "once": act.client_id} if mine else entry


def _parts(look: Look) -> Any:
    """The macros of the page, ready to say one line at a time."""
    words: dict[str, Any] = {"look": look}
    current_app.update_template_context(words)
    return current_app.jinja_env.get_template("live/_parts.html").make_module(words)
