"""The files of `content/learning`, read strictly: what is odd is named with its file and line."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

RENDERING = "1"  # raise it when lessons must be rendered anew although their files are the same
_Yaml: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Fields = dict[str, Any]


class BadContent(ValueError):
    """A file of ours cannot be used; the message names the file, the line and what is wrong."""


class Block(dict[str, Any]):
    """A mapping of YAML that knows on which line it begins."""

    line = 1


class _Loader(_Yaml):
    """YAML without objects, with line numbers, refusing a name that is given twice."""


def _block(loader: Any, node: Any) -> Block:
    pairs = loader.construct_pairs(node, deep=True)
    block = Block(pairs)
    block.line = node.start_mark.line + 1
    if len(block) != len(pairs):
        raise yaml.MarkedYAMLError(problem="a name is given twice", problem_mark=node.start_mark)
    return block


_Loader.add_constructor("tag:yaml.org,2002:map", _block)


@dataclass(frozen=True)
class Source:
    """One file, and the line before the one where its YAML begins."""

    path: Path
    above: int = 0

    def wrong(self, sentence: str, block: Block | None = None) -> BadContent:
        """The error that names this file, and the line of the block."""
        return BadContent(
            f"{self.path}:{(1 if block is None else block.line) + self.above}: {sentence}"
        )

    def parse(self, text: str) -> Block:
        """The mapping that a YAML text holds."""
        try:
            found = yaml.load(text, Loader=_Loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            at = Block()
            at.line = mark.line + 1 if mark else 1
            raise self.wrong(
                str(getattr(error, "problem", None) or "this is not YAML"), at
            ) from error
        if not isinstance(found, Block):
            raise self.wrong("names with values are wanted here")
        return found

    def only(self, block: Block, *names: str) -> None:
        """Refuse a name that nobody reads: it is a slip of the pen."""
        if odd := sorted(set(block) - set(names)):
            raise self.wrong(f"unknown: {', '.join(odd)}", block)

    def text(self, block: Block, name: str, needed: bool = True) -> str:
        """A text; "" where it may be missing."""
        value = block.get(name, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise self.wrong(f"{name}: a text is wanted", block)
        return value.strip()

    def number(self, block: Block, name: str) -> int:
        """A whole number above zero."""
        value = block.get(name)
        if not isinstance(value, int) or value < 1:
            raise self.wrong(f"{name}: a whole number is wanted", block)
        return value

    def slug(self, block: Block, name: str) -> str:
        """A part of an address."""
        value = self.text(block, name)
        if not _SLUG.fullmatch(value):
            raise self.wrong(f"{name}: {value!r} cannot stand in an address", block)
        return value

    def blocks(self, block: Block, name: str) -> list[Block]:
        """A list of mappings; empty where it is missing."""
        value = block.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, Block) for one in value):
            raise self.wrong(f"{name}: a list is wanted, each line with names and values", block)
        return value

    def words(self, block: Block, name: str, needed: bool = True) -> Fields:
        """A text in both languages, as columns; English may be missing."""
        said = block.get(name, Block())
        if not isinstance(said, Block):
            raise self.wrong(f"{name}: wants el and en", block)
        self.only(said, "el", "en")
        greek = self.text(said, "el", needed) if said or not needed else ""
        if needed and not greek:
            raise self.wrong(f"{name}: is missing", block)
        return {f"{name}_el": greek, f"{name}_en": self.text(said, "en", needed=False)}


@dataclass
class LessonSource:
    """A lesson of the outline, and its texts where it has any."""

    key: str
    fields: Fields
    module: str
    programme: str
    read: Callable[[], Fields]


@dataclass
class ProgrammeSource:
    """A programme as its folder tells it."""

    key: str
    fields: Fields
    modules: dict[str, Fields] = field(default_factory=dict)
    lessons: list[LessonSource] = field(default_factory=list)


def version_of(folder: Path) -> str:
    """What tells one state of a lesson's texts from another; "" without a Greek text."""
    if not (folder / "el.md").exists():
        return ""
    digest = hashlib.sha256(RENDERING.encode())
    for name in ("el.md", "en.md"):
        path = folder / name
        digest.update(b"\0" + (path.read_bytes() if path.exists() else b""))
    return digest.hexdigest()[:16]
