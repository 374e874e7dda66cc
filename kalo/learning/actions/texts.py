"""From a lesson's `el.md` and `en.md` to its columns and its blocks.

Front matter, then Markdown; a fence whose first line names a kind makes a block of that kind, and
the Markdown between two such blocks is a text block of its own. Structure comes from `el.md`,
words from both files by the names of the blocks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kalo.learning.actions.blocks import read_block
from kalo.learning.actions.fences import TAKEN, Piece, read_pieces
from kalo.learning.actions.media import Shelf
from kalo.learning.actions.prose import render
from kalo.learning.actions.said import Place
from kalo.learning.actions.source import (
    Block,
    BlockSource,
    Fields,
    LessonText,
    Part,
    Source,
)
from kalo.learning.actions.terms import Marker
from kalo.learning.models import QUESTION, QUIZ, SINGLE, TEXT, VIDEO, WORKSHOP

CHECK = "check"
_FRONT = re.compile(r"---\n(.*?\n)---\n(.*)", re.DOTALL)
_BOTH = ("goal", "check", "try_it", "discuss")
_GREEK = (*_BOTH, "legal", "updated", "sources")
_NO_DATE = "χ.χ."  # said in the reader's language on the page
_HEADING = re.compile(r'(<h[2-4] id=")([^"]+)(">)')


@dataclass(frozen=True)
class Known:
    """What is known outside of a lesson: its key, the banks of its programme, the glossary."""

    lesson: str
    banks: Mapping[str, int]
    terms: Mapping[str, Marker]


def no_text() -> LessonText:
    """A lesson that is a line of the outline and nothing else."""
    names = [f"{name}_{lang}" for name in ("goal", "try_it", "discuss") for lang in ("el", "en")]
    facts: Fields = {"sources": [], "legal": False, "updated": None}
    return LessonText({**dict.fromkeys(names, ""), **facts})


def read_texts(folder: Path, known: Known) -> LessonText:
    """The columns and the blocks of a lesson; raises `BadContent`."""
    lesson = no_text()
    languages = [name for name in ("el", "en") if (folder / f"{name}.md").exists()]
    fronts: dict[str, Part] = {}
    pieces: dict[str, list[Piece]] = {}
    for language in languages:
        front, pieces[language] = _open(folder / f"{language}.md", language)
        fronts[language] = front
        for name in ("goal", "try_it", "discuss"):
            lesson.fields[f"{name}_{language}"] = front.text(name, needed=name == "goal")
    lesson.fields |= _facts(fronts["el"])
    place = Place(known.lesson, Shelf(folder), known.banks)
    lesson.blocks = [*_blocks(place, pieces, fronts, known), *_check(place, fronts)]
    _refuse_twins(fronts["el"].source, lesson.blocks)
    _refuse_odd_makeup(fronts["el"].source, known.lesson, lesson.blocks)
    place.shelf.refuse_left()
    return lesson


def _open(path: Path, language: str) -> tuple[Part, list[Piece]]:
    whole = Source(path).read()
    found = _FRONT.fullmatch(whole)
    if found is None:
        raise Source(path).wrong("begins with front matter between two lines of ---")
    source = Source(path, above=1)
    front = Part(source, source.parse(found[1]))
    front.only(*(_GREEK if language == "el" else _BOTH))
    pieces = list(read_pieces(Source(path), found[2], whole.count("\n", 0, found.start(2)) + 1))
    if not pieces:
        raise source.wrong("has no text under its front matter")
    return front, pieces


def _blocks(
    place: Place, pieces: dict[str, list[Piece]], fronts: dict[str, Part], known: Known
) -> Iterator[BlockSource]:
    """The blocks of the Greek file, each with what the English one says under the same name."""
    english = _by_name(fronts["en"].source, pieces.get("en", [])) if "en" in fronts else {}
    anchors = {lang: {*TAKEN, *(piece.name for piece in pieces["el"])} for lang in ("el", "en")}
    texts = 0
    for piece in _by_name(fronts["el"].source, pieces["el"]).values():
        both = {"el": piece}
        if other := english.pop((piece.kind == TEXT, piece.name), None):
            both["en"] = other
        if piece.kind == TEXT:
            texts += 1
            said = {lang: _html(fronts, lang, one, known, anchors) for lang, one in both.items()}
            yield BlockSource(f"text-{texts}", TEXT, said)
        else:
            yield read_block(place, piece.kind, piece.name, _parsed(fronts, both))
    for piece in english.values():
        under = f"under {piece.name}" if piece.name else "above its first block"
        where = f"no text {under}" if piece.kind == TEXT else f"no {piece.name}"
        raise _whole(fronts["en"]).wrong_at(piece.line, f"el.md has {where}")


def _by_name(source: Source, pieces: list[Piece]) -> dict[tuple[bool, str], Piece]:
    found: dict[tuple[bool, str], Piece] = {}
    for piece in pieces:
        at = (piece.kind == TEXT, piece.name)
        if at in found:
            raise Source(source.path).wrong_at(piece.line - 1, f"{piece.name} stands here twice")
        found[at] = piece
    return found


def _whole(front: Part) -> Source:
    return Source(front.source.path)


def _parsed(fronts: dict[str, Part], both: dict[str, Piece]) -> dict[str, Part]:
    """The names under the fences; a block without any in English has its words in Greek."""
    parts: dict[str, Part] = {}
    for language, piece in both.items():
        if piece.kind != both["el"].kind:
            raise _whole(fronts["en"]).wrong_at(piece.line - 1, f"is a {both['el'].kind} in el.md")
        if language == "en" and not piece.text.strip():
            continue
        source = Source(fronts[language].source.path, above=piece.line - 1)
        parts[language] = Part(source, source.parse(piece.text))
    return parts


def _html(
    fronts: dict[str, Part], language: str, piece: Piece, known: Known, anchors: dict[str, set[str]]
) -> Fields:
    html = render(_whole(fronts[language]), piece.text, language, piece.line)

    def anchor(found: re.Match[str]) -> str:
        name, number = found[2], 1
        while name in anchors[language]:
            number += 1
            name = f"{found[2]}-{number}"
        anchors[language].add(name)
        return f"{found[1]}{name}{found[3]}"

    return {"html": known.terms[language].mark(_HEADING.sub(anchor, html))}


def _check(place: Place, fronts: dict[str, Part]) -> Iterator[BlockSource]:
    """The check question of the front matter: a question of one right option, at the end."""
    checks = {lang: _asked(front) for lang, front in fronts.items() if CHECK in front}
    if "el" not in checks:
        if checks:
            raise fronts["en"].wrong("check: el.md has none")
        return
    keys = {lang: [option["key"] for option in _right(one)] for lang, one in checks.items()}
    if any(len(right) != 1 for right in keys.values()):
        raise checks["el"].wrong("check: exactly one option is right")
    if "en" in checks and (keys["en"] != keys["el"] or _keys(checks["en"]) != _keys(checks["el"])):
        raise fronts["en"].wrong("check: has other options than el.md")
    shape = {"kind": SINGLE, "right": keys["el"][0]}
    words = {language: _as_question(one, shape) for language, one in checks.items()}
    yield read_block(place, QUESTION, CHECK, words)


def _asked(front: Part) -> Part:
    if not isinstance(front.block[CHECK], Block):
        raise front.wrong("check: wants a question and options")
    check = front.part(CHECK)
    check.only("question", "options")
    for option in check.parts("options"):
        option.only("key", "text", "feedback", "right")
        option.text("feedback")
    if len(set(_keys(check))) < max(2, len(_keys(check))):
        raise check.wrong("check: wants two options or more, each with a key of its own")
    return check


def _keys(check: Part) -> list[str]:
    return [option.text("key") for option in check.parts("options")]


def _right(check: Part) -> list[Block]:
    return [option.block for option in check.parts("options") if option.flag("right")]


def _as_question(check: Part, shape: Fields) -> Part:
    options = []
    for option in check.parts("options"):
        bare = Block({name: option.block[name] for name in ("key", "text", "feedback")})
        bare.line = option.block.line
        options.append(bare)
    written = shape if check.source.path.name == "el.md" else {}
    block = Block({**written, "text": check.text("question"), "options": options})
    block.line = check.block.line
    return Part(check.source, block)


def _facts(front: Part) -> Fields:
    updated = front.block.get("updated")
    if updated is not None and type(updated) is not date:
        raise front.wrong("updated: wants a date such as 2026-11-22")
    return {
        "legal": front.flag("legal"),
        "updated": updated,
        "sources": [read_source(one) for one in front.parts("sources")],
    }


def read_source(part: Part) -> dict[str, str]:
    """Where something is from: title, address, date."""
    part.only("title", "url", "date")
    url, written = part.text("url", needed=False), str(part.block.get("date", ""))
    if url and not url.startswith(("https://", "http://")):
        raise part.wrong("url: begins with https://")
    return {
        "title": part.text("title"),
        "url": url,
        "date": "" if written.startswith(_NO_DATE) else written,
    }


def _refuse_twins(source: Source, blocks: list[BlockSource]) -> None:
    names = [block.name for block in blocks]
    if len(set(names)) < len(names):
        raise source.wrong(f"two blocks are called {CHECK}: one stands in the front matter")


def _refuse_odd_makeup(source: Source, lesson: str, blocks: list[BlockSource]) -> None:
    """What makes up for a workshop stands in the same lesson, and is of the right kind."""
    kinds = {f"{lesson}/{block.name}": block.kind for block in blocks}
    for block in blocks:
        makeup: dict[str, Any] = (block.made.get("makeup") or {}) if block.kind == WORKSHOP else {}
        video, questions = makeup.get("video"), makeup.get("questions", [])
        odd = [one for one in questions if kinds.get(one) not in {QUESTION, QUIZ}]
        if odd or (video and kinds.get(video) != VIDEO):
            raise source.wrong(f"makeup: {(odd or [video])[0]} is not such a block of this lesson")
