"""Socially responsible procurement as a tool: what it asks, and what comes of it."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _

from kalo.kit.facts import DAY, ONE, Part, shapes_facts, wrong_with
from kalo.kit.yaml import read_yaml
from kalo.toolbox.facts import checks_facts
from kalo.toolbox.fields import Answers
from kalo.toolbox.tool import Tool, spoken
from kalo.toolbox.tools.procurement.lists import CLAUSES
from kalo.toolbox.tools.procurement.questions import FIELDS, STEPS
from kalo.toolbox.tools.procurement.result import result
from kalo.toolbox.tools.procurement.rules import BODIES, THRESHOLD
from kalo.toolbox.tools.procurement.words import KINDS, MARKET, SET

PLACES_OF_FACTS = {
    "reserved": _("Reserved contracts"),
    "body": _("Reserved contracts: one of the bodies"),
    "light": _("Social and other specific services"),
    "clauses": _("Social clauses"),
    "threshold": _("European thresholds"),
    "direct": _("Direct award"),
    "proposal": _("Our own proposals"),
}


def example(language: str) -> Answers:
    """The cleaning of an invented municipality's schools; it says that it is an example."""
    return {name: _said(value, language) for name, value in _whole().items()}


def _said(value: Any, language: str) -> Any:
    return value[language] if isinstance(value, dict) else value


@cache
def _whole() -> dict[str, Any]:
    said: dict[str, Any] = read_yaml((Path(__file__).parent / "example.yaml").read_text())
    return said


TOOL = Tool(
    slug="procurement",
    order=7,
    title=_("Procurement with social criteria"),
    summary=_(
        "For municipalities: twenty-two checks for one procurement, the route that it leads to, "
        "clauses to copy, and who could answer."
    ),
    when=_("I buy for a municipality"),
    promise=_("A file with the route, the article and the clauses, for the legal service"),
    minutes=20,
    picture="building",
    leaf="procurement",
    legal=True,
    fields=FIELDS,
    steps=STEPS,
    result=result,
    formats=("pdf", "docx", "xlsx", "json"),
    facts=(SET,),
    example=example,
    form="toolbox/tools/procurement/form.html",
    style="procurement.css",
    related=(
        "/toolbox/procurement/",
        "/toolbox/consulting-local-authorities/",
        "/learning/networks-and-procurement/",
        "/library/good-practices/",
        "/network/",
        "/toolbox/funding/",
        "/forum/",
    ),
)


shapes_facts(
    SET,
    Part("for", _("Where it is shown"), ONE, tuple(PLACES_OF_FACTS.items()), needed=True),
    Part("body", _("Which body"), ONE, [pair for pair in MARKET if pair[0] in BODIES]),
    Part("kind", _("What is bought"), ONE, KINDS),
    Part("from", _("Holds from"), DAY),
    Part("clause", _("Of which draft clause"), ONE, [(c.key, spoken(c.title)) for c in CLAUSES]),
    figures={"least": _("At least"), "most": _("At most")},
)


@checks_facts(SET)
def check(row: Mapping[str, Any]) -> str:
    """A fact of this set says where the tool shows it; thresholds have an amount for some years."""
    about = row["about"]
    if (
        set(about) - {"for", "body", "kind", "from", "clause"}
        or about.get("for") not in PLACES_OF_FACTS
    ):
        return wrong_with("`about.for` is one of %(known)s", known=", ".join(PLACES_OF_FACTS))
    if about["for"] == "body" and about.get("body") not in BODIES:
        return wrong_with("`about.body` is one of %(known)s", known=", ".join(BODIES))
    if about["for"] == "threshold" and not _is_by_years(row["key"], row["value"]):
        return wrong_with("the value of a threshold is an amount for years, like 2026-2027: 216000")
    if about["for"] == "direct" and type(row["value"]) not in (int, float):
        return wrong_with("the value is an amount in euro")
    return _wrong_day(about.get("from"))


def _wrong_day(since: Any) -> str:
    try:
        since is None or date.fromisoformat(str(since))
    except ValueError:
        return wrong_with("`about.from` is a day like 2026-01-03")
    return ""


def _is_by_years(key: str, value: Any) -> bool:
    if key not in THRESHOLD.values() or not isinstance(value, Mapping) or not value:
        return False
    years = [str(each).split("-") for each in value]
    amounts = [type(each) in (int, float) and each > 0 for each in value.values()]
    spans = [len(pair) <= 2 and all(each.isdecimal() for each in pair) for pair in years]
    return all(spans) and all(amounts)
