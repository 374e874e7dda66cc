"""How a room says who may still see its subjects, in what words they are told, and what moves."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from kalo.accounts.models import Person


@dataclass(frozen=True)
class Words:
    """Something that was said, as a letter repeats it."""

    who: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """One line of a letter about what moves; `about` says who began it and how much it moved."""

    subject: str
    title: str
    words: str
    path: str
    about: str = ""


Standing = Callable[[Person, list[int]], set[int]]
Saying = Callable[[Person, int, list[str]], list[Words] | None]
Moving = Callable[[Person, datetime, int], list[Line]]

_standing: dict[str, Standing] = {}
_seen: dict[str, Standing] = {}
_saying: dict[str, Saying] = {}
_moving: list[Moving] = []


def tells_about(
    kind: str, standing: Standing, words: Saying | None = None, seen: Standing | None = None
) -> None:
    """Declare a kind of subject at import, in the room's `notices.py`.

    `standing(person, ids)` answers which of them this person may see now and has not muted;
    `words(person, id, things)` what is said in these things, of what stands, in order; None where
    they are not of the kind that says something. Where a room gives `seen(person, ids)`, the bell
    names only those that it answers.
    """
    if _standing.get(kind, standing) is not standing:
        raise ValueError(f"two rooms tell about “{kind}”")
    _standing[kind] = standing
    if seen:
        _seen[kind] = seen
    if words:
        _saying[kind] = words


def fills_digest(moving: Moving) -> Moving:
    """Have a function name, to whoever was away since a moment, so many things that move."""
    _moving.append(moving)
    return moving


def still_visible(person: Person, subjects: Iterable[str]) -> set[str]:
    """Which of these subjects this person may see now, and has not muted."""
    return _asked(_standing, person, subjects)


def still_there(person: Person, subjects: Iterable[str]) -> set[str]:
    """Of which of these subjects this person may still be told the name."""
    return _asked(_seen, person, subjects)


def _asked(rooms: dict[str, Standing], person: Person, subjects: Iterable[str]) -> set[str]:
    """What the rooms say; a statement for each kind, or what the room needs."""
    asked: dict[str, list[int]] = defaultdict(list)
    known: set[str] = set()
    for subject in subjects:
        kind, _, number = subject.partition(":")
        if kind in rooms and number.isdecimal():
            asked[kind].append(int(number))
        else:
            known.add(subject)  # no room guards it: it is about the person's own things
    for kind, ids in asked.items():
        known |= {f"{kind}:{id}" for id in rooms[kind](person, ids)}
    return known


def words_about(person: Person, subject: str, things: list[str]) -> list[Words] | None:
    """What was said in these things; None where the room has no words to repeat."""
    kind, _, number = subject.partition(":")
    named = [thing for thing in things if thing]
    if kind not in _saying or not named:
        return None
    return _saying[kind](person, int(number), named)


def what_moves(person: Person, since: datetime, limit: int) -> list[Line]:
    """What the rooms would tell somebody who was away."""
    return [line for moving in _moving for line in moving(person, since, limit)][:limit]
