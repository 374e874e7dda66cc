"""What of an agenda cannot be: outside the event, two at once in a track, a room or a mouth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from flask_babel import gettext as _

from kalo.events.agendas.lines import Line, in_order
from kalo.kit.locales import in_this_language


@dataclass(frozen=True)
class Clash:
    """Something of an agenda that cannot be, in a sentence, and the lines that it concerns."""

    keys: tuple[str, ...]
    words: str


def clashes(lines: Sequence[Line], start: datetime, end: datetime) -> list[Clash]:
    """What lies outside the event, overlaps, or wants a speaker or a room twice at once."""
    ordered = in_order(lines)
    found = [_outside(line) for line in ordered if line.start < start or line.end > end]
    for one, other in combinations(ordered, 2):
        if other.start < one.end:
            found += _at_once(one, other)
    return found


def _outside(line: Line) -> Clash:
    words = _(
        "“%(title)s”, %(hours)s, lies outside the hours of the event.",
        **{"title": in_this_language(line, "title"), "hours": line.hours},
    )
    return Clash((line.key,), words)


def _at_once(one: Line, other: Line) -> Iterator[Clash]:
    keys = (one.key, other.key)
    said = {"one": in_this_language(one, "title"), "other": in_this_language(other, "title")}
    if one.track_el == other.track_el or not (one.track_el and other.track_el):
        yield Clash(keys, _("“%(one)s” and “%(other)s” overlap.", **said))
    if one.room_id is not None and one.room_id == other.room_id:
        yield Clash(keys, _("“%(one)s” and “%(other)s” are in one room at the same time.", **said))
    there = {voice.id for voice in other.speakers}
    for voice in one.speakers:
        if voice.id in there:
            words = _(
                "%(name)s speaks in “%(one)s” and “%(other)s” at the same time.",
                **{"name": voice.name, **said},
            )
            yield Clash(keys, words)
