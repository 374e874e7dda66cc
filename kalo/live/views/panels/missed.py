"""What somebody missed who came late or was away: told to them alone, folded."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo.live.models import OPEN
from kalo.live.queries.missed import missed_span
from kalo.live.views.look import Look
from kalo.live.views.minutes.missed import missed_between
from kalo.live.views.panels.panel import HEAD, Panel


def is_own(look: Look) -> bool:
    """It depends on who looks, so it is in nothing that all of a role get."""
    return look.personal


def words(look: Look) -> dict[str, Any]:
    """From when until when they were away, and what happened by step; nothing else."""
    open_now = look.personal and look.door.phase(look.at) == OPEN and look.state.seq
    span = missed_span(look.door, look.at) if open_now else None
    pieces = missed_between(look.state, look.language, *span) if span else []
    return {"span": span, "pieces": pieces}


PANELS = (
    Panel(
        name="missed", title=_("What you missed"), order=3, place=HEAD, shown=is_own, words=words
    ),
)
