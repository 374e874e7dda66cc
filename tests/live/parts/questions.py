"""What the team does about questions."""

from typing import Any

from tests.factories.live import done

ACTS: dict[str, tuple[dict[str, Any], int, int, int, int]] = {
    "unanswered": ({}, 403, 403, 303, 303),
    "merged": ({}, 403, 403, 303, 303),
    "parted": ({}, 403, 403, 303, 303),
    "offered": ({}, 403, 403, 303, 303),
}


def two_questions(scene: Any) -> dict[str, Any]:
    into, about = (
        done("asked", scene.grace, scene.event, text) for text in ("Πότε;", "Ποια μέρα;")
    )
    return {"about": about, "into": into}


def a_double(scene: Any) -> dict[str, Any]:
    both = two_questions(scene)
    done("merged", scene.ada, scene.event, **both)
    return {"about": both["about"]}


def one_that_was_answered(scene: Any) -> dict[str, Any]:
    about = done("asked", scene.grace, scene.event, "Πότε;")
    done("answered", scene.ada, scene.event, about)
    return {"about": about}


BEFORE = {
    "unanswered": one_that_was_answered,
    "merged": two_questions,
    "parted": a_double,
    "offered": lambda scene: {"about": done("asked", scene.grace, scene.event, "Πότε;")},
}
