"""The tool: what it is called, what it asks, what comes of it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.kit.yaml import read_yaml
from kalo.toolbox.fields import Answers
from kalo.toolbox.planned import Planned
from kalo.toolbox.tool import Tool
from kalo.toolbox.tools.impact.questions import FIELDS, STEPS
from kalo.toolbox.tools.impact.result import report
from kalo.toolbox.tools.impact.sides import choose_card

EXAMPLE = Path(__file__).parent / "example.yaml"
AGAIN = timedelta(days=182)  # between the first time and the second, where no day is said


def example(language: str) -> Answers:
    """An invented body with all that can be answered."""
    answers: Answers = _in(language, read_yaml(EXAMPLE.read_text()))
    return answers


def _in(language: str, said: Any) -> Any:
    """Each pair of `el` and `en` as the words of a language."""
    if isinstance(said, dict):
        if set(said) == {"el", "en"}:
            return said[language]
        return {key: _in(language, value) for key, value in said.items()}
    return [_in(language, value) for value in said] if isinstance(said, list) else said


def press(answers: Answers, form: Mapping[str, str]) -> Answers:
    """The buttons of the indicator bank."""
    return choose_card(answers, form.get("press", ""))


def days(answers: Answers, _language: str) -> Iterator[Planned]:
    """The second time, and the day until which the move is to be made."""
    first, second = (_day(answers, name) for name in ("before_on", "after_on"))
    again = second or (first + AGAIN if first else None)
    if again:
        title = gettext("Social impact: answer for the second time")
        yield Planned("follow-up", again, title, remind=14, done=bool(answers.get("again")))
    until = _day(answers, "move_by")
    if until and answers.get("move"):
        yield Planned("move", until, gettext("Our move: %(move)s", move=answers["move"]), remind=7)


def _day(answers: Answers, name: str) -> date | None:
    return date.fromisoformat(answers[name]) if answers.get(name) else None


TOOL = Tool(
    slug="impact",
    order=4,
    title=_("Social impact, a self-exercise"),
    summary=_(
        "Where your body stands on eight axes, what changes because of you, and what that may be "
        "worth: answered by yourselves, twice."
    ),
    when=_("What changes because of us?"),
    promise=_("A radar, a theory of change, indicators, SROI and an impact report"),
    minutes=30,
    picture="radar",
    leaf="impact-tool",
    legal=True,
    fields=FIELDS,
    steps=STEPS,
    result=report,
    formats=("pdf", "docx", "xlsx", "json"),
    facts=("impact-indicators", "impact-methods", "impact-figures"),
    example=example,
    related=(
        "/learning/social-impact/",
        "/toolbox/impact-tool/",
        "/toolbox/impact-assessment/",
        "/toolbox/impact-basics/",
        "/toolbox/canvas/",
        "/toolbox/funding/",
        "/network/",
        "/library/statistics/",
        "/forum/",
    ),
    form="toolbox/tools/impact/form.html",
    press=press,
    style="tools/impact.css",
    days=days,
)
