"""What the guide asks of its facts: steps and forms that exist, figures that it can read."""

from collections.abc import Mapping
from typing import Any

from kalo.kit.facts import wrong_with
from kalo.toolbox.facts import checks_facts
from kalo.toolbox.tools.founding.days import SET
from kalo.toolbox.tools.founding.statute import ARTICLES
from kalo.toolbox.tools.founding.steps import BY_KEY, FORMS

FIGURES = {
    *("days", "valid_months", "papers", "cost"),
    *("least", "optional", "percent", "reserve", "workers", "one_in"),
}
ABOUT = {"step", "forms", "papers", "authority", "cost", "statute"}


@checks_facts(SET)
def what_is_odd(row: Mapping[str, Any]) -> str:
    """A sentence that says what the guide cannot read; empty where it can."""
    about, value = row["about"], row["value"]
    if strange := set(about) - ABOUT:
        return wrong_with("unknown in `about`: %(name)s", name=sorted(strange)[0])
    if about.get("step") not in BY_KEY:
        return wrong_with("`about.step` is a step of the guide")
    if set(about.get("forms") or FORMS) - set(FORMS):
        return wrong_with("`about.forms` are legal forms of the guide")
    if about.get("statute") and about["statute"] not in {each.key for each in ARTICLES}:
        return wrong_with("`about.statute` is an article of the checklist")
    words = [about.get("authority"), about.get("cost"), *(about.get("papers") or [])]
    if any(each is not None and not _is_said(each) for each in words):
        return wrong_with("authority, cost and papers are said in both languages")
    fits = value is None or _are_figures(value)
    return "" if fits else wrong_with("`value` has figures of the guide")


def _is_said(words: Any) -> bool:
    return isinstance(words, Mapping) and set(words) == {"el", "en"} and all(words.values())


def _are_figures(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and not set(value) - FIGURES
        and all(type(each) in (int, float) and each >= 0 for each in value.values())
    )
