"""Our programmes keep their style (docs/style-of-lessons.md), and each slip would be found."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kalo.kit.db import transaction
from kalo.learning.actions import import_programmes
from kalo.learning.actions.importing import CONTENT
from tests.factories.samples import prose, write_sample
from tests.learning.editor import faults_in, read_corpus

PROGRAMMES = sorted(path.parent.name for path in CONTENT.glob("*/programme.yaml"))
ours = functools.cache(lambda: read_corpus(CONTENT))


@pytest.mark.parametrize("slug", PROGRAMMES)
def test_our_programmes_keep_the_style(slug: str) -> None:
    assert [str(fault) for fault in faults_in(ours(), slug)] == []


def test_every_lesson_of_every_outline_has_a_text() -> None:
    whole = {slug: len(programme.lessons) for slug, programme in ours().programmes.items()}
    assert {slug: len(ours().programmes[slug].here) for slug in PROGRAMMES} == whole


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A small programme without a fault."""
    return write_sample(tmp_path)


def found_in(home: Path) -> list[str]:
    return [str(fault) for fault in faults_in(read_corpus(home.parent), home.name)]


def test_the_sample_has_no_fault_and_comes_in(home: Path, app: Any) -> None:
    assert found_in(home) == []
    with transaction():
        import_programmes(home.parent)


Change = Callable[[str], str]


def put(old: str, new: str) -> Change:
    """A change that has to find its place."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def after(words: str) -> Change:
    """Words at the end of the opening."""
    return lambda text: re.sub(r"(^> \*\*.+$)", rf"\1\n\n{words}", text, count=1, flags=re.M)


def without_task(text: str) -> str:
    return text[: text.index("\n```task")]


FIRST, SECOND, BANK = "first/el.md", "second/el.md", "banks/test.yaml"
ENGLISH, OUTLINE, DRAWN = "first/en.md", "programme.yaml", "first/scales.el.svg"
PLANTED: list[tuple[str, Change | None, str]] = [
    # parts
    (ENGLISH, None, "sample/first: has no English"),
    (FIRST, put('goal: "Θα μπορείς να ζυγίζεις."\n', ""), "sample/first/el.md: has no goal"),
    (ENGLISH, put("> **In short.**", "> **Short.**"), "first/en.md: does not begin with > **In"),
    (FIRST, put("*Παράδειγμα.*", "Κάτι."), "el.md: no paragraph begins with *Παράδειγμα.*"),
    (ENGLISH, put("*Example.*", "Thing."), "en.md: no paragraph begins with *Example.*"),
    (ENGLISH, put('try_it: "Weigh something."\n', ""), "sample/first/en.md: has no try_it"),
    (FIRST, put('discuss: "Τι ζύγισες;"\n', ""), "sample/first/el.md: has no discuss"),
    (ENGLISH, put("```question how", "```question when"), "first: has other blocks in English"),
    # length
    (FIRST, after(prose("el", 1, 60)), "words, 300 to 600 are wanted"),
    ("second/en.md", put(prose("en", 1), "Short."), "words, 300 to 600 are wanted"),
    ("before/en.md", after(prose("en", 1, 30)), "words, 60 to 260 are wanted"),
    # nothing left to write
    (FIRST, after("(Το μάθημα θα γραφτεί.)"), "is not written yet"),
    (ENGLISH, after("TODO the second half."), "is not written yet: TODO"),
    (BANK, put('feedback: "Yes."', 'feedback: "Text to come"'), "is not written yet: Text to come"),
    # links
    (FIRST, put("/toolbox/guide/", "/toolbox/gide/"), "/toolbox/gide/ is no page of ours"),
    (FIRST, put("/sample/second/", "/sample/third/"), "third/#i-archi is no lesson"),
    (FIRST, put("#i-archi", "#το-τελος"), "#το-τελος names nothing on that page"),
    (FIRST, after("[Δες](/learning/nowhere/)."), "/learning/nowhere/ is no programme"),
    (FIRST, after("[Δες](#pictures)."), "#pictures names nothing on its page"),
    (FIRST, after("[Δες](/learning/glossary#none)."), "is no word of the glossary"),
    (ENGLISH, after("[See](/en/toolbox/guide/)."), "is written as in Greek, without /en"),
    (OUTLINE, put("Πες μας τι", "Πες [μας](/toolbox/x/) τι"), "programme.yaml: /toolbox/x/ is no"),
    # questions
    (BANK, put(', feedback: "Είναι περισσότερα."', ""), "single-0 (el): has no feedback for a"),
    (BANK, put(', feedback_false: "One can."', ""), "true-0 (en): has no feedback_false"),
    (BANK, put(', if_wrong: "Είναι 0."', ""), "number-0 (el): says nothing to a wrong answer"),
    (BANK, put('    en: {text: "Write 0."', '    #: {text: "Write 0."'), "is not there in English"),
    (BANK, put('text: "Few"', 'text: "Many"'), "single-0 (en): two options say the same: many"),
    (BANK, put('text: "Πολλά"', 'text: "Όλα τα παραπάνω"'), "an option names the others"),
    (BANK, put("right: b", "right: [a, b]"), "single-0 (el): wants exactly one right option"),
    (FIRST, put('text: "Βάρος"', 'right: true, text: "Βάρος"'), "a name is given twice"),
    (FIRST, put('text: "Μήκος"', 'right: true, text: "Μήκος"'), "check (el): wants exactly one"),
    (BANK, put("Πόσα κιλά είναι 1;", "Πόσα κιλά είναι 0;"), "asks what sample/banks/test.yaml"),
    (BANK, lambda text: text[: text.index("  - key: true-2")], "has 9 questions, 10 are wanted"),
    (BANK, lambda text: re.sub("kind: (numeric|short)", "kind: short", text), "3 kinds of questio"),
    ("after/el.md", put("draw: 10", "draw: 8"), "a quiz draws 8 of it, not 10"),
    # law and money
    (FIRST, put("updated: 2026-11-29\n", ""), "legal: true wants updated"),
    (FIRST, put(', date: "2016-10-31"', ""), "a source wants an address and a date: Νόμος"),
    (
        "before/el.md",
        after("Ο νόμος 4430/2016 το λέει."),
        "law or money (νόμος 4430/2016)",
    ),
    ("before/en.md", after("It costs 500 euros a year."), "tells of law or money (500 euros)"),
    # terms
    (FIRST, after("Η ΚΟΙΝΣΕΠ ζυγίζει."), "says 'ΚΟΙΝΣΕΠ'; we say ΚοινΣΕπ"),
    (FIRST, after("Το budget βγαίνει."), "says 'budget'; we say προϋπολογισμός"),
    (FIRST, after("Οι εργαζόμενοι/ες ζυγίζουν."), "we say an inclusive form without a slash"),
    (BANK, put("How many kilos are 0", "How many does the workers' cooperative"), "worker coop"),
    # sentences
    (FIRST, after(" ".join(["λέξη"] * 39) + "."), "a sentence of 39 words"),
    (ENGLISH, lambda text: text.replace(". The ", ", the "), "words in a sentence, 17 at most"),
    # Greek as it is written
    (FIRST, after("Η ΖΥΓΑΡΙΆ μετρά."), "ΖΥΓΑΡΙΆ: capitals have no accents"),
    (ENGLISH, after("Scales — that is all."), "a dash: "),
    (ENGLISH, after("Well done 🎉."), "a little picture: 🎉"),
    # alike
    (SECOND, put(prose("el", 1), prose("el", 0)), "says what sample/second says"),
    # the programme
    (SECOND, put("- {key: full, points: 3", "- {key: full, points: 2"), "wants points from 0 to 3"),
    (SECOND, put(', title: "some", about: "Λέει τι ζύγισε."', ', title: "some"'), "wants 4 levels"),
    (SECOND, put("accepted: true", "files: true"), "wants words and accepted: true"),
    (SECOND, without_task, "sample: has no task"),
    (FIRST, put("makeup: {questions: [how]}\n", ""), "meet-first: nothing makes up for it"),
    (FIRST, put("minutes: 40,", "minutes: 30,"), "the minutes of the run sheet are not those"),
    (FIRST, put("```workshop meet-first", "```discussion meet-first"), "has 1 workshops, two are"),
    ("before/el.md", put("pass: 0", "pass: 50"), "begins with a quiz that judges nobody"),
    (OUTLINE, put("terms: [scales]\n", ""), "terms: names no words of the programme"),
    (OUTLINE, put(', en: "What do you weigh?"', ""), "starter of s1-m1: title is missing (en)"),
    (OUTLINE, put(', en: "Weigh what the kitchen cooks."', ""), "outcome 1 is missing (en)"),
    # drawings
    (DRAWN, put("</text>", ""), "is no SVG: mismatched tag"),
    (DRAWN, put("<title>Ζυγαριά</title>", ""), "does not begin with a title"),
    (FIRST, put('alt: "Μια ζυγαριά."\n', ""), "scales has no alternative text"),
]


@pytest.mark.parametrize(("file", "change", "sentence"), PLANTED)
def test_a_planted_fault_is_found(
    home: Path, file: str, change: Change | None, sentence: str
) -> None:
    path = home / file
    if change is None:
        path.unlink()
    else:
        path.write_text(change(path.read_text()))
    try:
        found = found_in(home)
    except ValueError as error:  # what cannot even be read
        found = [str(error)]
    assert any(sentence in fault for fault in found), found
