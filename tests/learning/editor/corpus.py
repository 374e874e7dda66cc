"""Our programmes as their files say them, read once and without a database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kalo.learning.actions.fences import Piece, read_pieces
from kalo.learning.actions.source import BadContent, Source
from tests.learning.editor.prose import words_in

LANGUAGES = ("el", "en")
_FRONT = re.compile(r"---\n(.*?\n)---\n(.*)", re.DOTALL)


@dataclass(frozen=True)
class Fault:
    """Something that the style does not allow, and where it stands."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Block:
    """What stands between fences, in one language."""

    kind: str
    name: str
    said: dict[str, Any]


@dataclass
class Lesson:
    """A line of the outline, with its texts where it has any."""

    programme: str
    module: str
    key: str
    slug: str
    folder: Path
    front: dict[str, dict[str, Any]] = field(default_factory=dict)
    pieces: dict[str, list[Piece]] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """How a fault names it."""
        return f"{self.programme}/{self.slug}"

    @property
    def is_here(self) -> bool:
        """True once its Greek text is there."""
        return "el" in self.pieces

    @property
    def is_short(self) -> bool:
        """A page around a quiz: a few words, and the questions."""
        return any(block.kind == "quiz" for block in self.blocks("el"))

    def text(self, language: str) -> str:
        """The Markdown of its body, without its blocks."""
        pieces = self.pieces.get(language, [])
        return "\n\n".join(piece.text for piece in pieces if piece.kind == "text")

    def blocks(self, language: str) -> list[Block]:
        """The blocks of a text, in their order."""
        return [
            Block(piece.kind, piece.name, _yaml(self.folder / f"{language}.md", piece.text))
            for piece in self.pieces.get(language, [])
            if piece.kind != "text"
        ]

    def length(self, language: str) -> int:
        """How many words its body has."""
        return words_in(self.text(language))


@dataclass
class Programme:
    """A programme: its outline, its lessons, its questions."""

    slug: str
    outline: dict[str, Any]
    lessons: list[Lesson]
    banks: dict[str, list[dict[str, Any]]]
    terms: list[dict[str, Any]]

    @property
    def here(self) -> list[Lesson]:
        """The lessons that have a text."""
        return [lesson for lesson in self.lessons if lesson.is_here]

    @property
    def is_whole(self) -> bool:
        """True when every line of the outline has its text."""
        return bool(self.lessons) and len(self.here) == len(self.lessons)


@dataclass
class Corpus:
    """All programmes, and the pages that they may lead to."""

    folder: Path
    programmes: dict[str, Programme]
    terms: list[dict[str, Any]]

    @cached_property
    def term_keys(self) -> set[str]:
        """The keys of the glossary, our own and those of the programmes."""
        own = [term for programme in self.programmes.values() for term in programme.terms]
        return {term["key"] for term in [*self.terms, *own]}

    def lesson(self, programme: str, slug: str) -> Lesson | None:
        """A lesson by its address."""
        known = self.programmes.get(programme)
        return next((one for one in known.lessons if one.slug == slug), None) if known else None


def read_corpus(folder: Path) -> Corpus:
    """Read `content/learning`; raises `BadContent` where it is no YAML."""
    paths = sorted(folder.glob("*/programme.yaml"))
    programmes = {path.parent.name: _programme(path) for path in paths}
    return Corpus(folder, programmes, _terms(folder / "glossary.yaml"))


def _programme(path: Path) -> Programme:
    outline, home = _read(path), path.parent
    lessons = [
        _lesson(home, module["key"], line)
        for module in outline["modules"]
        for line in module.get("lessons", [])
    ]
    banks = {bank.stem: _read(bank)["questions"] for bank in sorted(home.glob("banks/*.yaml"))}
    return Programme(home.name, outline, lessons, banks, _terms(home / "glossary.yaml"))


def _terms(path: Path) -> list[dict[str, Any]]:
    return _read(path)["terms"] if path.exists() else []


def _lesson(home: Path, module: str, line: dict[str, Any]) -> Lesson:
    folder = home / line["slug"]
    lesson = Lesson(home.name, module, line["key"], line["slug"], folder)
    for language in LANGUAGES:
        path = folder / f"{language}.md"
        found = _FRONT.fullmatch(Source(path).read()) if path.exists() else None
        if found:
            lesson.front[language] = _yaml(path, found[1])
            lesson.pieces[language] = list(read_pieces(Source(path), found[2], 1))
    return lesson


def _read(path: Path) -> dict[str, Any]:
    return _yaml(path, Source(path).read())


def _yaml(path: Path, text: str) -> dict[str, Any]:
    return Source(path).parse(text) if text.strip() else {}


def each_language(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Each language that a lesson is there in, and how a fault names that file."""
    for language in LANGUAGES:
        if language in lesson.pieces:
            yield language, f"{lesson.where}/{language}.md"


__all__ = [
    "LANGUAGES",
    "BadContent",
    "Block",
    "Corpus",
    "Fault",
    "Lesson",
    "Programme",
    "each_language",
    "read_corpus",
]
