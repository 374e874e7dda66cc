"""What a live workshop shows inside its lesson."""

from typing import Any

from kalo.accounts.models import Person
from kalo.learning.models import WORKSHOP, Block, BlockProgress
from kalo.learning.queries.workshops import makeup_of
from kalo.learning.views.blocks import block_facts


@block_facts(WORKSHOP)
def workshop_facts(
    person: Person | None, blocks: list[Block], progress: dict[int, BlockProgress]
) -> dict[int, dict[str, Any]]:
    """The way that makes up for each, and by which way it is done."""
    ways = makeup_of(blocks, person)
    subjects = [block.subject for block in blocks]
    return {
        block.id: {
            "subjects": subjects,
            "makeup": ways[block.id],
            "made_up": bool(ways[block.id]) and all(way.done for way in ways[block.id]),
        }
        for block in blocks
    }
