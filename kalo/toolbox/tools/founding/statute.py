"""The checklist of the statutes, and which answers do not fit the figures of facts; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _

from kalo.kit.text import fold
from kalo.toolbox.facts import Facts
from kalo.toolbox.tools.founding.steps import SOCIAL

Number = int | float | Decimal


@dataclass(frozen=True)
class Article:
    """What the statutes must say; `usual` is what they usually say besides."""

    key: str
    title: Any
    asks: Any
    usual: bool = False


ARTICLES = (
    Article(
        "name",
        _("Name of the body"),
        _("The exact name with its category, and a short one for every day."),
    ),
    Article("seat", _("Seat"), _("The municipality.")),
    Article("purpose", _("Purpose"), _("For whom, what, and how people notice that it worked.")),
    Article(
        "members", _("Who is a member"), _("Who can join, how, and with which rights and duties.")
    ),
    Article(
        "shares", _("Shares"), _("How much a share costs, how many there are, when it is paid.")
    ),
    Article(
        "organs",
        _("Organs"),
        _("General assembly and steering committee: who calls them, who votes, how one decides."),
    ),
    Article(
        "profit", _("Use of profit"), _("What goes to the reserve, to the workers, to the work.")
    ),
    Article(
        "leaving",
        _("Leaving"),
        _("How somebody leaves or is let go, and gets the share back."),
        True,
    ),
    Article("conflict", _("Conflict"), _("Whom you ask first when you do not agree."), True),
    Article("changes", _("Changes"), _("With which majority the statutes are changed."), True),
    Article("end", _("The end"), _("What happens to the property if the body is dissolved."), True),
)
CATEGORY = {  # folded words of which one stands in the name
    **dict.fromkeys(SOCIAL, ("κοινσεπ", "κοιν.σ.επ", "κοινωνικη συνεταιριστικη επιχειρηση")),
    "worker-cooperative": ("συνεταιρισμος εργαζομενων", "συν.εργ", "συνεργ"),
    "koispe": ("κοισπε", "κοι.σ.π.ε", "κοινωνικος συνεταιρισμος"),
}


@dataclass(frozen=True)
class Check:
    """One comparison: whether it fits, what was said, and the figure it was held against."""

    kind: str
    fits: bool
    said: Number | str
    asked: Number | str = ""
    fact: str = ""  # the key of the fact that has the figure


def facts_about(facts: Facts, form: str, step: str = "", statute: str = "") -> list[Any]:
    """The facts of a step, or of an article, that hold for a form."""
    return [
        fact
        for fact in facts.values()
        if (not step or fact.about.get("step") == step)
        and (not statute or fact.about.get("statute") == statute)
        and form in (fact.about.get("forms") or (form,))
    ]


def figure(facts: Sequence[Any], name: str) -> tuple[Number | None, str]:
    """A figure that one of these facts has, and which."""
    for fact in facts:
        value = fact.value.get(name) if isinstance(fact.value, Mapping) else None
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return value, fact.key
    return None, ""


def checks(answers: Mapping[str, Any], form: str, facts: Facts) -> list[Check]:
    """What can be compared with what was answered so far."""
    found = [*_name(answers, form), *_people(answers, form, facts)]
    return [*found, *_shares(answers, form, facts), *_profit(answers, form, facts)]


def founders(answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those who have a name."""
    return [row for row in answers.get("people") or () if row.get("name")]


def _name(answers: Mapping[str, Any], form: str) -> Iterator[Check]:
    name = answers.get("legal_name") or ""
    if name and form in CATEGORY:
        said = fold(name)
        yield Check("category", any(fold(each) in said for each in CATEGORY[form]), name)


def _people(answers: Mapping[str, Any], form: str, facts: Facts) -> Iterator[Check]:
    people = founders(answers)
    known = facts_about(facts, form, statute="members")
    least, fact = figure(known, "least")
    if people and least is not None:
        yield Check("founders", len(people) >= least, len(people), least, fact)
    if people and form in SOCIAL:
        bodies = sum(1 for row in people if row.get("kind") in ("legal", "municipality"))
        one_in, fact = figure(known, "one_in")
        if one_in:
            most = int(len(people) / one_in)
            yield Check("legal", bodies * one_in <= len(people), bodies, most, fact)
        if any(row.get("kind") == "municipality" for row in people):
            yield Check("municipality", False, "never" if form == "koinsep" else "approval")
    percent, fact = figure(known, "percent")
    of_groups = answers.get("of_groups")
    if people and percent is not None and of_groups is not None:
        share = min(of_groups, len(people)) * 100 / len(people)
        yield Check("groups", share >= percent, round(share), percent, fact)


def _shares(answers: Mapping[str, Any], form: str, facts: Facts) -> Iterator[Check]:
    known = facts_about(facts, form, statute="shares")
    least, fact = figure(known, "least")
    if least is not None and answers.get("share") is not None:
        yield Check("share", answers["share"] >= least, answers["share"], least, fact)
    most, fact = figure(known, "optional")
    if most is not None and answers.get("optional") is not None:
        yield Check("optional", answers["optional"] <= most, answers["optional"], most, fact)


def _profit(answers: Mapping[str, Any], form: str, facts: Facts) -> Iterator[Check]:
    known = facts_about(facts, form, statute="profit")
    reserve, workers = answers.get("reserve"), answers.get("workers")
    least, fact = figure(known, "reserve")
    if least is not None and reserve is not None:
        yield Check("reserve", reserve >= least, reserve, least, fact)
    most, fact = figure(known, "workers")
    if most is not None and workers is not None:
        yield Check("workers", workers <= most, workers, most, fact)
    if reserve is not None and workers is not None:
        yield Check("rest", reserve + workers <= 100, 100 - reserve - workers)
