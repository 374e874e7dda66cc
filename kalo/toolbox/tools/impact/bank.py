"""The indicator bank: cards as `impact-indicators.yaml` and editors say them, and values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import has_app_context
from flask_babel import lazy_gettext as _

from kalo.kit.facts import ONE, SOME, YES, Options, Part, lists_facts, shapes_facts, wrong_with
from kalo.kit.web import language
from kalo.toolbox.facts import Fact, Facts, checks_facts, facts_in_file, said
from kalo.toolbox.queries.facts import facts_of_all

SET, METHODS, FIGURES = "impact-indicators", "impact-methods", "impact-figures"
SETS = (SET, METHODS, FIGURES)
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


class Names(Sequence[tuple[str, Any]]):
    """Key and name of each card as they stand now, then some more: a list to choose from.

    What editors add can be chosen at once. Without a database it is what the file has.
    """

    def __init__(self, *more: tuple[str, Any]) -> None:
        self.more = more

    def pairs(self) -> list[tuple[str, Any]]:
        """All of them, in their order."""
        if not has_app_context():
            return [*_named(facts_in_file(SET, "el"), "el"), *self.more]
        return [*_named(facts_of_all(SETS)[SET], language()), *self.more]

    def __len__(self) -> int:
        return len(self.pairs())

    def __getitem__(self, at: Any) -> Any:
        return self.pairs()[at]

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self.pairs())


def _named(facts: Facts, language: str) -> list[tuple[str, Any]]:
    return [(key, said(fact.about["name"], language)) for key, fact in facts.items()]


def kinds_of_bodies() -> Options:
    """The kinds of the questionnaires, by what they are called."""
    from kalo.toolbox.tools.impact.questionnaires import KINDS as known

    return [(kind.key, kind.title.lazy()) for kind in known]


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


lists_facts(SET, retires=False)  # works hold their keys
shapes_facts(
    SET,
    Part("name", _("Name"), needed=True),
    Part("formula", _("Formula"), needed=True),
    Part("frequency", _("How often"), needed=True),
    Part("document", _("Source document"), needed=True),
    Part("caution", _("Mind"), needed=True),
    Part(
        "shows",
        _("What it shows"),
        ONE,
        (
            ("work", _("The work itself")),
            ("change", _("The change that comes of it")),
            ("inside", _("How you work together")),
        ),
        needed=True,
        first="change",
    ),
    Part(
        "people",
        _("It counts people"),
        YES,
        needed=True,
        hint=_("Then fewer than five are never shown."),
    ),
    Part("for", _("For which bodies it comes first"), SOME, kinds_of_bodies, needed=True),
    Part(
        "sdg",
        _("Sustainable Development Goals"),
        SOME,
        tuple((goal, str(goal)) for goal in range(1, 18)),
        needed=True,
    ),
    value=False,
)
lists_facts(METHODS)
shapes_facts(
    METHODS,
    Part("name", _("Name"), needed=True),
    Part("when", _("When it helps"), needed=True),
    value=False,
    unit=False,
)
shapes_facts(
    FIGURES,
    Part(
        "of",
        _("Where it is shown"),
        ONE,
        (
            ("everybody", _("Beside the questions, to everybody")),
            ("integration", _("Beside the values of integration bodies")),
            ("sroi", _("Beside the sums")),
        ),
        needed=True,
    ),
)


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
