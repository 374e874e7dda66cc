"""Trust in four light steps: what it takes, and what opens with each. Pure functions.

A room says what it knows of people with `counts_towards_trust`, in its `moderated.py`.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

NEWCOMER, KNOWN, REGULAR, PILLAR = 0, 1, 2, 3
Gather = Callable[[list[int]], dict[int, dict[str, int]]]
_rooms: dict[str, Gather] = {}


@dataclass(frozen=True)
class Facts:
    """What trust is earned by; `upheld` counts rulings of the last hundred days."""

    topics_opened: int = 0
    posts_read: int = 0
    seconds: int = 0
    accepted: int = 0  # first posts that moderators were content with
    attended: int = 0  # gatherings at which others met them
    days: int = 0
    recent_days: int = 0  # of the last hundred
    topics_replied: int = 0
    posts: int = 0
    upheld: int = 0


@dataclass(frozen=True)
class Step:
    """One thing that a level takes: the fact, how much of it, and in what words."""

    fact: str
    much: int


STEPS = {
    KNOWN: (Step("topics_opened", 5), Step("posts_read", 30), Step("seconds", 10 * 60)),
    REGULAR: (
        *(Step("days", 15), Step("seconds", 60 * 60)),
        *(Step("posts_read", 100), Step("topics_replied", 3)),
    ),
    PILLAR: (Step("recent_days", 50), Step("posts", 60)),
}


def reaches(facts: Facts, level: int) -> bool:
    """Whether the facts are enough for a level, its own steps alone."""
    if level == KNOWN and (facts.accepted or facts.attended):
        return True
    if level == PILLAR and facts.upheld:
        return False
    return all(getattr(facts, step.fact) >= step.much for step in STEPS[level])


def earned(facts: Facts) -> int:
    """The level that somebody has earned: each step stands on the one before."""
    level = NEWCOMER
    while level < PILLAR and reaches(facts, level + 1):
        level += 1
    return level


def level_of(facts: Facts, now: int, highest: int = PILLAR) -> int:
    """The level somebody has from now on: what is earned is kept; the pillar only while it holds.

    Nobody becomes a pillar by numbers: it is suggested, and moderators say yes. `highest` is what
    an upheld report left open.
    """
    reached = earned(facts)
    if now == PILLAR:
        kept = PILLAR if reached == PILLAR else REGULAR
    else:
        kept = max(now, min(reached, REGULAR))
    return min(kept, highest)


def is_suggested(facts: Facts, now: int, highest: int = PILLAR) -> bool:
    """Whether moderators should be asked to make somebody a pillar."""
    return now == REGULAR and highest == PILLAR and earned(facts) == PILLAR


def counts_towards_trust(room: str) -> Callable[[Gather], Gather]:
    """Declare what a room knows of people: facts by person, in a fixed number of statements."""

    def remember(gather: Gather) -> Gather:
        _rooms[room] = gather
        return gather

    return remember


def facts_of(person_ids: list[int]) -> dict[int, Facts]:
    """What all rooms know of these people, added up."""
    known = {field.name for field in fields(Facts)}
    summed: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(known, 0))
    for _room, gather in sorted(_rooms.items()):
        for person_id, said in gather(person_ids).items():
            for fact, count in said.items():
                summed[person_id][fact] += count
    return {id: replace(Facts(), **summed[id]) if id in summed else Facts() for id in person_ids}
