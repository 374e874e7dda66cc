"""Saying something, and taking it off the page."""

from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.folds.questions import Questions
from kalo.live.folds.talk import Talk
from kalo.live.kinds.kind import Kind
from kalo.live.models import LEADS
from kalo.live.shapes import flag, number, words

LONGEST = 1000


@dataclass(frozen=True, kw_only=True)
class Say:
    """A message to everyone in the room."""

    text: str = words(
        LONGEST,
        _("Write a message first."),
        _("A message has at most %(max)d characters."),
    )


@dataclass(frozen=True, kw_only=True)
class Hide:
    """Something that is taken off the page, or put there again."""

    about: int = number()
    again: bool = flag()


def is_there(door: Door, said: Hide) -> None:
    """Only what is shown can be hidden, only what was hidden shown again."""
    talk, questions = door.state.of(Talk), door.state.of(Questions)
    there = (talk.put_away, questions.put_away) if said.again else (talk.lines, questions.asked)
    if not any(said.about in each for each in there):
        raise Refused(gettext("This is no longer in the room."))


KINDS = (
    Kind("said", Say, may_veil=True),
    Kind("hidden", Hide, who=LEADS, after_hours=True, check=is_there, by_staff=True),
)
