"""Small programmes for tests: in the database, and as files to be imported."""

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.models import (
    AUDIO,
    DISCUSSION,
    FILE,
    IMAGE,
    QUIZ,
    TASK,
    TEXT,
    TOOL,
    VIDEO,
    WORKSHOP,
    Block,
    Lesson,
    Module,
    PathVersion,
    Programme,
)
from kalo.learning.models import QUESTION as QUESTION_BLOCK

QUESTION = {
    "text": "Who decides in a cooperative?",
    "options": [
        {"key": "a", "text": "The owner", "feedback": "There is none."},
        {"key": "b", "text": "The members", "feedback": "One member, one vote."},
    ],
}
ERWTISI = {
    "text": "Ποιος αποφασίζει σε έναν συνεταιρισμό;",
    "options": [
        {"key": "a", "text": "Ο ιδιοκτήτης", "feedback": "Δεν υπάρχει."},
        {"key": "b", "text": "Τα μέλη", "feedback": "Ένα μέλος, μία ψήφος."},
    ],
}
SAID: dict[str, dict[str, Any]] = {
    TEXT: {"el": {"html": "<p>Το κείμενο.</p>"}, "en": {"html": "<p>The text.</p>"}},
    QUESTION_BLOCK: {"el": ERWTISI, "en": QUESTION},
    DISCUSSION: {"el": {"title": "Συζήτηση", "about": "Τι λες;"}, "en": {"title": "Talk"}},
    TOOL: {"el": {"title": "Εργαλείο", "about": ""}, "en": {"title": "Tool", "about": ""}},
    IMAGE: {"el": {"alt": "Εικόνα", "caption": "Λεζάντα"}, "en": {"alt": "Picture"}},
    FILE: {"el": {"title": "Αρχείο", "about": "Περί"}, "en": {"title": "File", "about": ""}},
    VIDEO: {"el": {"title": "Βίντεο", "captions": "video.el.vtt", "transcript": [[0, 4, "Γεια."]]}},
    AUDIO: {"el": {"title": "Ήχος", "transcript": [[0, 4, "Γεια."]]}},
    QUIZ: {"el": {"title": "Κουίζ", "about": ""}, "en": {"title": "Quiz", "about": ""}},
    TASK: {"el": {"title": "Εργασία", "about": "", "rubric": []}},
    WORKSHOP: {"el": {"title": "Εργαστήριο", "about": ""}},
}
MADE: dict[str, dict[str, Any]] = {
    QUESTION_BLOCK: {"kind": "single", "key": {"right": "b"}, "points": 1},
    TOOL: {"path": "/toolbox/basics/"},
    IMAGE: {"file": "picture.png", "width": 640, "height": 360, "bytes": 9000},
    FILE: {"file": "sheet.pdf", "bytes": 120_000, "type": "application/pdf"},
    VIDEO: {
        "sources": [{"file": "v.mp4", "height": 480, "bytes": 9_000_000, "type": "video/mp4"}],
        "audio": None,
        "poster": "",
        "seconds": 100,
        "external": None,
    },
    AUDIO: {"sources": [{"file": "a.mp3", "bytes": 900_000, "type": "audio/mpeg"}], "seconds": 100},
    QUIZ: {
        "bank": "bank",
        "draw": None,
        "shuffle": True,
        "pass": 70,
        "minutes": None,
        "attempts": None,
        "feedback": "after",
    },
    TASK: {"rubric": [], "files": True, "accepted": False, "words": None},
    WORKSHOP: {"makeup": None, "minutes": 120},
}


def new_act() -> str:
    """What a browser makes for each act."""
    return str(uuid.uuid4())


def make_programme(make: Callable[..., Any], number: int = 1, **values: Any) -> Programme:
    """A programme without modules."""
    texts = {
        f"{name}_{language}": f"{name} {number} {language}"
        for name in ("title", "aim", "summary", "prerequisites", "task", "workshop")
        for language in ("el", "en")
    }
    known = {
        "key": f"t{number}",
        "slug": f"programme-{number}",
        "position": number,
        "hours": 25,
        "outcomes": [{"el": "Ξέρεις κάτι.", "en": "Know something."}],
    }
    return make(Programme, **{**texts, **known, **values})


def make_module(make: Callable[..., Any], programme: Programme, number: int = 1) -> Module:
    """A module without lessons."""
    return make(
        Module,
        key=f"{programme.key}-m{number}",
        programme_id=programme.id,
        position=number,
        title_el=f"Μέρος {number}",
        title_en=f"Part {number}",
        about_el="Περί",
        about_en="About",
    )


def make_lesson(
    make: Callable[..., Any],
    module: Module,
    number: int = 1,
    blocks: tuple[str, ...] = (TEXT, QUESTION_BLOCK),
    **values: Any,
) -> Lesson:
    """A lesson; `blocks` are the kinds of what it is made of: a text and a check question."""
    known = {
        "key": f"{module.key}-l{number}",
        "programme_id": module.programme_id,
        "module_id": module.id,
        "slug": f"lesson-{number}",
        "position": number,
        "minutes": 10,
        "title_el": f"Μάθημα {number}",
        "title_en": f"Lesson {number}",
        "has_text": True,
        "content_version": "v1",
        "sources": [{"title": "Πηγή", "url": "https://example.org/", "date": "2016-10-31"}],
        "legal": True,
        "updated": clock.today(),
    }
    texts = {
        "goal_el": "Ο στόχος.",
        "goal_en": "The goal.",
        "try_it_el": "Δοκίμασε.",
        "try_it_en": "Try.",
        "discuss_el": "Τι λες;",
        "discuss_en": "What do you say?",
    }
    lesson = make(Lesson, **{**known, **texts, **values})
    for kind in blocks if lesson.has_text else ():
        make_block(make, lesson, kind)
    return lesson


def make_block(
    make: Callable[..., Any], lesson: Lesson, kind: str = TEXT, name: str = "", **values: Any
) -> Block:
    """A block at the end of a lesson, with words and facts that fit its kind."""
    stand = select(func.count()).select_from(Block).where(Block.lesson_id == lesson.id)
    position = (db.session.scalar(stand) or 0) + 1
    name = name or ("check" if kind == QUESTION_BLOCK else f"{kind}-{position}")
    known = {
        "key": f"{lesson.key}/{name}",
        "lesson_id": lesson.id,
        "position": position,
        "kind": kind,
        "version": "v1",
        "said": SAID.get(kind, {"el": {}}),
        "made": MADE.get(kind, {}),
    }
    return make(Block, **{**known, **values})


def make_path(
    make: Callable[..., Any],
    lessons: Sequence[Lesson],
    number: int = 1,
    rule: dict[str, Any] | None = None,
    **rules: Any,
) -> PathVersion:
    """A version of a path: each lesson is to be read; `lesson_1=RULE` asks something else of it."""
    modules: dict[int, list[dict[str, Any]]] = {}
    for lesson in lessons:
        asked = rules.get(lesson.slug.replace("-", "_"), {"all": [{"read": lesson.id}]})
        entry = {"id": lesson.id, "key": lesson.key, "rule": asked}
        modules.setdefault(lesson.module_id, []).append(entry)
    body = {
        "rule": rule or {"all": [{"module": id} for id in modules]},
        "modules": [
            {
                "id": id,
                "key": f"m{id}",
                "rule": {"all": [{"lesson": lesson["id"]} for lesson in entries]},
                "lessons": entries,
            }
            for id, entries in modules.items()
        ],
    }
    programme_id = lessons[0].programme_id
    known = {"programme_id": programme_id, "number": number, "body": body}
    return make(PathVersion, **known, made_at=clock.now())


YAML = """\
key: {key}
order: {order}
hours: 25
title: {{el: "Τίτλος {key}", en: "Title {key}"}}
aim: {{el: "Σκοπός"}}
summary: {{el: "Περίληψη", en: "Summary"}}
outcomes:
  - {{el: "Ξέρεις κάτι.", en: "Know something."}}
modules:
  - key: {key}-m1
    title: {{el: "Μέρος", en: "Part"}}
    lessons:
"""
LINE = (
    "      - {{key: {key}, slug: {slug}, minutes: 10, "
    'title: {{el: "Μάθημα {slug}", en: "Lesson"}}}}\n'
)
GREEK = """\
---
goal: "Ο στόχος."
legal: true
updated: 2026-11-22
sources:
  - {title: "Ο νόμος", url: "https://example.org/", date: "2016-10-31"}
  - {title: "Κάτι άλλο", date: "χ.χ. / n.d."}
check:
  question: "Ποιος αποφασίζει;"
  options:
    - {key: a, text: "Ένας", feedback: "Όχι."}
    - {key: b, text: "Όλοι", feedback: "Ναι.", right: true}
---
Το κείμενο με [σύνδεσμο](/toolbox/basics/).
"""
ENGLISH = """\
---
goal: "The goal."
check:
  question: "Who decides?"
  options:
    - {key: a, text: "One", feedback: "No."}
    - {key: b, text: "All", feedback: "Yes.", right: true}
---
The text with a [link](/toolbox/basics/).
"""


def write_programme(folder: Path, key: str = "p1", order: int = 1, **lessons: str) -> Path:
    """Files of a programme in a folder named by its key; `l1="first"` is a lesson and its slug."""
    home = folder / key
    home.mkdir(parents=True, exist_ok=True)
    lines = [LINE.format(key=f"{key}-{name}", slug=slug) for name, slug in lessons.items()]
    (home / "programme.yaml").write_text(YAML.format(key=key, order=order) + "".join(lines))
    return home


def write_lesson(home: Path, slug: str, greek: str = GREEK, english: str | None = ENGLISH) -> None:
    """The texts of a lesson."""
    (home / slug).mkdir(exist_ok=True)
    (home / slug / "el.md").write_text(greek)
    if english is not None:
        (home / slug / "en.md").write_text(english)
