"""Asking something, and standing behind what others ask."""

from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.folds.questions import Questions
from kalo.live.kinds.kind import Kind
from kalo.live.models import LEADS
from kalo.live.shapes import number, words

LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question to those who lead, for others to vote on."""

    text: str = words(
        LONGEST,
        _("Write the question first."),
        _("A question has at most %(max)d characters."),
    )


@dataclass(frozen=True, kw_only=True)
class About:
    """A question, by its number."""

    about: int = number()


def stands(door: Door, said: About) -> None:
    """The question is on the list."""
    if said.about not in door.state.of(Questions).asked:
        raise Refused(gettext("This is no longer in the room."))


KINDS = (
    Kind("asked", Ask, may_veil=True),
    Kind("voted", About, check=stands),
    Kind("unvoted", About, check=stands),
    Kind("answered", About, who=LEADS, check=stands),
)
