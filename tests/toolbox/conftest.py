"""A small tool with every kind of question, for tests of what all tools share."""

from collections.abc import Iterator

import pytest

from kalo.kit.reports import Heading, Para, Report, Table
from kalo.toolbox.fields import (
    Answers,
    Choice,
    Day,
    Long,
    Money,
    Number,
    Percent,
    Rows,
    Several,
    Text,
    Tick,
)
from kalo.toolbox.tool import StepOf, Tool
from kalo.toolbox.tools import TOOLS

FIELDS = {
    "name": Text(label="Name of the garden"),
    "why": Long(label="Why", hint="In your own words."),
    "kind": Choice(label="Kind", options=[("park", "A park"), ("roof", "A roof")]),
    "grows": Several(label="What grows", options=[("figs", "Figs"), ("vines", "Vines")]),
    "people": Number(label="People", most=500),
    "money": Money(label="Money at hand"),
    "shade": Percent(label="Shade"),
    "start": Day(label="First day"),
    "water": Tick(label="There is water"),
    "costs": Rows(
        label="Costs",
        one="Cost",
        most=3,
        fields={"what": Text(label="What"), "amount": Money(label="How much")},
    ),
}


def said_of(answers: Answers, language: str) -> Report:
    """The result: what was said, and the costs with their sum."""
    rows = [[row["what"], row["amount"]] for row in answers["costs"]]
    total = sum(row["amount"] or 0 for row in answers["costs"])
    return Report(
        title="Ο κήπος" if language == "el" else "The garden",
        blocks=[
            Heading(answers["name"] or "–"),
            Para(f"{answers['kind']} {' '.join(answers['grows'])} {answers['people']}"),
            Table(["What", "How much"], [*rows, ["Total", total]], said=("", "money")),
        ],
        language=language,
    )


GARDEN = Tool(
    slug="garden",
    order=901,
    title="Garden plan",
    summary="From an empty plot to a garden.",
    minutes=5,
    fields=FIELDS,
    steps=(
        StepOf("place", "The place", ("name", "why", "kind", "grows", "water")),
        StepOf("means", "The means", ("people", "money", "shade", "start", "costs")),
    ),
    result=said_of,
    formats=("pdf", "docx", "xlsx", "json"),
    example=lambda language: {"name": "Παράδειγμα", "people": 7},
)


@pytest.fixture
def garden() -> Iterator[Tool]:
    """The tool, among the others for as long as a test runs."""
    TOOLS["garden"] = GARDEN
    yield GARDEN
    del TOOLS["garden"]
