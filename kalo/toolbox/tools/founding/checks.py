"""What the guide asks of its facts: steps and forms that exist, figures that it can read."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from kalo.kit.facts import LINES, ONE, SOME, Part, shapes_facts, wrong_with
from kalo.toolbox.facts import checks_facts
from kalo.toolbox.tools.founding.days import SET
from kalo.toolbox.tools.founding.statute import ARTICLES
from kalo.toolbox.tools.founding.steps import ALL, BY_KEY, FORM_WORDS, FORMS

FIGURES = {
    "days": _("Days that it takes"),
    "valid_months": _("Months for which it holds"),
    "papers": _("How many papers"),
    "cost": _("Cost, in euro"),
    "least": _("At least"),
    "optional": _("Optional shares, at most"),
    "percent": _("Percent"),
    "reserve": _("Percent to the reserve"),
    "workers": _("Percent to the workers, at most"),
    "one_in": _("At most one in so many"),
}
PARTS = (
    Part("step", _("Step of the guide"), ONE, [(s.key, s.title) for s in ALL], needed=True),
    Part(
        "forms",
        _("For which legal forms"),
        SOME,
        tuple(FORM_WORDS.items()),
        hint=_("Tick nothing where it holds for all of them."),
    ),
    Part("authority", _("Authority")),
    Part("cost", _("Cost, in words")),
    Part("papers", _("Papers"), LINES),
    Part("statute", _("Article of the statutes"), ONE, [(a.key, a.title) for a in ARTICLES]),
)
ABOUT = {part.key for part in PARTS}
shapes_facts(SET, *PARTS, figures=FIGURES, any_figure=True)


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
        and not set(value) - set(FIGURES)
        and all(type(each) in (int, float) and each >= 0 for each in value.values())
    )
