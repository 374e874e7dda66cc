"""Which questions are asked, and in which order: the same seed gives the same, for good."""

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

from kalo.learning.marking.answers import Body, keys_of, numbers_of
from kalo.learning.models import CLOZE, MATCHING, MULTIPLE, ORDERING, SINGLE

Thing = TypeVar("Thing")
Order = dict[str, list[str]]


def draw(things: Sequence[Thing], most: int | None, seed: str, shuffle: bool = True) -> list[Thing]:
    """At most so many of the things, by chance; without `shuffle` in the order they had."""
    chance = Random(f"draw {seed}")
    places = list(range(len(things)))
    chosen = chance.sample(places, len(places) if most is None else min(most, len(places)))
    return [things[place] for place in (chosen if shuffle else sorted(chosen))]


def shuffled(body: Body, seed: str, shuffle: bool = True) -> Order:
    """The order in which a question shows what there is to choose from.

    Without `shuffle` options stand as they were written; what would give the answer away is mixed
    all the same: the things to put in order, the right sides of pairs.
    """
    chance, words, kind = Random(f"order {seed}"), body["el"], body["kind"]
    if kind in (SINGLE, MULTIPLE):
        return {"options": _mixed(keys_of(words["options"]), chance)} if shuffle else {}
    if kind == MATCHING:
        return {"right": _mixed(keys_of(words["right"]), chance)}
    if kind == ORDERING:
        return {"items": _mixed(keys_of(words["items"]), chance, never=body["key"]["order"])}
    if kind == CLOZE and shuffle:
        return _gaps(body["key"]["gaps"], chance)
    return {}


def arranged(things: list[dict[str, Any]], keys: list[str] | None) -> list[dict[str, Any]]:
    """Options, items, sides in the order of those keys; as they were written without any."""
    if not keys:
        return things
    place = {key: number for number, key in enumerate(keys)}
    return sorted(things, key=lambda thing: place.get(thing["key"], len(place)))


def _gaps(gaps: dict[str, Any], chance: Random) -> Order:
    return {
        gap: _mixed(numbers_of(how["options"]), chance)
        for gap, how in gaps.items()
        if "options" in how
    }


def _mixed(keys: list[str], chance: Random, never: list[str] | None = None) -> list[str]:
    """The keys by chance, but never in the order that is asked for."""
    mixed = chance.sample(keys, len(keys))
    return mixed[1:] + mixed[:1] if mixed == never and len(mixed) > 1 else mixed
