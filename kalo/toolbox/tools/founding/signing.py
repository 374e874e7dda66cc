"""Who signs what, for each legal form, with the names that were given."""

from collections.abc import Iterator

from flask_babel import gettext as _

from kalo.toolbox.facts import GENERAL, OLD, SEEN
from kalo.toolbox.tools.founding.plan import Plan
from kalo.toolbox.tools.founding.statute import founders
from kalo.toolbox.tools.founding.steps import BY_APPLICATION, SOCIAL

Row = tuple[str, str, str]


def signatures(plan: Plan) -> list[Row]:
    """Each paper with who signs it and how sure we are."""
    keys = {step.key for step in plan.steps}
    return [
        (paper, who, how_sure(mark)) for step, paper, who, mark in _papers(plan) if step in keys
    ]


def how_sure(mark: str) -> str:
    """A mark in two words."""
    return {SEEN: _("seen at a source"), OLD: _("from an older text, check")}.get(
        mark, _("usually, check")
    )


def _papers(plan: Plan) -> Iterator[tuple[str, str, str, str]]:
    everybody, one = _everybody(plan), _representative(plan)
    by_application = plan.form in BY_APPLICATION
    all_pages = _("%(who)s, on every page", who=everybody) if by_application else everybody
    yield "sign", _("Statutes"), all_pages, SEEN if by_application else GENERAL
    if plan.form in SOCIAL:
        yield (
            "declarations",
            _("Declaration"),
            _("%(who)s, each for themselves", who=everybody),
            OLD,
        )
    yield "application", _("Electronic application"), one, SEEN
    yield "special-register", _("Application to the Special Register"), one, GENERAL
    yield "koispe-register", _("Papers of the register"), one, GENERAL
    yield "tax", _("Start of activity"), one, GENERAL
    yield "bank", _("Contract with the bank"), one, GENERAL
    yield (
        "assembly",
        _("Minutes of the assembly"),
        _("whoever chairs it and whoever writes"),
        GENERAL,
    )
    yield (
        "staff",
        _("Contracts of employment"),
        _("%(who)s and whoever is employed", who=one),
        GENERAL,
    )
    yield "certificate", _("Yearly data"), one, GENERAL


def _everybody(plan: Plan) -> str:
    names = [row["name"] for row in founders(plan.answers)]
    return _("all founders (%(names)s)", names=", ".join(names)) if names else _("all founders")


def _representative(plan: Plan) -> str:
    names = [row["name"] for row in founders(plan.answers) if row.get("represents")]
    if not names:
        return _("the representative")
    return _("the representative (%(names)s)", names=", ".join(names))
