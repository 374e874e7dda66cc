"""How far the sheet has come, and what a second look at it would ask; pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.canvas.blocks import BLOCKS, STEPS
from kalo.toolbox.tools.canvas.wall import Lying, tone_of

EMPTY, BEGUN, FILLED = "empty", "begun", "filled"
MANY_ASSUMED = 3
SAID = ("claim", "block", "how", "by", "result", "learned")
FEW_MEASURES, MANY_MEASURES = 3, 5


@dataclass(frozen=True)
class Progress:
    """Blocks with a note out of all, notes, notes of each tone, and how each step stands."""

    filled: int
    blocks: int
    notes: int
    tones: dict[str, int]
    steps: dict[str, str]


def progress_of(lying: Lying) -> Progress:
    """What has been filled in so far."""
    steps = {}
    for step in STEPS:
        full = sum(bool(lying[block.key]) for block in step.blocks)
        steps[step.slug] = EMPTY if not full else FILLED if full == len(step.blocks) else BEGUN
    tones = Counter(tone_of(note) for notes in lying.values() for note in notes)
    filled = sum(map(bool, lying.values()))
    return Progress(filled, len(BLOCKS), sum(tones.values()), dict(tones), steps)


def tests_of(answers: Answers) -> list[dict[str, Any]]:
    """The hypotheses that say something; what is empty may be missing in a work that is kept."""
    rows = [row for row in answers.get("tests") or () if row.get("claim")]
    return [{"id": row["id"], **{name: row.get(name) or "" for name in SAID}} for row in rows]


def second_look(answers: Answers, lying: Lying, today: date) -> list[str]:
    """Sentences that ask; none where the sheet is too young to be asked."""
    stand = progress_of(lying)
    if stand.filled < 2:
        return []
    asks = [*_people_asks(lying), *_money_asks(lying), *_measure_asks(lying)]
    return [*asks, *_test_asks(answers, stand, today)]


def _people_asks(lying: Lying) -> list[str]:
    asks = []
    if lying["social-value"] and not lying["beneficiaries"]:
        asks.append(
            _("The social value is written, the beneficiaries are not: whose life changes?")
        )
    if lying["customer-value"] and not lying["customers"]:
        asks.append(_("There is a reason to pay, but nobody who pays: who are the customers?"))
    if lying["beneficiaries"] and not lying["social-value"]:
        asks.append(_("The beneficiaries are written: what changes for them?"))
    if lying["customers"] and not lying["customer-value"]:
        asks.append(_("The customers are written: what do they get for their money?"))
    return asks


def _money_asks(lying: Lying) -> list[str]:
    asks = []
    if lying["costs"] and not lying["revenue"]:
        asks.append(_("There are costs and no revenue yet: who covers them?"))
    if lying["revenue"] and not lying["customers"]:
        asks.append(_("There is revenue, but nobody who pays it."))
    if lying["revenue"] and lying["costs"]:
        asks.append(_("Is the revenue enough for the costs, if it turns out a third lower?"))
    return asks


def _measure_asks(lying: Lying) -> list[str]:
    measures = len(lying["measures"])
    if not measures:
        return [_("No measure of impact yet: which figure would show the change?")] * bool(
            lying["social-value"]
        )
    if measures > MANY_MEASURES:
        return [
            _(
                "%(many)s measures are many to follow. Which three to five matter most?",
                many=measures,
            )
        ]
    if measures < FEW_MEASURES and lying["social-value"]:
        return [_("Three to five measures usually show the change better than one or two.")]
    return []


def _test_asks(answers: Answers, stand: Progress, today: date) -> list[str]:
    tests, asks = tests_of(answers), []
    assumed = stand.tones.get("assumed", 0)
    if assumed >= MANY_ASSUMED and not tests:
        asks.append(
            _(
                "%(some)s of %(all)s notes are assumptions, and none is being tested. "
                "Begin with the one that would hurt most if it were wrong.",
                some=assumed,
                all=stand.notes,
            )
        )
    late = sum(
        bool(each["by"]) and each["by"] < today.isoformat() and not each["result"] for each in tests
    )
    if late:
        asks.append(
            ngettext(
                "The day of %(num)s test has passed: what came out?",
                "The days of %(num)s tests have passed: what came out?",
                late,
            )
        )
    if any(each["result"] == "not" for each in tests):
        asks.append(_("A hypothesis did not hold. Which notes change because of it?"))
    return asks
