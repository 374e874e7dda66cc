"""What an answer is worth, by the key of its question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kalo.learning.marking.answers import Body
from kalo.learning.marking.numbers import readings
from kalo.learning.marking.texts import is_one_of
from kalo.learning.models import (
    CLOZE,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    OPEN,
    ORDERING,
    SHORT,
    SINGLE,
    TRUE_FALSE,
)

Parts = dict[str, bool]


@dataclass(frozen=True)
class Mark:
    """A score from 0 to 1, or None while a person has to mark it; and whether each part of what
    was said is right, by the key of the option, of the left side, of the item, of the gap."""

    score: float | None
    parts: Parts = field(default_factory=dict)

    @property
    def right(self) -> bool:
        """True where nothing is missing and nothing is wrong."""
        return self.score == 1


def mark(body: Body, answer: Any) -> Mark:
    """What a cleaned answer is worth; no answer is worth nothing, also where a person marks."""
    if answer is None:
        return Mark(0.0)
    if body["kind"] == OPEN:
        return Mark(None)
    return _MARKERS[body["kind"]](body["key"], answer)


def percent_of(score: float, most: float) -> int:
    """Points as a percent, rounded as people round; 0 where there is nothing to gain."""
    return min(100, int(100 * score / most + 0.5 + 1e-9)) if most > 0 else 0


def _chosen(key: Mapping[str, Any], answer: str) -> Mark:
    right = answer == key["right"]
    return Mark(float(right), {answer: right})


def _several(key: Mapping[str, Any], answer: list[str]) -> Mark:
    """Each right one counts, each wrong one takes one away; never below nothing."""
    parts = {one: one in key["right"] for one in answer}
    gained = sum(parts.values()) - sum(not right for right in parts.values())
    return Mark(max(0.0, gained / len(key["right"])) if key["right"] else 0.0, parts)


def _true_false(key: Mapping[str, Any], answer: bool) -> Mark:
    right = answer is key["right"]
    return Mark(float(right), {str(answer).lower(): right})


def _matching(key: Mapping[str, Any], answer: dict[str, str]) -> Mark:
    return _share({left: answer.get(left) == right for left, right in key["pairs"].items()}, answer)


def _ordering(key: Mapping[str, Any], answer: list[str]) -> Mark:
    """Each one that stands in its own place counts."""
    return _share(
        {one: one == here for one, here in zip(key["order"], answer, strict=True)}, answer
    )


def _numeric(key: Mapping[str, Any], answer: str) -> Mark:
    value = float(key["value"])
    spread = abs(value) * key["percent"] / 100 if "percent" in key else key.get("tolerance", 0)
    spread += 1e-9 * max(1.0, abs(value))
    right = any(abs(number - value) <= spread for number in readings(answer))
    return Mark(float(right), {"value": right})


def _short(key: Mapping[str, Any], answer: str) -> Mark:
    right = is_one_of(answer, key["accepted"])
    return Mark(float(right), {"value": right})


def _cloze(key: Mapping[str, Any], answer: dict[str, str]) -> Mark:
    return _share(
        {gap: _fills(how, answer.get(gap, "")) for gap, how in key["gaps"].items()}, answer
    )


def _fills(how: Mapping[str, Any], said: str) -> bool:
    if "options" in how:
        return said == str(how["options"].index(how["right"]) + 1)
    return bool(said) and is_one_of(said, how["accepted"])


def _share(parts: Parts, answer: Any) -> Mark:
    """The share of parts that are right; only those of which something was said are told."""
    told = {part: right for part, right in parts.items() if part in answer}
    return Mark(sum(parts.values()) / len(parts), told)


_MARKERS: dict[str, Callable[[Mapping[str, Any], Any], Mark]] = {
    SINGLE: _chosen,
    MULTIPLE: _several,
    TRUE_FALSE: _true_false,
    MATCHING: _matching,
    ORDERING: _ordering,
    NUMERIC: _numeric,
    SHORT: _short,
    CLOZE: _cloze,
}
