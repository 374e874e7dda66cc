"""What was decided, as it will stand in the minutes; for the team the way to the minutes."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from kalo.live.folds.decisions import Decision, Decisions
from kalo.live.kinds.decisions import LONGEST
from kalo.live.models import TEAM
from kalo.live.views.look import Look
from kalo.live.views.panels.panel import MAIN, Panel, Piece, stretch_of


def words(look: Look) -> dict[str, Any]:
    """The latest, the first of them first; those before are a link away."""
    latest = list(look.of(Decisions).made.values())[::-1]
    part = stretch_of(look, "decisions", latest)
    shown = part.things[::-1]
    return {"decisions": shown, "part": part, "team": look.role in TEAM, "most": LONGEST}


def find_decision(look: Look, key: str) -> Decision | None:
    """One, while it stands."""
    return look.of(Decisions).made.get(int(key))


def news(count: int) -> str:
    """How many came, in words."""
    return ngettext("%(num)s decision", "%(num)s decisions", count)


PANELS = (
    Panel(
        name="minutes",
        title=_("Minutes"),
        order=75,
        place=MAIN,
        words=words,
        pieces=(Piece("decision", find_decision),),
        news=news,
        key="m",
    ),
)
