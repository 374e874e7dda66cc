"""Roles, the lobby, removal, pseudonyms."""

from typing import Any

from tests.factories.live import be_here, done

ACTS = {
    "role_given": ({"role": "note-taker"}, 403, 403, 303, 303),
    "lobby_opened": ({}, 403, 403, 303, 303),
    "lobby_closed": ({}, 403, 403, 303, 303),
    "admitted": ({}, 403, 403, 303, 303),
    "removed": ({"reason": "Φωνάζει"}, 403, 403, 303, 303),
    "let_back": ({}, 403, 403, 303, 303),
    "veiled": ({}, 403, 303, 303, 303),
    "knocked": ({}, 403, 303, 403, 403),
}


def somebody(scene: Any) -> dict[str, Any]:
    be_here(scene.other, scene.event)
    return {"who": scene.other.id}


def somebody_removed(scene: Any) -> dict[str, Any]:
    who = somebody(scene)
    done("removed", scene.ada, scene.event, **who)
    return who


BEFORE = {"role_given": somebody, "removed": somebody, "let_back": somebody_removed}
