"""Lists that somebody puts in order, without dragging: a thing and its neighbour change places."""

from collections.abc import Sequence
from typing import Any, Protocol

from kalo.kit.db import db


class Placed(Protocol):
    """Something that has a place in a list."""

    id: Any
    position: Any


def neighbours(beside: Sequence[Any], noun: Any, earlier: bool) -> tuple[int, int] | None:
    """Where a thing of a list and the one before or after it stand, the first of both first."""
    at = next(number for number, each in enumerate(beside) if each.id == noun.id)
    other = at - 1 if earlier else at + 1
    return (min(at, other), max(at, other)) if 0 <= other < len(beside) else None


def change_places(beside: Sequence[Placed], noun: Placed, earlier: bool) -> bool:
    """Put it one place earlier or later; False where nothing stands there."""
    both = neighbours(beside, noun, earlier)
    if both is None:
        return False
    ordered = list(beside)
    first, second = both
    ordered[first], ordered[second] = ordered[second], ordered[first]
    for position, each in enumerate(ordered):
        each.position = position
    db.session.flush()
    return True
