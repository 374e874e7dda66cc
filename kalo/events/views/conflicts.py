"""What stands in the way of a plan, in sentences, shown before it is saved and announced."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.accounts.models import Person
from kalo.events import queries
from kalo.events.forms.halls import Hall
from kalo.events.models import Event
from kalo.events.queries import plans
from kalo.events.queries.conflicts import PERSON, ROOM, SEATS, Conflict, Plan, conflicts_of
from kalo.kit import clock
from kalo.kit.locales import in_this_language

# Where nothing of this changed, what was known when it was saved is not asked again.
_ASKED = ("start_wall", "end_wall", "venue_id", "venue_room_id", "facilitator_id")
_COUNTED = ("capacity", "venue_room_id")
_NUMBERED = ("series_id", "series_number")
_GROUPS = (_ASKED, _COUNTED, _NUMBERED)


@dataclass(frozen=True)
class Warned:
    """Sentences, and a word that is another as soon as something else stands in the way."""

    lines: list[tuple[str, Event | None]]

    @property
    def mark(self) -> str:
        """What comes back with the tick."""
        said = [(words, event.id if event else 0) for words, event in self.lines]
        return hashlib.sha256(repr(sorted(said)).encode()).hexdigest()[:16]


def warnings_of(
    person: Person | None, values: dict[str, Any], hall: Hall, event: Event | None = None
) -> Warned | None:
    """What to look at before this is saved; None where there is nothing, or it is known."""
    asked = [names for names in _GROUPS if _differs(values, event, names)]
    return _unknown(_found(person, values, hall, event, asked))


def warnings_of_draft(person: Person | None, event: Event) -> Warned | None:
    """The same of a draft as it stands, before it is announced: much may have changed since."""
    values = {name: getattr(event, name) for names in _GROUPS for name in names}
    hall = Hall(event.venue, event.venue_room)
    return _unknown(_found(person, values, hall, event, _GROUPS))


def _found(
    person: Person | None,
    values: dict[str, Any],
    hall: Hall,
    event: Event | None,
    asked: Sequence[tuple[str, ...]],
) -> Warned:
    lines: list[tuple[str, Event | None]] = []
    if _ASKED in asked:
        plan = Plan(*(values[name] for name in _ASKED))
        lines += lines_of(conflicts_of([plan], person, event, event)[0])
    if _COUNTED in asked:
        lines += _too_small(values["capacity"], hall)
    if _NUMBERED in asked:
        lines += _numbered_twice(person, values, event)
    return Warned(lines)


def _unknown(warned: Warned) -> Warned | None:
    """Nothing where all of it was looked at already, and ticked."""
    ticked = request.form.get("knows", "")
    return warned if warned.lines and warned.mark != ticked else None


def lines_of(conflicts: Sequence[Conflict]) -> list[tuple[str, Event | None]]:
    """Each conflict as a sentence, and what it is with where that may be seen."""
    said = ((_sentence(c), c.event) if c.seen else (_veiled(c), None) for c in conflicts)
    return list(dict.fromkeys(said))


def _veiled(conflict: Conflict) -> str:
    """A draft of others: that it is in the way, and nothing of it."""
    if conflict.kind == ROOM:
        return _("The place is taken at these hours.")
    return _("Somebody who leads or speaks here is taken at these hours.")


def _sentence(conflict: Conflict) -> str:
    event = conflict.event
    said = {
        "title": in_this_language(event, "title"),
        "when": clock.span_words(event.starts_at, event.ends_at),
    }
    if conflict.kind == ROOM:
        return _("The place is taken: “%(title)s”, %(when)s.", **said)
    if conflict.kind == PERSON:
        return _("%(name)s leads or speaks at “%(title)s”, %(when)s.", name=conflict.name, **said)
    assert conflict.kind == SEATS
    return ngettext(
        "%(num)s person with a seat here has one at “%(title)s” too, %(when)s.",
        "%(num)s people with a seat here have one at “%(title)s” too, %(when)s.",
        conflict.count,
        **said,
    )


def _too_small(capacity: int | None, hall: Hall) -> list[tuple[str, Event | None]]:
    holds = hall.room.capacity if hall.room else None
    if hall.room is None or holds is None or (capacity is not None and capacity <= holds):
        return []
    name = in_this_language(hall.room, "name")
    if capacity is None:
        words = _(
            "“%(name)s” holds %(holds)s; the event has no limit of seats.", name=name, holds=holds
        )
    else:
        words = _(
            "“%(name)s” holds %(holds)s, fewer than the %(seats)s seats of the event.",
            name=name,
            holds=holds,
            seats=capacity,
        )
    return [(words, None)]


def _numbered_twice(
    person: Person | None, values: dict[str, Any], event: Event | None
) -> list[tuple[str, Event | None]]:
    if not (values["series_id"] and values["series_number"]):
        return []
    other = plans.same_number(values["series_id"], values["series_number"], event)
    if other is None:
        return []
    number = values["series_number"]
    if other.id not in queries.visible_ids(person, [other.id]):
        return [(_("Number %(number)s of this series is taken.", number=number), None)]
    title = in_this_language(other, "title")
    words = _("“%(title)s” has number %(number)s in this series.", title=title, number=number)
    return [(words, other)]


def _differs(values: dict[str, Any], event: Event | None, names: Sequence[str]) -> bool:
    return event is None or any(values[name] != getattr(event, name) for name in names)
