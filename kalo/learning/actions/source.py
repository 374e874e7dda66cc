"""The files of `content/learning`, read strictly: what is odd is named with its file and line."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kalo.kit import text as greek
from kalo.kit.yaml import SafeLoader

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LARGEST = 400_000  # bytes of a file of words
Fields = dict[str, Any]


class BadContent(ValueError):
    """A file of ours cannot be used; the message names the file, the line and what is wrong."""


class Block(dict[str, Any]):
    """A mapping of YAML that knows on which line it begins."""

    line = 1


class _Loader(SafeLoader):
    """YAML without objects, with line numbers, refusing a name that is given twice."""


def _block(loader: Any, node: Any) -> Block:
    pairs = loader.construct_pairs(node, deep=True)
    try:
        block = Block(pairs)
    except TypeError as error:
        raise yaml.MarkedYAMLError(
            problem="a name is a word", problem_mark=node.start_mark
        ) from error
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
        return self.wrong_at(1 if block is None else block.line, sentence)

    def wrong_at(self, line: int, sentence: str) -> BadContent:
        """The error that names this file and a line of its YAML."""
        return BadContent(f"{self.path}:{line + self.above}: {sentence}")

    def read(self) -> str:
        """The whole file as text."""
        try:
            with self.path.open("rb") as file:
                body = file.read(LARGEST + 1)
            if len(body) > LARGEST:
                raise self.wrong(f"is larger than {LARGEST // 1000} KB")
            return body.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise self.wrong("is not written in UTF-8") from error

    def parse(self, text: str) -> Block:
        """The mapping that a YAML text holds."""
        try:
            found = yaml.load(text, Loader=_Loader)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            problem = str(getattr(error, "problem", None) or "this is not YAML")
            raise self.wrong_at(mark.line + 1 if mark else 1, problem) from error
        if not isinstance(found, Block):
            raise self.wrong("names with values are wanted here")
        return found


@dataclass(frozen=True)
class Part:
    """A mapping of a file, with the file: what is asked of it is there, or is named as missing."""

    source: Source
    block: Block

    def __contains__(self, name: str) -> bool:
        return name in self.block

    def wrong(self, sentence: str) -> BadContent:
        """The error that names the file, and the line on which this part begins."""
        return self.source.wrong(sentence, self.block)

    def only(self, *names: str) -> None:
        """Refuse a name that nobody reads: it is a slip of the pen."""
        if odd := sorted(map(str, set(self.block) - set(names))):
            raise self.wrong(f"unknown: {', '.join(odd)}")

    def text(self, name: str, needed: bool = True) -> str:
        """A text; "" where it may be missing."""
        value = self.block.get(name, "")
        if isinstance(value, bool):  # what YAML makes of yes, no, on, off
            raise self.wrong(f"{name}: write it in quotes")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise self.wrong(f"{name}: a text is wanted")
        if greek.clean(value) != value:
            raise self.wrong(f"{name}: holds a character that nobody sees")
        return value.strip()

    def slug(self, name: str) -> str:
        """A part of an address, or a key."""
        value = self.text(name)
        if not _SLUG.fullmatch(value):
            raise self.wrong(f"{name}: {value!r} cannot stand in an address")
        return value

    def number(self, name: str, least: int = 1, most: int = 100_000) -> int:
        """A whole number, above zero if nothing else is said."""
        value = self.block.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.wrong(f"{name}: a whole number is wanted")
        if value > most:
            raise self.wrong(f"{name}: {most} at most")
        return value

    def number_or_none(self, name: str, least: int = 1, most: int = 100_000) -> int | None:
        """A whole number where there is one."""
        return self.number(name, least, most) if self.block.get(name) is not None else None

    def flag(self, name: str, missing: bool = False) -> bool:
        """True or false."""
        value = self.block.get(name, missing)
        if not isinstance(value, bool):
            raise self.wrong(f"{name}: true or false is wanted")
        return value

    def choice(self, name: str, known: tuple[str, ...], missing: str | None = None) -> str:
        """One of some words."""
        value = self.block.get(name, missing)
        if value not in known:
            raise self.wrong(f"{name}: one of {', '.join(known)} is wanted")
        return str(value)

    def part(self, name: str) -> "Part":
        """A mapping inside this one."""
        value = self.block.get(name)
        if not isinstance(value, Block):
            raise self.wrong(f"{name}: names with values are wanted")
        return Part(self.source, value)

    def parts(self, name: str) -> list["Part"]:
        """A list of mappings; empty where it is missing."""
        value = self.block.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, Block) for one in value):
            raise self.wrong(f"{name}: a list is wanted, each line with names and values")
        return [Part(self.source, one) for one in value]

    def texts(self, name: str) -> list[str]:
        """A list of texts, or a single one; numbers are read as they are written."""
        value = self.block.get(name, [])
        listed = value if isinstance(value, list) else [value]
        said = [str(one) if type(one) in {int, float} else one for one in listed]
        if not all(isinstance(one, str) and one.strip() for one in said):
            raise self.wrong(f"{name}: a list of texts is wanted")
        return [one.strip() for one in said]

    def words(self, name: str, needed: bool = True) -> Fields:
        """A text in both languages, as columns; English may be missing."""
        if name not in self:
            if needed:
                raise self.wrong(f"{name}: is missing")
            return {f"{name}_el": "", f"{name}_en": ""}
        said = self.part(name)
        said.only("el", "en")
        return {f"{name}_el": said.text("el"), f"{name}_en": said.text("en", needed=False)}


@dataclass
class BlockSource:
    """A block of a lesson as its files say it."""

    name: str
    kind: str
    said: dict[str, Fields]
    made: Fields = field(default_factory=dict)
    required: bool = False


@dataclass
class LessonText:
    """What a lesson's files say: the columns of the lesson, and its blocks in their order."""

    fields: Fields
    blocks: list[BlockSource] = field(default_factory=list)


@dataclass
class LessonSource:
    """A lesson of the outline, and its texts where it has any."""

    key: str
    fields: Fields
    module: str
    programme: str
    read: Callable[[], LessonText]
    complete: Part | None = None


@dataclass
class QuestionSource:
    """A question of a bank: its body is what `QuestionVersion` keeps."""

    key: str
    bank: str
    position: int
    body: Fields


@dataclass
class ModuleSource:
    """A module of the outline."""

    key: str
    fields: Fields
    complete: Part | None = None
    starter: Fields | None = None


@dataclass
class ProgrammeSource:
    """A programme as its folder tells it."""

    key: str
    fields: Fields
    part: Part
    complete: Part | None = None
    modules: dict[str, ModuleSource] = field(default_factory=dict)
    lessons: list[LessonSource] = field(default_factory=list)
    questions: list[QuestionSource] = field(default_factory=list)
