"""What is said: lines, signs behind them, what the team does about them, words to it alone."""

from typing import Any

from tests.factories.live import done

ACTS = {
    "said": ({"text": "Καλησπέρα"}, 403, 303, 303, 303),
    "hidden": ({"why": "Εκτός θέματος"}, 403, 403, 303, 303),
    "reacted": ({"sign": "agree"}, 403, 303, 303, 303),
    "let_through": ({}, 403, 403, 303, 303),
    "sent_back": ({"why": "Εκτός θέματος"}, 403, 403, 303, 303),
    "taken_back": ({}, 403, 303, 422, 422),
    "talk_set": ({"before": "1", "slow": "30"}, 403, 403, 303, 303),
    "muted": ({"why": "Πολλά μηνύματα"}, 403, 403, 303, 303),
    "unmuted": ({}, 403, 403, 303, 303),
    "told_team": ({"text": "Δεν ακούω"}, 403, 303, 403, 403),
    "asked": ({"text": "Πότε;"}, 403, 303, 303, 303),
    "voted": ({}, 403, 303, 303, 303),
    "unvoted": ({}, 403, 303, 303, 303),
    "answered": ({}, 403, 403, 303, 303),
    "team_answered": ({"text": "Το κοιτάμε"}, 403, 403, 303, 303),
}


def a_question(scene: Any) -> dict[str, Any]:
    return {"about": done("asked", scene.ada, scene.event, "Πρώτη;")}


def a_line(scene: Any) -> dict[str, Any]:
    return {"about": done("said", scene.grace, scene.event, "Πρώτη")}


def a_held_line(scene: Any) -> dict[str, Any]:
    done("talk_set", scene.ada, scene.event, before=True, slow=0)
    return a_line(scene)


def a_returned_line(scene: Any) -> dict[str, Any]:
    line = a_held_line(scene)
    done("sent_back", scene.ada, scene.event, why="Εκτός θέματος", **line)
    return line


def a_muting(scene: Any) -> dict[str, Any]:
    return {"about": done("muted", scene.ada, scene.event, why="Πολλά", **a_line(scene))}


def a_thread(scene: Any) -> dict[str, Any]:
    return {"about": done("told_team", scene.grace, scene.event, "Δεν ακούω")}


BEFORE = {
    **dict.fromkeys(("hidden", "reacted", "muted"), a_line),
    **dict.fromkeys(("let_through", "sent_back"), a_held_line),
    **dict.fromkeys(("voted", "unvoted", "answered"), a_question),
    "taken_back": a_returned_line,
    "unmuted": a_muting,
    "team_answered": a_thread,
}
