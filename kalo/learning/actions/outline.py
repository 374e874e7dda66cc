"""From `programme.yaml` to the columns of a programme, its modules and its lessons."""

import functools
from pathlib import Path

from kalo.learning.actions.source import (
    Block,
    Fields,
    LessonSource,
    ProgrammeSource,
    Source,
    version_of,
)
from kalo.learning.actions.texts import NO_TEXT, read_texts

_NAMES = ("key", "order", "hours", "title", "aim", "summary", "outcomes", "prerequisites")
_MORE = ("task", "workshop", "modules")


def read_programmes(folder: Path) -> list[ProgrammeSource]:
    """Every programme of a folder; raises `BadContent` for the first odd thing in it."""
    paths = sorted(folder.glob("*/programme.yaml"))
    if not paths:  # an empty folder is a mistake, not the wish to withdraw everything
        raise Source(folder).wrong("there is no programme here")
    programmes = [_read_programme(path) for path in paths]
    _refuse_twins(paths, programmes)
    return programmes


def _read_programme(path: Path) -> ProgrammeSource:
    source = Source(path)
    block = source.parse(path.read_text(encoding="utf-8"))
    source.only(block, *_NAMES, *_MORE)
    programme = ProgrammeSource(source.text(block, "key"), _programme_fields(source, block))
    for position, part in enumerate(source.blocks(block, "modules"), 1):
        _read_module(source, part, position, programme)
    _refuse_strays(source, programme)
    return programme


def _programme_fields(source: Source, block: Block) -> Fields:
    outcomes = source.blocks(block, "outcomes")
    for outcome in outcomes:
        source.text(outcome, "el")
    fields: Fields = {
        "slug": source.path.parent.name,
        "position": source.number(block, "order"),
        "hours": source.number(block, "hours"),
        "outcomes": [dict(outcome) for outcome in outcomes],
    }
    for name in ("title", "aim", "summary"):
        fields |= source.words(block, name)
    for name in ("prerequisites", "task", "workshop"):
        fields |= source.words(block, name, needed=False)
    return fields


def _read_module(source: Source, block: Block, position: int, into: ProgrammeSource) -> None:
    source.only(block, "key", "title", "about", "lessons")
    key = source.text(block, "key")
    if key in into.modules:
        raise source.wrong(f"the key {key} is taken", block)
    into.modules[key] = {
        "position": position,
        **source.words(block, "title"),
        **source.words(block, "about", needed=False),
    }
    for place, line in enumerate(source.blocks(block, "lessons"), 1):
        into.lessons.append(_read_lesson(source, line, place, key, into))


def _read_lesson(
    source: Source, block: Block, place: int, module: str, programme: ProgrammeSource
) -> LessonSource:
    source.only(block, "key", "slug", "minutes", "title")
    slug, key = source.slug(block, "slug"), source.text(block, "key")
    for other in programme.lessons:
        if slug == other.fields["slug"] or key == other.key:
            raise source.wrong(f"the lesson {key} ({slug}) stands here twice", block)
    folder = source.path.parent / slug
    version = version_of(folder)
    fields: Fields = {
        "slug": slug,
        "position": place,
        "minutes": source.number(block, "minutes"),
        "has_text": bool(version),
        "content_version": version,
        **source.words(block, "title"),
    }
    read = functools.partial(read_texts, folder) if version else NO_TEXT.copy
    return LessonSource(key, fields, module, programme.key, read)


def _refuse_strays(source: Source, programme: ProgrammeSource) -> None:
    known = {lesson.fields["slug"] for lesson in programme.lessons if lesson.fields["has_text"]}
    for folder in sorted(path for path in source.path.parent.iterdir() if path.is_dir()):
        if folder.name not in known:
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
