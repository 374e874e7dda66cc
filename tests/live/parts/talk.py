"""Talk and questions."""

from typing import Any

from tests.factories.live import done

ACTS = {
    "said": ({"text": "Καλησπέρα"}, 403, 303, 303, 303),
    "hidden": ({}, 403, 403, 303, 303),
    "asked": ({"text": "Πότε;"}, 403, 303, 303, 303),
    "voted": ({}, 403, 303, 303, 303),
    "unvoted": ({}, 403, 303, 303, 303),
    "answered": ({}, 403, 403, 303, 303),
}


def a_question(scene: Any) -> dict[str, Any]:
    return {"about": done("asked", scene.ada, scene.event, "Πρώτη;")}


BEFORE = dict.fromkeys(("hidden", "voted", "unvoted", "answered"), a_question)
