"""What a lesson is made of: its parts, its length, its law, its drawings."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from kalo.learning.actions.drawings import read_drawing
from kalo.learning.actions.glossary import read_glossary
from kalo.learning.actions.outline import _read_programme
from tests.learning.editor.corpus import (
    BadContent,
    Corpus,
    Fault,
    Lesson,
    Programme,
    each_language,
)
from tests.learning.editor.prose import EXAMPLE, sections_of

OPENING = {"el": "> **Με δυο λόγια.**", "en": "> **In short.**"}
LENGTHS = {False: (300, 600), True: (60, 260)}  # words; of pages around a quiz
# A mark is a line or a bracket of a few words; "what will be written" in a sentence is none.
UNWRITTEN = re.compile(
    r"^\W*(?:\w+\W+){0,4}(?:θα|πρέπει να|μένει να) γραφτ\w+(?:\W+\w+){0,3}\W*$|\bυπό κατασκευή\b"
    r"|^\W*(?:\w+\W+){0,4}(?:will|has to|to) be written(?:\W+\w+){0,3}\W*$|\(to be written\b"
    r"|\bTODO\b|\bTBD\b|\b(?:text|lesson|section|more) to come\b|\blorem ipsum",
    re.IGNORECASE | re.MULTILINE,
)
# What only the law or a price list says: a law, an article, the Gazette, a directive.
_LAW = re.compile(
    r"\bν(?:όμο\w*|\.)\s*\d{3,4}/\d{4}|\bάρθρ\w+\s+\d|\bΦΕΚ\b|\b[Οο]δηγία\w*\s+\d{4}/"
    r"|\blaw\s+\d{3,4}/\d{4}|\b[Aa]rticles?\s+\d|\bDirective\s+\d{4}/",
)
_MONEY = re.compile(r"[1-9][\d.,]*\s*(?:ευρώ|€|euros?\b)|€\s*[1-9]", re.IGNORECASE)
_INVENTED = re.compile(
    r"\*Παράδειγμα\.\*|[Αα]ς πούμε|[Ππ]ες (?:πως|ότι)|επινο|φανταστικ|υποθετικ|παραδείγματ"
    r"|\*Example\.\*|[Ll]et us say|[Ss]uppose|\bsay, a|invented|made.up|imaginary|example",
)

# Said once for a whole lesson: "the sums are invented".
_ALL_INVENTED = re.compile(
    r"(?:ποσ[άόώ]|αριθμοί|νούμερα)[^.]*(?:επινο|φανταστικ)"
    r"|(?:sums|amounts|numbers|figures)[^.]*(?:invented|made up)",
    re.IGNORECASE,
)


def everything_is_read(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """The importer takes it as it stands; of several slips it names the first."""
    try:
        outline = corpus.folder / programme.slug / "programme.yaml"
        for lesson in _read_programme(outline, read_glossary(corpus.folder)).lessons:
            lesson.read()
    except BadContent as error:
        yield Fault(programme.slug, str(error))


def lessons_have_their_parts(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """Both languages, a goal, an opening, an example, a step of one's own, a check."""
    for lesson in programme.here:
        if "en" not in lesson.pieces:
            yield Fault(lesson.where, "has no English")
        for language, where in each_language(lesson):
            if not str(lesson.front[language].get("goal", "")).strip():
                yield Fault(where, "has no goal")
            if not lesson.text(language).lstrip().startswith(OPENING[language]):
                yield Fault(where, f"does not begin with {OPENING[language]}")
            if not lesson.is_short:
                yield from _parts_of_a_lesson(lesson, language, where)
        yield from _same_blocks(lesson)


def _parts_of_a_lesson(lesson: Lesson, language: str, where: str) -> Iterator[Fault]:
    if EXAMPLE[language] not in lesson.text(language):
        yield Fault(where, f"no paragraph begins with {EXAMPLE[language]}")
    for name in ("try_it", "discuss", "check"):
        if name not in lesson.front[language]:
            yield Fault(where, f"has no {name}")


def _same_blocks(lesson: Lesson) -> Iterator[Fault]:
    names = {lang: [(b.kind, b.name) for b in lesson.blocks(lang)] for lang in lesson.pieces}
    if "en" in names and names["en"] != names["el"]:
        yield Fault(lesson.where, "has other blocks in English, or in another order")


def lengths_fit(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """300 to 600 words of text; pages around a quiz are short."""
    for lesson in programme.here:
        least, most = LENGTHS[lesson.is_short]
        for language, where in each_language(lesson):
            if not least <= lesson.length(language) <= most:
                words = lesson.length(language)
                yield Fault(where, f"has {words} words, {least} to {most} are wanted")


def nothing_is_left_to_write(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """No page says that it will be written."""
    home = corpus.folder / programme.slug
    for path in sorted([*home.rglob("*.md"), *home.rglob("*.yaml")]):
        if found := UNWRITTEN.search(path.read_text()):
            yield Fault(str(path.relative_to(corpus.folder)), f"is not written yet: {found[0]}")


def law_has_its_sources(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """Where a text tells of law or money it says so, with sources and the day it was checked."""
    for lesson in programme.here:
        front = lesson.front["el"]
        if front.get("legal"):
            yield from _cited(lesson, front)
        else:
            for language, where in each_language(lesson):
                if found := sign_of_law(lesson.text(language)):
                    yield Fault(where, f"tells of law or money ({found}) and is not legal: true")


def _cited(lesson: Lesson, front: dict[str, Any]) -> Iterator[Fault]:
    if not isinstance(front.get("updated"), date):
        yield Fault(lesson.where, "legal: true wants updated, the day it was checked")
    if not front.get("sources"):
        yield Fault(lesson.where, "legal: true wants sources")
    for source in front.get("sources", []):
        if not source.get("url") or not source.get("date"):
            yield Fault(lesson.where, f"a source wants an address and a date: {source['title']}")


def sign_of_law(text: str) -> str:
    """What in a text is law or money, "" if nothing; money of invented examples is none."""
    if found := _LAW.search(text):
        return found[0]
    if _ALL_INVENTED.search(text):
        return ""
    for section in sections_of(text):
        for paragraph in section.split("\n\n"):
            found = _MONEY.search(paragraph)
            if found and not _INVENTED.search(section):
                return found[0]
    return ""


def drawings_are_sound(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """A drawing is well-formed, has a title, an alternative text in both languages, big letters."""
    for lesson in programme.here:
        for language, where in each_language(lesson):
            for block in lesson.blocks(language):
                file = str(block.said.get("file", ""))
                if block.kind != "image":
                    continue
                if not str(block.said.get("alt", "")).strip():
                    yield Fault(where, f"{block.name} has no alternative text")
                if file.endswith(".svg"):
                    yield from _drawing(lesson, file, language, where)


def _drawing(lesson: Lesson, file: str, language: str, where: str) -> Iterator[Fault]:
    if not file.endswith(f".{language}.svg"):
        yield Fault(where, f"{file} wants the ending .{language}.svg")
    try:
        read_drawing(lesson.folder / file, "")
    except (BadContent, OSError) as error:
        yield Fault(where, str(error))
        return
    body = (lesson.folder / file).read_text()
    if not re.search(r"<svg[^>]*>\s*<title>[^<]+</title>", body):
        yield Fault(where, f"{file} does not begin with a title")
    greek = re.search("[α-ωά-ώ]{3}", body)
    if (language == "el") != bool(greek) and re.search("<text", body):
        yield Fault(where, f"{file} has words of the other language")
