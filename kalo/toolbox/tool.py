"""What a tool is: its questions, its steps, and the answers' way to a result; pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask_babel.speaklater import LazyString

from kalo.kit.web import language
from kalo.toolbox.fields import Answers, Field
from kalo.toolbox.planned import Planned, no_days

if TYPE_CHECKING:
    from kalo.kit.reports import Report

FORMATS = ("pdf", "docx", "xlsx", "svg", "json")


@dataclass(frozen=True)
class StepOf:
    """A page of the guided walk: what is asked together."""

    slug: str
    title: Any
    fields: tuple[str, ...]
    about: Any = ""


@dataclass(frozen=True)
class Export:
    """A file of a tool's own: how its name ends, what it is, and how it is made.

    `make` takes the answers, the language, the title of the work, and what the file has to say of
    itself (that it is the example, or began as a copy of it), in a sentence; mostly there is none.
    `make_kept`, where the file of a kept work is another, takes the work besides.
    """

    label: Any
    ending: str
    type: str
    make: Callable[[Answers, str, str, str], bytes]
    make_kept: Callable[[Answers, str, str, str, Any], bytes] | None = None


def spoken(words: Mapping[str, str]) -> Any:
    """Words of a file in both languages, for a label: as the page that shows them speaks."""
    return LazyString(lambda: words[language()])


def nothing(_language: str) -> Answers:
    """A tool without an example."""
    return {}


def as_they_are(answers: Answers, _form: Mapping[str, str]) -> Answers:
    """A tool without buttons of its own."""
    return answers


@dataclass(frozen=True)
class Tool:
    """One tool; `docs/add-a-tool.md` goes through it word by word."""

    slug: str
    order: int
    title: Any  # lazy words
    summary: Any
    minutes: int
    result: "Callable[[Answers, str], Report]"
    fields: Mapping[str, Field]
    steps: tuple[StepOf, ...]
    when: Any = ""  # when somebody needs it, in their own words
    promise: Any = ""  # what one holds in the hand at the end, in a few words
    picture: str = "toolbox"  # a name of kit/_icons.html
    leaf: str = ""  # the reading page that it belongs to
    legal: bool = False  # touches law or money: the notice stands on it
    formats: tuple[str, ...] = ("pdf", "docx", "json")
    exports: Mapping[str, Export] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    example: Callable[[str], Answers] = nothing
    related: tuple[str, ...] = ()
    form: str = "toolbox/_questions.html"
    # After each POST, before the result: what a button of the tool's own does to the answers
    # (`<button name="press" value="…">`), for browsers without JavaScript.
    press: Callable[[Answers, Mapping[str, str]], Answers] = as_they_are
    beside: bool = True  # the result stands beside the questions on wide screens, else under them
    changes: str = "toolbox/_changes.html"  # draws two states side by side, `before` and `after`
    script: str = ""  # "tools/canvas.js" in frontend/js, and the same for css
    style: str = ""
    # Answers -> dates in the calendar of whoever keeps the work, with reminders.
    days: Callable[[Answers, str], Iterable[Planned]] = no_days

    @property
    def has_example(self) -> bool:
        """Whether there is a worked example to play with."""
        return self.example is not nothing

    @property
    def path(self) -> str:
        """Its address, without a language."""
        return f"/toolbox/tools/{self.slug}/"
