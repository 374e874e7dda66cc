"""Funding tools on other pages: {{ slot("funding-for", legal_form="koinsep", stage="new") }}."""

from collections.abc import Mapping
from typing import Any

from flask import g, render_template
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from kalo.kit.slots import fills
from kalo.kit.versions import shows
from kalo.kit.web import in_language, language
from kalo.toolbox.tools.funding import queries, rules, saying, words
from kalo.toolbox.tools.funding.reading import SETS
from kalo.toolbox.tools.funding.rules import Wish

SHOWN = 3
PLACES = {
    "/toolbox/tools/funding/directory/": _("The directory of funding tools"),
    "/toolbox/tools/funding/": _("Find funding"),
}


@fills("funding-for")
def funding_for(
    legal_form: str = "", stage: str = "", area: str = "", form: str = "", **_more: Any
) -> str | None:
    """Some that suit and are not closed, with the way to all of them; one statement."""
    wish = Wish(
        legal=legal_form if legal_form in rules.LEGAL_KEYS else "",
        stage=stage if stage in rules.STAGE_KEYS else "",
        area=area if area in rules.REGION_KEYS else "",
        form=(form,) if form in rules.FORM_KEYS else (),
        state=(words.OPEN, words.EXPECTED, words.UNKNOWN),
    )
    return _some(wish)


BESIDE = ("legal-forms", "founding", "canvas")


@fills("beside-tool", order=40)
def beside_tool(tool: str, answers: Mapping[str, Any] | None = None, **_more: Any) -> str | None:
    """The same beside tools that lead to money, for what was answered there."""
    if tool not in BESIDE:
        return None
    said = {name: str(value) for name, value in (answers or {}).items() if isinstance(value, str)}
    legal = next((said[name] for name in ("legal", "legal_form", "form") if said.get(name)), "")
    return funding_for(legal_form=legal)


def _some(wish: Wish) -> str | None:
    _is_shown()
    found = queries.best(wish, SHOWN)
    if not found:
        return None
    today = saying.today()
    return render_template(
        "toolbox/tools/funding/_beside.html",
        cards=[saying.card(entry, wish, today) for entry in found],
        asked=wish.kept(),
    )


def _is_shown() -> None:
    """A page that may be kept for guests hears of changes of funding too."""
    if g.get("shown"):
        shows(*(f"facts:{name}" for name in SETS))


@fills("link")
def link_to_funding(path: str, **_more: Any) -> str | None:
    """A link that content or a tool may name."""
    if path not in PLACES:
        return None
    there = in_language(path, language())
    return Markup('<a class="title" href="{}">{}</a>').format(there, PLACES[path])


@fills("topic-about", order=45)
def about_funding(subject: str | None, **_more: Any) -> str | None:
    """The funding tool that a discussion is about."""
    kind, _colon, number = (subject or "").partition(":")
    if kind != "funding" or not number.isdecimal() or len(number) > 9:
        return None
    found = queries.by_ids([int(number)])
    if not found:
        return None
    card = saying.card(found[0], Wish(), saying.today())
    return render_template("toolbox/tools/funding/_about.html", card=card)
