"""What the tool asks: its fields and the steps of the walk."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo.toolbox.fields import Choice, Day, Field, Long, Money, Number, Percent, Rows, Text, Tick
from kalo.toolbox.queries.figures import with_figures
from kalo.toolbox.tool import StepOf
from kalo.toolbox.tools.impact import bank
from kalo.toolbox.tools.impact.questionnaires import (
    AXES,
    KINDS,
    NOT_FOR_US,
    PHASES,
    POINTS,
    Axis,
)
from kalo.toolbox.tools.impact.sroi import YEARS_AT_MOST

POINT_WORDS = {
    "0": _("not at all"),
    "1": _("a little"),
    "2": _("fairly"),
    "3": _("a lot"),
    "4": _("fully, and we can prove it"),
    NOT_FOR_US: _("Does not concern us"),
}
LINK_TITLES = {
    "inputs": _("Inputs"),
    "activities": _("Activities"),
    "outputs": _("Outputs"),
    "outcomes": _("Outcomes"),
    "impact": _("Impact"),
}
STORY = {
    "story_who": (_("Who we are"), _("One line, without adjectives.")),
    "story_problem": (_("Which problem we solve"), _("For whom, how many, and how you know.")),
    "story_vision": (_("Vision and values"), _("What you would like to see in some years.")),
    "story_how": (_("How we do it"), _("Your mission, in verbs.")),
    "story_network": (_("With whom"), _("Who else works towards the same change.")),
    "story_did": (_("What we did"), _("Inputs and outputs, in two lines.")),
    "story_changed": (
        _("What changed"),
        _("Three indicators: before, after, target; and how much of it is thanks to you."),
    ),
    "story_lessons": (
        _("What we learned"),
        _("Also what did not work, and what the measuring cannot say."),
    ),
    "story_plans": (_("What we plan"), _("What you do differently from now on.")),
}


def _share(label: Any, hint: Any = "") -> Percent:
    return Percent(label=label, hint=hint, places=2)


def _statements() -> dict[str, Field]:
    options = [(point, POINT_WORDS[point]) for point in (*POINTS, NOT_FOR_US)]
    return {
        statement.name(phase): Choice(label=statement.text.lazy(), options=options)
        for phase in PHASES
        for axis in AXES
        for statement in axis.statements
    }


def _body() -> dict[str, Field]:
    return {
        "name": Text(
            label=_("Name of the body"), hint=_("It stands on your report only."), most=120
        ),
        "kind": Choice(
            label=_("What kind of body are you?"),
            hint=_("Each kind has a questionnaire of its own."),
            options=[(kind.key, kind.title.lazy()) for kind in KINDS],
        ),
        "before_on": Day(label=_("Day of the first time (baseline)")),
        "again": Tick(label=_("We answer for the second time now (follow-up)")),
        "after_on": Day(
            label=_("Day of the second time (follow-up)"),
            hint=_(
                "Six or twelve months later. If you keep the work, it comes into your calendar."
            ),
        ),
    }


def _chain() -> dict[str, Field]:
    box: dict[str, Field] = {
        "link": Choice(
            label=_("Link of the chain"), options=list(LINK_TITLES.items()), listed=True
        ),
        "text": Text(label=_("What"), hint=_("A few words."), most=120),
        "next": Text(label=_("Leads to"), most=24),
        "also": Text(label=_("and to"), most=24),
        "assumption": Text(
            label=_("Provided that…"),
            hint=_("What must be so for the one to bring the other, and is not up to you."),
        ),
        "sure": Choice(
            label=_("Are you sure that it holds?"), options=[("yes", _("Yes")), ("no", _("No"))]
        ),
        "harm": Choice(
            label=_("If it does not hold"),
            options=[("all", _("all is lost")), ("little", _("little is lost"))],
        ),
    }
    return {
        "goal": Long(
            label=_("The change you want"),
            hint=_("“We want [who] to [what] by [when].” One sentence."),
            most=300,
            rows=2,
        ),
        "boxes": Rows(
            label=_("Theory of change"), fields=box, most=40, one=_("Box"), add=_("Another box")
        ),
        "others": Long(label=_("Who else pushes towards the same change?"), most=600, rows=2),
    }


def _people() -> dict[str, Field]:
    side: dict[str, Field] = {
        "who": Text(label=_("Who they are"), most=120),
        "gains": Text(label=_("What they gain"), most=300),
        "loses": Text(label=_("What they may lose"), most=300),
        "asked": Choice(
            label=_("Have you asked them?"), options=[("yes", _("Yes")), ("no", _("Not yet"))]
        ),
    }
    return {
        "people": Rows(
            label=_("Stakeholders"), fields=side, most=30, one=_("Side"), add=_("Another side")
        )
    }


def _indicators() -> dict[str, Field]:
    number = {"least": -1_000_000_000, "places": 2}
    one: dict[str, Field] = {
        "card": Choice(
            label=_("Indicator"),
            options=bank.Names((bank.OWN, _("An indicator of our own"))),
            listed=True,
        ),
        "own": Text(label=_("Its name, if it is your own"), most=120),
        "baseline": Number(label=_("Baseline"), **number),
        "target": Number(label=_("Target"), **number),
        "actual": Number(label=_("Actual"), **number),
        "source": Text(label=_("From which paper, when, by whom"), most=200),
    }
    return {
        "indicators": Rows(
            label=_("Indicators"),
            fields=one,
            most=30,
            one=_("Indicator"),
            add=_("Another indicator"),
        ),
        "show_few": Tick(
            label=_("The report stays inside the group: show counts of fewer than five people too")
        ),
    }


def _outcome() -> Rows:
    outcome: dict[str, Field] = {
        "name": Text(label=_("What changed"), most=120),
        "quantity": Number(label=_("Q: how many people or units changed"), places=2),
        "value": Money(label=_("V: euros per unit a year (financial proxy)")),
        "value_from": Text(label=_("Where the value comes from"), most=200),
        "deadweight": _share(
            _("DW: deadweight"), _("What would have happened anyway. None? Write 0.")
        ),
        "displacement": _share(_("DP: displacement"), _("What came at somebody else's cost.")),
        "attribution": _share(_("AT: attribution to others"), _("What is due to others.")),
        "drop_off": _share(_("DO: drop-off per year"), _("How much fades with every year.")),
        "years": Number(label=_("T: years it lasts"), least=1, most=YEARS_AT_MOST),
        "deadweight_low": _share(_("DW, low")),
        "deadweight_high": _share(_("DW, high")),
        "attribution_low": _share(_("AT, low")),
        "attribution_high": _share(_("AT, high")),
        "drop_off_low": _share(_("DO, low")),
        "drop_off_high": _share(_("DO, high")),
        "value_low": Money(label=_("V, low")),
        "value_high": Money(label=_("V, high")),
    }
    return Rows(
        label=_("Outcomes with a value"),
        fields=outcome,
        most=12,
        one=_("Outcome"),
        add=_("Another outcome"),
    )


OUTCOME = _outcome()


def _value() -> dict[str, Field]:
    return {
        "inputs": Money(
            label=_("I: what was put in, in euros"),
            hint=_("Money, and also hours and things that were given, at what they would cost."),
        ),
        "rate": Percent(
            label=_("r: discount rate"),
            hint=with_figures(
                _("%(rate)s%% where you write nothing, as in the examples of the Guide."),
                "impact-figures",
                rate="discount-rate",
            ),
        ),
        "outcomes": OUTCOME,
    }


def _report() -> dict[str, Field]:
    return {
        **{
            name: Long(label=title, hint=hint, most=1_500, rows=3)
            for name, (title, hint) in STORY.items()
        },
        "asked": Number(label=_("How many you asked"), most=1_000_000),
        "answered": Number(label=_("How many answered"), most=1_000_000),
        "asked_when": Text(label=_("When you asked, and how"), most=200),
        "move": Text(
            label=_("One move for the next three months"),
            hint=_("For your lowest axis."),
            most=200,
        ),
        "move_who": Text(label=_("Who takes it on"), most=120),
        "move_by": Day(label=_("Until when")),
    }


FIELDS: dict[str, Field] = {
    **_body(),
    **_statements(),
    **_chain(),
    **_people(),
    **_indicators(),
    **_value(),
    **_report(),
}


def _axis_step(axis: Axis) -> StepOf:
    names = tuple(each.name(phase) for phase in PHASES for each in axis.statements)
    return StepOf(axis.key, axis.title.lazy(), names, axis.about.lazy())


STEPS = (
    StepOf("body", _("Your body"), tuple(_body()), _("Whom the answers are about, and when.")),
    *map(_axis_step, AXES),
    StepOf(
        "goals",
        _("Stage 1: goals"),
        tuple(_chain()),
        _("Begin with the change and go backwards: what must have happened before?"),
    ),
    StepOf(
        "people",
        _("Stage 2: stakeholders"),
        tuple(_people()),
        _("Everybody whom it concerns: also those who may lose something."),
    ),
    StepOf(
        "measuring",
        _("Stage 3: measuring"),
        tuple(_indicators()),
        _("Five are enough: one for the work, three for the change, one for how you decide."),
    ),
    StepOf(
        "value",
        _("Stage 4: value (SROI)"),
        tuple(_value()),
        _("Only if you can put a value that holds on an outcome. One outcome is enough."),
    ),
    StepOf(
        "report",
        _("Stage 5: report and learn"),
        tuple(_report()),
        _("The words of your impact report. What stays empty is left out."),
    ),
)
