"""The steps and blocks of the canvas as `blocks.yaml` says them, in both languages."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kalo.kit.yaml import read_yaml

Words = dict[str, Any]  # {"el": …, "en": …}


@dataclass(frozen=True)
class Block:
    """A field of the sheet: its name, what it asks in one line, its questions and an example."""

    key: str
    step: str
    number: int  # of its step
    title: Words
    asks: Words
    questions: Words
    example: Words


@dataclass(frozen=True)
class Step:
    """What is thought about together: one to three blocks, what they mean, and a remark."""

    slug: str
    number: int
    title: Words
    meaning: Words
    remark: Words
    blocks: tuple[Block, ...]


def _step(number: int, said: dict[str, Any]) -> Step:
    blocks = tuple(Block(step=said["slug"], number=number, **each) for each in said["blocks"])
    return Step(**{**said, "number": number, "blocks": blocks})


_FILE = Path(__file__).parent / "blocks.yaml"
STEPS: tuple[Step, ...] = tuple(
    _step(number, said) for number, said in enumerate(read_yaml(_FILE.read_text()), 1)
)
BLOCKS: dict[str, Block] = {block.key: block for step in STEPS for block in step.blocks}
