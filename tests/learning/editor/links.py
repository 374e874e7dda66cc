"""Links of lessons, banks and outlines: each leads to a page of ours that stands, or outside."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kalo.kit import text as greek
from tests.learning.editor.corpus import Corpus, Fault, Lesson, Programme, each_language

_LINK = re.compile(r"\]\(\s*<?([^)>\s]+)")
_HEADING = re.compile(r'<h[2-4] id="([^"]+)"')
# What no reader reads: keys, files, addresses.
NAMES = frozenset(
    {"key", "kind", "slug", "right", "pairs", "bank", "file", "files", "captions", "poster"}
    | {"audio", "path", "url", "makeup", "questions", "terms"}
)
SHELVES = ("toolbox", "library", "participation", "site")
# Pages of rooms that stand without a file of ours.
DOORS = frozenset(
    {"/", "/forum/", "/events/", "/learning/", "/learning/glossary", "/learning/mine"}
)
CONTENT = Path(__file__).parents[3] / "content"


def links_lead_somewhere(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """Texts, blocks, questions and starters link to what is there."""
    for where, said, lesson in _texts(programme):
        for target in _LINK.findall(said):
            if sentence := _nowhere(corpus, target, lesson):
                yield Fault(where, f"{target} {sentence}")
    for lesson in programme.here:
        for block in lesson.blocks("el"):
            if block.kind == "tool" and (said := _nowhere(corpus, block.said["path"], lesson)):
                yield Fault(lesson.where, f"{block.said['path']} {said}")


def _texts(programme: Programme) -> Iterator[tuple[str, str, Lesson | None]]:
    for lesson in programme.here:
        for language, where in each_language(lesson):
            said = [lesson.front[language], *(block.said for block in lesson.blocks(language))]
            yield where, "\n".join([lesson.text(language), *strings_in(said)]), lesson
    for name, questions in programme.banks.items():
        yield f"{programme.slug}/banks/{name}.yaml", "\n".join(strings_in(questions)), None
    yield f"{programme.slug}/programme.yaml", "\n".join(strings_in(programme.outline)), None
    yield f"{programme.slug}/glossary.yaml", "\n".join(strings_in(programme.terms)), None


def strings_in(said: Any) -> Iterator[str]:
    """Every text in a structure of YAML, without what only names or points."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for name, value in said.items():
            if name not in NAMES:
                yield from strings_in(value)
    elif isinstance(said, list):
        for value in said:
            yield from strings_in(value)


def _nowhere(corpus: Corpus, target: str, lesson: Lesson | None) -> str:
    """What is wrong with a link; "" if it leads somewhere."""
    if re.match("https?://|mailto:", target):
        return ""
    path, _hash, anchor = target.partition("#")
    if not path:
        return "" if lesson and anchor in anchors_of(lesson) else "names nothing on its page"
    if path.startswith("/en/"):
        return "is written as in Greek, without /en"
    room, _slash, rest = path.strip("/").partition("/")
    if room == "learning" and path not in DOORS:
        return _in_learning(corpus, rest, anchor)
    if path == "/learning/glossary":
        return "" if not anchor or anchor in corpus.term_keys else "is no word of the glossary"
    known = path in DOORS or path in pages_of_shelves() or (path == f"/{room}/" and room in SHELVES)
    return "" if known else "is no page of ours"


def _in_learning(corpus: Corpus, rest: str, anchor: str) -> str:
    slug, _slash, below = rest.partition("/")
    programme = corpus.programmes.get(slug)
    if programme is None:
        return "is no programme"
    if not below:
        return ""
    lesson = corpus.lesson(slug, below)
    if lesson is None or (programme.is_whole and not lesson.is_here):
        return "is no lesson"
    if anchor and lesson.is_here and anchor not in anchors_of(lesson):
        return "names nothing on that page"
    return ""


def anchors_of(lesson: Lesson) -> set[str]:
    """What can be pointed at on the page of a lesson: its blocks and its headings."""
    blocks = {block.name for block in lesson.blocks("el")}
    html = greek.render(lesson.text("el"), policy=greek.HOUSE, prefix="")
    return blocks | set(_HEADING.findall(html)) | {"discuss", "try", "notes"}


@cache
def pages_of_shelves() -> frozenset[str]:
    """The addresses of the leaves of toolbox, library, participation and site."""
    leaves = [path for room in SHELVES for path in (CONTENT / room).iterdir() if path.is_dir()]
    return frozenset(f"/{path.parent.name}/{path.name}/" for path in leaves)
