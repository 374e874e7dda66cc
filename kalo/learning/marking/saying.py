"""What is said of an answer once it is marked: part by part, and what would have been right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kalo.learning.marking.answers import GAP, Body
from kalo.learning.marking.scores import Mark, mark
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

RIGHT, PARTLY, WRONG, WAITING, BLANK = "right", "partly", "wrong", "waiting", "blank"
Words = Mapping[str, Any]


@dataclass(frozen=True)
class Marked:
    """What a question shows after it was marked; nothing of this exists on a page before.

    `parts` says of each thing that was said whether it is right; `right` what is right: for options
    their keys, for pairs the text of the right side, for items their place, for gaps and typed
    answers a text. `feedback` is by the option's key, `general` is for the whole.
    """

    state: str
    score: float | None
    parts: dict[str, bool] = field(default_factory=dict)
    right: dict[str, str] = field(default_factory=dict)
    feedback: dict[str, str] = field(default_factory=dict)
    general: str = ""
    by: str = ""  # the words of the person who marked it
    model: str = ""
    mended: bool = False  # the key was wrong: of what it says nothing is shown


def explain(
    body: Body,
    words: Words,
    answer: Any,
    score: float | None = None,
    by: str = "",
    reveal: bool = True,
) -> Marked:
    """Everything that a marked question shows, in the words of one language.

    `score` is what a person or a new marking gave; None is what the key says. Without `reveal`
    nothing is said of what would have been right: the person tries again.
    """
    told = mark(body, answer)
    worth = told.score if score is None else score
    state = _state(answer, worth)
    if told.score is not None and worth is not None and worth > told.score:
        return Marked(state, worth, mended=True)
    return Marked(
        state=state,
        score=worth,
        parts=told.parts,
        right=_right(body, words) if reveal else {},
        feedback=_feedback(body["kind"], words, told),
        general=_general(state, words),
        by=by,
        model=words.get("model", "") if state != WAITING else "",
    )


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text of a cloze: its parts, True for what is the name of a gap."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(GAP.split(text))]


def _state(answer: Any, score: float | None) -> str:
    if answer is None:
        return BLANK
    if score is None:
        return WAITING
    return RIGHT if score >= 1 else PARTLY if score > 0 else WRONG


def _general(state: str, words: Words) -> str:
    """The author's word for the whole; beside pairs, "right" is a side and no praise."""
    said = words.get(RIGHT if state == RIGHT else WRONG) if state != WAITING else ""
    return said if isinstance(said, str) else ""


def _feedback(kind: str, words: Words, told: Mark) -> dict[str, str]:
    """What the author says of each option that was chosen."""
    if kind == TRUE_FALSE:
        said = {key: words.get(f"feedback_{key}", "") for key in told.parts}
    elif kind in (SINGLE, MULTIPLE):
        said = {option["key"]: option.get("feedback", "") for option in words["options"]}
    else:
        return {}
    return {key: text for key, text in said.items() if text and key in told.parts}


def _right(body: Body, words: Words) -> dict[str, str]:
    kind, key = body["kind"], body["key"]
    if kind in (SINGLE, MULTIPLE):
        keys = key["right"] if kind == MULTIPLE else [key["right"]]
        return {one["key"]: one["text"] for one in words["options"] if one["key"] in keys}
    if kind == TRUE_FALSE:
        return {str(key["right"]).lower(): ""}
    if kind == MATCHING:
        texts = {side["key"]: side["text"] for side in words["right"]}
        return {left: texts[right] for left, right in key["pairs"].items()}
    if kind == ORDERING:
        return {one: str(place) for place, one in enumerate(key["order"], 1)}
    return _right_text(kind, key, words)


def _right_text(kind: str, key: Mapping[str, Any], words: Words) -> dict[str, str]:
    if kind == NUMERIC:
        return {"value": f"{key['value']:.12g}"}
    if kind == SHORT:
        return {"value": key["accepted"][0]}
    if kind == CLOZE:
        return {gap: _gap(how, words.get("gaps", {}).get(gap)) for gap, how in key["gaps"].items()}
    assert kind == OPEN
    return {}


def _gap(how: Mapping[str, Any], options: list[str] | None) -> str:
    if "options" not in how:
        return str(how["accepted"][0])
    return str((options or how["options"])[how["options"].index(how["right"])])
