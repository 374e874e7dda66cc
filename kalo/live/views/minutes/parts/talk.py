"""What was written to everybody."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from kalo.live.folds import State
from kalo.live.folds.talk import Talk
from kalo.live.views.minutes.telling import Telling, Told


def tell(state: State, language: str) -> Iterator[Told]:
    """The lines that stand."""
    for line in state.of(Talk).lines.values():
        yield Told(line.at, line.text, line.who, line.veiled, anchor=f"said-{line.seq}")


def count(number: int) -> str:
    """How many, in words."""
    return ngettext("%(num)s message", "%(num)s messages", number)


TELLS = (Telling("message", _("Messages"), 50, tell, count, lengthy=True),)
