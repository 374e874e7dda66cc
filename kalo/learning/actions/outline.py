"""From `programme.yaml` to the columns of a programme, its modules and its lessons."""

import functools
import hashlib
from pathlib import Path

from kalo.learning.actions.banks import read_banks, sizes_of
from kalo.learning.actions.glossary import Glossary
from kalo.learning.actions.prose import render_text
from kalo.learning.actions.source import (
    Fields,
    LessonSource,
    ModuleSource,
    Part,
    ProgrammeSource,
    Source,
)
from kalo.learning.actions.texts import Known, no_text, read_texts

RENDERING = "2"  # raise it when lessons must be rendered anew although their files are the same
BANKS = "banks"
LONGEST_TITLE = 140  # of a discussion
# Addresses of the room's own: at its door, where programmes stand; in a programme, beside lessons.
ROOM = frozenset(
    {"acts", "attempts", "cohorts", "glossary", "marking", "media", "messages", "mine"}
    | {"quizzes", "receipts", "work"}
)
BESIDE = frozenset({"cohorts", "enrolment", "search"})
_NAMES = ("key", "order", "hours", "title", "aim", "summary", "outcomes", "prerequisites")
_MORE = ("task", "workshop", "modules", "complete", "terms")


def read_programmes(folder: Path, glossary: Glossary) -> list[ProgrammeSource]:
    """Every programme of a folder; raises `BadContent` for the first odd thing in it."""
    paths = sorted(folder.glob("*/programme.yaml"))
    if not paths:  # an empty folder is a mistake, not the wish to withdraw everything
        raise Source(folder).wrong("there is no programme here")
    programmes = [_read_programme(path, glossary) for path in paths]
    _refuse_twins(paths, programmes)
    return programmes


def _read_programme(path: Path, glossary: Glossary) -> ProgrammeSource:
    source = Source(path)
    part = Part(source, source.parse(source.read()))
    part.only(*_NAMES, *_MORE)
    if path.parent.name in ROOM:
        raise source.wrong(f"the folder {path.parent.name} has the address of a page of the room")
    fields = _programme_fields(part) | {"terms": _terms(part, glossary)}
    programme = ProgrammeSource(part.text("key"), fields, part, _complete(part))
    programme.questions = read_banks(path.parent, programme.key)
    for position, module in enumerate(part.parts("modules"), 1):
        _read_module(module, position, programme, glossary)
    _refuse_strays(path.parent, programme)
    return programme


def _complete(part: Part) -> Part | None:
    return part.part("complete") if "complete" in part else None


def _programme_fields(part: Part) -> Fields:
    outcomes = part.parts("outcomes")
    for outcome in outcomes:
        outcome.only("el", "en")
        outcome.text("el")
    fields: Fields = {
        "slug": part.source.path.parent.name,
        "position": part.number("order"),
        "hours": part.number("hours"),
        "outcomes": [dict(outcome.block) for outcome in outcomes],
    }
    for name in ("title", "aim", "summary"):
        fields |= part.words(name)
    for name in ("prerequisites", "task", "workshop"):
        fields |= part.words(name, needed=False)
    return fields


def _terms(part: Part, glossary: Glossary) -> list[Fields]:
    """The words of a programme, as its page names them."""
    keys = part.texts("terms")
    if len(set(keys)) < len(keys):
        raise part.wrong("terms: a key stands twice")
    if odd := [key for key in keys if key not in glossary.terms]:
        raise part.wrong(f"terms: no glossary has the key {odd[0]}")
    said = {key: glossary.terms[key] for key in keys}
    return [{"key": key, "el": one["term_el"], "en": one["term_en"]} for key, one in said.items()]


def _read_module(part: Part, position: int, into: ProgrammeSource, glossary: Glossary) -> None:
    part.only("key", "title", "about", "lessons", "complete", "starter")
    key = part.text("key")
    if key in into.modules:
        raise part.wrong(f"the key {key} is taken")
    fields = {"position": position, **part.words("title"), **part.words("about", needed=False)}
    into.modules[key] = ModuleSource(key, fields, _complete(part), _starter(part))
    for place, line in enumerate(part.parts("lessons"), 1):
        into.lessons.append(_read_lesson(line, place, key, into, glossary))


def _starter(part: Part) -> Fields | None:
    """A question worth talking over: its title and its text, which is Markdown."""
    if "starter" not in part:
        return None
    starter = part.part("starter")
    starter.only("title", "text")
    said = starter.words("title") | starter.words("text")
    for language in ("el", "en"):
        render_text(starter.part("text"), language, language, needed=language == "el")
        if len(said[f"title_{language}"]) > LONGEST_TITLE:
            raise starter.wrong(f"title: {LONGEST_TITLE} characters at most")
    if bool(said["title_en"]) != bool(said["text_en"]):
        raise starter.wrong("title and text are said in the same languages")
    return said


def _read_lesson(
    part: Part, place: int, module: str, programme: ProgrammeSource, glossary: Glossary
) -> LessonSource:
    part.only("key", "slug", "minutes", "title", "complete")
    slug, key = part.slug("slug"), part.text("key")
    if slug in BESIDE:
        raise part.wrong(f"slug: {slug} is the address of another page of the programme")
    for other in programme.lessons:
        if slug == other.fields["slug"] or key == other.key:
            raise part.wrong(f"the lesson {key} ({slug}) stands here twice")
    folder, banks = part.source.path.parent / slug, sizes_of(programme.questions)
    version = version_of(folder, glossary.shape, str(banks)) if slug != BANKS else ""
    fields: Fields = {
        "slug": slug,
        "position": place,
        "minutes": part.number("minutes"),
        "has_text": bool(version),
        "content_version": version,
        **part.words("title"),
    }
    known = Known(key, banks, glossary.markers())
    read = functools.partial(read_texts, folder, known) if version else no_text
    return LessonSource(key, fields, module, programme.key, read, _complete(part))


def version_of(folder: Path, *around: str) -> str:
    """What tells one state of a lesson's files from another; "" without a Greek text."""
    if not (folder / "el.md").exists():
        return ""
    digest = hashlib.sha256("\0".join((RENDERING, *around)).encode())
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        with path.open("rb") as file:
            inside = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"\0{path.name}\0{inside}".encode())
    return digest.hexdigest()[:16]


def _refuse_strays(home: Path, programme: ProgrammeSource) -> None:
    known = {lesson.fields["slug"] for lesson in programme.lessons if lesson.fields["has_text"]}
    for folder in sorted(path for path in home.iterdir() if path.is_dir()):
        if folder.name not in known | {BANKS}:
            raise Source(folder).wrong(
                "no lesson of programme.yaml has this text, or el.md is missing"
            )


def _refuse_twins(paths: list[Path], programmes: list[ProgrammeSource]) -> None:
    seen: set[str] = set()
    for path, programme in zip(paths, programmes, strict=True):
        keys = [programme.key, *programme.modules, *(lesson.key for lesson in programme.lessons)]
        if twice := sorted(seen.intersection(keys)):
            raise Source(path).wrong(f"another programme has the key {twice[0]} too")
        seen.update(keys)
