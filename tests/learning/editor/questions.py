"""Questions: one key that can be defended, words for every answer, banks that are full."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kalo.kit.text import fold
from tests.learning.editor.corpus import LANGUAGES, Corpus, Fault, Lesson, Programme
from tests.learning.editor.prose import words_in

CHOICES = ("single", "multiple")
LEAST_QUESTIONS, LEAST_KINDS = 10, 4
TELLING = re.compile(
    r"όλα τα παραπάνω|όλες οι παραπάνω|κανένα από τα παραπάνω|(?:all|none) of the above",
    re.IGNORECASE,
)
ENOUGH = 6  # checks of a programme from which a habit can be told
POSITION, LENGTH = 0.6, 0.7  # how many of them may have the right option in one place, or longest

Asked = tuple[str, dict[str, Any], dict[str, dict[str, Any]]]


def questions_answer_back(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """Every question is in both languages, has one key, and something to say to every answer."""
    seen: dict[str, str] = {}
    for where, shape, words in asked_in(programme):
        yield from _faults(where, shape, words)
        text = fold(str(words["el"].get("text", "")))
        if text in seen:
            yield Fault(where, f"asks what {seen[text]} asks")
        seen[text] = where


def asked_in(programme: Programme) -> Iterator[Asked]:
    """Every question of a programme: where, what is right, and its words by language."""
    for name, questions in programme.banks.items():
        for question in questions:
            words = {lang: question[lang] for lang in LANGUAGES if lang in question}
            yield f"{programme.slug}/banks/{name}.yaml {question['key']}", question, words
    for lesson in programme.here:
        yield from _in_lesson(lesson)


def _in_lesson(lesson: Lesson) -> Iterator[Asked]:
    told = {lang: {b.name: b.said for b in lesson.blocks(lang)} for lang in lesson.pieces}
    for block in lesson.blocks("el"):
        if block.kind == "question":
            words = {lang: said[block.name] for lang, said in told.items() if block.name in said}
            yield f"{lesson.where} {block.name}", block.said, words
    if "check" in lesson.front["el"]:
        checks = {lang: _check(front) for lang, front in lesson.front.items() if "check" in front}
        right = [o["key"] for o in lesson.front["el"]["check"]["options"] if o.get("right")]
        shape = {"kind": "single", "right": right[0] if len(right) == 1 else right}
        yield f"{lesson.where} check", shape, checks


def _check(front: dict[str, Any]) -> dict[str, Any]:
    check = front["check"]
    return {"text": check["question"], "options": check["options"]}


def _faults(where: str, shape: dict[str, Any], words: dict[str, dict[str, Any]]) -> Iterator[Fault]:
    if "en" not in words:
        yield Fault(where, "is not there in English")
    for language, said in words.items():
        here = f"{where} ({language})"
        if shape["kind"] in CHOICES:
            yield from _options(here, shape, said["options"])
        elif shape["kind"] == "true-false":
            for name in ("feedback_true", "feedback_false"):
                if not str(said.get(name, "")).strip():
                    yield Fault(here, f"has no {name}")
        elif shape["kind"] == "open":
            if not str(said.get("model", "")).strip():
                yield Fault(here, "has no model answer")
        elif not str(said.get("if_wrong", "")).strip():
            yield Fault(here, "says nothing to a wrong answer: if_wrong")


def _options(where: str, shape: dict[str, Any], options: list[dict[str, Any]]) -> Iterator[Fault]:
    right = shape["right"] if isinstance(shape["right"], list) else [shape["right"]]
    if shape["kind"] == "single" and len(right) != 1:
        yield Fault(where, "wants exactly one right option")
    if len(options) < 3:
        yield Fault(where, "wants three options or more")
    if shape["kind"] == "multiple" and not 1 < len(right) < len(options):
        yield Fault(where, "of several, more than one is right, and not all")
    texts = Counter(fold(str(option["text"])) for option in options)
    if twice := [text for text, count in texts.items() if count > 1]:
        yield Fault(where, f"two options say the same: {twice[0]}")
    for option in options:
        if not str(option.get("feedback", "")).strip():
            yield Fault(where, f"has no feedback for {option['key']}")
        if TELLING.search(str(option["text"])):
            yield Fault(where, f"an option names the others: {option['text']}")


def banks_are_full(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """Ten questions or more, of four kinds or more; each bank is drawn from, ten at a time."""
    drawn = {
        block.said.get("bank"): block.said.get("draw")
        for lesson in programme.here
        for block in lesson.blocks("el")
        if block.kind == "quiz"
    }
    for name, questions in programme.banks.items():
        where = f"{programme.slug}/banks/{name}.yaml"
        kinds = {question["kind"] for question in questions}
        if len(questions) < LEAST_QUESTIONS:
            yield Fault(where, f"has {len(questions)} questions, {LEAST_QUESTIONS} are wanted")
        if len(kinds) < LEAST_KINDS:
            yield Fault(where, f"has {len(kinds)} kinds of questions, {LEAST_KINDS} are wanted")
        if name in drawn and drawn[name] != LEAST_QUESTIONS:
            yield Fault(where, f"a quiz draws {drawn[name]} of it, not {LEAST_QUESTIONS}")
        if programme.is_whole and name not in drawn:
            yield Fault(where, "no quiz draws from it")


def checks_give_nothing_away(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """In checks the right option is not always in the same place, nor always the longest."""
    checks = [lesson.front["el"]["check"] for lesson in programme.here if _has_check(lesson)]
    if len(checks) < ENOUGH:
        return
    places = Counter(_place(check["options"]) for check in checks)
    place, often = places.most_common(1)[0]
    if often / len(checks) > POSITION:
        yield Fault(
            programme.slug, f"in {often} of {len(checks)} checks option {place + 1} is right"
        )
    longest = sum(_is_longest(check["options"]) for check in checks)
    if longest / len(checks) > LENGTH:
        yield Fault(programme.slug, f"in {longest} of {len(checks)} checks the longest is right")


def _has_check(lesson: Lesson) -> bool:
    return "check" in lesson.front["el"]


def _place(options: list[dict[str, Any]]) -> int:
    return next(n for n, option in enumerate(options) if option.get("right"))


def _is_longest(options: list[dict[str, Any]]) -> bool:
    lengths = [words_in(str(option["text"])) for option in options]
    return lengths[_place(options)] == max(lengths)
