"""What a whole programme has: starters, words, tests before and after, a task, two workshops.

Of a programme that is not whole yet only what is there is looked at.
"""

from collections.abc import Iterator
from typing import Any

from tests.learning.editor.corpus import LANGUAGES, Block, Corpus, Fault, Lesson, Programme

LEVELS, CRITERIA = 4, (3, 5)
WORKSHOPS = 2
TEST = 12  # questions of the bank for the tests before and after


def programmes_have_their_parts(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """The outline says everything in both languages; a whole programme tests before and after."""
    outline, where = programme.outline, f"{programme.slug}/programme.yaml"
    for name in ("title", "aim", "summary", "prerequisites", "task", "workshop"):
        yield from _in_both(where, name, outline.get(name))
    for number, outcome in enumerate(outline["outcomes"], 1):
        yield from _in_both(where, f"outcome {number}", outcome)
    for term in programme.terms:
        for name in ("term", "means"):
            yield from _in_both(f"{programme.slug}/glossary.yaml", term["key"], term.get(name))
    begun = {lesson.module for lesson in programme.here}
    for module in outline["modules"]:
        if module["key"] in begun:
            starter = module.get("starter") or {}
            for name in ("title", "text"):
                what = f"starter of {module['key']}: {name}"
                yield from _in_both(where, what, starter.get(name))
    if programme.is_whole:
        yield from _whole(programme, where)


def _in_both(where: str, name: str, said: Any) -> Iterator[Fault]:
    for language in LANGUAGES:
        if not (isinstance(said, dict) and str(said.get(language, "")).strip()):
            yield Fault(where, f"{name} is missing ({language})")


def _whole(programme: Programme, where: str) -> Iterator[Fault]:
    if not programme.outline.get("terms"):
        yield Fault(where, "terms: names no words of the programme")
    first, last = _quiz_of(programme.here[0]), _quiz_of(programme.here[-1])
    if first.get("pass") != 0 or first.get("required") is not False:
        yield Fault(where, "begins with a quiz that judges nobody: pass: 0, required: false")
    if not last.get("pass") or last.get("bank") != first.get("bank"):
        yield Fault(where, "ends with a quiz from the bank that it began with")
    if len(programme.banks.get(str(first.get("bank")), [])) < TEST:
        yield Fault(where, f"the bank of the first quiz wants {TEST} questions")


def _quiz_of(lesson: Lesson) -> dict[str, Any]:
    return next((b.said for b in lesson.blocks("el") if b.kind == "quiz"), {})


def tasks_can_be_judged(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """A rubric has three to five criteria of four levels each, all described, points rising."""
    tasks = _of_kind(programme, "task")
    if programme.is_whole and not tasks:
        yield Fault(programme.slug, "has no task")
    for lesson, block in tasks:
        where, rubric = f"{lesson.where} {block.name}", block.said.get("rubric", [])
        if not CRITERIA[0] <= len(rubric) <= CRITERIA[1]:
            yield Fault(where, f"has {len(rubric)} criteria, three to five are wanted")
        if not block.said.get("words") or not block.said.get("accepted"):
            yield Fault(where, "wants words and accepted: true")
        for language in lesson.pieces:
            said = next((b.said for b in lesson.blocks(language) if b.name == block.name), {})
            yield from _criteria(f"{where} ({language})", said.get("rubric", []), language)


def _criteria(where: str, rubric: list[dict[str, Any]], language: str) -> Iterator[Fault]:
    for one in rubric:
        levels = one["levels"]
        if len(levels) != LEVELS or not all(level.get("about") for level in levels):
            yield Fault(where, f"{one['key']} wants {LEVELS} levels, each with about")
        if language == "el" and [level.get("points") for level in levels] != list(range(LEVELS)):
            yield Fault(where, f"{one['key']} wants points from 0 to {LEVELS - 1}")


def workshops_can_be_held(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """A workshop has a run sheet, and a way that makes up for it; a whole programme has two."""
    workshops = _of_kind(programme, "workshop")
    if programme.is_whole and len(workshops) < WORKSHOPS:
        yield Fault(programme.slug, f"has {len(workshops)} workshops, two are wanted")
    for lesson, block in workshops:
        where, sheet = f"{lesson.where} {block.name}", block.said.get("run_sheet", [])
        if not sheet:
            yield Fault(where, "has no run sheet")
        elif sum(step.get("minutes", 0) for step in sheet) != block.said.get("minutes"):
            yield Fault(where, "the minutes of the run sheet are not those of the workshop")
        if not block.said.get("makeup"):
            yield Fault(where, "nothing makes up for it")


def _of_kind(programme: Programme, kind: str) -> list[tuple[Lesson, Block]]:
    return [
        (lesson, block)
        for lesson in programme.here
        for block in lesson.blocks("el")
        if block.kind == kind
    ]
