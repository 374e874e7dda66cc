"""Dates of other rooms that stand in a person's own calendar: deadlines, ends, whatever comes.

A room that has some says so in its `dates.py`: `gives_dates(find)`, where `find(person)` answers
what the person's calendar should show, as the language of the request says it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


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
