"""Who had the floor, one after the other; how long, is for those who lead alone."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from kalo.live.folds import State
from kalo.live.folds.hands import Hands
from kalo.live.views.minutes.telling import Telling, Told


def tell(state: State, language: str) -> Iterator[Told]:
    """Every turn."""
    for turn in state.of(Hands).turns:
        yield Told(turn.began_at, "", turn.who, turn.veiled)


def count(number: int) -> str:
    """How many, in words."""
    return ngettext("%(num)s person had the floor", "%(num)s times somebody had the floor", number)


TELLS = (Telling("turn", _("Had the floor"), 40, tell, count, floor=True),)
