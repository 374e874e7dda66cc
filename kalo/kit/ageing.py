"""Until when words of time stay true: what is kept must not say "a minute ago" for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

NEAR = timedelta(days=7)  # what is nearer is said as "3 days ago"
UNITS = (86_400, 3_600, 60)  # seconds; the words change to the larger unit at 1.2 of it


@dataclass
class Span:
    """The moment at which the first of the words said in it stops being true."""

    until: datetime | None = None


_span: ContextVar[Span | None] = ContextVar("span", default=None)


@contextmanager
def span() -> Iterator[Span]:
    """Inside, words of time note when they change; a span around this one hears of it too."""
    mine = Span()
    token = _span.set(mine)
    try:
        yield mine
    finally:
        _span.reset(token)
        if mine.until is not None:
            changes_at(mine.until)


def changes_at(moment: datetime) -> None:
    """What is being shown is another at `moment`."""
    around = _span.get()
    if around is not None and (around.until is None or moment < around.until):
        around.until = moment


def note_age(moment: datetime, past: timedelta) -> None:
    """Somebody says how long ago `moment` was; it is `past` now."""
    if _span.get() is None or past >= NEAR:
        return
    changes_at(moment if past < timedelta(0) else moment + min(NEAR, same_words(past)))


def same_words(past: timedelta) -> timedelta:
    """The age up to which the words for an age stay as they are: no later, at times earlier."""
    seconds = ceil(past.total_seconds())
    if seconds < 1.2 * UNITS[-1]:
        return timedelta(seconds=seconds)
    number = next(n for n, unit in enumerate(UNITS) if seconds >= 1.2 * unit)
    unit = UNITS[number]
    turn = round(seconds / unit) * unit + unit // 2
    larger = int(1.2 * UNITS[number - 1]) if number else turn
    return timedelta(seconds=max(seconds, min(turn, larger) - 1))
