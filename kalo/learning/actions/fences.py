"""The body of a lesson's file, cut into its texts and what stands between fences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kalo.learning.actions.source import Source
from kalo.learning.models import BLOCK_KINDS, TEXT

_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*(.*?)[ \t]*")
_SHIFTED = re.compile(rf"[ \t>]+(?:`{{3,}}|~{{3,}})[ \t]*(?:{'|'.join(BLOCK_KINDS)})\b")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# What the page of a lesson calls its own parts, and what texts are called.
_TAKEN = (
    "main try discuss discussion finish note notes notes-title sources saves say aside acts pause "
    "standing standing-title beside beside-title bell away again-password again-email"
)
TAKEN = frozenset(_TAKEN.split())


@dataclass(frozen=True)
class Piece:
    """A stretch of a file: Markdown, or what stands between two fences."""

    kind: str
    name: str
    line: int  # of its first line, in the file
    text: str


def read_pieces(source: Source, body: str, line: int) -> Iterator[Piece]:
    """The stretches of a body in their order; texts take the name of the block above them."""
    above, start, kept = "", line, list[str]()
    lines = iter(enumerate(body.split("\n"), line))
    for number, text in lines:
        fence = _FENCE.fullmatch(text)
        if _SHIFTED.match(text):
            raise source.wrong_at(number, "a block begins at the start of its line")
        if fence is None:
            kept.append(text)
            continue
        inside = _inside(source, number, fence[1], lines)
        if not fence[2]:  # code
            kept += [text, *inside, fence[1]]
            continue
        yield from _text(above, start, kept)
        kind, above = _named(source, number, fence[2])
        yield Piece(kind, above, number + 1, "\n".join(inside) + "\n")
        start, kept = number + len(inside) + 2, []
    yield from _text(above, start, kept)


def _inside(source: Source, number: int, fence: str, lines: Iterator[tuple[int, str]]) -> list[str]:
    inside: list[str] = []
    for _number, text in lines:
        if text.rstrip() == fence:
            return inside
        inside.append(text)
    raise source.wrong_at(number, f"the fence {fence} is never closed")


def _text(above: str, start: int, kept: list[str]) -> Iterator[Piece]:
    if any(line.strip() for line in kept):
        yield Piece(TEXT, above, start, "\n".join(kept))


def _named(source: Source, number: int, said: str) -> tuple[str, str]:
    kind, _space, name = said.partition(" ")
    known = [known for known in BLOCK_KINDS if known != TEXT]
    if kind not in known:
        raise source.wrong_at(number, f"{kind!r} is no kind of block: {', '.join(known)}")
    if not _NAME.fullmatch(name) or len(name) > 50 or name in TAKEN or name.startswith("text-"):
        raise source.wrong_at(number, f"a name is wanted, such as ```{kind} first")
    return kind, name
