"""What changed between two versions of a canvas; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.canvas.blocks import BLOCKS, Block
from kalo.toolbox.tools.canvas.progress import tests_of
from kalo.toolbox.tools.canvas.wall import Note, by_block, notes_of, tone_of

ADDED, GONE, CHANGED, MOVED, TURNED, SAME = "added", "gone", "changed", "moved", "turned", "same"


@dataclass(frozen=True)
class Pair:
    """A note before and after; one of them may be missing. `how` names what is most different."""

    how: str
    before: Note | None
    after: Note | None


@dataclass(frozen=True)
class Side:
    """A block in two versions: its notes side by side, those that stayed the same too."""

    block: Block
    pairs: tuple[Pair, ...]

    @property
    def changes(self) -> int:
        """How many of its notes are not what they were."""
        return sum(pair.how != SAME for pair in self.pairs)


@dataclass(frozen=True)
class Comparison:
    """Every block, the hypotheses by their claim, and how many changes of each kind there are."""

    sides: tuple[Side, ...]
    tests: tuple[Pair, ...]
    counts: dict[str, int]


def compare(before: Answers, after: Answers) -> Comparison:
    """Two versions side by side. A note that moved stands in both blocks, and counts once."""
    was = {note["id"]: note for note in notes_of(before)}
    is_now = {note["id"] for note in notes_of(after)}
    old, new = by_block(before), by_block(after)
    sides = tuple(
        Side(block, tuple(_pairs(old[key], new[key], was, is_now))) for key, block in BLOCKS.items()
    )
    tests = tuple(_tests(before, after))
    seen = [pair for side in sides for pair in side.pairs if pair.after or pair.how == GONE]
    counts: dict[str, int] = {}
    for pair in [*seen, *tests]:
        if pair.how != SAME:
            counts[pair.how] = counts.get(pair.how, 0) + 1
    return Comparison(sides, tests, counts)


def _pairs(
    old: list[Note], new: list[Note], was: dict[str, Note], is_now: set[str]
) -> Iterator[Pair]:
    """What lies in a block now, then what lay there before."""
    here = {note["id"] for note in new}
    for note in new:
        yield _after(note, was.get(note["id"]))
    for note in old:
        if note["id"] not in here:
            yield Pair(MOVED if note["id"] in is_now else GONE, note, None)


def _after(note: Note, was: Note | None) -> Pair:
    if was is None:
        return Pair(ADDED, None, note)
    if was["block"] != note["block"]:
        return Pair(MOVED, was, note)
    if was["text"] != note["text"]:
        return Pair(CHANGED, was, note)
    return Pair(SAME if tone_of(was) == tone_of(note) else TURNED, was, note)


def _tests(before: Answers, after: Answers) -> list[Pair]:
    old: dict[str, Any] = {row["id"]: row for row in tests_of(before)}
    new: dict[str, Any] = {row["id"]: row for row in tests_of(after)}
    pairs = []
    for key, row in new.items():
        was = old.get(key)
        how = ADDED if was is None else SAME if was == row else CHANGED
        pairs.append(Pair(how, was, row))
    return pairs + [Pair(GONE, row, None) for key, row in old.items() if key not in new]
