"""Polls and quizzes."""

from typing import Any

from tests.factories.live import done

ACTS = {
    "poll_made": ({"text": "Πότε;", "sort": "single", "options": "α\nβ"}, 403, 403, 303, 303),
    "poll_changed": ({"text": "Πού;", "sort": "scale"}, 403, 403, 303, 303),
    "poll_opened": ({}, 403, 403, 303, 303),
    "poll_closed": ({}, 403, 403, 303, 303),
    "poll_repeated": ({}, 403, 403, 303, 303),
    "poll_dropped": ({}, 403, 403, 303, 303),
    "poll_answered": ({"choices": [0]}, 403, 303, 303, 303),
    "poll_words_hidden": ({"key": "δασ"}, 403, 403, 303, 303),
}  # fmt: skip


def a_draft(scene: Any, **more: Any) -> dict[str, Any]:
    said = {"sort": "single", "options": "Δευτέρα\nΤρίτη", **more}
    return {"about": done("poll_made", scene.ada, scene.event, "Πότε;", **said)}


def an_open_one(scene: Any) -> dict[str, Any]:
    return a_draft(scene, at_once=True)


def a_closed_one(scene: Any) -> dict[str, Any]:
    poll = an_open_one(scene)
    done("poll_closed", scene.ada, scene.event, **poll)
    return poll


BEFORE = {
    "poll_changed": a_draft,
    "poll_opened": a_draft,
    "poll_closed": an_open_one,
    "poll_repeated": a_closed_one,
    "poll_dropped": a_draft,
    "poll_answered": an_open_one,
    "poll_words_hidden": an_open_one,
}
