"""The indicator bank: cards as `impact-indicators.yaml` and editors say them, and values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kalo.kit.facts import wrong_with
from kalo.toolbox.facts import Fact, Facts, checks_facts, facts_in_file, said

SET = "impact-indicators"
WORDS = ("name", "formula", "frequency", "document", "caution")
SHOWS = ("work", "change", "inside")
KINDS = ("integration", "collective", "other")
OWN = "own"  # an indicator that stands on no card
FEW = 5  # fewer people are not told apart


@dataclass(frozen=True)
class Card:
    """An indicator: what it is, how it is reckoned, and what it does not say."""

    key: str
    name: str
    definition: str
    formula: str
    unit: str
    frequency: str
    document: str
    sdg: tuple[int, ...]
    caution: str
    shows: str
    people: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Value:
    """A value as it may be shown: nothing, a number, or "fewer than five"."""

    number: Decimal | None
    hidden: bool = False


def card_of(fact: Fact, language: str) -> Card:
    """The card that a fact holds."""
    about = fact.about
    return Card(
        key=fact.key,
        definition=fact.text,
        unit=fact.unit,
        sdg=tuple(about["sdg"]),
        shows=about["shows"],
        people=about["people"],
        kinds=tuple(about["for"]),
        **{name: said(about[name], language) for name in WORDS},
    )


def cards(facts: Facts, language: str) -> dict[str, Card]:
    """All cards by key, in their order."""
    return {key: card_of(fact, language) for key, fact in facts.items()}


def names() -> list[tuple[str, dict[str, str]]]:
    """Key and name of each card as the file has them, for a list to choose from."""
    return [(key, dict(fact.about["name"])) for key, fact in facts_in_file(SET, "el").items()]


@checks_facts(SET)
def wrong_card(row: Mapping[str, Any]) -> str:
    """What is wrong with a card; empty where nothing is."""
    about = row["about"]
    if set(about) != {*WORDS, "sdg", "shows", "people", "for"}:
        return wrong_with(
            "about has %(words)s, sdg, shows, people and for, and nothing else",
            words=", ".join(WORDS),
        )
    for name in WORDS:
        both = about[name]
        if not isinstance(both, Mapping) or not all(both.get(each) for each in ("el", "en")):
            return wrong_with("%(name)s must stand in both languages", name=name)
    if not isinstance(about["sdg"], list) or not all(each in range(1, 18) for each in about["sdg"]):
        return wrong_with("sdg is a list of goals from 1 to 17")
    if about["shows"] not in SHOWS or not isinstance(about["people"], bool):
        return wrong_with(
            "shows is one of %(known)s; people is true or false", known=", ".join(SHOWS)
        )
    if not isinstance(about["for"], list) or not about["for"] or set(about["for"]) - set(KINDS):
        return wrong_with("for names some of %(known)s", known=", ".join(KINDS))
    return "" if row["unit_el"] else wrong_with("a card has a unit")


def way_gone(
    baseline: Decimal | None, target: Decimal | None, actual: Decimal | None
) -> Decimal | None:
    """How much of the way from the baseline to the target lies behind, in percent.

    None where one of them is missing, and where there was no way to go.
    """
    if baseline is None or target is None or actual is None or baseline == target:
        return None
    return ((actual - baseline) / (target - baseline) * 100).quantize(Decimal("0.1"))


def shown(number: Decimal | None, people: bool, all_of_it: bool = False) -> Value:
    """A count of people from 1 to 4 is hidden, unless the paper stays inside."""
    if number is not None and people and not all_of_it and 0 < number < FEW:
        return Value(None, hidden=True)
    return Value(number)
