"""What was decided."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from kalo.live.folds import State
from kalo.live.folds.decisions import Decisions
from kalo.live.views.minutes.telling import Telling, Told


def tell(state: State, language: str) -> Iterator[Told]:
    """All that stand; whoever wrote one down did not decide it alone."""
    for each in state.of(Decisions).made.values():
        yield Told(each.at, each.text, settled_at=each.at, anchor=f"decision-{each.seq}")


def count(number: int) -> str:
    """How many, in words."""
    return ngettext("%(num)s decision", "%(num)s decisions", number)


TELLS = (Telling("decision", _("Decisions"), 10, tell, count),)
