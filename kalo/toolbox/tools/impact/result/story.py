"""The words of the report: who, why, how, with whom, what came of it, what comes next."""

from collections.abc import Iterator

from flask_babel import gettext as _

from kalo.kit.reports import Block, Heading, Para
from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.impact.questions import STORY

BEFORE = ("story_who", "story_problem", "story_vision", "story_how", "story_network", "story_did")


def story_blocks(answers: Answers, before: bool) -> Iterator[Block]:
    """The parts that come before the numbers, or those after."""
    for name, (title, _hint) in STORY.items():
        if answers.get(name) and (name in BEFORE) == before:
            yield Heading(str(title))
            yield Para(answers[name])


def method_blocks(answers: Answers) -> Iterator[Block]:
    """How many were asked, how many answered, when."""
    asked, answered = answers.get("asked"), answers.get("answered")
    words = []
    if asked is not None and answered is not None:
        words.append(_("Asked: %(asked)s. Answered: %(answered)s.", asked=asked, answered=answered))
    elif asked is not None:
        words.append(_("Asked: %(asked)s.", asked=asked))
    elif answered is not None:
        words.append(_("Answered: %(answered)s.", answered=answered))
    if answers.get("asked_when"):
        words.append(answers["asked_when"])
    if asked is not None and answered is not None and answered > asked:
        words.append(_("More answered than were asked: look at the two numbers again."))
    if words:
        yield Heading(_("How we measured"))
        yield Para(" ".join(words))
