"""The question of a lesson, as a body that can be marked."""

from typing import Any

from kalo.learning.models import Block


def question_in(block: Block) -> dict[str, Any]:
    """What a block of the kind "question" asks, and what answers it."""
    made = block.made
    return {"kind": made["kind"], "points": made.get("points", 1), "key": made["key"], **block.said}
