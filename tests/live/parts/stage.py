"""Steps and the clock."""

from typing import Any

from tests.factories.live import done, lay_guide

ACTS = {
    "guide_laid": ({}, 403, 403, 303, 303),
    "step_begun": ({}, 403, 403, 303, 303),
    "step_extended": ({"minutes": 5}, 403, 403, 303, 303),
    "step_ended": ({}, 403, 403, 303, 303),
    "closed": ({}, 403, 403, 303, 303),
    "opened": ({}, 403, 403, 303, 303),
}


def a_guide(scene: Any) -> dict[str, Any]:
    lay_guide(scene.event)
    return {}


def a_step(scene: Any) -> dict[str, Any]:
    steps = lay_guide(scene.event)
    done("guide_laid", scene.ada, scene.event)
    return {"step": steps[0]}


def a_step_that_goes_on(scene: Any) -> dict[str, Any]:
    step = a_step(scene)
    done("step_begun", scene.ada, scene.event, **step)
    return step


BEFORE = {
    "guide_laid": a_guide,
    "step_begun": a_step,
    "step_extended": a_step_that_goes_on,
    "step_ended": a_step_that_goes_on,
}
