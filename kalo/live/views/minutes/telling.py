"""How a part of the room is told afterwards: what it declares, and what minutes are given of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kalo.live.folds import State

Cell = str | int


@dataclass(frozen=True)
class Told:
    """One thing that happened, without a format and without a name."""

    at: datetime
    words: str
    who: int = 0  # whose words these are; 0 where it is nobody's
    veiled: bool = False
    answer: str = ""  # what came of it
    votes: int | None = None
    table: list[list[Cell]] = field(default_factory=list)  # its first row says what the columns are
    settled_at: datetime | None = None  # from when on somebody who was away has missed something
    left_open: bool = False
    anchor: str = ""  # its id on the page of the room


@dataclass(frozen=True)
class Telling:
    """What `kalo/live/views/minutes/parts/` declares, a file for each part, as `TELLS`.

    A part that declares nothing is told nowhere: what is private stays so by not being written.
    """

    name: str  # in CSV and JSON
    title: Any  # lazy; over them in a step
    order: int
    tell: Callable[[State, str], Iterable[Told]]  # of a language
    count: Callable[[int], str]  # "3 messages", for whoever was away
    lengthy: bool = False  # stands in a document only if asked for
    floor: bool = False  # says who had the floor, no words
