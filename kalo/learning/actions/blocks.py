"""What each kind of block says and is made of, from the names under its fence."""

import re
from typing import Any

from kalo.learning.actions.films import read_audio, read_video
from kalo.learning.actions.questions import (
    kind_of,
    names_of_shape,
    names_of_words,
    read_question,
)
from kalo.learning.actions.said import Place, Read, Words, said_in
from kalo.learning.actions.sheets import SHEET, read_run_sheet
from kalo.learning.actions.source import BlockSource, Fields, Part
from kalo.learning.models import (
    AUDIO,
    DISCUSSION,
    FILE,
    IMAGE,
    OPEN,
    QUESTION,
    QUIZ,
    TASK,
    TOOL,
    VIDEO,
    WORKSHOP,
)

WANTED = {QUIZ, TASK, WORKSHOP}  # needed for the lesson unless `required: false`
ASKABLE = WANTED | {QUESTION, VIDEO, AUDIO}  # may be needed
_TOOL = re.compile(r"/(?:[a-z0-9-]+/){1,3}")


def read_block(place: Place, kind: str, name: str, words: Words) -> BlockSource:
    """A block by the names that stand under its fence in each language."""
    said, made = _READERS[kind](place, name, words)
    greek = words["el"]
    if kind in ASKABLE:
        required = greek.flag("required", missing=kind in WANTED)
    elif "required" in greek:
        raise greek.wrong("required: nothing can be asked of this kind of block")
    else:
        required = False
    return BlockSource(name, kind, said, made, required)


def _image(place: Place, name: str, words: Words) -> tuple[dict[str, Fields], Fields]:
    if words["el"].text("file").endswith(".svg"):
        return _drawing(place, name, words), {}
    said = said_in(words, "alt", more=("caption",), once=("file",))
    return said, place.shelf.picture(words["el"], "file")


def _drawing(place: Place, name: str, words: Words) -> dict[str, Fields]:
    """A drawing of ours has words in it, and so a file for each language."""
    said = said_in(words, "alt", more=("caption",), apart=("file",))
    for language, part in words.items():
        said[language]["svg"] = place.shelf.drawing(part, "file", f"{name}--")
    return said


def _file(place: Place, name: str, words: Words) -> tuple[dict[str, Fields], Fields]:
    said = said_in(words, "title", more=("about",), once=("file",))
    return said, place.shelf.document(words["el"], "file")


def _discussion(place: Place, name: str, words: Words) -> tuple[dict[str, Fields], Fields]:
    return said_in(words, "title", more=("about",)), {}


def _tool(place: Place, name: str, words: Words) -> tuple[dict[str, Fields], Fields]:
    said = said_in(words, "title", more=("about",), once=("path",))
    path = words["el"].text("path")
    if not _TOOL.fullmatch(path):
        raise words["el"].wrong("path: wants a page of ours, such as /toolbox/legal-forms/")
    return said, {"path": path}


def _question(place: Place, name: str, words: Words) -> tuple[dict[str, Fields], Fields]:
    greek = words["el"]
    kind = kind_of(greek)
    if kind == OPEN:
        raise greek.wrong("kind: open is for a quiz, where a person marks it; a task may do here")
    greek.only("required", *names_of_shape(kind), *names_of_words(kind))
    if "en" in words:
        words["en"].only(*names_of_words(kind))
    body = read_question(f"{place.lesson}/{name}", greek, words)
    said = {language: body[language] for language in words}
    return said, {name: body[name] for name in ("kind", "key", "points")}


_OF_QUIZ = ("bank", "draw", "shuffle", "pass", "minutes", "attempts", "feedback", "required")


def _quiz(place: Place, name: str, words: Words) -> tuple[dict[str, Fields], Fields]:
    greek = words["el"]
    said = said_in(words, "title", more=("about",), html=("about",), once=_OF_QUIZ)
    bank, draw = greek.text("bank"), greek.number_or_none("draw")
    if bank not in place.banks:
        raise greek.wrong(f"bank: there is no banks/{bank}.yaml in this programme")
    if draw is not None and draw > place.banks[bank]:
        raise greek.wrong(f"draw: the bank has {place.banks[bank]} questions")
    return said, {
        "bank": bank,
        "draw": draw,
        "shuffle": greek.flag("shuffle", missing=True),
        "pass": greek.number("pass", least=0, most=100) if "pass" in greek else 70,
        "minutes": greek.number_or_none("minutes", most=600),
        "attempts": greek.number_or_none("attempts", most=50),
        "feedback": greek.choice("feedback", ("after", "each"), "after"),
    }


def _task(place: Place, name: str, words: Words) -> tuple[dict[str, Fields], Fields]:
    greek = words["el"]
    once = ("files", "accepted", "words", "required")
    said = said_in(words, "title", more=("about",), html=("about",), once=once, apart=("rubric",))
    for language, part in words.items():
        said[language]["rubric"] = [_criterion(one, language) for one in part.parts("rubric")]
    if len(dict(_shape(said["el"]["rubric"]))) < len(said["el"]["rubric"]):
        raise greek.wrong("rubric: wants a key of its own for each line")
    if "en" in words and _shape(said["en"]["rubric"]) != _shape(said["el"]["rubric"]):
        raise words["en"].wrong("rubric: has other keys than the Greek")
    return said, {
        "rubric": [_worth(one) for one in greek.parts("rubric")],
        "files": greek.flag("files"),
        "accepted": greek.flag("accepted"),
        "words": greek.number_or_none("words"),
    }


def _criterion(part: Part, language: str) -> Fields:
    part.only("key", "title", "levels")
    return {
        "key": part.slug("key"),
        "title": part.text("title"),
        "levels": [_level(one, language) for one in part.parts("levels")],
    }


def _level(part: Part, language: str) -> Fields:
    part.only("key", "title", "about", *(("points",) if language == "el" else ()))
    return {
        "key": part.slug("key"),
        "title": part.text("title"),
        "about": part.text("about", needed=False),
    }


def _shape(rubric: list[Fields]) -> list[Any]:
    return [(one["key"], [level["key"] for level in one["levels"]]) for one in rubric]


def _worth(part: Part) -> Fields:
    levels = [
        {"key": one.slug("key"), "points": one.number("points", least=0, most=100)}
        for one in part.parts("levels")
    ]
    if len({level["key"] for level in levels}) < max(2, len(levels)):
        raise part.wrong("levels: wants two or more, each with a key of its own")
    return {"key": part.slug("key"), "levels": levels}


def _workshop(place: Place, name: str, words: Words) -> tuple[dict[str, Fields], Fields]:
    greek = words["el"]
    once = ("minutes", "makeup", "required")
    said = said_in(words, "title", more=("about",), html=("about",), once=once, apart=(SHEET,))
    makeup = _makeup(place, greek.part("makeup")) if "makeup" in greek else None
    made: Fields = {"makeup": makeup, "minutes": greek.number("minutes", most=1440)}
    if any(SHEET in part for part in words.values()):
        made[SHEET] = read_run_sheet(words, said, made["minutes"])
    return said, made


def _makeup(place: Place, part: Part) -> Fields:
    part.only("video", "questions")
    video, questions = part.text("video", needed=False), part.texts("questions")
    if not video and not questions:
        raise part.wrong("makeup: wants a video, questions, or both")
    return {
        "video": f"{place.lesson}/{video}" if video else None,
        "questions": [f"{place.lesson}/{one}" for one in questions],
    }


_READERS: dict[str, Read] = {
    IMAGE: _image,
    VIDEO: read_video,
    AUDIO: read_audio,
    FILE: _file,
    QUESTION: _question,
    QUIZ: _quiz,
    TASK: _task,
    WORKSHOP: _workshop,
    DISCUSSION: _discussion,
    TOOL: _tool,
}
