"""The indicators that were chosen, with their values and what they do not say."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from kalo.kit.reports import Block, Cell, Heading, Notice, Para, Points, Table
from kalo.toolbox.facts import Facts
from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.impact import bank
from kalo.toolbox.tools.impact.result.say import exact

FIGURES = "impact-figures"
VALUES = ("baseline", "target", "actual")


def measure_blocks(answers: Answers, language: str, facts: Mapping[str, Facts]) -> Iterator[Block]:
    """A table of values, the cautions of the cards, the goals they are tied to, and benchmarks."""
    rows = [row for row in answers.get("indicators") or () if _chosen(row)]
    if not rows:
        return
    cards = bank.cards(facts[bank.SET], language)
    all_of_it = bool(answers.get("show_few"))
    yield Heading(_("Our indicators"))
    yield _table(rows, cards, all_of_it)
    if any(_is_hidden(row, cards, all_of_it) for row in rows):
        yield Notice(
            _("Counts of fewer than five people are not shown: somebody might be recognised.")
        )
    yield from _about(rows, cards)
    if any(row.get("card") in {"retention", "moves", "jobs-vulnerable"} for row in rows):
        yield Para(
            _(
                "What others found, of other samples. They do not compare, neither with each "
                "other nor with you."
            )
        )
        yield from (
            fact.stated()
            for fact in facts[FIGURES].values()
            if fact.about.get("of") == "integration"
        )


def _chosen(row: Mapping[str, Any]) -> bool:
    named = row.get("own") or row.get("card") not in ("", None, bank.OWN)
    return bool(named) or any(exact(row, name) is not None for name in VALUES)


def _name(row: Mapping[str, Any], card: bank.Card | None) -> str:
    said = f"{card.name} ({card.unit})" if card else ""
    return ": ".join(filter(None, [said, row.get("own") or ""])) or _("Without a name")


def _table(rows: list[dict[str, Any]], cards: Mapping[str, bank.Card], all_of_it: bool) -> Table:
    header = [
        *(_("Indicator"), _("Baseline"), _("Target"), _("Actual")),
        *(_("Of the way"), _("Source")),
    ]
    body = [_row(row, cards.get(row.get("card") or ""), all_of_it) for row in rows]
    said = ("", "number", "number", "number", "percent", "")
    return Table(header, body, caption=_("Indicators and their values"), said=said)


def _row(row: Mapping[str, Any], card: bank.Card | None, all_of_it: bool) -> list[Cell]:
    people = card.people if card else False
    values = [exact(row, name) for name in VALUES]
    shown = [bank.shown(value, people, all_of_it) for value in values]
    whole = not any(value.hidden for value in shown)
    return [
        _name(row, card),
        *(_("fewer than 5") if value.hidden else value.number for value in shown),
        bank.way_gone(values[0], values[1], values[2]) if whole else None,
        row.get("source") or (card.document if card else ""),
    ]


def _is_hidden(row: Mapping[str, Any], cards: Mapping[str, bank.Card], all_of_it: bool) -> bool:
    card = cards.get(row.get("card") or "")
    values = [exact(row, name) for name in VALUES]
    return card is not None and any(
        bank.shown(value, card.people, all_of_it).hidden for value in values
    )


def _about(rows: list[dict[str, Any]], cards: Mapping[str, bank.Card]) -> Iterator[Block]:
    named = dict.fromkeys(row.get("card") or "" for row in rows)
    chosen = [cards[key] for key in named if key in cards]
    if not chosen:
        return
    yield Heading(_("How they are reckoned, and what to mind"), 3)
    yield Points(
        [
            _(
                "%(name)s: %(formula)s. %(caution)s",
                name=card.name,
                formula=card.formula,
                caution=card.caution,
            )
            for card in chosen
        ]
    )
    goals = sorted({goal for card in chosen for goal in card.sdg})
    yield Para(
        _(
            "As labels for others: Sustainable Development Goals %(goals)s.",
            goals=", ".join(map(str, goals)),
        )
    )
