"""Writing down what was decided, and striking it out again."""

from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.folds.decisions import Decisions
from kalo.live.kinds.kind import Kind
from kalo.live.models import TEAM
from kalo.live.shapes import number, words

LONGEST = 500


@dataclass(frozen=True, kw_only=True)
class Decide:
    """What was decided, in a sentence that will be understood in a year."""

    text: str = words(
        LONGEST,
        _("Write what was decided first."),
        _("A decision has at most %(max)d characters."),
    )


@dataclass(frozen=True, kw_only=True)
class Undecide:
    """A decision, by its number."""

    about: int = number()


def was_made(door: Door, said: Undecide) -> None:
    """It stands in the minutes."""
    if said.about not in door.state.of(Decisions).made:
        raise Refused(gettext("This is no longer in the room."))


KINDS = (
    Kind("decided", Decide, who=TEAM, after_hours=True, leads_to="decision"),
    Kind("undecided", Undecide, who=TEAM, after_hours=True, check=was_made),
)
