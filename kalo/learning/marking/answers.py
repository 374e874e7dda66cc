"""What an answer may be: what makes no sense is refused, the rest takes one shape."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from kalo.kit.web import Refused
from kalo.learning.marking.numbers import readings
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

Body = Mapping[str, Any]
GAP = re.compile(r"\{\{(\w{1,20})\}\}")
LONGEST = {SHORT: 300, NUMERIC: 60, CLOZE: 300, OPEN: 20_000}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def clean(body: Body, answer: Any) -> Any:
    """The answer in its one shape; None where nothing is said. `Refused` if it makes no sense."""
    if answer is None or answer in ("", [], {}):
        return None
    return _CLEANERS[body["kind"]](body, answer)


def doubt(body: Body, answer: Any) -> str:
    """What is odd about an answer that is kept all the same; usually nothing."""
    if body["kind"] == NUMERIC and answer and not readings(answer):
        return str(_("We cannot read this as a number. Write one number, for example 12.5."))
    return ""


def keys_of(things: list[dict[str, Any]]) -> list[str]:
    """The keys of options, items, sides."""
    return [thing["key"] for thing in things]


def _odd() -> Refused:
    return Refused(_("This is not one of the answers. Open the page again."))


def _single(body: Body, answer: Any) -> str:
    if not isinstance(answer, str) or answer not in keys_of(body["el"]["options"]):
        raise _odd()
    return answer


def _multiple(body: Body, answer: Any) -> list[str]:
    keys = keys_of(body["el"]["options"])
    if not isinstance(answer, list) or any(key not in keys for key in answer):
        raise _odd()
    return [key for key in keys if key in answer]


def _true_false(_body: Body, answer: Any) -> bool:
    said = {"true": True, "false": False}.get(answer, answer) if _is_text(answer) else answer
    if not isinstance(said, bool):
        raise _odd()
    return said


def _matching(body: Body, answer: Any) -> dict[str, str] | None:
    left, right = keys_of(body["el"]["left"]), keys_of(body["el"]["right"])
    if not isinstance(answer, dict) or any(key not in left for key in answer):
        raise _odd()
    said = {key: answer[key] for key in left if answer.get(key) not in (None, "")}
    if any(key not in right for key in said.values()):
        raise _odd()
    return said or None


def _ordering(body: Body, answer: Any) -> list[str]:
    keys = keys_of(body["el"]["items"])
    if not isinstance(answer, list) or not all(map(_is_text, answer)):
        raise _odd()
    if sorted(answer) != sorted(keys):
        raise _odd()
    return answer


def _typed(body: Body, answer: Any) -> str | None:
    return _text(answer, LONGEST[body["kind"]]) or None


def _cloze(body: Body, answer: Any) -> dict[str, str] | None:
    gaps = body["key"]["gaps"]
    if not isinstance(answer, dict) or any(gap not in gaps for gap in answer):
        raise _odd()
    said = {gap: _text(answer[gap], LONGEST[CLOZE]) for gap in gaps if answer.get(gap)}
    for gap, text in said.items():
        if "options" in gaps[gap] and text not in numbers_of(gaps[gap]["options"]):
            raise _odd()
    return {gap: text for gap, text in said.items() if text} or None


def numbers_of(options: list[str]) -> list[str]:
    """How the options of a gap are named: "1", "2", …"""
    return [str(number) for number in range(1, len(options) + 1)]


def _is_text(answer: Any) -> bool:
    return isinstance(answer, str)


def _text(answer: Any, longest: int) -> str:
    if not isinstance(answer, str):
        raise _odd()
    text = _CONTROL.sub("", answer.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > longest:
        raise Refused(_("An answer here has at most %(max)d characters.", max=longest))
    return text


_CLEANERS: dict[str, Callable[[Body, Any], Any]] = {
    SINGLE: _single,
    MULTIPLE: _multiple,
    TRUE_FALSE: _true_false,
    MATCHING: _matching,
    ORDERING: _ordering,
    NUMERIC: _typed,
    SHORT: _typed,
    CLOZE: _cloze,
    OPEN: _typed,
}
