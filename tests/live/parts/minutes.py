"""Video and decisions."""

from typing import Any

from tests.factories.live import done

ACTS = {
    "video_set": ({"address": "https://meet.example.org/kalo"}, 403, 403, 303, 303),
    "video_ended": ({}, 403, 403, 303, 303),
    "decided": ({"text": "Συναντιόμαστε ξανά τον Μάρτιο"}, 403, 403, 303, 303),
    "undecided": ({}, 403, 403, 303, 303),
}


def a_decision(scene: Any) -> dict[str, Any]:
    return {"about": done("decided", scene.ada, scene.event, "Ναι")}


BEFORE = {"undecided": a_decision}
