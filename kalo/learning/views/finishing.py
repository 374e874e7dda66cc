"""The end of a lesson's page: when it is finished, what is missing, where to go from there."""

import uuid
from dataclasses import replace
from typing import Any, NamedTuple

from flask import g

from kalo.learning.models import Lesson
from kalo.learning.queries import Opened, Path
from kalo.learning.queries.counting import NOTHING_ASKED
from kalo.learning.queries.facts import facts_here
from kalo.learning.queries.finishing import finished_when
from kalo.learning.queries.marks import marks_of
from kalo.learning.queries.missing import Names, Said, names_in, names_of, said_missing
from kalo.learning.rules import Missing, Verdict, judge

NOTHING = Verdict(0, 0)


class Lacks(NamedTuple):
    """What is missing once a lesson is read: of itself, or of what it is the last lesson of."""

    said: list[Said]
    number: int
    ends: str = ""  # "module" or "programme", where what is missing is of that
    waits: bool = False  # True where all of it is a facilitator's to do


def ending_of(opened: Opened, path: Path, told: bool = False) -> dict[str, Any]:
    """What `_finish.html` needs; `told` where it comes after an act, and is said aloud."""
    lesson, names = opened.lesson, names_in(opened)
    before, after = path.around(lesson)
    return {
        "lesson": lesson,
        "programme": lesson.programme,
        "progress": opened.progress,
        "when": finished_when(opened.rule, names),
        "lacks": _lacks(opened, path, names),
        "before": before,
        "after": after,
        "done_act": uuid.uuid4(),
        "told": told,
    }


def _lacks(opened: Opened, path: Path, names: Names) -> Lacks | None:
    """Of the module or the programme at its last lesson, else of the lesson; None for nothing."""
    ends, whole = _whole(opened, path)
    if whole.missing:
        return _said(whole, {**names_of([whole], [path]), **names}, ends)
    if opened.progress and opened.progress.done_at:
        return None
    own = _once_read(judge(opened.rule, facts_here(opened, g.person, opened.rule)))
    return _said(own, names) if own.missing else None


def _once_read(verdict: Verdict) -> Verdict:
    """The button that says it was read stands beside: that it is missing needs no words."""
    return replace(verdict, missing=tuple(one for one in verdict.missing if one.kind != "read"))


def _said(verdict: Verdict, names: Names, ends: str = "") -> Lacks:
    said = said_missing(verdict.missing, names)
    return Lacks(said, len(verdict.missing), ends, all(map(_waits, verdict.missing)))


def _waits(one: Missing) -> bool:
    return one.kind == "accepted" and bool(one.have)


def _whole(opened: Opened, path: Path) -> tuple[str, Verdict]:
    """How the module or the programme stands once its last lesson is read."""
    lesson = opened.lesson
    ends = path.ended_by(lesson)
    if g.person is None or not ends:
        return "", NOTHING
    asked = next((each for each in opened.asked if each.things), NOTHING_ASKED)
    marks = marks_of([g.person.id], [lesson.programme_id], asked.blocks)[g.person.id]
    marks.read.add(lesson.subject)
    return ends, asked.judge(_thing(ends, lesson), marks)


def _thing(ends: str, lesson: Lesson) -> str:
    return f"module:{lesson.module_id}" if ends == "module" else f"programme:{lesson.programme_id}"
