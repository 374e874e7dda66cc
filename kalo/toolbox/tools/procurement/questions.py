"""What the tool asks: the procurement, the market, the checks, the clauses."""

from flask_babel import lazy_gettext as _

from kalo.toolbox.fields import Choice, Day, Field, Long, Money, Number, Percent, Several, Text
from kalo.toolbox.queries.figures import with_figures
from kalo.toolbox.tool import StepOf, spoken
from kalo.toolbox.tools.procurement.lists import CHECKS, CLAUSES, PHASES
from kalo.toolbox.tools.procurement.words import (
    BENEFITS,
    DRAFTED,
    KINDS,
    MARKET,
    PLACES,
    PROPOSED,
    SET,
    STATES,
    YES_NO,
)


def check_name(key: str) -> str:
    """The field of a check."""
    return f"check_{key}"


def note_name(key: str) -> str:
    """The field of the note beside a check."""
    return f"note_{key}"


def _checks() -> dict[str, Field]:
    made: dict[str, Field] = {}
    for check in CHECKS.values():
        made[check_name(check.key)] = Choice(label=spoken(check.words), options=STATES)
        made[note_name(check.key)] = Text(label=_("Where it stands, or who sees to it"), most=400)
    return made


FIELDS: dict[str, Field] = {
    "title": Text(label=_("What the procurement is called")),
    "authority": Choice(label=_("Who buys"), options=PLACES, listed=True),
    "kind": Choice(label=_("What is bought"), options=KINDS),
    "value": Money(
        label=_("Estimated value without VAT"),
        hint=_("The whole need: all lots, all years, all extensions."),
        most=1_000_000_000,
    ),
    "notice": Day(
        label=_("Day of the notice"),
        hint=_("The thresholds change every two years. Without a day, today counts."),
    ),
    "split": Choice(
        label=_("Is the same need bought in several contracts?"),
        options=YES_NO,
    ),
    "cpv": Text(
        label=_("CPV code"),
        hint=_("Eight digits, for example 90910000 for cleaning. It finds who could answer."),
        most=12,
    ),
    "benefits": Several(label=_("What society gains"), options=BENEFITS),
    "aim": Long(
        label=_("The social aim in two sentences"),
        hint=_("Who benefits, and how will you see it?"),
        most=600,
        rows=3,
    ),
    "market": Several(label=_("Whom did you find who could answer?"), options=MARKET),
    "over_30": Choice(
        label=with_figures(
            _("Are more than %(share)s%% of its employees disabled or disadvantaged workers?"),
            SET,
            share="reserved-other",
        ),
        hint=_("Only for another body whose main aim is integration into work."),
        options=YES_NO,
    ),
    "listed": Choice(
        label=_("Is the CPV code in the closed list of article 77 of the Directive?"),
        hint=_("Only for health, social, educational and cultural services."),
        options=YES_NO,
    ),
    "drafted": Several(
        label=_("Is any of this in your draft?"),
        hint=_(
            "These are the mistakes that bring objections. Tick honestly: what you tick stands in "
            "your file, until it is mended."
        ),
        options=DRAFTED,
    ),
    **_checks(),
    "clauses": Several(
        label=_("Which draft clauses do you want to copy?"),
        options=[(clause.key, spoken(clause.title)) for clause in CLAUSES],
    ),
    "weight": Percent(
        label=_("Weight of the social criterion"),
        hint=with_figures(_("Our proposal: %(least)s%% to %(most)s%%."), SET, **PROPOSED),
        places=1,
    ),
    "share": Percent(label=_("Share of working hours"), places=1),
    "training": Number(label=_("Hours of training for each person"), most=2_000),
    "payment": Number(label=_("Days until an invoice is paid"), least=1, most=365),
    "cure": Number(label=_("Days for a plan that mends what is missing"), least=1, most=365),
}

STEPS: tuple[StepOf, ...] = (
    StepOf(
        "what",
        _("What you buy"),
        (
            *("title", "authority", "kind", "value", "notice"),
            *("split", "cpv", "benefits", "aim"),
        ),
    ),
    StepOf(
        "market",
        _("Who could answer"),
        ("market", "over_30", "listed", "drafted"),
        about=_("What you know of the market decides which route is open."),
    ),
    *(
        StepOf(
            phase.key,
            spoken(phase.title),
            tuple(
                name
                for check in phase.checks
                for name in (check_name(check.key), note_name(check.key))
            ),
            about=spoken(phase.about),
        )
        for phase in PHASES
    ),
    StepOf(
        "clauses",
        _("Draft clauses"),
        ("clauses", "weight", "share", "training", "payment", "cure"),
        about=_("Examples to copy; the legal service of the municipality adapts them."),
    ),
)
