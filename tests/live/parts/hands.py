"""Asking for the floor and giving it."""

from typing import Any

from tests.factories.live import be_here, done

ACTS = {
    "hand_raised": ({"wants": "word"}, 403, 303, 303, 303),
    "hand_lowered": ({"why": "Έφυγε"}, 403, 303, 303, 303),
    "hand_moved": ({"place": "first", "why": "Φεύγει νωρίς"}, 403, 403, 303, 303),
    "floor_given": ({}, 403, 403, 303, 303),
    "floor_ended": ({}, 403, 303, 303, 303),
    "limit_set": ({"seconds": 120}, 403, 403, 303, 303),
}


def a_hand(scene: Any) -> dict[str, Any]:
    be_here(scene.grace, scene.event)
    return {"about": done("hand_raised", scene.grace, scene.event, wants="word")}


def a_turn(scene: Any) -> dict[str, Any]:
    return {"about": done("floor_given", scene.ada, scene.event, **a_hand(scene))}


BEFORE = {
    **dict.fromkeys(("hand_lowered", "hand_moved", "floor_given"), a_hand),
    "floor_ended": a_turn,
}
