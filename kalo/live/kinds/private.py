"""A word to the team that nobody else reads, and its answer."""

from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.folds.private import Private
from kalo.live.kinds.kind import Kind
from kalo.live.models import EVERYBODY, TEAM
from kalo.live.shapes import number, words

LONGEST = 1000
EMPTY, LONG = _("Write a message first."), _("A message has at most %(max)d characters.")


@dataclass(frozen=True, kw_only=True)
class Tell:
    """A word to the team."""

    text: str = words(LONGEST, EMPTY, LONG)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The team's word back, by the number of the thread."""

    about: int = number()
    text: str = words(LONGEST, EMPTY, LONG)


def thread_is_there(door: Door, said: Answer) -> None:
    """Somebody wrote."""
    if said.about not in door.state.of(Private).threads:
        raise Refused(gettext("This is no longer in the room."))


KINDS = (
    Kind("told_team", Tell, who=EVERYBODY - TEAM, may_veil=True),
    Kind("team_answered", Answer, who=TEAM, after_hours=True, check=thread_is_there),
)
