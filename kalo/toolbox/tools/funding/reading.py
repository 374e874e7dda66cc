"""Facts about funding as rows of its table, and what must be so of them; pure."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from kalo.kit.facts import lists_facts, shapes_facts, wrong_with
from kalo.toolbox.facts import checks_facts, said
from kalo.toolbox.tools.funding import rules
from kalo.toolbox.tools.funding.finding import kept_words
from kalo.toolbox.tools.funding.parts import ENTRY, PAPER, PAPERS
from kalo.toolbox.tools.funding.words import FAMILIES, STATES, WIDE

SETS = tuple(f"funding-{family}" for family, _label in FAMILIES)
BOTH = ("name", "giver", "recipients", "range", "closes_for")  # words in both languages
KNOWN = {
    *BOTH,
    *("family", "forms", "stages", "least", "most", "legal_forms", "areas"),
    *("opens", "closes", "state", "conditions", "needs", "sources"),
}
CHOICES: Mapping[str, Collection[str]] = {
    "forms": rules.FORM_KEYS,
    "stages": rules.STAGE_KEYS,
    "legal_forms": rules.LEGAL_KEYS,
    "areas": (*rules.REGION_KEYS, *(key for key, _label in WIDE)),
}
LARGEST = 2_000_000_000  # of an amount, in euro: what a column holds
# What of a fact concerns people who wait for it; other words may be mended in silence.
TOLD = (
    *("family", "forms", "stages", "legal_forms", "areas", "least", "most"),
    *("opens", "closes", "state", "conditions"),
)


def _check(row: Mapping[str, Any]) -> str:
    about = row["about"]
    if strange := set(about) - KNOWN:
        return _of_about(wrong_with("unknown field %(name)s", name=sorted(map(str, strange))[0]))
    for ask in (_names, _places, _choices, _lists, _amounts, _days):
        if wrong := ask(row["set"], about):
            return wrong if ask in (_amounts, _days) else _of_about(wrong)
    return ""


for _each in SETS:
    checks_facts(_each)(_check)
    lists_facts(_each, pages=True)
    _family = {"family": _each.removeprefix("funding-")}
    shapes_facts(_each, *ENTRY, value=False, unit=False, begins=_family)


def _of_about(wrong: str) -> str:
    return wrong_with("about: %(wrong)s", wrong=wrong)


def _names(_set: str, about: Mapping[str, Any]) -> str:
    for name in BOTH:
        needed = name in ("name", "giver", "recipients")
        if needed and name not in about:
            return wrong_with("%(name)s is missing", name=name)
        if name in about and not _is_both(about[name]):
            return wrong_with("%(name)s stands in both languages: {el: …, en: …}", name=name)
    return ""


def _is_both(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and set(value) == {"el", "en"}
        and all(isinstance(each, str) and 0 < len(each.strip()) <= 400 for each in value.values())
    )


def _places(name: str, about: Mapping[str, Any]) -> str:
    if about.get("family") != name.removeprefix("funding-"):
        return wrong_with("family is %(family)s in this set", family=name.removeprefix("funding-"))
    if str(about.get("state")) not in {key for key, _label in STATES}:
        return wrong_with("state is open, expected, unknown or closed")
    return ""


def _choices(_set: str, about: Mapping[str, Any]) -> str:
    for name, known in CHOICES.items():
        values = about.get(name) or []
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            return wrong_with("%(name)s is a list", name=name)
        if strange := set(values) - set(known):
            return wrong_with("%(name)s: %(what)s is not known", name=name, what=sorted(strange)[0])
    return ""


def _amounts(_set: str, about: Mapping[str, Any]) -> str:
    least, most = about.get("least"), about.get("most")
    for value in (least, most):
        if value is not None and (type(value) is not int or not 0 <= value <= LARGEST):
            return wrong_with("the least and the highest amount are whole euros")
    if least is not None and most is not None and least > most:
        return wrong_with("the least amount is above the highest")
    return ""


def _days(_set: str, about: Mapping[str, Any]) -> str:
    try:
        opens, closes = day_of(about.get("opens")), day_of(about.get("closes"))
    except ValueError:
        return wrong_with("opens and closes are days like 2026-11-22")
    if opens and closes and opens > closes:
        return wrong_with("it would close before it opens")
    return ""


def _lists(_set: str, about: Mapping[str, Any]) -> str:
    conditions, needs = about.get("conditions") or [], about.get("needs") or []
    if not isinstance(conditions, list) or not all(map(_is_both, conditions)):
        return wrong_with("conditions is a list of sentences in both languages")
    if not isinstance(needs, list) or not all(isinstance(each, str) for each in needs):
        return wrong_with("needs is a list of keys of papers")
    sources = about.get("sources") or []
    if not isinstance(sources, list):
        return wrong_with("sources is a list with title and url")
    for each in sources:
        if not isinstance(each, Mapping) or set(each) != {"title", "url"}:
            return wrong_with("sources is a list with title and url")
        if not str(each["url"]).startswith(("https://", "http://")):
            return wrong_with("the address of a source begins with https:// or http://")
    return ""


lists_facts(PAPERS)
shapes_facts(PAPERS, *PAPER, value=False, unit=False)


@checks_facts(PAPERS)
def check_paper(row: Mapping[str, Any]) -> str:
    """What a paper says of itself."""
    about = row["about"]
    known = {"name", "where", "forms", "stages", "registered", "only_if_needed"}
    if strange := set(about) - known:
        return _of_about(wrong_with("unknown field %(name)s", name=sorted(map(str, strange))[0]))
    if not all(_is_both(about.get(name)) for name in ("name", "where")):
        return _of_about(wrong_with("name and where stand in both languages"))
    return _choices("", about)


def day_of(value: Any) -> date | None:
    """A day as facts keep it; ValueError for nonsense."""
    if value in (None, ""):
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def entry_row(fact: Mapping[str, Any]) -> dict[str, Any]:
    """A fact, in both languages, as a row of the table of funding."""
    about = fact["about"]
    return {
        "fact_id": fact.get("id"),
        "set": fact["set"],
        "key": fact["key"],
        "family": about["family"],
        "forms": rules.mask(about.get("forms") or (), rules.FORM_KEYS),
        "stages": rules.mask(about.get("stages") or (), rules.STAGE_KEYS),
        "legal_forms": rules.mask(about.get("legal_forms") or (), rules.LEGAL_KEYS),
        "areas": rules.area_mask(about.get("areas") or ()),
        "least": about.get("least"),
        "most": about.get("most"),
        "opens": day_of(about.get("opens")),
        "closes": day_of(about.get("closes")),
        "state": about["state"],
        "text_el": fact["text_el"],
        "text_en": fact["text_en"],
        "source_title": fact["source_title"],
        "source_url": fact["source_url"],
        "checked": fact["checked"],
        "mark": fact["mark"],
        "expires": fact["expires"],
        "about": dict(about),
        "words": kept_words(_texts(fact)),
        "digest": digest_of(about),
    }


def _texts(fact: Mapping[str, Any]) -> list[str]:
    about = fact["about"]
    named = [about.get(name) for name in BOTH] + list(about.get("conditions") or [])
    both = [said(each, language) for each in named if each for language in ("el", "en")]
    return [fact["text_el"], fact["text_en"], *both]


def digest_of(about: Mapping[str, Any]) -> str:
    """Changes when something does that people wait to hear of."""
    kept = json.dumps([about.get(name) for name in TOLD], sort_keys=True, default=str)
    return hashlib.sha256(kept.encode()).hexdigest()[:32]
