"""Questions of all kinds: what they ask in each language, and what is right."""

import hashlib
import re
from collections.abc import Callable
from typing import Any, cast

from kalo.kit.text import fold
from kalo.learning.actions.prose import render_text
from kalo.learning.actions.source import Block, Fields, Part
from kalo.learning.models import (
    CLOZE,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    OPEN,
    ORDERING,
    QUESTION_KINDS,
    SHORT,
    SINGLE,
    TRUE_FALSE,
)

WORDS = ("text", "hint", "if_right", "if_wrong")
_OF_KIND: dict[str, tuple[str, ...]] = {
    SINGLE: ("right",),
    MULTIPLE: ("right",),
    TRUE_FALSE: ("right",),
    MATCHING: ("pairs",),
    NUMERIC: ("value", "tolerance", "percent"),
}
_WORDS_OF_KIND: dict[str, tuple[str, ...]] = {
    SINGLE: ("options",),
    MULTIPLE: ("options",),
    TRUE_FALSE: ("feedback_true", "feedback_false"),
    MATCHING: ("left", "right_side"),
    ORDERING: ("items",),
    NUMERIC: ("unit",),
    SHORT: ("accepted",),
    CLOZE: ("gaps",),
    OPEN: ("model",),
}
_GAP = re.compile(r"\{\{(\w{1,20})\}\}")
Read = Callable[[str, Part, dict[str, Part]], tuple[dict[str, Fields], Fields]]


def kind_of(shape: Part) -> str:
    """Of what kind a question is."""
    return shape.choice("kind", QUESTION_KINDS)


def names_of_shape(kind: str) -> tuple[str, ...]:
    """What says, once for all languages, what is right."""
    return ("kind", "points", *_OF_KIND.get(kind, ()))


def names_of_words(kind: str) -> tuple[str, ...]:
    """What is said in each language."""
    # Beside a pair, "right" is a side and no praise.
    words = WORDS if kind != MATCHING else ("text", "hint", "if_wrong")
    return (*words, *_WORDS_OF_KIND[kind])


def read_question(key: str, shape: Part, words: dict[str, Part]) -> Fields:
    """A question as `QuestionVersion.body`: kind, points, words by language, what is right."""
    kind = kind_of(shape)
    points = shape.number("points", most=100) if "points" in shape else 1
    said, right = _READERS[kind](key, shape, words)
    for language, part in words.items():
        said[language] = {**_said(part, language), **said.get(language, {})}
    _refuse_unlike(said, words)
    return {"kind": kind, "points": points, **said, "key": right}


def _said(part: Part, language: str) -> Fields:
    """The words that every kind may have; what is not said is not there."""
    plain = {
        name: part.text(written, needed=False)
        for name, written in (("hint", "hint"), ("right", "if_right"), ("wrong", "if_wrong"))
    }
    return {"text": render_text(part, "text", language), **{n: v for n, v in plain.items() if v}}


def _refuse_unlike(said: dict[str, Fields], words: dict[str, Part]) -> None:
    """What Greek says, English says too."""
    if "en" not in said:
        return
    if unlike := sorted(set(said["el"]) ^ set(said["en"])):
        raise words["en"].wrong(f"{', '.join(unlike)}: stands in one language only")


def opaque(key: str, own: str) -> str:
    """A key that tells nothing of what is right, the same at every reading."""
    return "k" + hashlib.sha256(f"{key} {own}".encode()).hexdigest()[:6]


def _listed(part: Part, name: str, *names: str, least: int = 2) -> dict[str, Part]:
    """Lines with a key each, by their key."""
    lines: dict[str, Part] = {}
    for line in part.parts(name):
        line.only("key", *names)
        own = line.slug("key")
        if own in lines:
            raise line.wrong(f"{name}: the key {own} stands here twice")
        lines[own] = line
    if len(lines) < least:
        raise part.wrong(f"{name}: wants {least} lines or more, each with a key of its own")
    return lines


def _alike(words: dict[str, Part], name: str, *names: str) -> dict[str, dict[str, Part]]:
    """The lines of each language, in the order of the Greek ones."""
    lines = {language: _listed(part, name, *names) for language, part in words.items()}
    if "en" in lines:
        if set(lines["el"]) != set(lines["en"]):
            raise words["en"].wrong(f"{name}: has other keys than the Greek")
        lines["en"] = {own: lines["en"][own] for own in lines["el"]}
    return lines


def _options(words: dict[str, Part]) -> dict[str, list[Fields]]:
    found = _alike(words, "options", "text", "feedback")
    return {
        language: [
            {"key": own, "text": line.text("text"), "feedback": line.text("feedback", False)}
            for own, line in lines.items()
        ]
        for language, lines in found.items()
    }


def _read_choice(key: str, shape: Part, words: dict[str, Part]) -> tuple[Any, Fields]:
    options = _options(words)
    known = {option["key"] for option in options["el"]}
    right = shape.texts("right")
    if not right or len(set(right)) < len(right) or not known.issuperset(right):
        raise shape.wrong("right: wants keys of options")
    said = {language: {"options": listed} for language, listed in options.items()}
    if kind_of(shape) == MULTIPLE:
        return said, {"right": sorted(right)}
    if len(right) != 1:
        raise shape.wrong("right: wants exactly one key")
    return said, {"right": right[0]}


def _read_true_false(key: str, shape: Part, words: dict[str, Part]) -> tuple[Any, Fields]:
    if "right" not in shape:
        raise shape.wrong("right: true or false is wanted")
    names = ("feedback_true", "feedback_false")
    said = {
        language: {name: part.text(name) for name in names if name in part}
        for language, part in words.items()
    }
    return said, {"right": shape.flag("right")}


def _read_matching(key: str, shape: Part, words: dict[str, Part]) -> tuple[Any, Fields]:
    left, right = _alike(words, "left", "text"), _alike(words, "right_side", "text")
    pairs = shape.part("pairs")
    pairs.only(*left["el"])
    chosen = {own: pairs.slug(own) for own in left["el"]}
    if not set(right["el"]).issuperset(chosen.values()):
        raise pairs.wrong("pairs: wants keys of right_side")
    hidden = {own: opaque(key, own) for own in right["el"]}
    order = _not_as(sorted(hidden.values()), [hidden[one] for one in chosen.values()])
    said = {
        language: {
            "left": [{"key": own, "text": line.text("text")} for own, line in lines.items()],
            "right": _in_order(order, {hidden[o]: x for o, x in right[language].items()}),
        }
        for language, lines in left.items()
    }
    return said, {"pairs": {own: hidden[one] for own, one in chosen.items()}}


def _read_ordering(key: str, shape: Part, words: dict[str, Part]) -> tuple[Any, Fields]:
    """The items are written in the right order; neither their keys nor their order tells it."""
    items = _alike(words, "items", "text")
    hidden = {own: opaque(key, own) for own in items["el"]}
    right = list(hidden.values())
    order = _not_as(sorted(right), right)
    said = {
        language: {"items": _in_order(order, {hidden[own]: line for own, line in lines.items()})}
        for language, lines in items.items()
    }
    return said, {"order": right}


def _not_as(order: list[str], right: list[str]) -> list[str]:
    return order[::-1] if order == right else order


def _in_order(order: list[str], lines: dict[str, Part]) -> list[Fields]:
    return [{"key": own, "text": lines[own].text("text")} for own in order]


def _read_numeric(key: str, shape: Part, words: dict[str, Part]) -> tuple[Any, Fields]:
    right: Fields = {"value": _figure(shape, "value")}
    if "tolerance" in shape and "percent" in shape:
        raise shape.wrong("tolerance or percent, not both")
    for name in ("tolerance", "percent"):
        if name in shape:
            right[name] = _figure(shape, name, least=0)
    if "percent" not in right:
        right.setdefault("tolerance", 0)
    said = {
        language: {"unit": part.text("unit")} if "unit" in part else {}
        for language, part in words.items()
    }
    return said, right


def _figure(part: Part, name: str, least: float | None = None) -> float | int:
    value: Any = part.block.get(name)
    if type(value) not in {int, float} or not abs(value) < 1e15:
        raise part.wrong(f"{name}: a number is wanted")
    if least is not None and value < least:
        raise part.wrong(f"{name}: {least} at least")
    return value if isinstance(value, int) else float(value)


def _read_short(key: str, shape: Part, words: dict[str, Part]) -> tuple[Any, Fields]:
    accepted = [answer for part in words.values() for answer in _accepted(part)]
    return {}, {"accepted": list(dict.fromkeys(accepted))}


def _accepted(part: Part) -> list[str]:
    accepted = part.texts("accepted")
    if not accepted or not all(fold(answer) for answer in accepted):
        raise part.wrong("accepted: wants one answer or more")
    return accepted


def _read_cloze(key: str, shape: Part, words: dict[str, Part]) -> tuple[Any, Fields]:
    """Gaps are filled in either language; of those where one chooses, the place tells."""
    gaps = {language: _gaps(part, language) for language, part in words.items()}
    sizes = [{n: len(gap.get("options", ())) for n, gap in one.items()} for one in gaps.values()]
    if sizes[0] != sizes[-1]:
        raise words["en"].wrong("gaps: are others than in Greek, or have more or fewer options")
    said = {
        language: {"gaps": {n: gap["options"] for n, gap in one.items() if "options" in gap}}
        for language, one in gaps.items()
    }
    for name, gap in gaps["el"].items():
        if "accepted" in gap:
            both = [answer for one in gaps.values() for answer in one[name]["accepted"]]
            gap["accepted"] = list(dict.fromkeys(both))
    return said, {"gaps": gaps["el"]}


def _gaps(part: Part, language: str) -> dict[str, Fields]:
    named = _GAP.findall(part.text("text"))
    found = part.part("gaps")
    told = {str(name): gap for name, gap in found.block.items()}
    if len(set(named)) < len(named) or set(named) != set(told) or not named:
        raise found.wrong("gaps: wants those that the text shows as {{1}}, {{2}} …, each once")
    return {name: _gap(found, told[name], language) for name in named}


def _gap(found: Part, told: Any, language: str) -> Fields:
    if not isinstance(told, dict):
        raise found.wrong("gaps: each wants accepted, or options and right")
    gap = Part(found.source, cast(Block, told))
    if "options" not in gap:
        gap.only("accepted")
        return {"accepted": _accepted(gap)}
    gap.only("options", *(("right",) if language == "el" else ()))
    options, right = gap.texts("options"), gap.texts("right")
    if len(set(options)) < max(2, len(options)):
        raise gap.wrong("options: wants two or more, all different")
    if language == "el" and (len(right) != 1 or right[0] not in options):
        raise gap.wrong("right: wants one of the options")
    return {"options": options, **({"right": right[0]} if right else {})}


def _read_open(key: str, shape: Part, words: dict[str, Part]) -> tuple[Any, Fields]:
    said = {
        language: {"model": part.text("model")} if "model" in part else {}
        for language, part in words.items()
    }
    return said, {}


_READERS: dict[str, Read] = {
    SINGLE: _read_choice,
    MULTIPLE: _read_choice,
    TRUE_FALSE: _read_true_false,
    MATCHING: _read_matching,
    ORDERING: _read_ordering,
    NUMERIC: _read_numeric,
    SHORT: _read_short,
    CLOZE: _read_cloze,
    OPEN: _read_open,
}
