"""The canvas as a report: steps with their notes, hypotheses, and what a second look asks."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.kit import clock
from kalo.kit.reports import (
    Block,
    Heading,
    Link,
    Notice,
    Para,
    Points,
    Report,
    Stated,
    Table,
    legal_notice,
)
from kalo.toolbox.fields import Answers
from kalo.toolbox.queries.facts import facts_of
from kalo.toolbox.tools.canvas.blocks import BLOCKS, STEPS, Step
from kalo.toolbox.tools.canvas.progress import Progress, progress_of, second_look, tests_of
from kalo.toolbox.tools.canvas.wall import Lying, Note, by_block, tone_of
from kalo.toolbox.tools.canvas.words import mark_of, result_word, tone_words

PROFITS = ("sse-profits", "sse-profits-vote")  # facts of the set "legal-forms"
FOLDED = 3  # the level of the steps: on its page the sheet stands above already


def result(answers: Answers, language: str) -> Report:
    """The whole sheet, to be read from top to bottom; of an empty one, what it would hold."""
    facts = facts_of("legal-forms", language)
    profits = [facts[key].stated() for key in PROFITS if key in facts]
    lying = by_block(answers)
    return Report(
        title=answers.get("name") or _("Social business model canvas"),
        subtitle=answers.get("idea") or "",
        blocks=[
            Para(progress_line(progress_of(lying))),
            *_asks(answers, lying),
            *_sheet(lying, language, profits),
            *_tests(answers, language),
            *_onward(answers),
            legal_notice(),
        ],
        made_on=clock.today(),
        folds=FOLDED,
        language=language,
        more={"profits": profits},
    )


def progress_line(stand: Progress) -> str:
    """How far the sheet has come, in a sentence."""
    return ngettext(
        "%(filled)s of %(blocks)s blocks, %(num)s note",
        "%(filled)s of %(blocks)s blocks, %(num)s notes",
        stand.notes,
        filled=stand.filled,
        blocks=stand.blocks,
    )


def _sheet(lying: Lying, language: str, profits: list[Stated]) -> Iterator[Block]:
    words = tone_words()
    if any(lying.values()):
        yield Heading(_("The sheet"))
    for step in STEPS:
        if any(lying[block.key] for block in step.blocks):
            yield Heading(f"{step.number}. {step.title[language]}", FOLDED)
            yield from _step(step, lying, language, words)
        if lying["surplus"] and step.slug == "costs":
            yield Para(profits_of())
            yield from profits


def _step(step: Step, lying: Lying, language: str, words: dict[str, str]) -> Iterator[Block]:
    for block in step.blocks:
        if not lying[block.key]:
            continue
        if len(step.blocks) > 1:
            yield Heading(block.title[language], FOLDED + 1)
        yield Points([said(note, words) for note in lying[block.key]])


def profits_of() -> str:
    """Of whom the facts about profits speak."""
    return _("For a social cooperative enterprise (KoinSEp):")


def said(note: Note, words: dict[str, str]) -> str:
    """A note in one line, with what its colour says."""
    return f"{note['text']} ({mark_of(note)} {words[tone_of(note)]})"


def _tests(answers: Answers, language: str) -> Iterator[Block]:
    tests = tests_of(answers)
    if not tests:
        return
    yield Heading(_("Hypotheses and tests"))
    rows = [test_row(each, language) for each in tests]
    yield Table(header=test_header(), rows=rows, caption=_("Hypotheses and tests"))


def test_header() -> list[str]:
    """What stands over the columns of the hypotheses."""
    return [
        _("Hypothesis"),
        _("Block"),
        _("How it is tested"),
        _("By"),
        _("Result"),
        _("What I learned"),
    ]


def test_row(each: dict[str, Any], language: str) -> list[str]:
    """A hypothesis in a line of a table."""
    return [
        each["claim"],
        BLOCKS[each["block"]].title[language] if each["block"] else "",
        each["how"],
        _day(each["by"]),
        result_word(each["result"]),
        each["learned"],
    ]


def _asks(answers: Answers, lying: Lying) -> Iterator[Block]:
    asks = second_look(answers, lying, clock.today())
    if asks:
        yield Heading(_("A second look"))
        yield Points(asks)


def _onward(answers: Answers) -> Iterator[Block]:
    if answers.get("notes"):
        yield Notice(_("A canvas is never finished: talk with people, then change it."))
        yield Link(_("How the canvas is filled in, step by step"), "/toolbox/canvas/")


def _day(day: str) -> str:
    """29/11/2026, as people write it here."""
    return "/".join(reversed(day.split("-"))) if day else ""
