"""Dates of other rooms that stand in a person's own calendar: deadlines, ends, whatever comes.

A room that has some says so in its `dates.py`: `gives_dates(find)`, where `find(person)` answers
what the person's calendar should show, as the language of the request says it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask import current_app

from kalo.kit import ical
from kalo.kit.page import whole_address
from kalo.kit.web import in_language, language

OURS = "e-ΚΑΛΟ"
COLOUR = "sienna"


@dataclass(frozen=True)
class Dated:
    """A line of a calendar. A `day` is a whole day; an hour is a wall hour in Athens.

    The name stays the same for as long as there is the line; whoever changes what it says moves
    `changed`, and raises `sequence` where the date moved or it was taken back.
    """

    name: str  # "due-3-block-12-7": unique among all rooms, says nothing of anybody
    title: str
    start: datetime | date
    end: datetime | date  # the first moment, or day, after it
    path: str  # where it is read about, without a language prefix
    created: datetime
    changed: datetime
    sequence: int = 0
    about: str = ""
    category: str = ""
    taken_back: bool = False


Finder = Callable[[Any], Iterable[Dated]]
_finders: list[Finder] = []


def gives_dates(find: Finder) -> Finder:
    """Let a function put dates into the calendars of people."""
    _finders.append(find)
    return find


def dates_of(person: Any) -> list[Dated]:
    """What all rooms put into the calendar of a person, by day."""
    found = [dated for find in _finders for dated in find(person)]
    return sorted(found, key=lambda dated: (f"{dated.start:%Y%m%d}", dated.name))


def entry_of(dated: Dated) -> ical.Entry:
    """A date as an entry of a calendar of one's own; it takes no time of the day."""
    settings = current_app.config["KALO"]
    return ical.Entry(
        uid=f"{dated.name}@{settings.calendar_domain}",
        stamp=dated.changed,
        created=dated.created,
        changed=dated.changed,
        sequence=dated.sequence,
        status="CANCELLED" if dated.taken_back else "CONFIRMED",
        opaque=False,
        private=True,
        start=dated.start,
        end=dated.end,
        title=dated.title,
        about=dated.about,
        place="",
        url=page_of(dated.path),
        door="",
        door_label="",
        categories=(dated.category,) if dated.category else (),
        organiser=OURS,
        contact=settings.contact,
    )


def as_file(name: str, about: str, dates: Iterable[Dated], alarm: str = "") -> bytes:
    """Some dates as a file for calendars, once; `alarm` is how long before each rings, "PT15H"."""
    entries = tuple(replace(entry_of(dated), alarm=alarm) for dated in dates)
    changed = max((entry.changed for entry in entries), default=None)
    return ical.write(ical.Feed(name, about, COLOUR, entries, changed))


def page_of(path: str) -> str:
    """The whole address of a page of ours in the language that is spoken."""
    return whole_address(in_language(path, language()))
