"""What the founding guide says of a plan: snags and checks as sentences, days as words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from kalo.kit.reports.words import cell_words
from kalo.kit.web import language
from kalo.toolbox.facts import said
from kalo.toolbox.tools.founding.plan import Plan
from kalo.toolbox.tools.founding.rules import Snag
from kalo.toolbox.tools.founding.statute import Check
from kalo.toolbox.tools.founding.steps import BY_KEY, FORM_WORDS, PLACES


def day_words(day: date | None) -> str:
    """A day, short enough for a table, and never broken over two lines."""
    if day is None:
        return ""
    return str(format_date(day, "d MMM y", locale=get_locale() or "el")).replace(
        " ", "\N{NO-BREAK SPACE}"
    )


def form_words(form: str) -> str:
    """The legal form by its name."""
    return str(FORM_WORDS[form]) if form in FORM_WORDS else ""


def place_words(answers: Mapping[str, Any]) -> str:
    """The municipality as an authority: "the Municipality of Peristeri"."""
    known = PLACES.get(answers.get("municipality") or "")
    return str(known[1]) if known else ""


def title_of(key: str) -> str:
    """What a step is called."""
    return str(BY_KEY[key].title)


def snag_words(snag: Snag, plan: Plan) -> str:
    """What does not fit, in a sentence."""
    title, mine = title_of(snag.step), plan.of(snag.step)
    if snag.kind == "late":
        return _("“%(step)s”: your deadline was %(day)s.", step=title, day=day_words(mine.by))
    if snag.kind == "too-soon":
        return _(
            "“%(step)s”: your deadline is %(day)s, the earliest possible day %(earliest)s.",
            step=title,
            day=day_words(mine.by),
            earliest=day_words(plan.times[snag.step].end),
        )
    if snag.kind == "before":
        return _(
            "“%(step)s” is ticked off, but “%(other)s” comes before it. Is that so?",
            step=title,
            other=title_of(snag.other),
        )
    return _("“%(step)s” ends before it begins: look at its days.", step=title)


def length_words(plan: Plan, key: str) -> str:
    """How long a step takes, and who says so."""
    mine, given = plan.of(key), plan.days.get(key)
    if mine.days is not None:
        return _("%(days)s, by your guess", days=days_words(mine.days))
    if given is not None:
        return _("about %(days)s, by the source below", days=days_words(given))
    return _("about %(days)s, our guess: write your own", days=days_words(BY_KEY[key].days))


def days_words(number: int) -> str:
    """So many days."""
    return ngettext("%(num)d day", "%(num)d days", number)


def details(plan: Plan, key: str) -> list[str]:
    """Papers, authority, cost and time of a step, a line each; what no source says is not said."""
    facts, spoken = plan.stated(key), language()
    lines = [
        _("Authority: %(who)s", who=said(fact.about["authority"], spoken))
        for fact in facts
        if fact.about.get("authority")
    ]
    if key == "licences" and (place := place_words(plan.answers)):
        lines.append(_("Ask first: %(place)s", place=place))
    lines += [
        _("Papers: %(paper)s", paper=said(paper, spoken))
        for fact in facts
        for paper in fact.about.get("papers") or ()
    ]
    lines += [
        _("Cost: %(cost)s", cost=said(fact.about["cost"], spoken))
        for fact in facts
        if fact.about.get("cost")
    ]
    return [*lines, _("Time: %(time)s", time=length_words(plan, key))]


def check_words(check: Check) -> str:
    """A comparison as a sentence."""
    number, asked = (cell_words(each) for each in (check.said, check.asked))
    if check.kind == "category":
        return (
            _("The name carries its category.")
            if check.fits
            else _("We did not find the category in the name. The law wants it there.")
        )
    sentences = {
        "founders": _("Founders: you named %(said)s, the figure is at least %(asked)s."),
        "legal": _("Legal persons: %(said)s; with so many founders at most %(asked)s."),
        "groups": _("Founders of the groups of the law: %(said)s%%, the figure is %(asked)s%%."),
        "share": _("Compulsory share: %(said)s euro, the figure is at least %(asked)s."),
        "optional": _("Optional shares: %(said)s, the figure is at most %(asked)s."),
        "reserve": _("To the reserve: %(said)s%%, the figure is at least %(asked)s%%."),
        "workers": _("To the workers: %(said)s%%, the figure is at most %(asked)s%%."),
        "rest": _("For new jobs and the work %(said)s%% of the profit is left."),
    }
    if check.kind == "municipality":
        return _municipality(str(check.said))
    if check.kind == "rest" and not check.fits:
        return _("Reserve and workers together take more than the whole profit.")
    return sentences[check.kind] % {"said": number, "asked": asked}


def _municipality(said: str) -> str:
    if said == "never":
        return _("A municipality cannot be a member of this form.")
    return _("A municipal body may be a member of an integration KoinSEp only with approval.")
