"""The steps of the guide, and the beginning and the end of the session."""

from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext as _

from kalo.events.queries import guide_of
from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.folds import Stage
from kalo.live.kinds.kind import Kind
from kalo.live.models import LEADS
from kalo.live.shapes import number

LONGEST = 240  # minutes that are added to a step at most, all in all


@dataclass(frozen=True, kw_only=True)
class OfStep:
    """A step, by the id that it has in the guide."""

    step: int = number()


@dataclass(frozen=True, kw_only=True)
class Extend:
    """Minutes more for a step."""

    step: int = number()
    minutes: int = number(1, 60)


def has_guide(door: Door, said: Any) -> None:
    """There is something to lay."""
    if not guide_of(door.event):
        raise Refused(_("This event has no guide yet."))


def steps_of_guide(door: Door, said: Any) -> dict[str, Any]:
    """The guide as it is now: the log keeps what was asked, whatever is changed later."""
    return {"steps": [asdict(step) for step in guide_of(door.event)]}


def is_in_guide(door: Door, said: OfStep) -> None:
    """The room knows the step."""
    if said.step not in {step.id for step in door.state.of(Stage).steps}:
        raise Refused(_("This step is not in the guide any more."))


def goes_on(door: Door, said: Any) -> None:
    """The step is the one that goes on: whoever presses late does nothing to the next one."""
    stage = door.state.of(Stage)
    if said.step != stage.current:
        raise Refused(_("Another step goes on by now."))
    if stage.extra + getattr(said, "minutes", 0) > LONGEST:
        raise Refused(_("A step is not made longer than that."))


KINDS = (
    Kind("guide_laid", who=LEADS, after_hours=True, check=has_guide, fill=steps_of_guide),
    Kind("step_begun", OfStep, who=LEADS, check=is_in_guide),
    Kind("step_extended", Extend, who=LEADS, check=goes_on),
    Kind("step_ended", OfStep, who=LEADS, check=goes_on),
    Kind("closed", who=LEADS, after_hours=True, by_staff=True),
    Kind("opened", who=LEADS, after_hours=True, by_staff=True),
)
