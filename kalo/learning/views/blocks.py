"""What the blocks of a lesson's page show besides their words, by kind."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import g

from kalo.accounts.models import Person
from kalo.learning.models import Block, BlockProgress
from kalo.learning.queries import Piece

Facts = dict[int, dict[str, Any]]
Shown = Facts
Teller = Callable[[Person | None, list[Block], dict[int, BlockProgress]], Shown]
_tellers: dict[str, Teller] = {}


def block_facts(*kinds: str) -> Callable[[Teller], Teller]:
    """`@block_facts("quiz")`: what the blocks of a kind show to a person, by block's id.

    It gets the blocks of its kind on the page and this reader's progress by block's id, asks at
    most one statement, and is called only where such a block stands.
    """

    def remember(teller: Teller) -> Teller:
        _tellers.update(dict.fromkeys(kinds, teller))
        return teller

    return remember


def facts_of(pieces: Iterable[Piece]) -> Facts:
    """What all blocks of a page show, by block's id; {} for one of which nothing is told."""
    kinds: dict[str, list[Piece]] = {}
    shown: Facts = {}
    for piece in pieces:
        kinds.setdefault(piece.block.kind, []).append(piece)
        shown[piece.block.id] = {}
    for kind, those in kinds.items():
        if teller := _tellers.get(kind):
            progress = {one.block.id: one.progress for one in those if one.progress}
            shown.update(teller(g.person, [one.block for one in those], progress))
    return shown
