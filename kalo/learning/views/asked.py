"""Questions as pages show them: nothing of a key is here before the question is marked."""

import re
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.kit.text import plain
from kalo.kit.web import language
from kalo.learning.forms.quizzes import trace_of
from kalo.learning.marking import GAP, Marked, arranged, doubt, explain, pieces
from kalo.learning.models import MARKED, OPEN, Attempt, AttemptSlot
from kalo.learning.views.room import bp

_FIRST = re.compile(r"\s*<p>(.*?)</p>\s*", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """A question of an attempt, in the words of one language."""

    slot: AttemptSlot
    words: dict[str, Any]
    language: str
    answer: Any
    marked: Marked | None = None
    error: str = ""
    doubt: str = ""

    @property
    def number(self) -> int:
        """Its place in the attempt."""
        return self.slot.slot

    @property
    def kind(self) -> str:
        """Of what kind it is."""
        return str(self.slot.version.body["kind"])

    @property
    def points(self) -> float:
        """What it gives at most."""
        return float(self.slot.version.body.get("points", 1))

    @property
    def order(self) -> dict[str, list[str]]:
        """In which order it shows what there is to choose from."""
        return self.slot.order

    @property
    def name(self) -> str:
        """What its fields and its place on the page are called."""
        return f"q{self.number}"

    @property
    def answered(self) -> bool:
        """True once something is said."""
        return self.answer is not None

    @property
    def trace(self) -> str:
        """What the answer was when the page was made."""
        return trace_of(self.slot.answer)

    @property
    def has_hint(self) -> bool:
        """Whether there is a hint that was not shown yet."""
        return bool(self.words.get("hint")) and not self.slot.hints


def asked_in(slot: AttemptSlot, answer: Any = None, error: str = "", typed: bool = False) -> Asked:
    """A question of an attempt that runs; marked only where it was checked already.

    `answer` is what was `typed` but is not kept, as one of the answers was refused.
    """
    body, words = slot.version.body, words_of(slot)
    checked = slot.marked_at is not None
    return Asked(
        slot,
        words,
        _spoken(slot),
        answer if typed else slot.answer,
        marked=explain(body, words, slot.answer, _share(slot)) if checked else None,
        error=error,
        doubt="" if typed else doubt(body, slot.answer),
    )


def marked_in(slot: AttemptSlot, attempt: Attempt) -> Asked:
    """A question of an attempt that was handed in; a person's words come when all are said."""
    body, words = slot.version.body, words_of(slot)
    waits = attempt.state != MARKED and body["kind"] == OPEN and slot.answer is not None
    share, said = (None, "") if waits else (_share(slot), slot.words)
    told = explain(body, words, slot.answer, share, said)
    return Asked(slot, words, _spoken(slot), slot.answer, told)


def words_of(slot: AttemptSlot) -> dict[str, Any]:
    """What a question says, in the language of the page; in Greek where that is missing."""
    words: dict[str, Any] = slot.version.body[_spoken(slot)]
    return words


def _spoken(slot: AttemptSlot) -> str:
    return language() if slot.version.body.get(language()) else "el"


def _share(slot: AttemptSlot) -> float | None:
    """A slot's points as a share of what its question gives."""
    points = slot.version.body.get("points", 1)
    return None if slot.score is None or not points else slot.score / points


@bp.app_template_global("question_lead")
def question_lead(html: str) -> tuple[str, str]:
    """What a question says first, for its legend, and what it says besides."""
    first = _FIRST.match(html)
    return (first[1], html[first.end() :]) if first else (html, "")


@bp.app_template_global("question_words")
def question_words(body: dict[str, Any]) -> str:
    """A question in one line, for a list."""
    said = body.get(language()) or body["el"]
    return plain(GAP.sub("…", said["text"]))


@bp.app_template_global("verdict_words")
def verdict_words(state: str) -> str:
    """What became of a question."""
    return {
        "right": _("Right"),
        "partly": _("Partly right"),
        "wrong": _("Not right"),
        "waiting": _("Waits for a facilitator"),
        "blank": _("Not answered"),
    }[state]


@bp.app_template_global("number_words")
def number_words(number: float | str) -> str:
    """A number as it is written in the language of the page."""
    return str(format_decimal(number, format="#,##0.######", locale=language()))


@bp.app_template_global("points_words")
def points_words(points: float, most: float) -> str:
    """How many points of how many."""
    had, there = number_words(round(points, 2)), number_words(most)
    return ngettext(
        "%(had)s of %(there)s point", "%(had)s of %(there)s points", int(most), had=had, there=there
    )


@bp.app_template_global("answered_words")
def answered_words(answered: int, most: int) -> str:
    """How many are answered."""
    return ngettext(
        "%(num)s of %(most)s answered", "%(num)s of %(most)s answered", answered, most=most
    )


@bp.app_template_global("unanswered_words")
def unanswered_words(asked: list[Asked]) -> str:
    """Which questions have no answer."""
    return _("Without an answer: %(numbers)s.", numbers=", ".join(str(q.number) for q in asked))


bp.add_app_template_global(arranged, "arranged")
bp.add_app_template_global(pieces, "pieces")
