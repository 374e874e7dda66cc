"""What the page of the tool shows beside the questions, by the answers so far."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from flask_babel import gettext as _

from kalo.toolbox.facts import Facts, said
from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.impact import bank
from kalo.toolbox.tools.impact.questionnaires import (
    AXES,
    NOT_FOR_US,
    PHASES,
    POINTS,
    Axis,
    Statement,
)
from kalo.toolbox.tools.impact.questions import LINK_TITLES, POINT_WORDS
from kalo.toolbox.tools.impact.theory import LINKS

METHODS, FIGURES, SETS = bank.METHODS, bank.FIGURES, bank.SETS


@dataclass(frozen=True)
class AxisShown:
    """An axis on the page: the statements for the kind, and the scale in words."""

    statements: list[Statement]
    scale: list[tuple[str, Any]]
    not_for_us: Any

    def said(self, points: str) -> str:
        """Points in a few words."""
        return points if points in POINTS else str(POINT_WORDS.get(points, ""))


def beside(answers: Answers, language: str, facts: dict[str, Facts]) -> dict[str, Any]:
    """Everything that the templates of the tool need besides the answers."""
    kind = answers.get("kind") or ""
    phases = PHASES if answers.get("again") else PHASES[:1]
    axes = {axis.key: _axis(axis, kind) for axis in AXES}
    asked = {s.name(phase) for each in axes.values() for s in each.statements for phase in phases}
    every = [s.name(phase) for axis in AXES for s in axis.statements for phase in PHASES]
    return {
        "axes": axes,
        "phases": phases,
        "aside": [name for name in every if name not in asked],  # kept, though not asked now
        "ends": _ends(answers),
        "cards": _cards(facts[bank.SET], kind, language),
        "card_groups": card_groups(),
        "chosen": {row.get("card") for row in answers.get("indicators") or ()},
        "methods": [
            (said(fact.about["name"], language), said(fact.about["when"], language), fact.stated())
            for fact in facts[METHODS].values()
        ],
        "figures": [
            fact.stated() for fact in facts[FIGURES].values() if fact.about["of"] == "everybody"
        ],
        "sums": _sums(),
        "principles": _principles(),
    }


def _axis(axis: Axis, kind: str) -> AxisShown:
    scale = [(point, POINT_WORDS[point]) for point in POINTS]
    return AxisShown(axis.asked_of(kind), scale, POINT_WORDS[NOT_FOR_US])


def _ends(answers: Answers) -> dict[str, list[tuple[str, str]]]:
    """For each box, the boxes of later links that it may lead to."""
    told = [row for row in answers.get("boxes") or () if row.get("link") in LINKS]
    return {
        row["id"]: [
            (other["id"], f"{LINK_TITLES[other['link']]}: {other.get('text') or '…'}")
            for other in told
            if LINKS.index(other["link"]) > LINKS.index(row["link"])
        ]
        for row in told
    }


def _cards(facts: Facts, kind: str, language: str) -> list[bank.Card]:
    """Those for the kind first; the order of the bank otherwise."""
    return sorted(bank.cards(facts, language).values(), key=lambda card: kind not in card.kinds)


def card_groups() -> list[tuple[str, str]]:
    """What indicators show: 1 + 3 + 1."""
    return [
        ("work", _("The work (one is enough)")),
        ("change", _("The change (three)")),
        ("inside", _("How you work together (one)")),
    ]


def _sums() -> str:
    return _(
        "Year 1 = Q × V × (1−DW) × (1−DP) × (1−AT)\n"
        "Year t = Year 1 × (1−DO)^(t−1)\n"
        "PV = sum of: Year t / (1+r)^t\n"
        "NPV = PV − I\n"
        "SROI = PV / I\n"
        "Net ratio = (PV − I) / I\n"
        "Months to payback = I / (yearly impact / 12)"
    )


def _principles() -> list[str]:
    return [
        _("Involve stakeholders."),
        _("Understand what changes."),
        _("Value what matters."),
        _("Include only what is material."),
        _("Do not over-claim."),
        _("Be transparent."),
        _("Verify the result."),
    ]


def choose_card(answers: Answers, pressed: str) -> Answers:
    """A card of the bank becomes a row of its own; once."""
    verb, _space, key = pressed.partition(" ")
    rows = list(answers.get("indicators") or ())
    known = {name for name, _words in bank.Names()}
    if verb != "card" or key not in known or any(row.get("card") == key for row in rows):
        return answers
    return {**answers, "indicators": [*rows, {"id": _row_of(key), "card": key}]}


def _row_of(key: str) -> str:
    """The id of the row of a card: the same for whoever chooses it, and of no other card."""
    short = f"card-{key}"
    return short if len(short) <= 24 else f"card-{blake2b(key.encode(), digest_size=9).hexdigest()}"
