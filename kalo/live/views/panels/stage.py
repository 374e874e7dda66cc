"""The step that goes on and its clock, over everything; the guide for those who lead."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo.live.models import LEADS, NOTE_TAKER, OBSERVER
from kalo.live.views.look import Look
from kalo.live.views.panels.panel import HEAD, MAIN, Panel, Piece

READS_GUIDE = LEADS | {NOTE_TAKER, OBSERVER}  # as at the event itself


def find_stage(look: Look, key: str) -> dict[str, Any]:
    """The step, its place among the others, and until when it goes."""
    stage = look.stage
    return {
        "step": stage.step if look.writes else None,  # nobody may have ended the last one
        "number": (stage.place or 0) + 1,
        "of": len(stage.steps),
        "ends_at": stage.ends_at,
        "before": stage.step_before,
        "next": stage.next_step,
        "behind": stage.minutes_behind(look.at, look.event.ends_at) if look.leads else 0,
        "rest": stage.minutes_left,
    }


def has_guide(look: Look) -> bool:
    """There are steps, or somebody who can lay them."""
    return bool(look.stage.steps) or look.leads


PANELS = (
    Panel(
        name="stage",
        title="",
        order=0,
        place=HEAD,
        pieces=(Piece("stage", find_stage, alone=True),),
    ),
    Panel(
        name="guide",
        title=_("Guide"),
        order=70,
        place=MAIN,
        roles=READS_GUIDE,
        shown=has_guide,
        key="g",
    ),
)
